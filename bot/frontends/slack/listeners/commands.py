"""``/career``: a question, or one of its words."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.frontends.slack import blocks, escape, private, texts
from bot.frontends.slack.answering import Asked
from bot.frontends.slack.desk import Desk
from bot.frontends.slack.parts import mrkdwn_message
from bot.frontends.slack.suggestions import suggest
from bot.frontends.slack.views import profile as profile_view
from bot.question import Profile


def register(app: App) -> None:
    app.command(texts.COMMAND)(career)


def career(ack: Ack, command: dict[str, Any], desk: Desk, client: WebClient, respond: Respond) -> None:
    """Answers in private. What is no word of the command is a question."""
    ack()
    team, user = str(command.get("team_id") or command.get("enterprise_id") or ""), str(command.get("user_id") or "")
    text = escape.read(command.get("text"))
    word = " ".join(text.lower().split()).strip("?!. ")
    if word in ("", "help"):
        private.whisper(respond, mrkdwn_message(texts.help_for(suggest(desk.advisor, Profile()))))
    elif word == "sources":
        private.whisper(respond, mrkdwn_message(texts.guides(desk.advisor.library)))
    elif word == "profile":
        client.views_open(trigger_id=str(command.get("trigger_id") or ""), view=profile_view.modal(desk.advisor.library, _profile(desk, team, user)))
    elif word == "forget me":
        desk.store.people.forget(team, desk.store.people.person(team, user))
        private.whisper(respond, blocks.notice(texts.FORGOTTEN))
    else:
        asked = Asked(private.conversation(desk, team, str(command.get("channel_id") or ""), user), user, text)
        private.whisper(respond, private.answer(desk, asked, private.HERE, heading=texts.asked(text)))


def _profile(desk: Desk, team: str, user: str) -> Any:
    return desk.store.people.profile(team, desk.store.people.person(team, user))
