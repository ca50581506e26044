"""A guide: one Markdown file with front matter and headed sections, each of which becomes a passage."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from retrieval.markdown import Block, read_blocks
from retrieval.passage import Passage, Statement, Table
from retrieval.problems import Problem, nearest
from retrieval.words import comparable
from retrieval.yamlfile import read_mapping, read_text

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*\n", re.DOTALL | re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\bU\.S\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\bapprox\.)\s+(?=[\"“(]?[A-Z0-9$€£₹≈])")


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
        return None, (), [Problem(file=shown, line=1, what="The guide is empty.", remedy="Write its front matter and at least one headed section, or delete the file.")]
    matter = _FRONT_MATTER.match(text)
    if matter is None:
        return None, (), [Problem(file=shown, line=1, what="The front matter is missing.", remedy="Begin the file with '---', then title, publisher and reviewed, then '---'.")]
    fields, problems = read_mapping(matter.group(1), shown, first_line=2)
    guide, wrong = _front_matter(fields, path.stem, shown) if not problems else (None, [])
    problems += wrong
    first_line = text[: matter.end()].count("\n") + 1
    passages, wrong = _sections(read_blocks(text[matter.end() :], first_line), path.stem, shown)
    problems += wrong
    if any(problem.severity == "error" for problem in problems):
        return None, (), problems
    return guide, passages, problems


def _front_matter(fields: dict[str, Any], ident: str, shown: str) -> tuple[Guide | None, list[Problem]]:
    try:
        return Guide.model_validate({**fields, "id": ident, "file": shown}), []
    except ValidationError as error:
        return None, [_front_matter_problem(dict(detail), shown) for detail in error.errors()]


def _front_matter_problem(detail: dict[str, Any], shown: str) -> Problem:
    field = str(detail["loc"][0])
    valid = [name for name in Guide.model_fields if name not in ("id", "file")]
    if detail["type"] == "missing":
        return Problem(file=shown, line=1, what=f"The front matter has no '{field}'.", remedy=f"Add a line '{field}: …' between the '---' lines.")
    if detail["type"] == "extra_forbidden":
        return Problem(file=shown, line=1, what=f"The front matter has the unknown field '{field}'.", remedy=f"{nearest(field, valid)} Fields: {', '.join(valid)}.".strip())
    what = "is not a date" if field == "reviewed" else "is not valid"
    return Problem(file=shown, line=1, what=f"'{field}' {what}.", remedy="Write it as 2026-11-22." if field == "reviewed" else "Write plain text.")


def _sections(blocks: list[Block], guide: str, shown: str) -> tuple[tuple[Passage, ...], list[Problem]]:
    """Cuts the blocks at the headings. The title (the first heading of level 1) is not part of a heading path."""
    problems: list[Problem] = []
    passages: list[Passage] = []
    path: dict[int, str] = {}
    seen: dict[str, int] = {}
    start: Block | None = None
    held: list[Block] = []

    def close() -> None:
        headings = tuple(path[level] for level in sorted(path)) or (guide,)
        passage, wrong = _passage(guide, headings, start.line if start else 1, held, shown)
        problems.extend(wrong)
        if passage is not None:
            taken = any(passage.id == other.id for other in passages)
            passages.append(passage.model_copy(update={"id": f"{guide}#{_slug(' '.join(headings))}"}) if taken else passage)

    for block in blocks:
        if block.kind != "heading":
            held.append(block)
            continue
        close()
        held, start = [], block
        for level in [level for level in path if level >= block.level]:
            del path[level]
        if block.level > 1:
            path[block.level] = block.text
        key = comparable(" ".join(path[level] for level in sorted(path)))
        if key in seen:
            problems.append(
                Problem(file=shown, line=block.line, what=f"The heading '{block.text}' already stands in line {seen[key]}.", remedy="Give each section a heading of its own.")
            )
        seen[key] = block.line
    close()
    if not passages and not problems:
        problems.append(Problem(file=shown, line=1, what="The guide has no text.", remedy="Write at least one section with a heading and a sentence."))
    return tuple(passages), problems


def _passage(guide: str, headings: tuple[str, ...], line: int, blocks: list[Block], shown: str) -> tuple[Passage | None, list[Problem]]:
    statements: list[Statement] = []
    asked: list[str] = []
    table: Table | None = None
    problems: list[Problem] = []
    for block in blocks:
        if block.kind == "comment":
            asked += _asked(block.text)
        elif block.kind == "table":
            wrong = _table_problems(block, shown)
            problems += wrong
            if not wrong:
                table = Table(columns=block.rows[0], rows=block.rows[1:], lines=block.lines[1:])
                statements += [Statement(text=" | ".join(row), line=at, kind="row") for row, at in zip(table.rows, table.lines, strict=True)]
        elif block.kind == "item":
            statements.append(Statement(text=block.text, line=block.line, kind="item"))
        else:
            statements += [Statement(text=part, line=block.line, kind="sentence") for part in sentences(block.text)]
    if not statements:
        return None, problems
    return Passage(id=f"{guide}#{_slug(headings[-1])}", guide=guide, path=headings, line=line, statements=tuple(statements), asked=tuple(asked), table=table), problems


def _slug(heading: str) -> str:
    return "-".join(comparable(heading).split()) or "section"


def _table_problems(block: Block, shown: str) -> list[Problem]:
    width = len(block.rows[0])
    if len(block.rows) < 2:
        return [Problem(file=shown, line=block.line, what="The table has no rows.", remedy="Add a row under its heading line, or delete the table.")]
    return [
        Problem(file=shown, line=line, what="The row's first cell is empty.", remedy="Say in it which level, role or place the row is about.")
        for row, line in zip(block.rows[1:], block.lines[1:], strict=True)
        if width and not row[0]
    ]


def _asked(comment: str) -> list[str]:
    """The phrasings in a comment that begins with 'asked'; other comments are notes among editors."""
    body = re.sub(r"^<!--|-->$", "", comment.strip()).strip()
    if not re.match(r"asked\b", body, re.IGNORECASE):
        return []
    lines = (re.sub(r"^[-*]\s*", "", line.strip()) for line in body.splitlines()[1:])
    return [line for line in lines if line]


def sentences(paragraph: str) -> list[str]:
    """A paragraph's sentences; joined with a space they are the paragraph."""
    return [part for part in _SENTENCE_END.split(paragraph) if part]
