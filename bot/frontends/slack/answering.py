"""From a message to its answer, exactly once: take it on, answer it, store both, post.

The answer is stored with the thread before it is posted, so whoever takes a message over from a process that died sends the same
words and adds no second turn (docs/decisions/0021).
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.answer import Answer
from bot.conversation import Conversation
from bot.frontends.slack import blocks, faults, texts
from bot.frontends.slack.desk import Desk
from bot.frontends.slack.routing import Ask
from bot.question import Profile
from bot.store import Claim, ClaimKey, ClaimLostError, Question, StaleThreadError, StoreError, Thread, ThreadKey
from retrieval.identity import stamp
from retrieval.library import Library

log = logging.getLogger("career_advisor.slack")

T = TypeVar("T")
_TRIES = 50
"""How often a thread in which others write at the same time is read again. Each loss means that another answer was stored."""
_RECEIPT = "answer"
_FORGOTTEN = "forgotten"
"""The kind of answer that says that all a person told has been forgotten."""
LATER = 20.0
"""Seconds until a message that Slack would not take is tried again."""
TOO_LATE = 3600.0
"""Seconds after which an answer comes too late to be of use."""


class Asked(NamedTuple):
    """Who asks what, wherever it was asked."""

    conversation: ThreadKey
    user: str
    text: str


def take_on(desk: Desk, ask: Ask, event_id: str | None) -> Ask | None:
    """The message, where it is ours to answer now: never taken on before by any process."""
    ask = ask.model_copy(update={"taken_at": desk.clock()})
    if desk.store.claims.take(ask.claim, event_id, desk.holder, ask.model_dump_json(), ask.taken_at, desk.lease):
        return ask
    desk.metrics.duplicates.inc()
    return None


def answer(desk: Desk, client: WebClient, ask: Ask) -> None:
    """Answers a message that has been taken on."""
    if ask.place == "direct":
        _show_work(client, ask)
    try:
        send(desk, client, ask.claim, compose(desk, ask), ask.taken_at)
    except ClaimLostError:
        log.info("answered by another process")
        return
    except StoreError:
        desk.dropped.append(ask.claim)
        raise
    except Exception:
        desk.finish(ask.claim)
        raise


def _show_work(client: WebClient, ask: Ask) -> None:
    try:
        client.assistant_threads_setStatus(channel_id=ask.channel, thread_ts=ask.thread, status="is looking it up in the guides…")
    except Exception as error:
        log.info("no status shown", extra={"fields": {"error": faults.code(error)}})


def compose(desk: Desk, ask: Ask) -> dict[str, Any]:
    """The message to post, stored with the thread and in the place of the claim's job. Raises ``ClaimLostError``."""

    def save(thread: Thread, question: Question, now: float, library: Library) -> dict[str, Any]:
        frame = blocks.Frame(question=question.id, receipt=receipt(ask.claim), heading=ask.heading, style=desk.style, stamps=stamps(question.answer, library))
        made = blocks.message(question.answer, frame)
        outgoing = {"channel": ask.channel, "thread_ts": ask.thread, **made._asdict()}
        desk.store.threads.save(thread, now, question, ask.claim, desk.holder, json.dumps(outgoing, ensure_ascii=False))
        desk.metrics.answered(question.answer, ask.place)
        return outgoing

    return converse(desk, Asked(ask.conversation, ask.user, ask.text), save)


def receipt(claim: ClaimKey) -> str:
    """Marks a post as the one that a claim was taken for, so that the app knows it again when Slack shows it."""
    return f"{_RECEIPT} {claim.channel} {claim.ts}"


def stamps(answered: Answer, library: Library) -> dict[str, str]:
    """The stamps of an answer's passages, by which its buttons know them again when the guides have changed."""
    cited = {citation.passage for citation in answered.citations}
    return {ident: stamp(library.by_id[ident]) for ident in cited if ident in library.by_id}


def stands(answered: Answer, library: Library) -> bool:
    """Whether the guides still say all that an answer quotes."""
    cited = [(library.by_id.get(citation.passage), citation.quote) for citation in answered.citations]
    return all(passage is not None and passage.holds(quote) for passage, quote in cited)


def up_to_date(desk: Desk, claim: Claim, kept: dict[str, Any]) -> dict[str, Any]:
    """A message that waited to be sent; where the guides no longer say what it quotes, a sentence that says so in its place."""
    question = desk.store.people.question(str(kept["metadata"]["event_payload"]["question"]), claim.key.team)
    if question is None or stands(question.answer, desk.advisor.library):
        return kept
    made = blocks.notice(texts.CHANGED)
    return {**kept, "text": made.text, "blocks": [made.blocks[0] | {"block_id": receipt(claim.key)}]}


def converse(desk: Desk, asked: Asked, save: Callable[[Thread, Question, float, Library], T]) -> T:
    """One turn of a conversation, worked out from the stored one and handed to ``save``; again where others were faster.

    It is of one piece: guides that change meanwhile count from the next turn on. Who asks to be forgotten is, before they are told so, and
    the asking is forgotten after.
    """
    advisor = desk.advisor
    person = desk.store.people.person(asked.conversation.team, asked.user)
    for _ in range(_TRIES):
        with desk.lock(asked.conversation):
            thread = desk.store.threads.load(asked.conversation)
            profile = thread.people[person] if person in thread.people else desk.store.people.profile(asked.conversation.team, person)
            said, after = advisor.reply(asked.text, thread.conversation.model_copy(update={"profile": profile}))
            changed = thread.model_copy(update={"conversation": _without_profile(after), "people": {**thread.people, person: after.profile}})
            if said.kind == _FORGOTTEN:
                desk.store.people.forget(asked.conversation.team, person)
                changed = Thread(key=asked.conversation, people={person: Profile()})
            now = desk.clock()
            question = Question(id=uuid.uuid4().hex, team=asked.conversation.team, person=person, text=asked.text, answer=said, asked_at=now)
            try:
                made = save(changed, question, now, advisor.library)
            except StaleThreadError:
                continue
        if said.kind == _FORGOTTEN:
            desk.store.people.forget(asked.conversation.team, person)
        return made
    raise StaleThreadError(f"{_TRIES} others were faster")


def _without_profile(conversation: Conversation) -> Conversation:
    """Profiles are kept by person: what one has told must not shape what another is told."""
    return conversation.model_copy(update={"profile": Profile()})


def send(desk: Desk, client: WebClient, claim: ClaimKey, outgoing: dict[str, Any], taken_at: float) -> str | None:
    """Posts a stored answer, closes its claim and gives its ``ts``; where Slack is busy or down, leaves it to be tried again."""
    if desk.pulse.lost(desk.clock(), desk.lease) and not desk.store.claims.resume(claim, desk.holder):
        log.info("answered by another process")
        return None
    try:
        ts = post(client, outgoing)
    except Exception as error:
        if not faults.is_passing(error) or desk.clock() - taken_at > TOO_LATE:
            desk.finish(claim)
            raise
        faults.record(error, "posting an answer, to be tried again", desk.metrics.failed, channel=claim.channel)
        desk.store.claims.defer(claim, desk.clock() + LATER, certain=faults.is_certain(error))
        return None
    desk.finish(claim)
    desk.metrics.latency.observe(max(0.0, desk.clock() - taken_at))
    return ts


def post(client: WebClient, outgoing: dict[str, Any]) -> str:
    """Posts a message and gives its ``ts``. Where Slack refuses the blocks, the whole answer goes out as text."""
    try:
        return str(client.chat_postMessage(**outgoing, unfurl_links=False, unfurl_media=False)["ts"])
    except SlackApiError as error:
        if faults.code(error) not in faults.REFUSED:
            raise
        faults.record(error, "posting blocks; the text alone is posted")
        bare = {name: outgoing[name] for name in ("channel", "thread_ts", "text") if outgoing.get(name)}
        return str(client.chat_postMessage(**bare, unfurl_links=False, unfurl_media=False)["ts"])


def acknowledge_own(desk: Desk, body: dict[str, Any], team: str) -> None:
    """The app's own answer comes back as an event: proof that it was posted, also where the process that posted it died just then."""
    event = body.get("event")
    if not isinstance(event, dict) or not event.get("bot_id") or event.get("app_id") != body.get("api_app_id"):
        return
    shown = event.get("blocks")
    for block in shown if isinstance(shown, list) else []:
        found = block.get("block_id") if isinstance(block, dict) else None
        kind, _, place = found.partition(" ") if isinstance(found, str) else ("", "", "")
        channel, _, ts = place.partition(" ")
        if kind == _RECEIPT and ts and channel == event.get("channel"):
            desk.store.claims.finish(ClaimKey(team, channel, ts))
