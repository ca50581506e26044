"""``/healthz``, ``/readyz`` and ``/metrics``, as a WSGI app: for whatever watches the process."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from bot.store import Store, StoreError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_TEXT = "text/plain; charset=utf-8"
_STALE = "The latest change of the guides is not in use; the log says why."
"""What the public page says: the full warning may quote the guides."""


class Health:
    """Alive: the process answers. Ready: the database answers too, Slack is connected, and the process is not stopping.

    ``warning`` says why the latest change of the guides is not in use, empty where it is: the process is ready all the same.
    """

    def __init__(self, store: Store, connected: Callable[[], bool], warning: Callable[[], str]) -> None:
        self._store = store
        self._connected = connected
        self.warning = warning
        self.stopping = False

    def problem(self) -> str:
        """Why the process is not ready, empty where it is."""
        if self.stopping:
            return "stopping"
        if not self._connected():
            return "not connected to Slack"
        try:
            self._store.check()
        except StoreError:
            return "the database does not answer"
        return ""


def pages(health: Health, metrics: Callable[[], bytes] | None, rest: WSGIApplication | None = None) -> WSGIApplication:
    """The pages, before an app that gets all other requests. Without ``metrics`` there is no such page: it is not for the public."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/healthz":
            return _page(start_response, "200 OK", b"ok\n")
        if path == "/readyz":
            problem = health.problem()
            warning = health.warning() if metrics is not None or not health.warning() else _STALE
            said = "\n".join(filter(None, (problem or "ready", f"warning: {warning}" if warning else "")))
            return _page(start_response, "503 Service Unavailable" if problem else "200 OK", f"{said}\n".encode())
        if path == "/metrics" and metrics is not None:
            return _page(start_response, "200 OK", metrics(), "text/plain; version=0.0.4; charset=utf-8")
        return rest(environ, start_response) if rest else _page(start_response, "404 Not Found", b"not found\n")

    return answer


def _page(start_response: StartResponse, status: str, body: bytes, kind: str = _TEXT) -> Iterable[bytes]:
    start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")])
    return [body]
