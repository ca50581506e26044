"""Socket Mode as Bolt has it, quicker to notice a dead connection, and not to be upset by a payload of a strange shape."""

from __future__ import annotations

import logging

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.frontends.slack import faults
from bot.frontends.slack.app import WORKERS

_PING = 2
"""Seconds between pings. The client gives a cut connection up after five that fail: ten seconds here, fifty by default."""


class Socket(SocketModeHandler):
    """The app's connection to Slack."""

    def __init__(self, app: App, token: str) -> None:
        super().__init__(app, token, concurrency=WORKERS, ping_interval=_PING, logger=logging.getLogger("slack_sdk.socket_mode"))

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Bolt fails on some shapes before any of its error handlers is in place. Such a payload is done with: it will not get better."""
        try:
            super().handle(client, req)
        except Exception as error:
            faults.record(error, f"reading a payload of type {str(req.type)[:40]}")
            client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))
