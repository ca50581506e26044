"""Verdicts on answers, and why an answer did not help."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from bot.frontends.slack import blocks, escape, faults, texts
from bot.frontends.slack.acknowledging import acknowledged
from bot.frontends.slack.desk import Desk, team_of, user_of
from bot.frontends.slack.views import reason
from bot.frontends.slack.whispering import whisper
from bot.store import Feedback


def register(app: App) -> None:
    app.action(blocks.FEEDBACK)(judge)
    app.view(reason.CALLBACK)(explain)


def judge(ack: Ack, body: dict[str, Any], action: dict[str, Any], context: BoltContext, desk: Desk, client: WebClient, respond: Respond) -> None:
    """Keeps the verdict; asks why where it is a bad one."""
    verdict, _, ident = str(action.get("value") or "").partition(" ")
    if verdict not in ("up", "down") or not ident:
        ack()
        faults.strange("a verdict of another version")
        whisper(respond, blocks.notice(texts.OLD_BUTTON))
        return
    with acknowledged(ack):
        _keep(desk, context, ident, "up" if verdict == "up" else "down", "")
    desk.metrics.feedback.labels(verdict).inc()
    if verdict == "down":
        client.views_open(trigger_id=str(body.get("trigger_id") or ""), view=reason.modal(ident))


def explain(ack: Ack, view: dict[str, Any], context: BoltContext, desk: Desk) -> None:
    if ident := str(view.get("private_metadata") or ""):
        _keep(desk, context, ident, "down", escape.clean(reason.read(view)))
    else:
        faults.strange("a reason without its answer")
    ack(response_action="update", view=reason.thanks())


def _keep(desk: Desk, context: BoltContext, ident: str, verdict: Any, why: str) -> None:
    team = team_of(context)
    person = desk.store.people.person(team, user_of(context))
    desk.store.people.add_feedback(Feedback(question=ident, team=team, person=person, verdict=verdict, reason=why, given_at=desk.clock()))
