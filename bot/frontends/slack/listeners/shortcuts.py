"""The message shortcut "Answer from the guides": somebody else's message, answered for whoever asks, and shared if they like."""

from __future__ import annotations

import uuid
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond

from bot.frontends.slack import blocks, escape, private, texts
from bot.frontends.slack.acknowledging import acknowledged
from bot.frontends.slack.desk import Desk, team_of, user_of
from bot.frontends.slack.whispering import whisper


def register(app: App) -> None:
    app.message_shortcut(texts.SHORTCUT_ID)(answer_from_guides)


def answer_from_guides(ack: Ack, shortcut: dict[str, Any], context: BoltContext, desk: Desk, respond: Respond) -> None:
    message = shortcut.get("message")
    message = message if isinstance(message, dict) else {}
    text = escape.read(message.get("text"))
    if not text:
        ack()
        whisper(respond, blocks.notice(texts.NO_WORDS))
        return
    thread = str(message.get("thread_ts") or message.get("ts") or shortcut.get("message_ts") or "")
    request = private.Request(
        team=team_of(context), channel=str(context.channel_id or ""), user=user_of(context), ident=str(shortcut.get("trigger_id") or uuid.uuid4().hex),
        address=str(context.response_url or ""), text=text, label=private.THREAD, thread=thread,
    )  # fmt: skip
    with acknowledged(ack):
        taken = private.take_on(desk, request)
    if taken:
        private.fulfil(desk, taken)
