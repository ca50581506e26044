"""What goes wrong around the app, and what people then see: one kind sentence, never a traceback, never silence."""

from __future__ import annotations

import json
import signal
import sqlite3
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.slack import web_api
from tests.slack.fake import FakeSlack
from tests.slack.people import Person
from tests.slack.process import ROOT, AppProcess
from tests.slack.test_conversations import answers, buttons, whispers
from tests.store.postgres import server


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[FakeSlack, AppProcess, Person]]:
    """A Slack and an app that a test may break."""
    with FakeSlack() as slack, AppProcess(slack, f"sqlite:///{tmp_path}/advisor.sqlite3") as app:
        yield slack, app, Person(slack)


def failures(app: AppProcess) -> list[dict[str, Any]]:
    return [line for line in app.lines if line.get("event") == "failed"]


def test_blocks_that_slack_refuses_go_out_as_text(slack: FakeSlack, app: AppProcess, person: Person, channel: str) -> None:
    slack.fail("chat.postMessage", lambda: web_api.error("invalid_blocks"))
    ts = person.say("@bot what skills does a senior need?", channel)
    (post,) = answers(slack, channel, ts)
    assert "blocks" not in post
    assert "Sources:" in post["text"]
    app.wait_for(lambda line: line.get("error") == "invalid_blocks")


def test_whispered_blocks_that_slack_refuses_go_out_as_text(slack: FakeSlack, app: AppProcess, person: Person, channel: str) -> None:
    slack.fail("respond", lambda: web_api.Reply(400, {"ok": False, "error": "invalid_blocks"}))
    url = person.command("what does a senior earn?", channel)
    slack.wait(lambda: len(whispers(slack, url)) == 2)
    assert "blocks" not in whispers(slack, url)[1]


def test_a_busy_slack_is_waited_for(slack: FakeSlack, person: Person, channel: str) -> None:
    slack.fail("chat.postMessage", lambda: web_api.busy(1))
    ts = person.say("@bot what does a senior earn?", channel)
    assert len(answers(slack, channel, ts)) == 1


def test_an_expired_trigger_is_told_to_who_pressed(slack: FakeSlack, person: Person, channel: str) -> None:
    button = {"type": "button", "action_id": "passage.view.1", "value": "ladder#x"}
    pressed = person.press(button, {"ts": "1.1", "blocks": []}, channel, trigger_id="long.gone")
    assert "press the button again" in whispers(slack, pressed)[0]["text"]


def test_sharing_where_the_app_is_not_asks_to_be_invited_and_can_be_tried_again(slack: FakeSlack, person: Person, channel: str) -> None:
    slack.outside.add(channel)
    (share,) = buttons(whispers(slack, person.command("what does a senior earn?", channel))[0], "share")
    assert "invite me" in whispers(slack, person.press(share, None, channel))[0]["text"]
    slack.outside.discard(channel)
    person.press(share, None, channel)
    assert slack.wait(lambda: slack.posts(channel))


@pytest.mark.parametrize(
    "event",
    [
        {"type": "message"},
        {"type": "message", "channel": 5, "ts": None, "user": [], "text": {}},
        {"type": "app_mention", "user": "U1"},
        {"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.5", "text": None, "blocks": "x", "subtype": 7},
        {"type": "app_home_opened"},
        {"type": "app_home_opened", "user": "U1", "tab": "messages"},
        {"type": "tokens_revoked"},
        {"type": "tokens_revoked", "tokens": "x"},
        {"type": "reaction_added", "user": "U1"},
        {"type": 7},
        {},
        {"type": "message", "bot_id": "B1", "app_id": "A1", "blocks": [None, {"block_id": 5}, {"block_id": "answer C1"}], "channel": "C1", "ts": "1.1"},
    ],
)
def test_an_event_of_any_shape_is_acknowledged_and_the_app_lives(
    slack: FakeSlack, app: AppProcess, person: Person, channel: str, event: dict[str, Any]
) -> None:
    assert slack.deliver("events_api", slack.event(event)).acked.wait(10)
    ts = person.say("@bot what does a senior earn?", channel)
    assert answers(slack, channel, ts)


def strange(app: AppProcess) -> int:
    """How many lines of the log tell of something of a shape that is unknown, each with its reference."""
    return sum(bool(line.get("ref")) for line in app.lines if line.get("event") in ("strange", "failed"))


@pytest.mark.parametrize(
    "event",
    [
        {"type": "message"},
        {"type": "message", "channel": 5, "ts": None, "user": [], "text": {}},
        {"type": "app_mention", "user": "U1"},
        {"type": "app_home_opened"},
        {"type": "tokens_revoked", "tokens": "x"},
        {"type": 7},
        {},
    ],
)
def test_an_event_that_lacks_its_parts_is_logged_with_a_reference(slack: FakeSlack, app: AppProcess, event: dict[str, Any]) -> None:
    before = strange(app)
    assert slack.deliver("events_api", slack.event(event)).acked.wait(10)
    app.wait_for(lambda _: strange(app) > before)


def test_buttons_without_what_they_need_say_that_they_are_old(slack: FakeSlack, app: AppProcess, person: Person, channel: str) -> None:
    for action in ("ask.1", "feedback", "share", "vote_2024"):
        before = strange(app)
        pressed = person.press({"type": "button", "action_id": action, "value": ""}, {"ts": "1.1", "blocks": []}, channel)
        assert "ask again" in whispers(slack, pressed)[0]["text"]
        assert action == "share" or strange(app) > before
    assert slack.posts(channel) == []


def test_a_reason_whose_answer_is_not_named_is_thanked_for_and_not_kept(slack: FakeSlack, app: AppProcess, person: Person) -> None:
    sent = person.submit({"id": "V1", "type": "modal", "callback_id": "feedback.reason", "blocks": []}, {"feedback.words": {"value": "x"}})
    assert sent is not None
    assert sent["response_action"] == "update"
    person.open_home()
    home = slack.wait(lambda: slack.views.get(f"home {person.user}"))
    person.press(buttons(home, "home.show_data")[0], view=home)
    data = slack.wait(lambda: [call for call in slack.called("views.open") if call.body["view"]["callback_id"] == "data"])[-1].body["view"]
    assert "Feedback (0)" in str(data["blocks"])


@pytest.mark.parametrize("kind", ["block_actions", "message_action", "shortcut", "view_submission", "block_suggestion", "view_closed", "new_in_2027"])
def test_an_interaction_that_lacks_everything_does_no_harm(slack: FakeSlack, app: AppProcess, person: Person, channel: str, kind: str) -> None:
    slack.deliver("interactive", {"type": kind})
    slack.deliver("interactive", {"type": kind, "actions": [{}], "view": {}, "user": {"id": "U1"}, "team": {"id": "T1"}})
    slack.deliver("interactive", {"type": kind, "actions": [{"type": "button", "action_id": "ask.1"}], "user": {"id": "U1"}, "team": {"id": "T1"}})
    ts = person.say("@bot what does a senior earn?", channel)
    assert answers(slack, channel, ts)


def test_a_slack_that_fails_is_tried_again_until_it_takes_the_answer(own: tuple[FakeSlack, AppProcess, Person], tmp_path: Path) -> None:
    slack, app, person = own
    slack.fail("chat.postMessage", web_api.broken)
    ts = person.say("@bot what does a senior earn?")
    app.wait_for(lambda line: line.get("doing") == "posting an answer, to be tried again")
    assert len(slack.wait(lambda: slack.posts("C1", ts), seconds=60)) == 1


def test_an_answer_that_was_posted_although_slack_said_otherwise_is_not_posted_again(own: tuple[FakeSlack, AppProcess, Person], tmp_path: Path) -> None:
    slack, _, person = own
    slack.fail("chat.postMessage", web_api.lost)
    ts = person.say("@bot what does a senior earn?")
    assert len(slack.wait(lambda: slack.posts("C1", ts))) == 1
    with sqlite3.connect(tmp_path / "advisor.sqlite3") as connection:
        slack.wait(lambda: connection.execute("SELECT state FROM claims").fetchall() == [("done",)])
    connection.close()


def test_a_dropped_socket_is_opened_again_and_nothing_is_lost(own: tuple[FakeSlack, AppProcess, Person]) -> None:
    slack, _, person = own

    def more_than(before: int) -> bool:
        return slack.connections > before

    for round_ in range(2):
        before = slack.connections
        slack.drop_sockets()
        ts = person.say("@bot what does a senior earn?", f"C{round_}")
        slack.wait(partial(more_than, before), seconds=40)
        assert len(answers(slack, f"C{round_}", ts)) == 1


def test_a_revoked_token_is_logged_and_the_app_lives(own: tuple[FakeSlack, AppProcess, Person]) -> None:
    slack, app, person = own
    token, slack.team.token = slack.team.token, "xoxb-2"
    person.say("@bot what does a senior earn?")
    assert app.wait_for(lambda line: line.get("error") == "token_revoked")["ref"]
    slack.team.token = token
    ts = person.say("@bot what does a senior earn?")
    assert answers(slack, "C1", ts)


def test_a_locked_database_is_apologised_for_once_and_the_answer_comes_later(own: tuple[FakeSlack, AppProcess, Person], tmp_path: Path) -> None:
    slack, app, person = own
    blocker = sqlite3.connect(tmp_path / "advisor.sqlite3", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    ts = person.say("@bot what does a senior earn?")
    (post,) = answers(slack, "C1", ts)
    assert post["text"].startswith("Sorry, I can't get at my notes just now.")
    reference = post["text"].rpartition("Reference ")[2].rstrip(")")
    assert app.wait_for(lambda line: line.get("ref") == reference)["error"] == "StoreError"
    blocker.execute("ROLLBACK")
    blocker.close()
    assert "enior pay" in slack.wait(lambda: found[1] if len(found := slack.posts("C1", ts)) == 2 else None, seconds=60)["text"]


def test_a_command_while_the_database_is_locked_is_acknowledged_in_time_and_told_once(own: tuple[FakeSlack, AppProcess, Person], tmp_path: Path) -> None:
    slack, app, person = own
    blocker = sqlite3.connect(tmp_path / "advisor.sqlite3", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    address = person.command("what does a senior earn?")
    assert time.monotonic() - began < 3
    (told,) = whispers(slack, address)
    assert told["text"].startswith("Sorry, I can't get at my notes just now.")
    assert app.wait_for(lambda line: line.get("ref") == told["text"].rpartition("Reference ")[2].rstrip(")"))["doing"] == "command /career"
    blocker.execute("ROLLBACK")
    blocker.close()
    assert "enior pay" in whispers(slack, person.command("what does a senior earn?"))[0]["text"]
    assert len(whispers(slack, address)) == 1


def test_an_unreachable_database_is_apologised_for_and_the_answer_comes_when_it_is_back() -> None:
    with server() as database, FakeSlack() as slack, AppProcess(slack, database.url()) as app:
        person = Person(slack)
        assert answers(slack, "C1", person.say("@bot what does a senior earn?"))
        database.stop()
        ts = person.say("@bot what does a staff engineer do?")
        assert answers(slack, "C1", ts)[0]["text"].startswith("Sorry, I can't get at my notes")
        assert "can't get at my notes" in whispers(slack, person.command("what does a senior earn?"))[0]["text"]
        assert app.page("/healthz") == (200, "ok\n")
        assert app.page("/readyz") == (503, "the database does not answer\n")
        database.start()
        assert slack.wait(lambda: len(slack.posts("C1", ts)) == 2, seconds=90)
        assert app.page("/readyz") == (200, "ready\n")


@pytest.mark.parametrize("event", [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["UBOT"]}}])
def test_leaving_deletes_all_of_the_workspace(own: tuple[FakeSlack, AppProcess, Person], tmp_path: Path, event: dict[str, Any]) -> None:
    slack, app, person = own
    ts = person.say("@bot what does a senior earn?")
    answers(slack, "C1", ts)
    slack.deliver("events_api", slack.event(event))
    app.wait_for(lambda line: line.get("event") == "workspace purged")
    with sqlite3.connect(tmp_path / "advisor.sqlite3") as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("threads", "askers", "questions", "profiles", "feedback", "keys")
        ]
    connection.close()
    assert counts == [0] * 6


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_app_within_ten_seconds_and_what_it_began_is_answered(own: tuple[FakeSlack, AppProcess, Person], how: signal.Signals) -> None:
    slack, app, person = own
    slack.fail("chat.postMessage", lambda: web_api.busy(2))
    ts = person.say("@bot what does a senior earn?")
    slack.wait(lambda: slack.called("chat.postMessage"))
    assert app.end(how, seconds=10) == 0
    assert len(slack.posts("C1", ts)) == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN is not set. The app's token (xoxb-…), from Slack's settings of the app: OAuth & Permissions."),
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "Slack refused the app's token"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "Slack refused the app's token"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, "Slack can't be reached"),
        ({"DATABASE_URL": "postgresql://advisor@127.0.0.1:9/x"}, "The database can't be used just now"),
        ({"CAREER_ADVISOR_KNOWLEDGE": "/nowhere"}, "guide"),
    ],
)
def test_a_start_that_cannot_work_says_what_to_do(slack: FakeSlack, tmp_path: Path, changed: dict[str, str], words: str) -> None:
    app = AppProcess(slack, f"sqlite:///{tmp_path}/advisor.sqlite3", **changed)
    app.begin()
    assert app.process.wait(60) == 1
    app.__exit__()
    assert words in app.raw
    assert "Traceback" not in app.raw
    assert "xoxb-wrong" not in app.raw


def test_tokens_may_stand_in_a_file(slack: FakeSlack, tmp_path: Path) -> None:
    app = AppProcess(slack, f"sqlite:///{tmp_path}/advisor.sqlite3")
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        with (tmp_path / ".env").open("a") as file:
            file.write(f'# a comment\nexport {name}="{app.environment.pop(name)}"\n')
    app.folder = tmp_path
    app.environment["CAREER_ADVISOR_KNOWLEDGE"] = str(ROOT / "knowledge")
    with app:
        assert json.loads(app.raw.splitlines()[-1])["event"] in ("ready", "deleted what was too old")
