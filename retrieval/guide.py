"""A guide: one Markdown file with front matter and headed sections, each of which becomes a passage."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from retrieval.markdown import read_blocks
from retrieval.passage import Passage
from retrieval.problems import Problem, nearest
from retrieval.sections import read_sections
from retrieval.yamlfile import read_mapping, read_text

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*\n", re.DOTALL | re.MULTILINE)
_GIVEN = ("id", "file")
"""Fields that the file's name gives, not its front matter."""


class Guide(BaseModel):
    """What the front matter says of a guide. ``id`` is the file's name without ``.md``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    publisher: str
    covers: str = ""
    reviewed: date
    url: str = ""
    place: str = ""
    currency: str = ""
    file: str


def read_guide(path: Path, shown: str) -> tuple[Guide | None, tuple[Passage, ...], list[Problem]]:
    """A guide, its passages in order, and every problem of its file. No guide where a problem is an error."""
    text, problems = read_text(path, shown)
    if problems:
        return None, (), problems
    if not text.strip():
        remedy = "Write its front matter and at least one headed section, or delete the file."
        return None, (), [Problem(file=shown, line=1, what="The guide is empty.", remedy=remedy)]
    matter = _FRONT_MATTER.match(text)
    if matter is None:
        what, remedy = "The front matter is missing.", "Begin the file with '---', then title, publisher and reviewed, then '---'."
        return None, (), [Problem(file=shown, line=1, what=what, remedy=remedy)]
    fields, problems = read_mapping(matter.group(1), shown, first_line=2)
    guide, wrong = _front_matter(fields, path.stem, shown, matter.group(1)) if not problems else (None, [])
    problems += wrong
    first_line = text[: matter.end()].count("\n") + 1
    passages, wrong = read_sections(read_blocks(text[matter.end() :], first_line), path.stem, shown)
    problems = sorted((*problems, *wrong), key=lambda problem: problem.line)
    if any(problem.severity == "error" for problem in problems):
        return None, (), problems
    return guide, passages, problems


def _front_matter(fields: dict[str, Any], ident: str, shown: str, matter: str) -> tuple[Guide | None, list[Problem]]:
    given = [field for field in fields if field in _GIVEN]
    problems = [
        Problem(file=shown, line=_line(field, matter), what=f"'{field}' is not written: the file's name says it.", remedy="Delete the line.") for field in given
    ]
    try:
        return Guide.model_validate({**fields, "id": ident, "file": shown}), problems
    except ValidationError as error:
        return None, problems + [_front_matter_problem(dict(detail), shown, matter) for detail in error.errors()]


def _front_matter_problem(detail: dict[str, Any], shown: str, matter: str) -> Problem:
    field = str(detail["loc"][0])
    if detail["type"] == "missing":
        return Problem(file=shown, line=1, what=f"The front matter has no '{field}'.", remedy=f"Add a line '{field}: …' between the '---' lines.")
    if detail["type"] == "extra_forbidden":
        return _unknown(field, shown, matter)
    what = "is not a date" if field == "reviewed" else "is not valid"
    remedy = "Write it as 2026-11-22." if field == "reviewed" else "Write plain text, with quotes around a number."
    return Problem(file=shown, line=_line(field, matter), what=f"'{field}' {what}.", remedy=remedy)


def _unknown(field: str, shown: str, matter: str) -> Problem:
    valid = [name for name in Guide.model_fields if name not in _GIVEN]
    remedy = f"{nearest(field, valid)} Fields: {', '.join(valid)}.".strip()
    return Problem(file=shown, line=_line(field, matter), what=f"The front matter has the unknown field '{field}'.", remedy=remedy)


def _line(field: str, matter: str) -> int:
    """The line of a field of the front matter, which begins in line 2; line 1 where it can't be told."""
    return next((number for number, line in enumerate(matter.split("\n"), start=2) if line.startswith(f"{field}:")), 1)
