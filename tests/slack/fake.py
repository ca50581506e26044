"""A Slack on loopback: its Web API, its Socket Mode and its habits, so that tests run the real app against it.

It refuses what Slack refuses (limits, scopes, tokens, spent trigger ids), brings events twice where they were not acknowledged, shows the
app its own posts as events, and can be told to be late, busy, broken or gone. It records everything.
"""

from __future__ import annotations

import itertools
import json
import time
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Condition, Event, RLock, Thread
from typing import Any, Self

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from tests.slack import web_api

SCOPES = {"app_mentions:read", "assistant:write", "chat:write", "commands", "im:history", "channels:history", "groups:history", "mpim:history"}
RETRIES = 3
PATIENCE = 20.0


@dataclass
class Team:
    """A workspace that has installed the app; with ``whole``, its enterprise has installed it in all of its workspaces."""

    id: str = "T1"
    enterprise: str | None = None
    whole: bool = False
    token: str = "xoxb-1"
    bot_user: str = "UBOT"
    bot_id: str = "BBOT"
    scopes: set[str] = field(default_factory=lambda: set(SCOPES))


@dataclass
class Envelope:
    """Something on its way to the app, until it is acknowledged."""

    id: str
    kind: str
    payload: dict[str, Any]
    socket: ServerConnection | None = None
    attempts: int = 0
    sent_at: float = 0.0
    answer: dict[str, Any] | None = None
    acked: Event = field(default_factory=Event)


@dataclass
class Call:
    """One call of the Web API or of a response_url."""

    method: str
    body: dict[str, Any]
    answer: dict[str, Any]
    at: float


class FakeSlack:
    """Starts on entering; ``url`` is what ``SLACK_API_URL`` gets."""

    def __init__(self, patience: float = 1.0) -> None:
        self.teams = [Team()]
        self.app_token, self.signing_secret, self.app_id = "xapp-1", "8f742231b10e8888abcd99yyyzzz85a5", "A1"
        self.changed = Condition(RLock())
        self.calls: list[Call] = []
        self.messages: list[dict[str, Any]] = []
        self.views: dict[str, dict[str, Any]] = {}
        self.triggers: set[str] = set()
        self.outside: set[str] = set()
        self.echo = True
        self.faults: dict[str, deque[Callable[[], web_api.Reply]]] = {}
        self.envelopes: dict[str, Envelope] = {}
        self.sockets: list[ServerConnection] = []
        self.connections = 0
        self.codes: dict[str, Team] = {}
        self._patience = patience
        self._numbers = itertools.count(1)
        self._turns = itertools.count()
        self._closing = Event()
        self._api = web_api.server(self)
        # No pings of its own: their masks come from the process's random numbers, which must stand still while hypothesis draws examples.
        self._ws = serve(self._socket, "127.0.0.1", 0, ping_interval=None)

    def __enter__(self) -> Self:
        for target in (self._api.serve_forever, self._ws.serve_forever, self._redeliver_late):
            Thread(target=target, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._api.shutdown()
        self._api.server_close()
        self.drop_sockets()
        self._ws.shutdown()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._api.server_port}/api/"

    @property
    def socket_url(self) -> str:
        return f"ws://127.0.0.1:{self._ws.socket.getsockname()[1]}/link"

    @property
    def team(self) -> Team:
        return self.teams[0]

    def stamp(self) -> str:
        """A ``ts`` that no other message has."""
        return f"1700000000.{next(self._numbers):06d}"

    def trigger(self) -> str:
        """A trigger id, good for one window."""
        made = f"trigger.{next(self._numbers)}"
        with self.changed:
            self.triggers.add(made)
        return made

    def response_url(self) -> str:
        return f"http://127.0.0.1:{self._api.server_port}/respond/{uuid.uuid4().hex}"

    def wait(self, found: Callable[[], Any], seconds: float = PATIENCE) -> Any:
        """Waits until ``found`` gives something, and gives it; looks again at every change and ten times a second, as databases don't call.

        Fails with what has been recorded.
        """
        until = time.monotonic() + seconds
        with self.changed:
            while not (given := found()) and time.monotonic() < until:
                self.changed.wait(0.1)
            if given:
                return given
        recorded = "\n".join(f"{call.method} {str(call.body)[:100]} -> {str(call.answer)[:60]}" for call in self.calls[-12:])
        waiting = [f"{envelope.kind} {str(envelope.payload)[:200]}, sent {envelope.attempts} times" for envelope in self.unacknowledged()]
        raise AssertionError(f"not seen within {seconds} s; not acknowledged: {waiting[:5]} of {len(waiting)}; last calls:\n{recorded}")

    def record(self, method: str, body: dict[str, Any], answer: dict[str, Any]) -> None:
        with self.changed:
            self.calls.append(Call(method, body, answer, time.monotonic()))
            self.changed.notify_all()

    def posts(self, channel: str | None = None, thread: str | None = None) -> list[dict[str, Any]]:
        """What the app has posted for all to see."""
        with self.changed:
            return [post for post in self.messages if channel in (None, post["channel"]) and thread in (None, post.get("thread_ts"))]

    def called(self, method: str) -> list[Call]:
        with self.changed:
            return [call for call in self.calls if call.method == method]

    def fail(self, method: str, *replies: Callable[[], web_api.Reply]) -> None:
        """What the next calls of a method get instead of an answer."""
        with self.changed:
            self.faults.setdefault(method, deque()).extend(replies)

    def add(self, team: Team, posted: dict[str, Any]) -> dict[str, Any]:
        """A post of the app; it comes back to the app as an event, as in Slack."""
        ts = self.stamp()
        message = {**posted, "ts": ts, "user": team.bot_user, "bot_id": team.bot_id, "app_id": self.app_id, "type": "message"}
        with self.changed:
            self.messages.append({**message, "at": time.monotonic()})
            self.changed.notify_all()
        if self.echo:
            self.deliver("events_api", self.event({**message, "channel_type": "channel"}, team))
        return message

    def event(self, event: dict[str, Any], team: Team | None = None) -> dict[str, Any]:
        """An event as it is delivered."""
        team = team or self.team
        authorized = [
            {
                "enterprise_id": team.enterprise, "team_id": None if team.whole else team.id, "user_id": team.bot_user, "is_bot": True,
                "is_enterprise_install": team.whole,
            }
        ]  # fmt: skip
        ident = f"Ev{next(self._numbers)}"
        place = {"team_id": team.id, "enterprise_id": team.enterprise, "api_app_id": self.app_id, "authorizations": authorized}
        return {"type": "event_callback", **place, "event_id": ident, "event_time": 1, "event": event}

    def deliver(self, kind: str, payload: dict[str, Any]) -> Envelope:
        """Sends something to one of the app's sockets, or keeps it until there is one."""
        envelope = Envelope(uuid.uuid4().hex, kind, payload)
        with self.changed:
            self.envelopes[envelope.id] = envelope
        self._send(envelope)
        return envelope

    def ask(self, kind: str, payload: dict[str, Any], seconds: float = 5.0) -> dict[str, Any] | None:
        """Sends something that has to be acknowledged, and gives what came with the acknowledgement. Slack sends it once, so there is a socket."""
        self.wait(lambda: self.sockets)
        envelope = self.deliver(kind, payload)
        if not envelope.acked.wait(seconds):
            raise AssertionError(f"{kind} was not acknowledged within {seconds} s")
        return envelope.answer

    def drop_sockets(self) -> None:
        """Cuts all connections without a word."""
        with self.changed:
            sockets, self.sockets = self.sockets, []
        for socket in sockets:
            socket.close_socket() if hasattr(socket, "close_socket") else socket.close()

    def unacknowledged(self) -> list[Envelope]:
        with self.changed:
            return [envelope for envelope in self.envelopes.values() if not envelope.acked.is_set()]

    def _send(self, envelope: Envelope) -> None:
        with self.changed:
            if not self.sockets:
                return
            envelope.socket = self.sockets[next(self._turns) % len(self.sockets)]
            envelope.attempts += 1
            envelope.sent_at = time.monotonic()
        sent = {"envelope_id": envelope.id, "type": envelope.kind, "payload": envelope.payload, "accepts_response_payload": True}
        if envelope.kind == "events_api":
            sent |= {"retry_attempt": envelope.attempts - 1, "retry_reason": "timeout" if envelope.attempts > 1 else ""}
        try:
            envelope.socket.send(json.dumps(sent))
        except ConnectionClosed:
            envelope.socket = None

    def _socket(self, connection: ServerConnection) -> None:
        """One connection of the app: hello, then acknowledgements."""
        connection.send(json.dumps({"type": "hello", "num_connections": 1, "debug_info": {}, "connection_info": {"app_id": self.app_id}}))
        with self.changed:
            self.sockets.append(connection)
            self.connections += 1
            self.changed.notify_all()
        self._redeliver(lambda envelope: envelope.socket not in self.sockets)
        try:
            for text in connection:
                self._acknowledged(json.loads(text))
        except ConnectionClosed:
            pass
        with self.changed:
            self.sockets = [other for other in self.sockets if other is not connection]
            self.changed.notify_all()
        self._redeliver(lambda envelope: envelope.socket is connection)

    def _acknowledged(self, message: dict[str, Any]) -> None:
        envelope = self.envelopes.get(str(message.get("envelope_id")))
        if envelope is not None:
            envelope.answer = message.get("payload")
            envelope.acked.set()
            with self.changed:
                self.changed.notify_all()

    def _redeliver(self, wanted: Callable[[Envelope], bool]) -> None:
        for envelope in self.unacknowledged():
            if wanted(envelope) and envelope.attempts <= RETRIES and envelope.kind == "events_api":
                self._send(envelope)

    def _redeliver_late(self) -> None:
        """Slack brings an event again that was not acknowledged in time (there after a minute and after five)."""
        while not self._closing.wait(0.1):
            self._redeliver(lambda envelope: envelope.sent_at > 0 and time.monotonic() - envelope.sent_at > self._patience * 4**envelope.attempts)
