"""What an answer says, as blocks: the lead, a bullet for each point with its ``[n]``, rows as a table, the note."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from bot.answer import Answer, Point, cited, marks
from bot.frontends.slack import escape, limits
from bot.frontends.slack.parts import Block, section, table

_CUT = "…"
_MARKS = 60
"""Characters that the numbers behind a point may have."""
_LEAST = 40
"""Characters of room below which a line is left out rather than cut."""


class _Line(NamedTuple):
    """A line, and the numbers that stay where it is cut."""

    text: str
    marks: str = ""
    bullet: str = ""


def said(answer: Answer, tabled: bool = True) -> list[Block]:
    """The answer's blocks. Rows are a table where a phone has room for it, or lines without ``tabled``. A courtesy is a plain sentence."""
    if answer.outcome == "courtesy" and not answer.points:
        return [section(escape.shorten("\n".join(filter(None, (answer.lead, answer.note))), limits.SECTION, escape.mrkdwn) or _CUT)]
    rows = _rows(answer) if tabled else ()
    first = answer.points.index(rows[0]) if rows else len(answer.points)
    before = [_Line(answer.lead), *_lines(answer, answer.points[:first])]
    after = [*_lines(answer, answer.points[first + len(rows) :]), _Line(answer.note)]
    if not rows:
        return [_markdown([*before, *after], limits.MARKDOWN)]
    blocks = [_markdown(lines, limits.MARKDOWN // 2) if any(line.text.strip() for line in lines) else None for lines in (before, after)]
    return [block for block in (blocks[0], _table(answer, rows), blocks[1]) if block]


def _rows(answer: Answer) -> tuple[Point, ...]:
    """The first rows that stand together and that a table can hold uncut: a message can have one table."""
    runs = [tuple(points) for columns, points in groupby(answer.points, key=lambda point: point.columns) if columns]
    return next((rows for rows in runs if _fits(rows)), ())


def _fits(rows: tuple[Point, ...]) -> bool:
    texts = (text for point in rows for text in (point.heading, *point.columns, *(cell.text for cell in point.cells)))
    few = len(rows[0].columns) < limits.TABLE_COLUMNS and len(rows) < limits.TABLE_ROWS
    return few and all(limits.size(text) <= limits.TABLE_CELL - _MARKS for text in texts)


def _table(answer: Answer, rows: tuple[Point, ...]) -> Block:
    cells = [[point.heading, *(f"{cell.text} {marks(answer, cell.citations)}" for cell in point.cells)] for point in rows]
    return table([["", *rows[0].columns], *cells], [{"is_wrapped": True}] * (1 + len(rows[0].columns)), limits.TABLE_CELL)


def _lines(answer: Answer, points: Iterable[Point]) -> list[_Line]:
    bullet = "- " if len(answer.points) > 1 or answer.lead else ""
    return [_Line(cited(answer, point), "", bullet) if point.cells else _Line(point.text, marks(answer, point.citations), bullet) for point in points]


def _markdown(lines: Iterable[_Line], left: int) -> Block:
    """Lines as one block of at most ``left`` characters: the last one is cut, what comes after it is left out."""
    written: list[str] = []
    for line in lines:
        if not line.text.strip():
            continue
        numbers = escape.shorten(line.marks, _MARKS, escape.plain)
        room = left - limits.size(numbers) - 6
        if room < _LEAST:
            written.append(_CUT)
            break
        written.append(f"{line.bullet}{escape.shorten(' '.join(line.text.split()), room, escape.markdown)} {numbers}".rstrip())
        left -= limits.size(written[-1]) + 2
    return {"type": "markdown", "text": _joined(written) or _CUT}


def _joined(lines: list[str]) -> str:
    """Bullets under each other, other lines as paragraphs."""
    text = ""
    for line in lines:
        gap = "" if not text else "\n" if line.startswith("- ") and text.rpartition("\n")[2].startswith("- ") else "\n\n"
        text += gap + line
    return text
