"""The rows of the store as values."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from bot.answer import Answer
from bot.conversation import Conversation
from bot.question import Profile


class ClaimKey(NamedTuple):
    """One message of Slack: the same whichever event brings it, however often."""

    team: str
    channel: str
    ts: str


class ThreadKey(NamedTuple):
    """One conversation: a thread of a channel or direct message, or a person's private one in a channel."""

    team: str
    channel: str
    thread: str


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Claim(_Record):
    """A message somebody took on. ``taken``: ``job`` is still to be answered; ``ready``: ``message`` is still to be posted;
    ``sending``: it is being posted, and where its process died, nobody knows whether it was.
    """

    key: ClaimKey
    state: Literal["taken", "ready", "sending", "done"]
    holder: str
    lease_until: float
    job: str | None
    message: str | None
    taken_at: float


class Thread(_Record):
    """A conversation as stored, and the profile of each person who asked in it. ``version`` 0 is one not stored yet."""

    key: ThreadKey
    conversation: Conversation = Conversation()
    people: dict[str, Profile] = Field(default_factory=dict)
    version: int = 0


class Question(_Record):
    """What one person asked and was told, for sharing, feedback and the editors' list of what is missing."""

    id: str
    team: str
    person: str
    text: str
    answer: Answer
    asked_at: float


class Feedback(_Record):
    """One person's verdict on one answer."""

    question: str
    team: str
    person: str
    verdict: Literal["up", "down"]
    reason: str = ""
    given_at: float


class Installation(_Record):
    """A workspace (or a whole enterprise, then ``team`` is empty) that installed the app, and the bot's token there."""

    enterprise: str = ""
    team: str = ""
    data: dict[str, str | int | float | bool | None]
    installed_at: float
