"""The app's connection to Slack in Socket Mode, on the ``websockets`` library.

The SDK's own client reads frames by a recursion that breaks off in a burst of some hundred messages, loses its place in the stream and then
hears nothing more, and it notices a cut connection after fifty seconds (docs/decisions/0026). Only its request and response types are used.
"""

from __future__ import annotations

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import InvalidHandshake, InvalidURI, WebSocketException
from websockets.sync.client import ClientConnection, connect

from bot.frontends.slack import faults
from bot.frontends.slack.app import WORKERS

log = logging.getLogger("career_advisor.slack")

_PING = 10
"""Seconds between pings, and to wait for their answer: a connection that died without a word is noticed within twice this."""
_LARGEST = 16 * 1024 * 1024
_WAITS = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between attempts to connect again; the last one from then on."""


class Socket:
    """Keeps one connection open and gives what comes to Bolt. Each envelope is acknowledged on the connection that brought it."""

    def __init__(self, app: App, token: str) -> None:
        self._app = app
        self._token = token
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="socket")
        self._stop = Event()
        self._connection: ClientConnection | None = None
        self._thread = Thread(target=self._run, name="socket", daemon=True)

    def connect(self) -> None:
        """Opens the first connection. Raises ``SlackApiError`` where Slack refuses the token, ``OSError`` where it can't be reached."""
        try:
            self._connection = self._open()
        except WebSocketException as error:
            raise ConnectionError("Slack's socket can't be opened") from error
        self._thread.start()

    def is_connected(self) -> bool:
        return self._connection is not None

    def close(self) -> None:
        """Hears no more; what has come already is dealt with."""
        self._stop.set()
        if self._connection is not None:
            self._connection.close()
        self._thread.join(timeout=3)
        self._workers.shutdown()

    def _open(self) -> ClientConnection:
        url = str(self._app.client.apps_connections_open(app_token=self._token)["url"])
        return connect(url, open_timeout=10, close_timeout=1, ping_interval=_PING, ping_timeout=_PING, max_size=_LARGEST)

    def _run(self) -> None:
        while self._connection is not None:
            self._listen(self._connection)
            self._connection = None
            if not self._stop.is_set():
                log.info("connection lost")
                self._connection = self._again()

    def _listen(self, connection: ClientConnection) -> None:
        try:
            for text in connection:
                self._workers.submit(self._deal, connection, text)
        except (WebSocketException, OSError) as error:
            log.info("connection broke", extra={"fields": {"error": type(error).__name__}})

    def _again(self) -> ClientConnection | None:
        """A new connection, however long it takes; ``None`` once the app stops."""
        for attempt in range(1_000_000):
            if self._stop.wait(_WAITS[min(attempt, len(_WAITS) - 1)]):
                return None
            try:
                opened = self._open()
            except (SlackApiError, InvalidHandshake, InvalidURI, WebSocketException, OSError) as error:
                faults.record(error, "connecting to Slack again")
                continue
            log.info("connected again")
            return opened
        return None

    def _deal(self, connection: ClientConnection, text: str | bytes) -> None:
        try:
            message = json.loads(text)
            if isinstance(message, dict) and message.get("type") == "disconnect":
                connection.close()
            elif isinstance(message, dict) and (request := SocketModeRequest.from_dict(message)) is not None:
                _acknowledge(connection, request, self._answer(request))
        except WebSocketException as error:
            log.info("not acknowledged", extra={"fields": {"error": type(error).__name__}})
        except Exception as error:
            faults.record(error, "reading from Slack's socket")

    def _answer(self, request: SocketModeRequest) -> dict[str, Any] | None:
        """What goes back with the acknowledgement; ``None`` where there must be none, so that Slack brings it again.

        Bolt fails on some shapes before any of its error handlers is in place. Such a payload is done with: it will not get better.
        """
        try:
            response = run_bolt_app(self._app, request)
        except Exception as error:
            faults.record(error, f"reading a payload of type {str(request.type)[:40]}")
            return {}
        if response.status != 200:
            return None
        is_json = response.headers.get("content-type", [""])[0].startswith("application/json")
        return {"payload": json.loads(response.body) if is_json else {"text": response.body}} if response.body else {}


def _acknowledge(connection: ClientConnection, request: SocketModeRequest, answer: dict[str, Any] | None) -> None:
    if answer is not None:
        connection.send(json.dumps(SocketModeResponse(envelope_id=request.envelope_id, **answer).to_dict()))
