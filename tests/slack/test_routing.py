"""Which messages are for the advisor: any event at all has an answer to that, and silence is the rule."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.frontends.slack.routing import route
from bot.store import ThreadKey

MESSAGE = {"type": "message", "channel": "C1", "channel_type": "channel", "ts": "2.2", "thread_ts": "1.1", "user": "U1", "text": "and staff?"}
leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=9)
anything = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner))
names = st.sampled_from(["type", "channel", "channel_type", "ts", "thread_ts", "user", "text", "subtype", "bot_id", "hidden"])


def asked(thread: ThreadKey, user: str) -> bool:
    return (thread.thread, user) == ("1.1", "U1")


@given(st.dictionaries(names, anything))
def test_an_event_of_any_shape_is_read_without_harm(event: dict[str, Any]) -> None:
    found = route({**event}, "T1", "UBOT", lambda *_: True)
    assert found is None or found.team == "T1"


@given(st.dictionaries(names, anything, max_size=2))
def test_a_message_with_any_fields_changed_is_read_without_harm(changed: dict[str, Any]) -> None:
    route({**MESSAGE, **changed}, "T1", "UBOT", asked)


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({}, "follow-up"),
        ({"user": "U2"}, None),
        ({"thread_ts": "9.9"}, None),
        ({"thread_ts": "2.2"}, None),
        ({"text": "and staff? <@U2>"}, None),
        ({"text": "<!channel> and staff?"}, None),
        ({"text": "<@UBOT> and staff?", "user": "U2"}, "mention"),
        ({"type": "app_mention", "user": "U2"}, "mention"),
        ({"channel": "D1", "channel_type": "im"}, "direct"),
        ({"channel": "D1", "channel_type": None}, "direct"),
        ({"channel_type": "mpim"}, "follow-up"),
        ({"subtype": "file_share"}, "follow-up"),
        ({"subtype": "thread_broadcast"}, "follow-up"),
        ({"subtype": "message_changed"}, None),
        ({"subtype": "bot_message"}, None),
        ({"bot_id": "B1"}, None),
        ({"user": "UBOT"}, None),
        ({"user": None}, None),
        ({"hidden": True}, None),
    ],
)
def test_only_what_is_meant_for_the_advisor_is_answered(changed: dict[str, Any], place: str | None) -> None:
    found = route({**MESSAGE, **changed}, "T1", "UBOT", asked)
    assert (found.place if found else None) == place


def test_without_a_workspace_there_is_no_question() -> None:
    assert route({**MESSAGE, "type": "app_mention"}, "", "UBOT", asked) is None
