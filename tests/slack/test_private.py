"""What is asked in private is answered for that person alone, once, and also where the process is killed over it. Slack never asks again."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, text

from bot.frontends.slack.private import VALID, Request
from bot.frontends.slack.sharing import Share
from bot.store import open_store
from tests.slack import rules, web_api
from tests.slack.fake import FakeSlack
from tests.slack.people import Person
from tests.slack.process import AppProcess
from tests.slack.test_conversations import buttons, whispers
from tests.store.databases import Databases

QUESTION = "what does a senior earn?"
MESSAGE = {"type": "message", "user": "U0002", "ts": "1700000009.000001", "text": QUESTION}
FOLLOW_UP = {"type": "button", "action_id": "ask.1", "value": QUESTION}
ASKED: dict[str, Callable[[Person], str]] = {
    "command": lambda person: person.command(QUESTION),
    "shortcut": lambda person: person.shortcut(MESSAGE),
    "button": lambda person: person.press(FOLLOW_UP),
}


def rows(url: str, statement: str) -> list[tuple[Any, ...]]:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(statement))]
    finally:
        engine.dispose()


@contextmanager
def locked(url: str, table: str) -> Iterator[None]:
    """Nobody can write to the table meanwhile: what needs it waits."""
    with psycopg.connect(url) as connection:
        connection.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE".encode())
        yield
        connection.rollback()


def is_closed(url: str) -> Callable[[], bool]:
    return lambda: rows(url, "SELECT DISTINCT state, job, message FROM claims") == [("done", None, None)]


@pytest.mark.parametrize("asked", ASKED)
def test_a_request_cut_by_a_kill_is_answered_by_the_next_process(asked: str, databases: Databases, tmp_path: Path) -> None:
    url = databases.empty("postgresql", tmp_path)
    with FakeSlack() as slack, AppProcess(slack, url) as app:
        person = Person(slack)
        with locked(url, "questions"):
            address = ASKED[asked](person)
            assert [state for (state,) in rows(url, "SELECT state FROM claims")] == ["taken"]
            app.end(signal.SIGKILL)
        assert slack.called("respond") == []
        app.start()
        (whisper,) = whispers(slack, address)
        assert "enior pay" in whisper["text"]
        assert buttons(whisper, "share")[0]["text"]["text"] == ("Share to thread" if asked == "shortcut" else "Share in this channel")
        slack.wait(is_closed(url))
        assert len(whispers(slack, address)) == 1
        assert rows(url, "SELECT count(*) FROM questions") == [(1,)]


def test_an_answer_that_a_kill_may_have_cut_is_whispered_again_and_asked_once(url: str) -> None:
    with FakeSlack() as slack, AppProcess(slack, url) as app:
        slack.fail("respond", lambda: web_api.Reply(200, "ok", after=30))
        address = Person(slack).command(QUESTION)
        (first,) = whispers(slack, address)
        app.end(signal.SIGKILL)
        app.start()
        second = slack.wait(lambda: found[1] if len(found := whispers(slack, address)) == 2 else None)
        assert (first["text"], first["blocks"]) == (second["text"], second["blocks"])
        slack.wait(is_closed(url))
        assert rows(url, "SELECT count(*) FROM questions") == [(1,)]


def test_being_forgotten_is_finished_by_the_next_process(databases: Databases, tmp_path: Path) -> None:
    url = databases.empty("postgresql", tmp_path)
    with FakeSlack() as slack, AppProcess(slack, url) as app:
        person = Person(slack)
        whispers(slack, person.command(QUESTION))
        with locked(url, "questions"):
            address = person.command("forget me")
            app.end(signal.SIGKILL)
        assert rows(url, "SELECT count(*) FROM questions") == [(1,)]
        app.start()
        assert "deleted your profile" in whispers(slack, address)[0]["text"]
        assert rows(url, "SELECT count(*) FROM questions") == [(0,)]


def test_what_is_too_old_for_its_address_is_not_answered_and_its_words_go(url: str) -> None:
    with FakeSlack() as slack:
        request = Request(team="T1", channel="C1", user="U1", ident="t.1", address=slack.response_url(), text=QUESTION)
        with closing(open_store(url)) as store:
            assert store.claims.take(request.claim, None, "dead", request.model_dump_json(), time.time() - VALID - 1, lease=-1)
        with AppProcess(slack, url):
            slack.wait(is_closed(url))
        assert slack.called("respond") == []


def test_while_slack_fails_a_private_answer_is_tried_again(url: str) -> None:
    with FakeSlack() as slack, AppProcess(slack, url) as app:
        slack.fail("respond", web_api.broken)
        address = Person(slack).command(QUESTION)
        app.wait_for(lambda line: line.get("doing") == "whispering an answer, to be tried again")
        sent = slack.wait(lambda: found if len(found := whispers(slack, address)) == 2 else None, seconds=60)
        assert "enior pay" in sent[1]["text"]
        slack.wait(is_closed(url))


def test_sharing_cut_by_a_kill_is_done_once(url: str) -> None:
    with FakeSlack() as slack, AppProcess(slack, url) as app:
        person = Person(slack)
        whisper = whispers(slack, person.command(QUESTION))[0]
        (share,) = buttons(whisper, "share")
        slack.fail("chat.postMessage", lambda: web_api.Reply(200, json.dumps({"ok": True, "ts": "1.1"}), after=30, posted=True))
        person.press(share)
        slack.wait(lambda: slack.posts("C1"))
        app.end(signal.SIGKILL)
        app.start()
        slack.wait(is_closed(url))
        assert "shared already" in whispers(slack, person.press(share))[0]["text"]
        assert len(slack.posts("C1")) == 1


def test_sharing_that_a_dead_process_took_on_is_done_by_a_living_one(url: str) -> None:
    with FakeSlack() as slack, AppProcess(slack, url):
        person = Person(slack)
        (share,) = buttons(whispers(slack, person.command(QUESTION))[0], "share")
        ident, address = share["value"], slack.response_url()
        job = {"team": "T1", "channel": "C1", "user": person.user, "question": ident, "address": address}
        with closing(open_store(url)) as store:
            made = Share.model_validate(job)
            assert store.claims.take(made.claim, None, "dead", made.model_dump_json(), time.time(), lease=-1)
        (post,) = slack.wait(lambda: slack.posts("C1"))
        assert rules.live(post["text"], post["blocks"]) == []
        assert whispers(slack, address)[0]["text"] == "Shared."
