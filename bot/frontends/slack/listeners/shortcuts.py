"""The message shortcut "Answer from the guides": somebody else's message, answered for whoever asks, and shared if they like."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond

from bot.frontends.slack import blocks, escape, private, texts
from bot.frontends.slack.answering import Asked
from bot.frontends.slack.desk import Desk, team_of, user_of


def register(app: App) -> None:
    app.message_shortcut(texts.SHORTCUT_ID)(answer_from_guides)


def answer_from_guides(ack: Ack, shortcut: dict[str, Any], context: BoltContext, desk: Desk, respond: Respond) -> None:
    ack()
    message = shortcut.get("message")
    message = message if isinstance(message, dict) else {}
    text = escape.read(message.get("text"))
    if not text:
        private.whisper(respond, blocks.notice(texts.NO_WORDS))
        return
    thread = str(message.get("thread_ts") or message.get("ts") or shortcut.get("message_ts") or "")
    user = user_of(context)
    asked = Asked(private.conversation(desk, team_of(context), str(context.channel_id or ""), user), user, text)
    private.whisper(respond, private.answer(desk, asked, private.THREAD, thread, texts.asked(text)))
