"""The classes of entries that editors keep in YAML: levels, roles, skills, places, companies … one file each.

An entry has an ``id``, the ``name`` shown to people, the ``aliases`` that people type, and ``cased`` aliases that count only with
exactly that capitalisation (``Go``, ``EM``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field


class Entry(BaseModel):
    """One thing the vocabulary knows, and every way in which people write it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    FILE: ClassVar[str]
    CLASS: ClassVar[str]

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9+#.-]*$")
    name: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    cased: tuple[str, ...] = ()

    def references(self) -> Iterator[tuple[str, str, str]]:
        """(field, class, id) of each other entry that this one names."""
        yield from ()


class Level(Entry):
    """A rung of a ladder. ``rank`` orders the rungs of a track; ``next`` is the rung that people mean by "the next level"."""

    FILE, CLASS = "levels.yaml", "level"
    track: str = "individual"
    """The ladder on which the rung stands; "management" and "individual" are set against each other where a question does."""
    rank: int
    next: str | None = None
    titles: tuple[str, ...] = ()
    """Job titles without a level in them that mean this level where they stand alone ("Programmer")."""

    def references(self) -> Iterator[tuple[str, str, str]]:
        if self.next:
            yield "next", "level", self.next


class Role(Entry):
    """A profession or a job that one can be in, or move to or from; one ``elsewhere`` is outside the guides' field, and stands for all such."""

    FILE, CLASS = "roles.yaml", "role"
    elsewhere: bool = False


class Skill(Entry):
    """A skill or technology; ``broader`` names the skills of which it is a case (Redis: caching)."""

    FILE, CLASS = "skills.yaml", "skill"
    broader: tuple[str, ...] = ()

    def references(self) -> Iterator[tuple[str, str, str]]:
        yield from (("broader", "skill", other) for other in self.broader)


class Place(Entry):
    """A country, city or region; ``in`` is the place that holds it, ``currency`` a country's."""

    FILE, CLASS = "places.yaml", "place"
    within: str | None = Field(default=None, alias="in")
    currency: str | None = None

    def references(self) -> Iterator[tuple[str, str, str]]:
        if self.within:
            yield "in", "place", self.within


class Company(Entry):
    """An employer that people ask about."""

    FILE, CLASS = "companies.yaml", "company"


class Certification(Entry):
    """A certificate or exam."""

    FILE, CLASS = "certifications.yaml", "certification"


class Route(Entry):
    """A way into the profession or along it that people set beside another one: a degree, a bootcamp, the management track."""

    FILE, CLASS = "routes.yaml", "route"


class Currency(Entry):
    """A currency, with the signs that stand before a figure and the words behind one that multiply it (``lakh``)."""

    FILE, CLASS = "currencies.yaml", "currency"
    symbols: tuple[str, ...] = ()
    units: dict[str, float] = {}


class Synonym(Entry):
    """Everyday words that mean the same to a search: the entry's name and aliases are read as one word."""

    FILE, CLASS = "synonyms.yaml", "synonym"


class Topic(Entry):
    """What a question or a section is about; ``headings`` are the words that say so in a section's heading."""

    FILE, CLASS = "topics.yaml", "topic"
    headings: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


class Subject(Entry):
    """One thing that people may ask about, to which sections of several guides contribute: they are tagged with its id."""

    FILE, CLASS = "subjects.yaml", "subject"
    asked: tuple[str, ...] = ()


class Column(Entry):
    """The heading of a table's column: what its figures measure, and on which basis."""

    FILE, CLASS = "columns.yaml", "column"
    measure: Literal["pay", "years", "subject", "text", "count", "share", "duration", "cost"]
    basis: str = ""


class Limit(Entry):
    """Something people ask that no guide answers, how they ask it, and what to tell them."""

    FILE, CLASS = "limits.yaml", "limit"
    asked: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...] = ()
    """Groups of words and phrases (or names such as ``@place``): a question must hold one of each group."""
    unless: tuple[str, ...] = ()
    """Words, phrases or names with which the question is another one, which the guides may answer."""
    broad: bool = False
    """Whether the words of a question as a whole tell that it is of this kind, as with other fields of life; ``needs`` are not asked then."""
    sure: bool = False
    """Whether its ``needs`` alone settle it, however near a section is."""
    reason: str
    nearest: str = ""
    """A question that the guides can answer instead."""


class Courtesy(Entry):
    """Small talk: how people say it and what the advisor replies. ``{guides}`` stands for the list of guides."""

    FILE, CLASS = "courtesies.yaml", "courtesy"
    asked: tuple[str, ...]
    reply: str


class Suggestion(Entry):
    """Questions offered under an answer of certain kinds or topics; ``{level}`` and ``{next}`` are filled in."""

    FILE, CLASS = "suggestions.yaml", "suggestion"
    after: tuple[str, ...]
    questions: tuple[str, ...]


class Move(Entry):
    """What people say about the answer before, or to steer the conversation ("tldr", "the second one")."""

    FILE, CLASS = "moves.yaml", "move"
    asked: tuple[str, ...]


class Message(Entry):
    """A sentence that the advisor says of its own accord; words in braces are filled in."""

    FILE, CLASS = "messages.yaml", "message"
    text: str


class Cue(Entry):
    """Turns of phrase that tell how a question is meant: its aliases are the phrases, its description what they tell."""

    FILE, CLASS = "cues.yaml", "cue"


CLASSES: tuple[type[Entry], ...] = (
    Level,
    Role,
    Skill,
    Place,
    Company,
    Certification,
    Route,
    Currency,
    Synonym,
    Topic,
    Subject,
    Column,
    Limit,
    Courtesy,
    Move,
    Suggestion,
    Cue,
    Message,
)
