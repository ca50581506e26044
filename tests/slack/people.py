"""People in the fake Slack: what they type, press and fill in, as the payloads that Slack makes of it."""

from __future__ import annotations

from typing import Any

from tests.slack.fake import Envelope, FakeSlack, Team


class Person:
    """Somebody in a workspace."""

    def __init__(self, slack: FakeSlack, user: str = "U1", team: Team | None = None) -> None:
        self.slack, self.user, self.team = slack, user, team or slack.team
        self.sent: list[Envelope] = []

    def say(self, text: str, channel: str = "C1", thread: str | None = None, times: int = 1, **more: Any) -> str:
        """Writes a message; ``@bot`` in it mentions the app. Slack sends a ``message`` and, for a mention, an ``app_mention``."""
        ts = self.slack.stamp()
        kind = "im" if channel.startswith("D") else "channel"
        typed = text.replace("@bot", f"<@{self.team.bot_user}>")
        event: dict[str, Any] = {"type": "message", "user": self.user, "text": typed, "channel": channel, "ts": ts, "channel_type": kind, **more}
        if thread:
            event["thread_ts"] = thread
        events = [self.slack.event(event, self.team)]
        if "@bot" in text and kind != "im":
            mention = {name: value for name, value in event.items() if name != "channel_type"} | {"type": "app_mention"}
            events.insert(0, self.slack.event(mention, self.team))
        self.sent = [self.slack.deliver("events_api", payload) for payload in events for _ in range(times)]
        return ts

    def command(self, text: str, channel: str = "C1") -> str:
        """``/career text``; gives the address of the answer."""
        payload = {
            "command": "/career", "text": text, "user_id": self.user, "team_id": self.team.id, "channel_id": channel, "api_app_id": self.slack.app_id,
            "response_url": self.slack.response_url(), "trigger_id": self.slack.trigger(), "is_enterprise_install": str(self.team.whole).lower(),
            "enterprise_id": self.team.enterprise or "",
        }  # fmt: skip
        self.slack.ask("slash_commands", payload)
        return str(payload["response_url"])

    def press(
        self, element: dict[str, Any], message: dict[str, Any] | None = None, channel: str = "C1", view: dict[str, Any] | None = None, **more: Any
    ) -> str:
        """Presses a button of a message (``None``: a private one) or of a window; gives the address for a private answer."""
        value = element["value"]
        action = {"type": element["type"], "action_id": element["action_id"], "block_id": "b", "value": value, "action_ts": self.slack.stamp()}
        payload = {**self._interaction("block_actions"), "actions": [action], "trigger_id": self.slack.trigger()}
        if view is not None:
            payload |= {"container": {"type": "view", "view_id": view["id"]}, "view": view}
        else:
            ts = message["ts"] if message else "1.1"
            place = {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": message is None}
            payload |= {"container": place, "channel": {"id": channel, "name": "x"}, "response_url": self.slack.response_url()}
            payload |= {"message": message} if message else {}
        self.slack.ask("interactive", payload | more)
        return str(payload.get("response_url", ""))

    def shortcut(self, message: dict[str, Any], channel: str = "C1", callback: str = "answer_from_guides") -> str:
        payload = {**self._interaction("message_action"), "callback_id": callback, "message": message, "message_ts": message.get("ts")}
        payload |= {"channel": {"id": channel, "name": "x"}, "response_url": self.slack.response_url(), "trigger_id": self.slack.trigger()}
        self.slack.ask("interactive", payload)
        return str(payload["response_url"])

    def submit(self, view: dict[str, Any], values: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
        """Sends a window; ``values`` by field. Gives what the app answered."""
        filled = {**view, "state": {"values": {name: {name: value} for name, value in values.items()}}}
        return self.slack.ask("interactive", {**self._interaction("view_submission"), "view": filled, "trigger_id": self.slack.trigger()})

    def type(self, field: str, typed: str) -> list[dict[str, Any]]:
        """Types into a select that asks the app; gives the options."""
        payload = {**self._interaction("block_suggestion"), "action_id": field, "block_id": field, "value": typed, "container": {"type": "view"}}
        answer = self.slack.ask("interactive", payload)
        return list((answer or {}).get("options", []))

    def open_home(self, tab: str = "home") -> None:
        event = {"type": "app_home_opened", "user": self.user, "channel": f"D{self.user}", "tab": tab, "event_ts": self.slack.stamp()}
        self.slack.deliver("events_api", self.slack.event(event, self.team))

    def _interaction(self, kind: str) -> dict[str, Any]:
        return {
            "type": kind, "team": {"id": self.team.id, "domain": "a"}, "user": {"id": self.user, "team_id": self.team.id}, "api_app_id": self.slack.app_id,
            "is_enterprise_install": False,
        }  # fmt: skip
