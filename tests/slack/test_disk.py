"""A disk that is full: people are told in one kind sentence, nothing is answered twice, and all goes on when there is room again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.slack import web_api
from tests.slack.fake import FakeSlack
from tests.slack.people import Person
from tests.slack.process import ROOT, AppProcess
from tests.slack.test_conversations import answers, buttons, whispers
from tests.store.disk import Disk, Mounted, small_disk

SORRY = "Sorry, I can't get at my notes just now."


class Full:
    """An app whose database stands on a small disk."""

    def __init__(self, slack: FakeSlack, app: AppProcess, disk: Disk) -> None:
        self.slack, self.app, self.disk, self.person = slack, app, disk, Person(slack)

    def fill(self) -> None:
        self.disk.fill(self.app.process.pid)

    def free(self) -> None:
        self.disk.free(self.app.process.pid)

    def settle(self) -> None:
        """Waits until all that came is acknowledged and every claim is closed."""
        self.slack.wait(lambda: not self.slack.unacknowledged(), seconds=60)
        self.slack.wait(lambda: set(self.rows("SELECT state FROM claims")) == {("done",)}, seconds=60)

    def rows(self, statement: str) -> list[Any]:
        with closing(sqlite3.connect(self.disk.folder / "advisor.sqlite3")) as connection:
            return connection.execute(statement).fetchall()

    def logged(self, sentence: str) -> dict[str, Any]:
        """The line of the log whose reference somebody was told."""
        reference = sentence.rpartition("Reference ")[2].rstrip(")")
        return self.app.wait_for(lambda line: line.get("ref") == reference)


@pytest.fixture(params=["file system", "limit"])
def full(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Full]:
    with small_disk(tmp_path, request.param == "file system") as disk, FakeSlack() as slack:
        settings = {"CAREER_ADVISOR_CACHE": "off", "CAREER_ADVISOR_KNOWLEDGE": str(ROOT / "tests" / "sample")}
        with AppProcess(slack, f"sqlite:///{tmp_path}/advisor.sqlite3", **settings) as app:
            yield Full(slack, app, disk)


def test_people_are_told_once_and_answered_once_when_there_is_room_again(full: Full) -> None:
    first = answers(full.slack, "C1", full.person.say("@bot what does an artisan earn?"))[0]
    full.fill()
    ts = full.person.say("@bot what does a builder do?")
    (told,) = answers(full.slack, "C1", ts)
    assert told["text"].startswith(SORRY)
    line = full.logged(told["text"])
    assert line["error"] == "StoreError"
    assert "not full" in line["said"]
    assert ("SQLITE_FULL" if isinstance(full.disk, Mounted) else "SQLITE_IOERR") in line["said"]
    (whisper,) = whispers(full.slack, full.person.command("what does a trainee earn?"))
    assert whisper["text"].startswith(SORRY)
    assert full.logged(whisper["text"])["doing"] == "command /career"
    full.person.press(buttons(first, "passage.view")[0], first)
    assert full.slack.wait(lambda: full.slack.called("views.open"))[0].answer["ok"]
    full.free()
    assert "brazing" in answers(full.slack, "C1", ts, 2)[1]["text"]
    assert "£23k" in whispers(full.slack, full.person.command("what does a trainee earn?"))[0]["text"]
    full.settle()
    assert len(full.slack.posts("C1", ts)) == 2
    assert len(full.slack.posts()) == 3
    assert "Traceback" not in full.app.raw
    assert "artisan earn" not in full.app.raw


def test_an_answer_that_went_out_as_the_disk_filled_is_not_given_again(full: Full) -> None:
    full.slack.echo = False  # else the claim may be closed by the event about the post, before there is no room
    full.slack.fail("chat.postMessage", lambda: web_api.Reply(200, json.dumps({"ok": True, "ts": "1.1"}), after=2, posted=True))
    ts = full.person.say("@bot what does an artisan earn?")
    full.slack.wait(lambda: full.slack.posts("C1", ts))
    full.fill()
    full.app.wait_for(lambda line: line.get("doing") == "closing a claim, to be tried again")
    full.free()
    full.settle()
    (post,) = full.slack.posts()
    assert "£37k" in post["text"]
    assert full.rows("SELECT count(*) FROM questions") == [(1,)]


def test_a_whisper_that_went_out_as_the_disk_filled_is_not_given_again(full: Full) -> None:
    full.slack.fail("respond", lambda: web_api.Reply(200, "ok", after=2))
    address = full.person.command("what does an artisan earn?")
    whispers(full.slack, address)
    full.fill()
    full.app.wait_for(lambda line: line.get("doing") == "closing a claim, to be tried again")
    full.free()
    full.settle()
    assert len(whispers(full.slack, address)) == 1


def test_a_start_on_a_full_disk_says_what_is_wrong(slack: FakeSlack, tmp_path: Path) -> None:
    with small_disk(tmp_path, mounted=True) as disk:
        app = AppProcess(slack, f"sqlite:///{tmp_path}/advisor.sqlite3", CAREER_ADVISOR_CACHE="off")
        if isinstance(disk, Mounted):
            disk.fill(0)
        else:
            app.command = ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", *app.command]
        app.begin()
        assert app.process.wait(60) == 1
        app.__exit__()
    assert "The database can't be used just now" in app.raw
    assert "not full" in app.raw
    assert "Traceback" not in app.raw


def test_logs_that_have_nowhere_to_go_stop_nothing(tmp_path: Path) -> None:
    with FakeSlack() as own:
        app = AppProcess(own, f"sqlite:///{tmp_path}/advisor.sqlite3")
        app.command = ["sh", "-c", 'exec "$@" 2>/dev/full', "sh", *app.command]
        app.begin()
        try:
            own.wait(lambda: own.sockets, seconds=40)
            assert answers(own, "C1", Person(own).say("@bot what does a senior earn?"))
            assert app.end() in (0, 120), "120 is Python's own word for a standard error that can't be flushed"
        finally:
            app.__exit__()
