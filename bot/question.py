"""A question: what a message names, claims and wants, after what it leaves out has been filled in from the conversation."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from bot.clauses import Clause
from retrieval.reading import Reading


class Profile(BaseModel):
    """What a person has told about themself. Ids of the vocabulary; ``years`` of experience."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: str | None = None
    years: float | None = None
    skills: tuple[str, ...] = ()
    role: str | None = None
    place: str | None = None
    goal: str | None = None

    @property
    def empty(self) -> bool:
        return self == Profile()

    def without(self, skills: frozenset[str]) -> Profile:
        """This profile without some skills."""
        return self.model_copy(update={"skills": tuple(skill for skill in self.skills if skill not in skills)})

    def merged(self, other: Profile) -> Profile:
        """This profile with all that ``other`` says in addition; newer words win, skills add up."""
        return Profile(
            level=other.level or self.level,
            years=other.years if other.years is not None else self.years,
            skills=tuple(dict.fromkeys((*self.skills, *other.skills))),
            role=other.role or self.role,
            place=other.place or self.place,
            goal=other.goal or self.goal,
        )


class Slots(BaseModel):
    """What a question names, as ids of the vocabulary in the order of the words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    levels: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    certifications: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return self == Slots()


class Question(BaseModel):
    """One question. ``weights`` are its search terms (levels as one word), ``exact`` the same with each level by its id."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    text: str
    reading: Reading
    weights: dict[str, float]
    exact: dict[str, float]
    pairs: dict[str, float] = Field(default_factory=dict)
    """Neighbouring terms, for telling topics apart."""
    clauses: tuple[Clause, ...] = ()
    """The parts of the message that ask, where it has several."""
    slots: Slots = Slots()
    told: Profile = Profile()
    denied: frozenset[str] = frozenset()
    """The skills that the person says they don't have."""
    cues: frozenset[str] = frozenset()
    kind: str = ""
    """The kind of the turn before, where the message only swaps a name in its question."""
    topic: str = ""
    """The topic of the turn before, where the message leans on it."""
    near: frozenset[str] = frozenset()
    """The subjects of the answer before, where the message leans on it."""
    parallel: frozenset[str] = frozenset()
    """The sections that say of the question's level what the answer before said of another one, where the message only swaps the level."""
    carried: tuple[str, ...] = ()
    """Names of what was filled in from the conversation, to be shown."""
    context: dict[str, float] = Field(default_factory=dict)
    """Search terms of earlier turns with their faded weights."""
    words: int = 0
    importance: tuple[float, ...] = ()
    """For each token how much its sentence counts."""

    def cue(self, ident: str) -> bool:
        return ident in self.cues
