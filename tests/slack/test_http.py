"""HTTP: what is not signed by Slack is refused unread; several workspaces install the app, and each is answered with its own token."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from bot.frontends.slack.routing import Ask
from bot.store import open_store
from tests.slack.fake import FakeSlack, Team
from tests.slack.process import AppProcess
from tests.slack.signed import post, post_form, post_json, request, sign
from tests.slack.test_conversations import answers, whispers
from tests.store.postgres import server


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FakeSlack, AppProcess]]:
    """An app that serves the one workspace of its token."""
    with FakeSlack() as slack:
        slack.echo = False
        settings = {"SLACK_MODE": "http", "SLACK_SIGNING_SECRET": slack.signing_secret}
        with AppProcess(slack, f"sqlite:///{tmp_path_factory.mktemp('http')}/advisor.sqlite3", **settings) as app:
            yield slack, app


@contextmanager
def for_several(database: str) -> Iterator[tuple[FakeSlack, AppProcess]]:
    """An app that any workspace may install; none has yet."""
    with FakeSlack() as slack:
        slack.echo = False
        settings = {"SLACK_MODE": "http", "SLACK_SIGNING_SECRET": slack.signing_secret, "SLACK_CLIENT_ID": "1.1", "SLACK_CLIENT_SECRET": "s"}
        app = AppProcess(slack, database, **settings)
        slack.teams = []
        with app:
            yield slack, app


@pytest.fixture
def several(tmp_path: Path) -> Iterator[tuple[FakeSlack, AppProcess]]:
    with for_several(f"sqlite:///{tmp_path}/advisor.sqlite3") as running:
        yield running


def mention(slack: FakeSlack, ts: str, team: Team | None = None, text: str = "what does a senior earn?") -> dict[str, object]:
    return slack.event({"type": "app_mention", "user": "U1", "channel": "C1", "ts": ts, "text": f"<@UBOT> {text}"}, team)


def test_a_signed_event_is_acknowledged_and_answered_once(web: tuple[FakeSlack, AppProcess]) -> None:
    slack, app = web
    event = mention(slack, slack.stamp())
    ts = event["event"]["ts"]  # type: ignore[index]
    for _ in range(3):
        assert post_json(app.port("listening"), slack.signing_secret, event)[0] == 200
    assert answers(slack, "C1", ts)
    assert post_json(app.port("listening"), slack.signing_secret, mention(slack, other := slack.stamp()))[0] == 200
    assert answers(slack, "C1", other)
    assert len(slack.posts("C1", ts)) == 1


def test_a_signed_command_is_acknowledged_and_whispered(web: tuple[FakeSlack, AppProcess]) -> None:
    slack, app = web
    command = {
        "command": "/career",
        "text": "help",
        "user_id": "U1",
        "team_id": "T1",
        "channel_id": "C1",
        "response_url": slack.response_url(),
        "trigger_id": "x",
    }
    assert post_form(app.port("listening"), slack.signing_secret, command)[0] == 200
    assert slack.wait(lambda: slack.called("respond"))


def test_options_of_a_select_come_back_in_the_answer(web: tuple[FakeSlack, AppProcess]) -> None:
    slack, app = web
    asked = {"type": "block_suggestion", "action_id": "profile.level", "value": "sen", "user": {"id": "U1"}, "team": {"id": "T1"}}
    status, body = post_form(app.port("listening"), slack.signing_secret, {"payload": json.dumps(asked)})
    assert status == 200
    assert json.loads(body)["options"][0]["value"] == "senior"


def test_the_address_is_confirmed_to_slack(web: tuple[FakeSlack, AppProcess]) -> None:
    slack, app = web
    status, body = post_json(app.port("listening"), slack.signing_secret, {"type": "url_verification", "challenge": "abc"})
    assert (status, json.loads(body)) == (200, {"challenge": "abc"})


@pytest.mark.parametrize(
    "headers",
    [
        {"signature": "v0=0"},
        {"signature": "nonsense"},
        {"signature": ""},
        {"stamp": "yesterday"},
        {"stamp": ""},
        {"stamp": "9" * 40},
        {"stamp": "-1"},
        {"stamp": str(int(time.time()) - 600)},
        {"stamp": "١٢٣"},
    ],
)
def test_what_is_not_signed_is_refused_and_not_logged(web: tuple[FakeSlack, AppProcess], headers: dict[str, str]) -> None:
    slack, app = web
    body = json.dumps(mention(slack, slack.stamp(), text="my secret axolotl"))
    if not headers.get("stamp", "1").isascii():
        headers = {"stamp": headers["stamp"].encode().decode("latin-1"), "signature": sign("x", "1", body)}
    assert post(app.port("listening"), slack.signing_secret, body, **headers)[0] == 401
    assert "axolotl" not in app.raw


def test_strange_requests_are_refused_and_the_app_lives(web: tuple[FakeSlack, AppProcess]) -> None:
    slack, app = web
    port = app.port("listening")
    for body in ("", "{", "[]", "null", "payload=%7B", "\x00", '{"type":"event_callback"}', '{"event":5}'):
        for kind in ("application/json", "application/x-www-form-urlencoded", "text/plain"):
            assert post(port, slack.signing_secret, body, kind)[0] in (200, 400, 404)
    with suppress(ConnectionError):  # the app need not read to the end what is too large
        assert request(port, "POST", "/slack/events", "x" * 1_500_000)[0] in (401, 413)
    assert request(port, "GET", "/slack/events")[0] == 404
    assert request(port, "DELETE", "/elsewhere")[0] == 404
    assert request(port, "GET", "/healthz")[:2] == (200, "ok\n")
    assert request(port, "GET", "/readyz")[:2] == (200, "ready\n")
    assert request(port, "GET", "/metrics")[0] == 404
    assert "Traceback" not in app.raw


def install(slack: FakeSlack, port: int, name: str, enterprise: str | None = None, whole: bool = False) -> Team:
    """Somebody of a workspace goes through the installation."""
    team = Team(id=name, enterprise=enterprise, whole=whole, token=f"xoxb-{name}", bot_user=f"UB{name}", bot_id=f"BB{name}")
    slack.codes[f"code-{name}"] = team
    status, page, response = request(port, "GET", "/slack/install")
    state = re.search(r"state=([^&\"]+)", page)
    assert status == 200
    assert state is not None
    cookie = str(response.headers["Set-Cookie"]).partition(";")[0]
    assert request(port, "GET", f"/slack/oauth_redirect?code=code-{name}&state=forged", headers={"Cookie": cookie})[0] == 400
    assert request(port, "GET", f"/slack/oauth_redirect?code=code-{name}&state={state[1]}", headers={"Cookie": cookie})[0] == 200
    assert request(port, "GET", f"/slack/oauth_redirect?code=code-{name}&state={state[1]}", headers={"Cookie": cookie})[0] == 401
    return team


def test_a_workspace_installs_the_app_is_answered_with_its_token_and_leaves(several: tuple[FakeSlack, AppProcess]) -> None:
    slack, app = several
    port = app.port("listening")
    for name in ("T7", "T8"):
        install(slack, port, name)
    for team in slack.teams:
        ts = slack.stamp()
        assert post_json(port, slack.signing_secret, mention(slack, ts, team))[0] == 200
        assert answers(slack, "C1", ts)[0]["bot_id"] == team.bot_id
    before = len(slack.called("auth.test"))
    ts = slack.stamp()
    post_json(port, slack.signing_secret, mention(slack, ts, slack.teams[0]))
    assert answers(slack, "C1", ts)
    assert len(slack.called("auth.test")) == before
    assert post_json(port, slack.signing_secret, slack.event({"type": "app_uninstalled"}, slack.teams[0]))[0] == 200
    app.wait_for(lambda line: line.get("event") == "workspace purged")
    post_json(port, slack.signing_secret, mention(slack, gone := slack.stamp(), slack.teams[0]))
    assert post_json(port, slack.signing_secret, mention(slack, other := slack.stamp(), slack.teams[1]))[0] == 200
    assert answers(slack, "C1", other)
    assert slack.posts("C1", gone) == []


def test_an_enterprise_installs_the_app_in_all_of_it_beside_a_workspace_of_its_own(several: tuple[FakeSlack, AppProcess], tmp_path: Path) -> None:
    """Events of an app that is installed in a whole enterprise name no workspace as the one that authorised it."""
    slack, app = several
    port = app.port("listening")
    whole = install(slack, port, "T5", "E1", whole=True)
    inside, outside = install(slack, port, "T6", "E1"), install(slack, port, "T7")
    other = Team(**{**vars(whole), "id": "T9"})
    for team in (whole, other, inside, outside):
        ts = slack.stamp()
        assert post_json(port, slack.signing_secret, mention(slack, ts, team))[0] == 200
        assert answers(slack, "C1", ts)[0]["bot_id"] == team.bot_id
    command = {
        "command": "/career", "text": "what does a senior earn?", "user_id": "U1", "team_id": "T9", "enterprise_id": "E1", "is_enterprise_install": "true",
        "channel_id": "C1", "response_url": slack.response_url(), "trigger_id": "x.1",
    }  # fmt: skip
    assert post_form(port, slack.signing_secret, command)[0] == 200
    assert "enior pay" in whispers(slack, command["response_url"])[0]["text"]
    with closing(open_store(f"sqlite:///{tmp_path}/advisor.sqlite3")) as store:
        ask = Ask(team="E1", channel="C1", ts="5.5", thread="5.5", user="U1", text="what does a senior earn?", place="mention", taken_at=time.time())
        assert store.claims.take(ask.claim, "Ev-dead", "a process that died", ask.model_dump_json(), time.time(), lease=-1)
    assert answers(slack, "C1", "5.5")[0]["bot_id"] == whole.bot_id
    assert post_json(port, slack.signing_secret, slack.event({"type": "app_uninstalled"}, whole))[0] == 200
    app.wait_for(lambda line: line.get("event") == "workspace purged")
    post_json(port, slack.signing_secret, mention(slack, gone := slack.stamp(), other))
    for team in (inside, outside):
        post_json(port, slack.signing_secret, mention(slack, ts := slack.stamp(), team))
        assert answers(slack, "C1", ts)[0]["bot_id"] == team.bot_id
    assert slack.posts("C1", gone) == []
    with sqlite3.connect(tmp_path / "advisor.sqlite3") as connection:
        kept = {team for (team,) in connection.execute("SELECT team FROM questions UNION SELECT team FROM threads UNION SELECT team FROM keys")}
    connection.close()
    assert kept == {"T6", "T7"}


def test_a_workspace_is_told_when_the_database_with_its_token_is_out_of_reach() -> None:
    """Whose token is whose stands in the database too: the last known one serves to apologise with, and the event comes again."""
    with server() as database, for_several(database.url()) as (slack, app):
        port = app.port("listening")
        team = install(slack, port, "T7")
        post_json(port, slack.signing_secret, mention(slack, ts := slack.stamp(), team))
        assert answers(slack, "C1", ts)
        database.stop()
        event = mention(slack, late := slack.stamp(), team)
        for _ in range(2):
            assert post_json(port, slack.signing_secret, event)[0] == 500
        (post,) = answers(slack, "C1", late)
        assert post["text"].startswith("Sorry, I can't get at my notes just now.")
        assert post_json(port, slack.signing_secret, mention(slack, slack.stamp(), Team(id="T8")))[0] == 500
        command = {"command": "/career", "text": "help", "user_id": "U1", "team_id": "T8", "channel_id": "C1", "response_url": slack.response_url()}
        post_form(port, slack.signing_secret, command)
        assert "can't get at my notes" in whispers(slack, command["response_url"])[0]["text"]
        database.start()
        assert post_json(port, slack.signing_secret, event)[0] == 200
        assert "enior pay" in answers(slack, "C1", late, 2)[1]["text"]
