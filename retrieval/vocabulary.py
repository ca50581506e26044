"""The closed lists that give words a meaning, read from the folder of vocabulary files, and look-ups in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

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
