"""Mentions, direct messages and follow-ups in threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltContext, BoltResponse
from slack_sdk import WebClient

from bot.frontends.slack import answering, faults, routing
from bot.frontends.slack.desk import Desk, team_of
from bot.store import ThreadKey


def register(app: App) -> None:
    """The claim is taken in the middleware, before Slack is told that the event arrived; the answer comes after."""
    app.event("app_mention", middleware=[take_on])(reply)
    app.event("message", middleware=[take_on])(reply)


def take_on(body: dict[str, Any], event: dict[str, Any], context: BoltContext, desk: Desk, next: Callable[[], None]) -> BoltResponse | None:
    """Takes on what is for the advisor. What is not, or is taken already, is done with."""
    team = team_of(context)

    def asked_in(thread: ThreadKey, user: str) -> bool:
        return desk.store.threads.asked_in(thread, desk.store.people.person(team, user))

    if not routing.is_whole(event):
        faults.strange(f"a message that lacks its place or its author, of type {event.get('type')}")
    ask = routing.route(event, team, context.bot_user_id or "", asked_in)
    event_id = body.get("event_id")
    ours = answering.take_on(desk, ask, event_id if isinstance(event_id, str) else None) if ask else None
    if ours is None:
        return BoltResponse(status=200, body="")
    context["ask"] = ours
    next()
    return None


def reply(ask: routing.Ask, desk: Desk, client: WebClient) -> None:
    answering.answer(desk, client, ask)
