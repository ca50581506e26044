"""Logs hold no word that people wrote, whoever writes the log."""

from __future__ import annotations

import json
import logging

import pytest
from slack_sdk.errors import SlackApiError

from bot.frontends.slack import faults
from bot.frontends.slack.logs import JsonLines
from bot.store import StoreError

SECRET = "axolotl"


def line(record: logging.LogRecord) -> dict[str, object]:
    return dict(json.loads(JsonLines().format(record)))


@pytest.mark.parametrize(
    "message",
    [
        f"Invalid request signature detected (signature: v0=1, timestamp: 5, body: {SECRET})",
        f"Unhandled request ({{'text': '{SECRET}'}})",
        f"Failed to run listener function (error: {SECRET})",
        f"Sending a message: {SECRET}",
        f"'{SECRET}' was odd",
    ],
)
def test_a_librarys_message_is_cut_before_it_can_quote_anybody(message: str) -> None:
    made = line(logging.LogRecord("slack_bolt.App", logging.WARNING, "app.py", 5, message, (), None))
    assert SECRET not in json.dumps(made)


def test_an_exception_is_logged_by_type_alone() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        record = logging.LogRecord("waitress", logging.ERROR, "x.py", 5, "Exception while serving %s", ("/x",), (ValueError, error, error.__traceback__))
    made = line(record)
    assert made["exception"] == "ValueError"
    assert SECRET not in json.dumps(made)


def test_a_fault_is_logged_with_a_reference_its_place_and_its_causes_but_no_words(caplog: pytest.LogCaptureFixture) -> None:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError as error:
        ref = faults.record(error, "testing")
    made = line(caplog.records[-1])
    assert (made["ref"], made["error"], made["causes"]) == (ref, "RuntimeError", ["KeyError"])
    assert "test_logs.py" in str(made["trace"])
    assert SECRET not in json.dumps(made)


def refused(code: str) -> Exception:
    return SlackApiError("x", {"error": code})  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    "error", [StoreError("x"), refused("not_in_channel"), refused("internal_error"), refused("expired_trigger_id"), KeyError("x"), TimeoutError()]
)
def test_people_are_told_in_one_kind_sentence(error: Exception) -> None:
    said = faults.sentence(error, "abc123")
    assert said.startswith("Sorry, ")
    assert "Error" not in said
