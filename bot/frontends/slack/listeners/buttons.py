"""Buttons of answers: follow-up questions, and sharing what was private."""

from __future__ import annotations

import re
import uuid
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from bot.frontends.slack import answering, blocks, escape, private, sharing, texts
from bot.frontends.slack.acknowledging import acknowledged
from bot.frontends.slack.desk import Desk, team_of, user_of
from bot.frontends.slack.listeners import strays
from bot.frontends.slack.routing import Ask
from bot.frontends.slack.whispering import whisper


def register(app: App) -> None:
    app.action(re.compile(rf"^{blocks.ASK}\.\d+$"))(ask)
    app.action(blocks.SHARE)(share)


def ask(ack: Ack, body: dict[str, Any], action: dict[str, Any], context: BoltContext, desk: Desk, client: WebClient) -> None:
    """Asks a button's question for whoever pressed it: in the thread, or in private where the button was private."""
    if not escape.read(action.get("value")):
        strays.old_button(ack, body, context, client)
    elif _mapping(body, "container").get("is_ephemeral"):
        _ask_privately(ack, body, action, context, desk)
    else:
        wanted = _wanted(body, action, context)
        with acknowledged(ack):
            ours = answering.take_on(desk, wanted, None)
        if ours is not None:
            answering.answer(desk, client, ours)


def _ask_privately(ack: Ack, body: dict[str, Any], action: dict[str, Any], context: BoltContext, desk: Desk) -> None:
    request = private.Request(
        team=team_of(context), channel=str(context.channel_id or user_of(context)), user=user_of(context), text=escape.read(action.get("value")),
        ident=str(body.get("trigger_id") or uuid.uuid4().hex), address=str(context.response_url or ""),
    )  # fmt: skip
    with acknowledged(ack):
        taken = private.take_on(desk, request)
    if taken:
        private.fulfil(desk, taken)


def _wanted(body: dict[str, Any], action: dict[str, Any], context: BoltContext) -> Ask:
    """The question in the thread of the button's message; from the Home tab, in the person's own conversation."""
    user, container, message = user_of(context), _mapping(body, "container"), _mapping(body, "message")
    channel = str(context.channel_id or "")
    text = escape.read(action.get("value"))
    thread = str(message.get("thread_ts") or message.get("ts") or container.get("thread_ts") or container.get("message_ts") or "")
    return Ask(
        team=team_of(context), channel=user if not channel or container.get("type") == "view" else channel, ts=f"button.{action.get('action_ts') or ''}",
        thread=thread, user=user, text=text, place="button", heading=texts.asked_by(user, text),
    )  # fmt: skip


def share(ack: Ack, action: dict[str, Any], context: BoltContext, desk: Desk, client: WebClient, respond: Respond) -> None:
    """Posts a private answer for all, once, and says so in its place."""
    ident, _, thread = str(action.get("value") or "").partition(" ")
    wanted = sharing.Share(
        team=team_of(context), channel=str(context.channel_id or ""), user=user_of(context), question=ident, thread=thread,
        address=str(context.response_url or ""),
    )  # fmt: skip
    with acknowledged(ack):
        refusal = sharing.take_on(desk, wanted)
    if refusal:
        whisper(respond, blocks.notice(refusal))
    else:
        sharing.fulfil(desk, client, wanted)


def _mapping(body: dict[str, Any], name: str) -> dict[str, Any]:
    found = body.get(name)
    return found if isinstance(found, dict) else {}
