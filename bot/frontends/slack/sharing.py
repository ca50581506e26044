"""Sharing a private answer: posted once for all to see, also where the process that was asked to dies over it."""

from __future__ import annotations

import json
import logging

from pydantic import BaseModel, ConfigDict
from slack_bolt import Respond
from slack_sdk import WebClient

from bot.conversation import Conversation
from bot.frontends.slack import answering, blocks, private, texts
from bot.frontends.slack.desk import Desk
from bot.frontends.slack.whispering import whisper
from bot.question import Profile
from bot.store import Claim, ClaimKey, ClaimLostError, Question, StaleThreadError, StoreError, ThreadKey

log = logging.getLogger("career_advisor.slack")

_MARK = "share "


class Share(BaseModel):
    """Whose answer goes where. ``question`` is the answer's id, ``thread`` empty for the channel, ``address`` the button's response_url."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    team: str
    channel: str
    user: str
    question: str
    thread: str = ""
    address: str = ""
    taken_at: float = 0.0

    @property
    def claim(self) -> ClaimKey:
        return ClaimKey(self.team, self.channel, f"{_MARK}{self.question}"[:200])


def is_share(claim: Claim) -> bool:
    return claim.key.ts.startswith(_MARK)


def take_on(desk: Desk, share: Share) -> str:
    """Takes the sharing on; gives why it can't be, empty where it can."""
    question = desk.store.people.question(share.question, share.team)
    if question is None or question.person != desk.store.people.person(share.team, share.user):
        return texts.TOO_OLD
    if not answering.stands(question.answer, desk.advisor.library):
        return texts.CHANGED
    now = desk.clock()
    job = share.model_copy(update={"taken_at": now}).model_dump_json()
    return "" if desk.store.claims.take(share.claim, None, desk.holder, job, now, desk.lease) else texts.SHARED_ALREADY


def fulfil(desk: Desk, client: WebClient, share: Share) -> None:
    """Posts what has been taken on, and says so in the place of the private answer. What Slack refuses can be tried again."""
    question = desk.store.people.question(share.question, share.team)
    if question is None:
        desk.store.claims.drop(share.claim)
        return
    try:
        outgoing = _outgoing(desk, share, question)
        desk.store.claims.keep(share.claim, desk.holder, json.dumps(outgoing, ensure_ascii=False))
        posted = answering.send(desk, client, share.claim, outgoing, desk.clock())
    except ClaimLostError:
        log.info("shared by another process")
        return
    except StoreError:
        desk.dropped.append(share.claim)
        raise
    except Exception:
        desk.store.claims.drop(share.claim)
        raise
    if posted:
        _remember(desk, share, posted, question)
    whisper(Respond(response_url=share.address), blocks.notice(texts.SHARED if posted else texts.SHARED_LATER), replace_original=bool(posted))


def _outgoing(desk: Desk, share: Share, question: Question) -> dict[str, object]:
    frame = blocks.Frame(
        question=question.id, receipt=answering.receipt(share.claim), heading=texts.shared_by(share.user, question.text), style=desk.style,
        stamps=answering.stamps(question.answer, desk.advisor.library),
    )  # fmt: skip
    return blocks.message(question.answer, frame)._asdict() | {"channel": share.channel} | ({"thread_ts": share.thread} if share.thread else {})


def _remember(desk: Desk, share: Share, posted: str, question: Question) -> None:
    """From the shared answer on, whoever asked can follow up in the thread. Their profile stays private."""
    shared = ThreadKey(share.team, share.channel, share.thread or posted)
    source = desk.store.threads.load(private.conversation(desk, share.team, share.channel, share.user))
    turns = tuple(turn for turn in source.conversation.turns if turn.answer == question.answer)[-1:]
    thread = desk.store.threads.load(shared)
    changed = {"conversation": Conversation(turns=(*thread.conversation.turns, *turns)), "people": {**thread.people, question.person: Profile()}}
    try:
        desk.store.threads.save(thread.model_copy(update=changed), desk.clock())
    except StaleThreadError:
        return
