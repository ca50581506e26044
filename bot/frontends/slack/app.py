"""The Bolt app: how it is put together, and nothing of what it does."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_bolt import App, BoltContext, BoltResponse
from slack_bolt.oauth import OAuthFlow
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler, RateLimitErrorRetryHandler

from bot.frontends.slack import answering, faults, listeners, mishaps
from bot.frontends.slack.acknowledging import LastingAck
from bot.frontends.slack.desk import Desk, team_of

WORKERS = 16
"""Listeners that run at the same time; Bolt's own default is 5."""
TIMEOUT = 10
"""Seconds to wait for Slack's Web API."""


def web_client(token: str | None, url: str) -> WebClient:
    """A client of the Web API that waits where Slack says "too many requests". It is the one seam that tests need."""
    handlers = [ConnectionErrorRetryHandler(max_retry_count=1, error_types=[ConnectionRefusedError]), RateLimitErrorRetryHandler(max_retry_count=2)]
    base = url if url.endswith("/") else f"{url}/"
    return WebClient(token=token, base_url=base, timeout=TIMEOUT, retry_handlers=handlers, logger=logging.getLogger("slack_sdk"))


def build(
    desk: Desk,
    client: WebClient,
    executor: ThreadPoolExecutor,
    signing_secret: str | None = None,
    oauth_flow: OAuthFlow | None = None,
    authorize: Any = None,
) -> App:
    """The app with all its listeners. Without ``oauth_flow`` it serves the one workspace of the client's token."""
    app = App(
        name="career-advisor",
        client=client,
        signing_secret=signing_secret or "",
        request_verification_enabled=signing_secret is not None,
        oauth_flow=oauth_flow,
        authorize=authorize,
        before_authorize=_screen(desk),
        listener_executor=executor,
        logger=logging.getLogger("slack_bolt"),
        user_facing_authorize_error_message="Sorry, this app is no longer installed properly here. Please ask whoever runs it to install it again.",
    )
    app.middleware(_with(desk))
    app.error(mishaps.handle)
    listeners.register(app)
    return app


def _with(desk: Desk) -> Callable[..., None]:
    def add_desk(context: dict[str, Any], next: Callable[[], None]) -> None:
        context["desk"] = desk
        next()

    return add_desk


def _screen(desk: Desk) -> Callable[..., BoltResponse | None]:
    """Before anything else: an event that is none is done with, and the app's own posts are taken note of."""

    def screen(body: dict[str, Any], context: BoltContext, next: Callable[[], BoltResponse]) -> BoltResponse | None:
        context["desk"], context["ack"] = desk, LastingAck()
        event = body.get("event")
        if body.get("type") == "event_callback" and not (isinstance(event, dict) and isinstance(event.get("type"), str)):
            faults.strange("event")
            return BoltResponse(status=200, body="")
        if isinstance(event, dict) and event.get("bot_id"):
            answering.acknowledge_own(desk, body, team_of(context))
        next()
        return None

    return screen
