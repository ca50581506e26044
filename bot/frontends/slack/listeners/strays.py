"""What no other listener hears: buttons and windows of older versions, events nobody asked for. Never silence, never an error at Slack's side."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.frontends.slack import blocks, faults, texts
from bot.frontends.slack.whispering import whisper

_ANY = re.compile(r".*", re.DOTALL)


def register(app: App) -> None:
    app.action(_ANY)(old_button)
    app.shortcut(_ANY)(old_button)
    app.command(_ANY)(old_button)
    app.view(_ANY)(old_window)
    app.view_closed(_ANY)(ignore)
    app.options(_ANY)(no_options)
    app.event(_ANY)(ignore)


def old_button(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    ack()
    faults.strange(faults.reason(body))
    if context.response_url and context.respond:
        whisper(context.respond, blocks.notice(texts.OLD_BUTTON))
    elif context.user_id:
        client.chat_postMessage(channel=context.user_id, text=texts.OLD_BUTTON)


def old_window(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
    faults.strange(faults.reason(body))
    values = view.get("state", {}).get("values", {}) if isinstance(view.get("state"), dict) else {}
    if values:
        ack(response_action="errors", errors={next(iter(values)): texts.OLD_BUTTON})
    else:
        ack()


def no_options(ack: Ack, body: dict[str, Any]) -> None:
    faults.strange(faults.reason(body))
    ack(options=[])


def ignore(ack: Ack) -> None:
    ack()
