"""Messages that one person sees, sent to the address that came with what they did (``response_url``)."""

from __future__ import annotations

from typing import Any

from slack_bolt import Respond
from slack_sdk.errors import SlackApiError

from bot.frontends.slack import faults
from bot.frontends.slack.parts import Message


def whisper(respond: Respond, message: Message, **options: Any) -> None:
    """Sends a message to the person alone. Where Slack refuses its blocks, the text alone; where it takes neither, raises ``SlackApiError``."""
    shown = {"text": message.text, "blocks": message.blocks, "response_type": "ephemeral", "replace_original": False, **options}
    response = respond(**shown)
    if (response.status_code == 200 and response.body in ("ok", "", None)) or _is_ok(response.body):
        return
    error = _refused(response.body, response.status_code)
    if faults.is_passing(error):
        raise error
    faults.record(error, "whispering blocks; the text alone is sent")
    bare = {name: value for name, value in shown.items() if name != "blocks"}
    response = respond(**bare)
    if response.status_code != 200:
        raise _refused(response.body, response.status_code)


def _is_ok(body: object) -> bool:
    return isinstance(body, str) and body.replace(" ", "").startswith('{"ok":true')


def _refused(body: object, status: int) -> SlackApiError:
    """Slack's answer to a whisper as the error that its Web API would give."""
    text = body if isinstance(body, str) else ""
    by_status = "ratelimited" if status == 429 else "internal_error" if status >= 500 else "response_url_refused"
    known = next((code for code in sorted({*faults.REFUSED, *faults.EXPIRED, *faults.PASSING}) if code in text), by_status)
    return SlackApiError("refused", {"error": known})  # type: ignore[no-untyped-call]
