"""The fake Slack's Web API over HTTP."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs

from tests.slack import rules

if TYPE_CHECKING:
    from tests.slack.fake import FakeSlack, Team

NEEDED = {
    "chat.postMessage": "chat:write",
    "assistant.threads.setSuggestedPrompts": "assistant:write",
    "assistant.threads.setStatus": "chat:write",
}


class Reply(NamedTuple):
    """What a call gets: a status, a body, headers; ``after`` seconds late; ``posted`` although it says that it failed."""

    status: int = 200
    body: dict[str, Any] | str = "{}"
    headers: dict[str, str] = {}  # noqa: RUF012  (a NamedTuple's default, never changed)
    after: float = 0.0
    posted: bool = False


def busy(seconds: int = 0) -> Reply:
    return Reply(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(seconds)})


def broken() -> Reply:
    return Reply(500, "<html>Internal Server Error</html>")


def lost() -> Reply:
    """The message is posted, but the app is told that it failed."""
    return Reply(500, "<html>Bad Gateway</html>", posted=True)


def error(code: str) -> Reply:
    return Reply(200, {"ok": False, "error": code})


class RefusalError(Exception):
    """An error code of Slack's."""


def server(slack: FakeSlack) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self._body()
            path = self.path.split("?")[0]
            method = path.removeprefix("/api/")
            reply = whisper(slack, path, body) if path.startswith("/respond/") else answer(slack, method, body, self.headers.get("Authorization", ""))
            if reply.after:
                time.sleep(reply.after)
            text = reply.body if isinstance(reply.body, str) else json.dumps(reply.body)
            self.send_response(reply.status)
            for name, value in {"Content-Type": "application/json; charset=utf-8", "Content-Length": str(len(text.encode())), **reply.headers}.items():
                self.send_header(name, value)
            with suppress(ConnectionError):  # the app may have been killed meanwhile
                self.end_headers()
                self.wfile.write(text.encode())

        def _body(self) -> dict[str, Any]:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            if "json" in self.headers.get("Content-Type", ""):
                return dict(json.loads(raw or "{}"))
            return {name: _decoded(values[0]) for name, values in parse_qs(raw).items()}

        def log_message(self, *_: object) -> None:
            """Quiet."""

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    return made


def _decoded(value: str) -> Any:
    return json.loads(value) if value[:1] in "[{" else value


def answer(slack: FakeSlack, method: str, body: dict[str, Any], bearer: str) -> Reply:
    """An answer of the Web API, or the fault that was ordered."""
    with slack.changed:
        waiting = slack.faults.get(method)
        ordered: Reply | None = waiting.popleft()() if waiting else None
    if ordered is not None and not ordered.posted:
        slack.record(method, body, {"fault": ordered.status, "body": ordered.body})
        return ordered
    try:
        given = {"ok": True, **_call(slack, method, body, bearer.removeprefix("Bearer "))}
    except RefusalError as refusal:
        given = {"ok": False, "error": str(refusal)}
    slack.record(method, body, given)
    return ordered or Reply(200, given)


def _call(slack: FakeSlack, method: str, body: dict[str, Any], token: str) -> dict[str, Any]:
    if method == "apps.connections.open":
        if token != slack.app_token:
            raise RefusalError("invalid_auth")
        return {"url": slack.socket_url}
    if method == "oauth.v2.access":
        return _installed(slack, body)
    team = next((team for team in slack.teams if team.token == token), None)
    if team is None:
        raise RefusalError("token_revoked" if token.startswith("xoxb-") else "invalid_auth")
    if NEEDED.get(method, "chat:write") not in team.scopes:
        raise RefusalError("missing_scope")
    known = CALLS.get(method)
    if known is None:
        raise RefusalError("unknown_method")
    return known(slack, team, body)


def _installed(slack: FakeSlack, body: dict[str, Any]) -> dict[str, Any]:
    team = slack.codes.pop(str(body.get("code")), None)
    if team is None:
        raise RefusalError("invalid_code")
    slack.teams.append(team)
    return {
        "app_id": slack.app_id, "access_token": team.token, "token_type": "bot", "scope": ",".join(sorted(team.scopes)), "bot_user_id": team.bot_user,
        "team": None if team.whole else {"id": team.id, "name": "A team"}, "authed_user": {"id": "U9"}, "is_enterprise_install": team.whole,
        "enterprise": {"id": team.enterprise, "name": "An enterprise"} if team.enterprise else None,
    }  # fmt: skip


def _auth_test(slack: FakeSlack, team: Team, body: dict[str, Any]) -> dict[str, Any]:
    place = {"team_id": team.enterprise if team.whole else team.id, "enterprise_id": team.enterprise, "is_enterprise_install": team.whole}
    return {"url": "https://a.slack.com/", "user_id": team.bot_user, "bot_id": team.bot_id, **place}


def _post(slack: FakeSlack, team: Team, body: dict[str, Any]) -> dict[str, Any]:
    channel = str(body.get("channel") or "")
    if not channel:
        raise RefusalError("channel_not_found")
    if channel in slack.outside:
        raise RefusalError("not_in_channel")
    problems = rules.message_problems(str(body.get("text") or ""), body.get("blocks") or [{"type": "divider"}])
    if problems:
        raise RefusalError(problems[0].split(":")[0])
    message = slack.add(team, {name: body[name] for name in ("channel", "thread_ts", "text", "blocks", "metadata") if body.get(name)})
    return {"channel": channel, "ts": message["ts"], "message": message}


def _opened(slack: FakeSlack, team: Team, body: dict[str, Any]) -> dict[str, Any]:
    trigger = str(body.get("trigger_id") or "")
    with slack.changed:
        if trigger not in slack.triggers:
            raise RefusalError("expired_trigger_id")
        slack.triggers.discard(trigger)
    return _shown(slack, team, body, f"V{uuid.uuid4().hex[:8]}")


def _updated(slack: FakeSlack, team: Team, body: dict[str, Any]) -> dict[str, Any]:
    shown = slack.views.get(str(body.get("view_id")))
    if shown is None:
        raise RefusalError("not_found")
    if body.get("hash") and body["hash"] != shown["hash"]:
        raise RefusalError("hash_conflict")
    return _shown(slack, team, body, str(body["view_id"]))


def _published(slack: FakeSlack, team: Team, body: dict[str, Any]) -> dict[str, Any]:
    return _shown(slack, team, body, f"home {body['user_id']}")


def _shown(slack: FakeSlack, team: Team, body: dict[str, Any], ident: str) -> dict[str, Any]:
    view = body["view"]
    problems = rules.view_problems(view)
    if problems:
        raise RefusalError(f"invalid_arguments ({problems[0]})")
    shown = {**view, "id": ident, "hash": uuid.uuid4().hex, "team_id": team.id, "state": {"values": {}}}
    with slack.changed:
        slack.views[ident] = shown
    return {"view": shown}


def _prompts(slack: FakeSlack, team: Team, body: dict[str, Any]) -> dict[str, Any]:
    if not 0 < len(body.get("prompts") or []) <= 4 or body.get("thread_ts"):
        raise RefusalError("invalid_arguments")
    return {}


Known = Callable[["FakeSlack", "Team", dict[str, Any]], dict[str, Any]]
CALLS: dict[str, Known] = {
    "auth.test": _auth_test, "chat.postMessage": _post, "views.open": _opened, "views.update": _updated, "views.publish": _published,
    "assistant.threads.setSuggestedPrompts": _prompts, "assistant.threads.setStatus": lambda slack, team, body: {},
}  # fmt: skip


def whisper(slack: FakeSlack, path: str, body: dict[str, Any]) -> Reply:
    """A message to one person, by a response_url."""
    with slack.changed:
        waiting = slack.faults.get("respond")
        ordered = waiting.popleft()() if waiting else None
        used = sum(call.body.get("url") == path for call in slack.calls if call.method == "respond")
    problems = rules.message_problems(str(body.get("text") or ""), body.get("blocks") or [{"type": "divider"}])
    refused = "used_url" if used >= 5 else problems[0].split(":")[0] if problems else ""
    reply = ordered or (Reply(404, refused) if refused == "used_url" else Reply(400, {"ok": False, "error": refused}) if refused else Reply(200, "ok"))
    slack.record("respond", {**body, "url": path}, {"status": reply.status, "refused": refused})
    return reply
