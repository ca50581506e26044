"""Which messages are for the advisor. Pure but for one question to the store: who has been answered in this thread?

Silence is the rule: people talking to each other are never interrupted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from bot.frontends.slack import escape
from bot.store import ClaimKey, ThreadKey

_SPOKEN = (None, "file_share", "thread_broadcast")
"""The subtypes of messages that are people saying something; all others are edits, joins, bots …"""
Place = Literal["mention", "direct", "follow-up", "button"]


class Ask(BaseModel):
    """A message to answer: what it says and where. ``heading`` stands above the answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    team: str
    channel: str
    ts: str
    thread: str
    user: str
    text: str
    place: Place
    taken_at: float = 0.0
    heading: str = ""

    @property
    def claim(self) -> ClaimKey:
        return ClaimKey(self.team, self.channel, self.ts)

    @property
    def conversation(self) -> ThreadKey:
        return ThreadKey(self.team, self.channel, self.thread)


def is_whole(event: Mapping[str, Any]) -> bool:
    """Whether an event about somebody's saying something has what it takes to answer it. Edits, joins and bots need not."""
    spoken = event.get("subtype") in _SPOKEN and not event.get("bot_id") and not event.get("hidden")
    return not spoken or all(isinstance(event.get(name), str) for name in ("channel", "ts", "user"))


def route(event: Mapping[str, Any], team: str, bot: str, asked_in: Callable[[ThreadKey, str], bool]) -> Ask | None:
    """The question in an event, or ``None`` where the advisor has to keep silent. Fields may be missing or of any type."""
    channel, ts, user = (event.get(name) for name in ("channel", "ts", "user"))
    if not (isinstance(channel, str) and isinstance(ts, str) and isinstance(user, str) and team):
        return None
    if event.get("bot_id") or event.get("hidden") or event.get("subtype") not in _SPOKEN or user == bot:
        return None
    thread = event.get("thread_ts")
    ask = Ask(
        team=team, channel=channel, ts=ts, thread=thread if isinstance(thread, str) else ts, user=user, text=escape.read(event.get("text")), place="mention"
    )  # fmt: skip
    if event.get("type") == "app_mention":
        return ask
    return _message(ask, event, bot, asked_in)


def _message(ask: Ask, event: Mapping[str, Any], bot: str, asked_in: Callable[[ThreadKey, str], bool]) -> Ask | None:
    if event.get("channel_type") == "im" or ask.channel.startswith("D"):
        return ask.model_copy(update={"place": "direct"})
    mentioned = escape.mentions(event.get("text"))
    if bot and bot in mentioned:
        return ask
    if mentioned or ask.thread == ask.ts or not asked_in(ask.conversation, ask.user):
        return None
    return ask.model_copy(update={"place": "follow-up"})
