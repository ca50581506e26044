"""A conversation: the earlier turns, what they were about, and what the person has said about themself."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from bot.answer import Answer
from bot.question import Profile, Slots

REMEMBERED = 8
"""How many turns back a follow-up may reach."""


class Turn(BaseModel):
    """One message and what was answered. ``about`` is the topic or section group that the answer drew on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    kind: str
    slots: Slots = Slots()
    topic: str = ""
    weights: dict[str, float] = Field(default_factory=dict)
    pairs: dict[str, float] = Field(default_factory=dict)
    answer: Answer
    passages: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    """Ids of all passages shown so far on this subject, for "more"."""

    levels: tuple[str, ...] = ()
    """The levels that the turn was about: those of the question, else that of the first passage shown."""

    @property
    def on_subject(self) -> bool:
        """Whether a follow-up can lean on this turn: small talk does not count."""
        return self.kind not in ("courtesy", "profile", "forgotten", "limit", "unclear")


class Conversation(BaseModel):
    """All that one conversation leaves behind. Empty at the start; a new value after each turn."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    turns: tuple[Turn, ...] = ()
    profile: Profile = Profile()

    @property
    def subject(self) -> Turn | None:
        """The latest turn that a follow-up can lean on."""
        return next((turn for turn in reversed(self.turns) if turn.on_subject), None)

    def after(self, turn: Turn, profile: Profile) -> Conversation:
        """The conversation with one more turn, the oldest forgotten beyond ``REMEMBERED``."""
        return Conversation(turns=(*self.turns, turn)[-REMEMBERED:], profile=profile)
