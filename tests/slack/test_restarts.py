"""Conversations outlive the process that they began in; what is late, out of order or given up by another is dealt with once."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

from bot.frontends.slack.routing import Ask
from bot.store import open_store
from tests.slack.fake import FakeSlack
from tests.slack.people import Person
from tests.slack.process import AppProcess
from tests.slack.test_conversations import answers, buttons, whispers


def test_a_follow_up_after_a_restart_is_understood(url: str) -> None:
    with FakeSlack() as slack, AppProcess(slack, url) as app:
        person = Person(slack)
        ts = person.say("@bot what does a senior earn?")
        answers(slack, "C1", ts)
        private = person.command("what skills does a senior need?", "C2")
        (share,) = buttons(whispers(slack, private)[0], "share")
        assert app.end() == 0
        app.start()
        person.say("and staff?", thread=ts)
        assert "taff" in answers(slack, "C1", ts, 2)[1]["text"]
        person.press(share, None, "C2")
        assert slack.wait(lambda: slack.posts("C2"))


def test_what_comes_while_no_process_runs_is_answered_when_one_does(tmp_path: Path) -> None:
    with FakeSlack() as slack:
        app = AppProcess(slack, f"sqlite:///{tmp_path}/advisor.sqlite3")
        ts = Person(slack).say("@bot what does a senior earn?", times=2)
        with app:
            assert len(answers(slack, "C1", ts)) == 1


def test_events_out_of_order_and_very_late_are_answered_once(slack: FakeSlack, app: AppProcess, person: Person, channel: str) -> None:
    first, second = slack.stamp(), slack.stamp()
    events = [
        slack.event({"type": kind, "user": person.user, "channel": channel, "ts": ts, "thread_ts": first, "text": f"<@{slack.team.bot_user}> {text}"})
        for ts, text in ((second, "and staff?"), (first, "what does a senior earn?"))
        for kind in ("message", "app_mention")
    ]
    for event in events:
        assert slack.deliver("events_api", event).acked.wait(10)
    answers(slack, channel, first, 2)
    for event in reversed(events):
        assert slack.deliver("events_api", event).acked.wait(10)
    person.say("@bot what does a junior do?", channel, thread=first)
    assert len(answers(slack, channel, first, 3)) == 3


def test_a_message_that_a_dead_process_took_on_is_answered_by_a_living_one(tmp_path: Path) -> None:
    """The claim is there, with its job, as a process leaves it that was killed before it could answer."""
    path = tmp_path / "advisor.sqlite3"
    with FakeSlack() as slack, AppProcess(slack, f"sqlite:///{path}") as app:
        ask = Ask(team="T1", channel="C1", ts="5.5", thread="5.5", user="U1", text="what does a senior earn?", place="mention", taken_at=time.time())
        with closing(open_store(f"sqlite:///{path}")) as store:
            assert store.claims.take(ask.claim, "Ev-dead", "a process that died", ask.model_dump_json(), time.time(), lease=-1)
        assert "enior pay" in answers(slack, "C1", "5.5")[0]["text"]
        assert 'career_recovered_total{state="taken"} 1.0' in app.page("/metrics")[1]


def test_who_asks_in_words_to_be_forgotten_is_forgotten_whole(slack: FakeSlack, app: AppProcess, person: Person, channel: str) -> None:
    ts = person.say("@bot I'm a junior with 2 years of experience and know redis", channel)
    answers(slack, channel, ts)
    person.say("@bot forget me", channel, thread=ts)
    assert "forgotten everything" in answers(slack, channel, ts, 2)[1]["text"]
    person.open_home()
    home = slack.wait(lambda: slack.views.get(f"home {person.user}"))
    assert "I know nothing about you" in str(home["blocks"])
    before = len(slack.called("views.open"))
    person.press(buttons(home, "home.show_data")[0], view=home)
    slack.wait(lambda: len(slack.called("views.open")) > before)
    shown = str(slack.called("views.open")[-1].body["view"]["blocks"])
    assert "Questions (0)" in shown
    assert "*Conversations kept:* 0" in shown


def test_a_profile_told_in_one_place_is_forgotten_everywhere(slack: FakeSlack, app: AppProcess, person: Person, channel: str) -> None:
    ts = person.say("@bot I'm a junior with 2 years of experience and know redis", channel)
    answers(slack, channel, ts)
    assert "deleted your profile" in whispers(slack, person.command("forget me", channel))[0]["text"]
    person.say("@bot what do you know about me?", channel, thread=ts)
    assert "redis" not in answers(slack, channel, ts, 2)[1]["text"].lower()
