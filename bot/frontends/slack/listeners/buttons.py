"""Buttons of answers: follow-up questions, and sharing what was private."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from bot.conversation import Conversation
from bot.frontends.slack import answering, blocks, escape, private, texts
from bot.frontends.slack.answering import Asked
from bot.frontends.slack.desk import Desk, team_of, user_of
from bot.frontends.slack.routing import Ask
from bot.question import Profile
from bot.store import ClaimKey, Question, StaleThreadError, ThreadKey


def register(app: App) -> None:
    app.action(re.compile(rf"^{blocks.ASK}\.\d+$"))(ask)
    app.action(blocks.SHARE)(share)


def ask(ack: Ack, body: dict[str, Any], action: dict[str, Any], context: BoltContext, desk: Desk, client: WebClient, respond: Respond) -> None:
    """Asks a button's question for whoever pressed it: in the thread, or in private where the button was private."""
    ack()
    team, user, channel = team_of(context), user_of(context), str(context.channel_id or "")
    text, container = escape.read(action.get("value")), _mapping(body, "container")
    if not channel or container.get("type") == "view":
        channel = user
    if container.get("is_ephemeral"):
        asked = Asked(private.conversation(desk, team, channel, user), user, text)
        private.whisper(respond, private.answer(desk, asked, private.HERE, heading=texts.asked(text)))
        return
    stamp = str(action.get("action_ts") or "")
    message = _mapping(body, "message")
    thread = str(message.get("thread_ts") or message.get("ts") or container.get("thread_ts") or container.get("message_ts") or "")
    wanted = Ask(team=team, channel=channel, ts=f"button.{stamp}", thread=thread, user=user, text=text, place="button", heading=texts.asked_by(user, text))
    if (ours := answering.take_on(desk, wanted, None)) is not None:
        answering.answer(desk, client, ours)


def share(ack: Ack, body: dict[str, Any], action: dict[str, Any], context: BoltContext, desk: Desk, client: WebClient, respond: Respond) -> None:
    """Posts a private answer for all, once, and says so in its place."""
    ack()
    team, user, channel = team_of(context), user_of(context), str(context.channel_id or "")
    ident, _, thread = str(action.get("value") or "").partition(" ")
    question = desk.store.people.question(ident, team)
    person = desk.store.people.person(team, user)
    if question is None or question.person != person:
        private.whisper(respond, blocks.notice(texts.TOO_OLD))
        return
    if not private.stands(question.answer, desk.advisor.library):
        private.whisper(respond, blocks.notice(texts.CHANGED))
        return
    claim = ClaimKey(team, channel, f"share {ident}")
    if not desk.store.claims.take(claim, None, desk.holder, "", desk.clock(), desk.lease):
        return
    try:
        frame = blocks.Frame(question=ident, heading=texts.shared_by(user, question.text), style=desk.style)
        outgoing = blocks.message(question.answer, frame)._asdict() | {"channel": channel} | ({"thread_ts": thread} if thread else {})
        posted = answering.post(client, outgoing)
    except Exception:
        desk.store.claims.drop(claim)
        raise
    desk.store.claims.finish(claim)
    _remember(desk, ThreadKey(team, channel, thread or posted), private.conversation(desk, team, channel, user), question)
    private.whisper(respond, blocks.notice(texts.SHARED), replace_original=True)


def _remember(desk: Desk, shared: ThreadKey, source: ThreadKey, question: Question) -> None:
    """From the shared answer on, whoever asked can follow up in the thread. Their profile stays private."""
    turns = tuple(turn for turn in desk.store.threads.load(source).conversation.turns if turn.answer == question.answer)[-1:]
    thread = desk.store.threads.load(shared)
    changed = thread.model_copy(
        update={"conversation": Conversation(turns=(*thread.conversation.turns, *turns)), "people": {**thread.people, question.person: Profile()}}
    )
    try:
        desk.store.threads.save(changed, desk.clock())
    except StaleThreadError:
        return


def _mapping(body: dict[str, Any], name: str) -> dict[str, Any]:
    found = body.get(name)
    return found if isinstance(found, dict) else {}
