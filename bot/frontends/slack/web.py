"""The HTTP side: Slack's requests checked before Bolt sees them, and a server that can be stopped."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from threading import Thread
from typing import TYPE_CHECKING, Any

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from waitress.server import create_server

from bot.frontends.slack import faults
from bot.frontends.slack.manifest import EVENTS_PATH

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger("career_advisor.slack")

_LARGEST = 1_000_000
_WINDOW = 300


def slack_pages(app: App) -> WSGIApplication:
    """Bolt's pages behind a guard: Bolt fails on a timestamp that is no number, and logs the body of what is not signed."""
    bolt = SlackRequestHandler(app, path=EVENTS_PATH)

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("REQUEST_METHOD") == "POST":
            stamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
            signed = environ.get("HTTP_X_SLACK_SIGNATURE", "").startswith("v0=")
            if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 15 and signed) or abs(time.time() - int(stamp)) > _WINDOW:
                return _refuse(start_response, "401 Unauthorized")
            if int(environ.get("CONTENT_LENGTH") or 0) > _LARGEST:
                return _refuse(start_response, "413 Payload Too Large")
        try:
            return bolt(environ, start_response)
        except Exception as error:
            faults.record(error, "reading a request of a strange shape")
            return _refuse(start_response, "400 Bad Request")

    return answer


def _refuse(start_response: StartResponse, status: str) -> Iterable[bytes]:
    log.info("request refused", extra={"fields": {"status": status}})
    start_response(status, [("Content-Type", "text/plain; charset=utf-8")])
    return [b"refused\n"]


class Server:
    """A WSGI app on a port, served by threads of its own until it is closed. Raises ``OSError`` where the port is taken."""

    def __init__(self, app: WSGIApplication, host: str, port: int, threads: int = 4) -> None:
        self._server: Any = create_server(app, host=host, port=port, threads=threads, ident="", max_request_body_size=_LARGEST)
        self._thread = Thread(target=self._server.run, name=f"http {port}", daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.effective_port)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Takes no more requests, and lets those that are being answered end."""
        self._server.task_dispatcher.shutdown(cancel_pending=False, timeout=3)
        self._server.close()
        self._thread.join(timeout=2)
