"""The last resort: an error that no listener dealt with is logged with a reference, and told to the person it concerns."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

from slack_bolt import BoltContext, BoltResponse
from slack_sdk import WebClient

from bot.frontends.slack import blocks, faults, routing
from bot.frontends.slack.desk import Desk, team_of

_told: OrderedDict[tuple[str, ...], None] = OrderedDict()
_lock = Lock()
_REMEMBERED = 1_000
"""Messages whose failure was told: Slack delivers again what failed, the person is told once."""


def handle(error: Exception, body: dict[str, Any], context: BoltContext, client: WebClient, response: BoltResponse | None) -> BoltResponse | None:
    """Logs and apologises. A failing event stays unacknowledged, so that Slack brings it again; a failing window shows the sentence itself."""
    desk: Desk | None = context.get("desk")
    ref = faults.record(error, faults.reason(body), desk.metrics.failed if desk else None, team=team_of(context))
    if faults.code(error) in faults.GONE:
        return None
    if "event" in body and not isinstance(body["event"], dict):
        return BoltResponse(status=200, body="") if response is not None else None
    said = faults.sentence(error, ref)
    if body.get("type") == "view_submission" and response is not None:
        return BoltResponse(status=200, body={"response_action": "errors", "errors": {_first_input(body): said}})
    try:
        _tell(body, context, client, said)
    except Exception as failure:
        faults.record(failure, "telling somebody that something failed", desk.metrics.failed if desk else None, about=ref)
    return None


def _first_input(body: dict[str, Any]) -> str:
    values = body.get("view", {}).get("state", {}).get("values", {})
    return next(iter(values), "reason")


def _tell(body: dict[str, Any], context: BoltContext, client: WebClient, said: str) -> None:
    if context.response_url and context.respond:
        context.respond(text=blocks.notice(said).text, response_type="ephemeral", replace_original=False)
        return
    event = body.get("event")
    if isinstance(event, dict):
        _tell_in_thread(event, context, client, said)
    elif context.user_id:
        client.chat_postMessage(channel=context.user_id, text=blocks.notice(said).text)


def _tell_in_thread(event: dict[str, Any], context: BoltContext, client: WebClient, said: str) -> None:
    """Tells who mentioned the app or wrote to it directly. In a thread between people the app stays silent, as it may not be meant."""
    ask = routing.route(event, team_of(context), context.bot_user_id or "", lambda *_: False)
    if ask is None or not _first_time((ask.team, ask.channel, ask.ts)):
        return
    client.chat_postMessage(channel=ask.channel, thread_ts=ask.thread, text=blocks.notice(said).text, unfurl_links=False, unfurl_media=False)


def _first_time(key: tuple[str, ...]) -> bool:
    with _lock:
        if key in _told:
            return False
        _told[key] = None
        while len(_told) > _REMEMBERED:
            _told.popitem(last=False)
        return True
