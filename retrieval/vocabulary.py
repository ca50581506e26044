"""The closed lists that give words a meaning: levels, roles, skills, places, companies … as editors keep them in YAML.

One file holds one class of entry. An entry has an ``id``, the ``name`` shown to people, the ``aliases`` that people type, and
``cased`` aliases that count only with exactly that capitalisation (``Go``, ``EM``).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from retrieval.problems import Problem, nearest
from retrieval.yamlfile import Item, read_list


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
    """Job titles without a level in them that mean this level where they stand alone ("Backend Developer")."""

    def references(self) -> Iterator[tuple[str, str, str]]:
        if self.next:
            yield "next", "level", self.next


class Role(Entry):
    """A profession or a job that one can be in, or move to or from."""

    FILE, CLASS = "roles.yaml", "role"


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

E = TypeVar("E", bound=Entry)


class Vocabulary:
    """Every entry by class and id. Look-ups raise ``KeyError`` for an id that the files do not hold."""

    def __init__(self, entries: dict[str, dict[str, Entry]]) -> None:
        self._entries = entries

    def all(self, cls: type[E]) -> tuple[E, ...]:
        """All entries of a class in the order of their file."""
        return tuple(entry for entry in self._entries.get(cls.CLASS, {}).values() if isinstance(entry, cls))

    def get(self, cls: type[E], ident: str) -> E:
        entry = self._entries[cls.CLASS][ident]
        assert isinstance(entry, cls)
        return entry

    def name(self, cls: str, ident: str) -> str:
        """The name shown to people for an id of a class."""
        return self._entries[cls][ident].name


def read_vocabulary(folder: Path) -> tuple[Vocabulary, list[Problem]]:
    """All vocabulary files of ``folder`` and every problem in them. A file that is not there is an empty class."""
    entries: dict[str, dict[str, Entry]] = {}
    lines: dict[tuple[str, str], int] = {}
    problems: list[Problem] = []
    for cls in CLASSES:
        path, shown = folder / cls.FILE, f"vocabulary/{cls.FILE}"
        known = entries.setdefault(cls.CLASS, {})
        if not path.exists():
            continue
        items, found = read_list(path, shown)
        problems += found
        for item in items:
            entry, wrong = _entry(cls, item, shown)
            problems += wrong
            if entry is None:
                continue
            if entry.id in known:
                problems.append(Problem(file=shown, line=item.line, what=f"The id '{entry.id}' stands twice.", remedy="Give each entry an id of its own."))
                continue
            known[entry.id] = entry
            lines[cls.CLASS, entry.id] = item.line
    problems += _broken_references(entries, lines)
    return Vocabulary(entries), problems


def _entry(cls: type[Entry], item: Item, shown: str) -> tuple[Entry | None, list[Problem]]:
    try:
        return cls.model_validate(item.fields), []
    except ValidationError as error:
        return None, [_field_problem(cls, item, shown, dict(detail)) for detail in error.errors()]


def _field_problem(cls: type[Entry], item: Item, shown: str, detail: dict[str, Any]) -> Problem:
    field = str(detail["loc"][0]) if detail["loc"] else "id"
    names = [info.alias or name for name, info in cls.model_fields.items()]
    who = f"Entry '{item.fields.get('id', '?')}'"
    if detail["type"] == "missing":
        return Problem(file=shown, line=item.line, what=f"{who} has no '{field}'.", remedy=f"Add a line '{field}: …'.")
    if detail["type"] == "extra_forbidden":
        hint = nearest(field, names)
        return Problem(file=shown, line=item.line, what=f"{who} has the unknown field '{field}'.", remedy=f"{hint} Fields: {', '.join(names)}.".strip())
    return Problem(file=shown, line=item.line, what=f"{who}: '{field}' is not valid ({detail['msg']}).", remedy="Correct the value.")


def _broken_references(entries: dict[str, dict[str, Entry]], lines: dict[tuple[str, str], int]) -> list[Problem]:
    return [
        Problem(
            file=f"vocabulary/{entry.FILE}",
            line=lines[cls, entry.id],
            what=f"Entry '{entry.id}': '{field}' names '{target}', which is no {wanted}.",
            remedy=nearest(target, entries.get(wanted, {})) or f"Use an id from the {wanted} file.",
        )
        for cls, group in entries.items()
        for entry in group.values()
        for field, wanted, target in entry.references()
        if target not in entries.get(wanted, {})
    ]
