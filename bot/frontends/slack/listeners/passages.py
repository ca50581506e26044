"""The window that shows a cited passage with the ones around it."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.frontends.slack import sources
from bot.frontends.slack.acknowledging import acknowledged
from bot.frontends.slack.desk import Desk
from bot.frontends.slack.views import passage


def register(app: App) -> None:
    app.action(re.compile(rf"^{re.escape(sources.VIEW)}\.\d+$"))(view_passage)
    app.action(re.compile(rf"^{re.escape(passage.TURN)}\.(next|previous)$"))(turn)


def view_passage(ack: Ack, body: dict[str, Any], action: dict[str, Any], desk: Desk, client: WebClient) -> None:
    with acknowledged(ack):
        client.views_open(trigger_id=str(body.get("trigger_id") or ""), view=passage.modal(desk.advisor.library, str(action.get("value") or "")))


def turn(ack: Ack, body: dict[str, Any], action: dict[str, Any], desk: Desk, client: WebClient) -> None:
    """Previous and Next. ``hash`` keeps a slow answer from overtaking a quick one."""
    shown = body.get("view")
    shown = shown if isinstance(shown, dict) else {}
    with acknowledged(ack):
        client.views_update(view_id=shown.get("id"), hash=shown.get("hash"), view=passage.modal(desk.advisor.library, str(action.get("value") or "")))
