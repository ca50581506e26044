"""What went wrong, told twice: to the log in full but without a word that people wrote, and to the person in one kind sentence.

A reference id joins the two.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Callable
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.store import StoreError

log = logging.getLogger("career_advisor.slack")

GONE = frozenset({"token_revoked", "invalid_auth", "account_inactive", "token_expired", "not_authed", "org_login_required", "team_access_not_granted"})
"""Slack's errors after which nobody in that workspace can be told anything."""
PASSING = frozenset({"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"})
NOT_HERE = frozenset({"not_in_channel", "channel_not_found", "is_archived", "restricted_action", "no_permission", "user_not_in_channel", "thread_not_found"})
REFUSED = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "block_mismatch", "invalid_metadata_format", "metadata_too_large"})
"""Slack's errors about blocks: the same message without them can be posted."""
EXPIRED = frozenset({"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged", "invalid_trigger_id", "invalid_trigger"})


def reference() -> str:
    """A short id to find a line of the log by."""
    return secrets.token_hex(4)


def code(error: BaseException) -> str:
    """Slack's own code for an error, else the type of the error."""
    if isinstance(error, SlackApiError):
        if _status(error) >= 500:
            return f"http_{_status(error)}"
        said = error.response.get("error") if hasattr(error.response, "get") else None
        return said if isinstance(said, str) and said.replace("_", "").isalnum() else "unreadable_response"
    return type(error).__name__


def _status(error: SlackApiError) -> int:
    return int(getattr(error.response, "status_code", 200) or 200)


def is_passing(error: BaseException) -> bool:
    """Whether the same call may work later: Slack was busy, down or out of reach."""
    if isinstance(error, SlackApiError):
        return _status(error) >= 429 or code(error) in PASSING
    return isinstance(error, (OSError, HTTPException, SlackClientError)) and not isinstance(error, StoreError)


def is_certain(error: BaseException) -> bool:
    """Whether the call surely had no effect: Slack said no, or was never reached."""
    if isinstance(error, SlackApiError):
        return _status(error) < 500 and code(error) not in ("internal_error", "fatal_error", "request_timeout")
    return isinstance(error, URLError) and isinstance(error.reason, ConnectionRefusedError)


def record(error: BaseException, doing: str, counted: Callable[[str], object] | None = None, **ids: str) -> str:
    """Logs an error with its trace and gives the reference id. Messages of errors may hold what people wrote: only known ones are logged."""
    ref = reference()
    frames = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    causes = [type(cause).__name__ for cause in _causes(error)]
    said = str(error) if isinstance(error, StoreError) else code(error)
    log.error("failed", extra={"fields": {"ref": ref, "doing": doing, "error": code(error), "said": said, "causes": causes, "trace": frames, **ids}})
    if counted:
        counted(code(error))
    return ref


def strange(what: str) -> str:
    """Logs that Slack sent something of a shape that is unknown, and gives the reference id."""
    ref = reference()
    log.warning("strange", extra={"fields": {"ref": ref, "what": what}})
    return ref


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    cause = error.__cause__ or error.__context__
    while cause is not None and cause not in found and len(found) < 5:
        found.append(cause)
        cause = cause.__cause__ or cause.__context__
    return found


def sentence(error: BaseException, ref: str) -> str:
    """What a person is told: one kind sentence, with the reference for whoever runs the app."""
    if isinstance(error, StoreError):
        return f"Sorry, I can't get at my notes just now. If no answer follows in a few minutes, please ask again. (Reference {ref})"
    if code(error) in EXPIRED:
        return "Sorry, that took too long and Slack didn't let me open the window. Please press the button again."
    if code(error) in NOT_HERE:
        return f"Sorry, I can't post there: invite me to the channel first, then try again. (Reference {ref})"
    if is_passing(error):
        return f"Sorry, Slack didn't take my answer just now. Please try again in a minute. (Reference {ref})"
    return f"Sorry, something went wrong on my side. Please try again; if it happens again, tell whoever runs me this reference: {ref}"


def reason(body: dict[str, Any]) -> str:
    """What kind of request was being dealt with, for the log: types and ids of the app's own, never what somebody wrote."""
    event = body.get("event")
    if isinstance(event, dict):
        return f"event {str(event.get('type'))[:60]}"
    if isinstance(body.get("command"), str):
        return f"command {body['command'][:60]}"
    actions = body.get("actions")
    if isinstance(actions, list) and actions and isinstance(actions[0], dict):
        return f"action {str(actions[0].get('action_id'))[:60]}"
    return str(body.get("type") or "request")[:60]
