"""The format of the conversations that answers are judged on: who asks what, and what a good answer holds.

A file is a list of dialogues (``id``, ``kind``, ``turns``). Files are read strictly, since a misspelt field would otherwise judge
nothing and let everything pass; all problems of all files are reported at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from retrieval.problems import Problem, nearest
from retrieval.yamlfile import Item, read_list


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"'{pattern[:60]}' is no regular expression: {error}") from None
    return pattern


def _listed(value: Any) -> Any:
    """A field that is there but empty is an empty list."""
    return () if value is None else value


Pattern = Annotated[str, AfterValidator(_compiles)]
Alternatives = Annotated[tuple[Pattern, ...], Field(min_length=1)]
Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Ask(_Value):
    """One message and what its answer must hold. Each fact is a list of regular expressions of which any one suffices, case aside."""

    ask: str
    facts: Annotated[tuple[Alternatives, ...], BeforeValidator(_listed)] = ()
    guides: Names = ()
    """Ids of guides that must all be cited."""
    any_guides: Names = ()
    """Ids of guides of which one must be cited."""
    forbidden: Annotated[tuple[Pattern, ...], BeforeValidator(_listed)] = Field(default=(), alias="not")
    abstain: bool = False
    """Whether the guides hold no answer, so that the advisor has to say so."""


class Dialogue(_Value):
    """Messages of one conversation in order, and the kind under which their figures are counted."""

    id: str
    kind: str
    turns: Annotated[tuple[Ask, ...], Field(min_length=1)]


def read_dialogues(paths: Iterable[Path]) -> tuple[tuple[Dialogue, ...], list[Problem]]:
    """The dialogues of all files in order, and every problem of every file; an id may stand only once in all of them."""
    dialogues: list[Dialogue] = []
    problems: list[Problem] = []
    places: dict[str, str] = {}
    for path in paths:
        items, found = read_list(path, str(path))
        problems += found
        if not items and not found:
            problems.append(Problem(file=str(path), line=1, what="The file holds no conversation.", remedy="Begin each with '- id: …'."))
        for item in items:
            dialogue, wrong = _dialogue(item, str(path))
            problems += wrong
            if dialogue is None:
                continue
            if dialogue.id in places:
                what = f"The id '{dialogue.id}' already stands at {places[dialogue.id]}."
                problems.append(Problem(file=str(path), line=item.line, what=what, remedy="Give each conversation an id of its own."))
            places.setdefault(dialogue.id, f"{path}:{item.line}")
            dialogues.append(dialogue)
    return tuple(dialogues), problems


def _dialogue(item: Item, shown: str) -> tuple[Dialogue | None, list[Problem]]:
    try:
        return Dialogue.model_validate(item.fields), []
    except ValidationError as error:
        return None, [_problem(item, shown, dict(detail)) for detail in error.errors()]


def _problem(item: Item, shown: str, detail: Mapping[str, Any]) -> Problem:
    place = detail["loc"]
    line = item.line_of(*place)
    field = next((str(step) for step in reversed(place) if isinstance(step, str)), "id")
    fields = _fields(Ask if "turns" in place[:-1] else Dialogue)
    if detail["type"] == "missing":
        return Problem(file=shown, line=line, what=f"'{field}' is missing.", remedy=f"Add a line '{field}: …'.")
    if detail["type"] == "extra_forbidden":
        hint = f"{nearest(field, fields)} Fields: {', '.join(fields)}.".strip()
        return Problem(file=shown, line=line, what=f"The field '{field}' is unknown.", remedy=hint)
    if detail["type"] == "string_type":
        return Problem(file=shown, line=line, what=f"'{field}' is not text.", remedy="Put quotes around the value.")
    said = str(detail.get("ctx", {}).get("error", detail["msg"]))
    return Problem(file=shown, line=line, what=f"'{field}' is not valid ({said}).", remedy=_REMEDIES.get(field, "Correct the value."))


_REMEDIES = {
    "facts": "Write each fact as a list of patterns in single quotes: - ['145(,000|k)'].",
    "not": "Write a list of patterns in single quotes.",
    "turns": "Write at least one '- ask: …'.",
    "guides": "Write a list of ids, which are the guides' file names without .md: [one, another].",
    "any_guides": "Write a list of ids, which are the guides' file names without .md: [one, another].",
    "abstain": "Write true or leave the line out.",
}


def _fields(cls: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in cls.model_fields.items()]
