"""The closed lists that give words a meaning, read from the folder of vocabulary files, and look-ups in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from retrieval.entries import (
    CLASSES,
    Certification,
    Column,
    Company,
    Courtesy,
    Cue,
    Currency,
    Entry,
    Level,
    Limit,
    Message,
    Move,
    Place,
    Role,
    Route,
    Skill,
    Subject,
    Suggestion,
    Synonym,
    Topic,
)
from retrieval.problems import Problem, nearest
from retrieval.yamlfile import Item, read_list

__all__ = [
    "CLASSES",
    "Certification",
    "Column",
    "Company",
    "Courtesy",
    "Cue",
    "Currency",
    "Entry",
    "Level",
    "Limit",
    "Message",
    "Move",
    "Place",
    "Role",
    "Route",
    "Skill",
    "Subject",
    "Suggestion",
    "Synonym",
    "Topic",
    "Vocabulary",
    "read_vocabulary",
]
"""The classes of entries are found here too: whoever looks something up names its class."""

E = TypeVar("E", bound=Entry)

FOLDER = "vocabulary"
"""Where the vocabulary stands in a knowledge folder."""


class Source(NamedTuple):
    """Where an entry stands: its file, as seen from the knowledge folder, and the line on which it begins (from 1)."""

    file: str
    line: int


Sources = Mapping[tuple[str, str], Source]
"""Where each entry stands, by class and id."""
Known = Callable[[str], Iterable[tuple[Entry, int]] | None]
"""What an earlier reading gave for a file, with lines; ``None`` where the file has to be read."""


class Vocabulary:
    """Every entry by class and id. Look-ups raise ``KeyError`` for an id that the files do not hold."""

    def __init__(self, entries: dict[str, dict[str, Entry]], sources: Sources | None = None) -> None:
        self._entries = entries
        self._all: dict[str, Any] = {}
        self.sources: Sources = sources or {}

    def all(self, cls: type[E]) -> tuple[E, ...]:
        """All entries of a class in the order of their file, or of their files' names."""
        if cls.CLASS not in self._all:
            self._all[cls.CLASS] = tuple(self._entries.get(cls.CLASS, {}).values())
        found: tuple[E, ...] = self._all[cls.CLASS]
        return found

    def get(self, cls: type[E], ident: str) -> E:
        entry = self._entries[cls.CLASS][ident]
        assert isinstance(entry, cls)
        return entry

    def ids(self, cls: type[Entry]) -> frozenset[str]:
        """The ids of a class."""
        return frozenset(self._entries.get(cls.CLASS, {}))

    def name(self, cls: str, ident: str) -> str:
        """The name shown to people for an id of a class."""
        return self._entries[cls][ident].name

    @cached_property
    def elsewhere(self) -> frozenset[str]:
        """The roles of other fields than the guides'."""
        return frozenset(role.id for role in self.all(Role) if role.elsewhere)

    @cached_property
    def symbols(self) -> tuple[str, ...]:
        """The signs of all currencies."""
        return tuple(symbol for currency in self.all(Currency) for symbol in currency.symbols)

    def source(self, cls: type[Entry], ident: str) -> Source:
        """Where an entry stands; the beginning of its class's file where there is no such entry."""
        return self.sources.get((cls.CLASS, ident)) or Source(self.file(cls), 1)

    def file(self, cls: type[Entry]) -> str:
        """The file of a class, as an editor is told to look there; the folder where it is written in several files."""
        first = next((self.sources[cls.CLASS, ident] for ident in self._entries.get(cls.CLASS, {}) if (cls.CLASS, ident) in self.sources), None)
        whole = f"{FOLDER}/{cls.FILE}"
        return whole if first is None or first.file == whole else f"{FOLDER}/{Path(cls.FILE).stem}/"


def read_vocabulary(folder: Path, known: Known = lambda _: None) -> tuple[Vocabulary, list[Problem]]:
    """All vocabulary files of ``folder`` and every problem in them. A class without a file is empty.

    A class is one file (``subjects.yaml``), or the ``*.yaml`` files of a folder of its name (``subjects/``) in the order of their names.
    """
    entries: dict[str, dict[str, Entry]] = {cls.CLASS: {} for cls in CLASSES}
    sources: dict[tuple[str, str], Source] = {}
    problems: list[Problem] = []
    for cls in CLASSES:
        files, found = _files(folder, cls)
        problems += found
        for path in files:
            shown = f"{FOLDER}/{path.relative_to(folder).as_posix()}"
            before = known(shown)
            read, found = (before, []) if before is not None else _read(cls, path, shown)
            problems += found
            for entry, line in read:
                if (cls.CLASS, entry.id) in sources:
                    problems.append(_stands_twice(entry, Source(shown, line), sources[cls.CLASS, entry.id]))
                    continue
                entries[cls.CLASS][entry.id] = entry
                sources[cls.CLASS, entry.id] = Source(shown, line)
    problems += _broken_references(entries, sources)
    return Vocabulary(entries, sources), problems


def _files(folder: Path, cls: type[Entry]) -> tuple[list[Path], list[Problem]]:
    """The files of a class. Where there are both a file and a folder, all are read, so that nothing is lost, and that is a problem."""
    single, several = folder / cls.FILE, sorted((folder / Path(cls.FILE).stem).glob("*.yaml"))
    if not single.exists():
        return several, []
    if not several:
        return [single], []
    within = f"{FOLDER}/{Path(cls.FILE).stem}/"
    remedy = f"Move the file's entries into a file of {within}, or those of its files into this one: write them in one of the two."
    return [single, *several], [Problem(file=f"{FOLDER}/{cls.FILE}", line=1, what=f"There is a folder {within} beside this file.", remedy=remedy)]


def _read(cls: type[Entry], path: Path, shown: str) -> tuple[list[tuple[Entry, int]], list[Problem]]:
    """The sound entries of one file, each with its line, and the file's problems."""
    items, problems = read_list(path, shown)
    found: list[tuple[Entry, int]] = []
    for item in items:
        entry, wrong = _entry(cls, item, shown)
        problems += wrong
        if entry is not None:
            found.append((entry, item.line))
    return found, problems


def _stands_twice(entry: Entry, here: Source, first: Source) -> Problem:
    what = f"The id '{entry.id}' stands twice." if here.file == first.file else f"The id '{entry.id}' already stands in {first.file}:{first.line}."
    return Problem(file=here.file, line=here.line, what=what, remedy="Give each entry an id of its own.")


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


def _broken_references(entries: Mapping[str, Mapping[str, Entry]], sources: Sources) -> list[Problem]:
    return [
        Problem(
            file=sources[cls, entry.id].file,
            line=sources[cls, entry.id].line,
            what=f"Entry '{entry.id}': '{field}' names '{target}', which is no {wanted}.",
            remedy=nearest(target, entries.get(wanted, {})) or f"Use an id from the {wanted} file.",
        )
        for cls, group in entries.items()
        for entry in group.values()
        for field, wanted, target in entry.references()
        if target not in entries.get(wanted, {})
    ]
