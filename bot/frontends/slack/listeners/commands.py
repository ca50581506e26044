"""``/career``: a question, or one of its words."""

from __future__ import annotations

import uuid
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.frontends.slack import escape, private, texts
from bot.frontends.slack.acknowledging import acknowledged
from bot.frontends.slack.desk import Desk, team_of
from bot.frontends.slack.views import profile as profile_view
from bot.question import Profile

_WORDS: dict[str, private.Wanted] = {"": "help", "help": "help", "sources": "sources", "forget me": "forget me"}


def register(app: App) -> None:
    app.command(texts.COMMAND)(career)


def career(ack: Ack, command: dict[str, Any], context: BoltContext, desk: Desk, client: WebClient) -> None:
    """Answers in private. What is no word of the command is a question."""
    team, user, trigger = team_of(context), str(command.get("user_id") or ""), str(command.get("trigger_id") or "")
    text = escape.read(command.get("text"))
    word = " ".join(text.lower().split()).strip("?!. ")
    if word == "profile":
        with acknowledged(ack):
            client.views_open(trigger_id=trigger, view=profile_view.modal(desk.advisor.library, _profile(desk, team, user)))
        return
    request = private.Request(
        team=team, channel=str(command.get("channel_id") or ""), user=user, ident=trigger or uuid.uuid4().hex,
        address=str(command.get("response_url") or ""), wanted=_WORDS.get(word, "answer"), text=text,
    )  # fmt: skip
    with acknowledged(ack):
        taken = private.take_on(desk, request)
    if taken:
        private.fulfil(desk, taken)


def _profile(desk: Desk, team: str, user: str) -> Profile:
    return desk.store.people.profile(team, desk.store.people.person(team, user))
