"""The window in which a person edits their profile."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.frontends.slack.acknowledging import acknowledged
from bot.frontends.slack.desk import Desk, team_of, user_of
from bot.frontends.slack.listeners import home as home_listeners
from bot.frontends.slack.views import home, profile


def register(app: App) -> None:
    app.action(home.EDIT)(edit)
    for field in (profile.LEVEL, profile.SKILLS, profile.GOAL):
        app.options(field)(offer)
    app.view(profile.CALLBACK)(save)


def edit(ack: Ack, body: dict[str, Any], context: BoltContext, desk: Desk, client: WebClient) -> None:
    team = team_of(context)
    with acknowledged(ack):
        known = desk.store.people.profile(team, desk.store.people.person(team, user_of(context)))
        client.views_open(trigger_id=str(body.get("trigger_id") or ""), view=profile.modal(desk.advisor.library, known))


def offer(ack: Ack, payload: dict[str, Any], desk: Desk) -> None:
    """The entries of the vocabulary that fit what has been typed so far."""
    ack(options=profile.options(desk.advisor.library, str(payload.get("action_id") or ""), str(payload.get("value") or "")))


def save(ack: Ack, view: dict[str, Any], context: BoltContext, desk: Desk, client: WebClient) -> None:
    team, user = team_of(context), user_of(context)
    person = desk.store.people.person(team, user)
    changed, errors = profile.read(desk.advisor.library, view, desk.store.people.profile(team, person))
    if errors:
        ack(response_action="errors", errors=errors)
        return
    desk.store.people.save_profile(team, person, changed, desk.clock())
    ack()
    home_listeners.publish(desk, client, team, user)
