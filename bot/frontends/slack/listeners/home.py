"""The Home tab, the Messages tab's suggested prompts, and what the Home tab's buttons do."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.frontends.slack import faults
from bot.frontends.slack.acknowledging import acknowledged
from bot.frontends.slack.desk import Desk, team_of, user_of
from bot.frontends.slack.suggestions import suggest
from bot.frontends.slack.views import data, home


def register(app: App) -> None:
    app.event("app_home_opened")(opened)
    app.action(home.SHOW_DATA)(show_data)
    app.action(home.FORGET)(forget)


def opened(event: dict[str, Any], context: BoltContext, desk: Desk, client: WebClient) -> None:
    """Draws the Home tab, or offers questions in the Messages tab. (A ``thread_ts`` would make the latter fail silently.)"""
    team, user = team_of(context), event.get("user")
    if not isinstance(user, str):
        faults.strange("a Home tab that nobody opened")
        return
    if event.get("tab") == "messages":
        profile = desk.store.people.profile(team, desk.store.people.person(team, user))
        prompts = [{"title": question, "message": question} for question in suggest(desk.advisor, profile)]
        client.assistant_threads_setSuggestedPrompts(channel_id=str(event.get("channel") or ""), prompts=prompts)
    else:
        publish(desk, client, team, user)


def publish(desk: Desk, client: WebClient, team: str, user: str) -> None:
    """Draws somebody's Home tab as of now."""
    advisor = desk.advisor
    profile = desk.store.people.profile(team, desk.store.people.person(team, user))
    client.views_publish(user_id=user, view=home.view(advisor.library, profile, suggest(advisor, profile), desk.days))


def show_data(ack: Ack, body: dict[str, Any], context: BoltContext, desk: Desk, client: WebClient) -> None:
    team, people = team_of(context), desk.store.people
    with acknowledged(ack):
        person = people.person(team, user_of(context))
        kept = data.Kept(people.profile(team, person), people.questions(team, person), people.feedback(team, person), people.thread_count(team, person))
        client.views_open(trigger_id=str(body.get("trigger_id") or ""), view=data.modal(desk.advisor.library, kept, desk.days))


def forget(ack: Ack, context: BoltContext, desk: Desk, client: WebClient) -> None:
    team, user = team_of(context), user_of(context)
    with acknowledged(ack):
        desk.store.people.forget(team, desk.store.people.person(team, user))
    publish(desk, client, team, user)
