"""The running app: its parts started in the right order, and stopped in the reverse within ten seconds of a signal."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event

from slack_bolt import App
from slack_sdk import WebClient

from bot.frontends.slack.app import WORKERS, build, web_client
from bot.frontends.slack.desk import Desk
from bot.frontends.slack.health import Health, pages
from bot.frontends.slack.installation import Authorization, Installations, oauth
from bot.frontends.slack.metrics import Metrics
from bot.frontends.slack.socket import Socket
from bot.frontends.slack.suggestions import suggest
from bot.frontends.slack.upkeep import Upkeep
from bot.frontends.slack.web import Server, slack_pages
from bot.question import Profile
from bot.reload import Live
from bot.settings import SlackSettings
from bot.store import Store

log = logging.getLogger("career_advisor.slack")

_DRAIN = 6.0
"""Seconds that answers under way get to end. What is left then is taken over by the next process."""


class Process:
    """One process of the app, from start to stop."""

    def __init__(self, settings: SlackSettings, live: Live, store: Store) -> None:
        self._settings = settings
        shown = {"style": settings.sources, "days": settings.days, "lease": settings.lease, "doubt": settings.doubt}
        self.desk = Desk(live=live, store=store, metrics=Metrics(), **shown)
        self._executor = ThreadPoolExecutor(WORKERS, thread_name_prefix="listener")
        self._stop = Event()
        self._connected: Callable[[], bool] = lambda: False
        self.health = Health(store, lambda: self._connected(), lambda: live.warning)

    def run(self) -> None:
        """Serves until a signal comes. Raises what keeps it from starting."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        suggest(self.desk.advisor, Profile())
        with ExitStack() as stack:
            stack.enter_context(self.desk.live)
            client = web_client(self._settings.bot_token or None, self._settings.api_url)
            app, client_of = self._http(client) if self._settings.mode == "http" else self._single(client)
            self.desk.metrics.watch(self._executor._work_queue.qsize, lambda: self._connected(), lambda: bool(self.desk.live.warning))
            upkeep = Upkeep(self.desk, self._executor, client_of)
            stack.callback(self._let_go)
            upkeep.start()
            stack.callback(upkeep.stop)
            stack.callback(self._drain)
            self._serve(app, stack)
            log.info("ready", extra={"fields": {"mode": self._settings.mode, "guides": len(self.desk.advisor.library.guides)}})
            self._stop.wait()
            self.health.stopping = True
            log.info("stopping")
        log.info("stopped")

    def _single(self, client: WebClient) -> tuple[App, Callable[[str], WebClient | None]]:
        signing = self._settings.signing_secret if self._settings.mode == "http" else None
        return build(self.desk, client, self._executor, signing_secret=signing), lambda team: client

    def _http(self, client: WebClient) -> tuple[App, Callable[[str], WebClient | None]]:
        """With OAuth for several workspaces where a client id is set, else for the one workspace of the bot's token."""
        settings = self._settings
        if not settings.client_id:
            return self._single(client)
        installations = Installations(self.desk.store)
        flow = oauth(installations, self.desk.store, client, settings.client_id, settings.client_secret)
        authorize = Authorization(installations, client)
        app = build(self.desk, client, self._executor, signing_secret=settings.signing_secret, oauth_flow=flow, authorize=authorize)
        return app, _clients(installations, settings.api_url)

    def _serve(self, app: App, stack: ExitStack) -> None:
        settings = self._settings
        if settings.health_port >= 0:
            watch = Server(pages(self.health, self.desk.metrics.text), settings.host, settings.health_port, threads=2)
            watch.start()
            stack.callback(watch.close)
            log.info("watch", extra={"fields": {"port": watch.port}})
        if settings.mode == "http":
            server = Server(pages(self.health, None, slack_pages(app)), settings.host, settings.port, threads=WORKERS)
            self._connected = lambda: True
            server.start()
            stack.callback(server.close)
            log.info("listening", extra={"fields": {"port": server.port}})
        else:
            handler = Socket(app, settings.app_token)
            self._connected = handler.is_connected
            handler.connect()
            stack.callback(handler.close)

    def _drain(self) -> None:
        """Lets the answers under way end, as long as there is time."""
        until = time.monotonic() + _DRAIN
        self._executor.shutdown(wait=False)
        for thread in list(self._executor._threads):
            thread.join(max(0.0, until - time.monotonic()))

    def _let_go(self) -> None:
        """The claims still open go to whoever takes them over next."""
        self.desk.store.claims.release(self.desk.holder, self.desk.clock())


def _clients(installations: Installations, url: str) -> Callable[[str], WebClient | None]:
    """A client with a workspace's own token, or ``None`` where the app is no longer installed."""

    def client_of(team: str) -> WebClient | None:
        bot = installations.bot_of(team)
        return web_client(bot.bot_token, url) if bot else None

    return client_of


def run(settings: SlackSettings, live: Live, store: Store) -> None:
    """Serves until a signal comes. Raises what keeps the app from starting."""
    Process(settings, live, store).run()
