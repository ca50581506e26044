"""Evidence as a table: what it says of each of the things that a question compares, side by side.

A passage becomes rows where its table has a row for each side, where each of its sentences or clauses is about one side, or where
another section says the same of the other side ("Visas: Canada", "Visas: Germany"). What fits no row stays a point.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot import table, wording
from bot.answer import Cell, Point, cite
from bot.case import Case
from bot.cells import Clause, clauses_of, together
from bot.compose import BUDGET, ENOUGH, FURTHER, TAIL, counterpart
from bot.series import elsewhere, heading, is_series, names_one, unstated
from bot.sides import Side, first_named, of_section, of_text, sides
from retrieval.passage import Passage, Statement

SIDES = ("place", "role", "route")
"""What sections are compared by; levels have a kind of answer of their own."""
SCOPE = re.compile(r"\(([^)]*)\)")


class _Found(NamedTuple):
    """What a passage gives: rows, points that stay beside them, and the other passages that the rows show."""

    rows: list[Point]
    points: list[Point]
    others: list[Passage]


def tabled(case: Case, points: Sequence[Point], used: Sequence[Passage]) -> tuple[tuple[Point, ...], tuple[Passage, ...]]:
    """The points of the passages ``used``, in their order, and rows of a table in the place of those that compare the question's sides.

    Beside rows that are not from ``used``, the last points give way to the budget.
    """
    compared = sides(case, SIDES)
    kept: list[Point] = []
    rows: list[Point] = []
    after: list[Point] = []
    shown = dict(zip(used, points, strict=True))
    done: list[Passage] = []
    for passage in used if compared else ():
        if passage in done:
            continue
        if not _clear(case, passage, used):
            continue
        found = _rows(case, passage, compared, shown) or _Found([], [shown[passage]], [])
        done += [passage, *found.others]
        (after if rows else kept).extend(found.points)
        rows += found.rows
    if compared and not rows:
        rows, others = _best_series(case, compared)
        done += others
        kept = list(points)
        while rows and kept and wording.word_count((*kept, *rows)) > BUDGET:
            kept.pop()
    if not rows:
        return tuple(points), tuple(used)
    told = {citation for point in rows for citation in point.citations}
    made = (*(p for p in kept if not set(p.citations) <= told), *rows, *(p for p in after if not set(p.citations) <= told))
    cited = {citation.passage for point in made for citation in point.citations}
    return made, tuple(dict.fromkeys(passage for passage in (*used, *done) if passage.id in cited))


def _clear(case: Case, passage: Passage, used: Sequence[Passage]) -> bool:
    """Whether a passage is good enough to stand beside a table, which fills an answer by itself."""
    least = ENOUGH * max((item.score for item in case.evidence), default=0.0)
    return counterpart(passage, used[:1]) or any(item.score >= least for item in case.evidence if item.passage is passage)


def _rows(case: Case, passage: Passage, compared: tuple[Side, ...], shown: dict[Passage, Point]) -> _Found | None:
    """What a passage gives for a table, if anything."""
    if passage.table is not None:
        rows = _of_table(case, passage, compared)
        return _Found(rows, [], []) if rows else _of_series(case, passage, compared, shown)
    return _of_clauses(case, passage, compared, wording.LARGEST if passage is next(iter(shown)) else TAIL) or _of_series(case, passage, compared, shown)


def _of_table(case: Case, passage: Passage, compared: tuple[Side, ...]) -> list[Point]:
    """A row for each column of a table in which each side has a row of its own, or lies in the region of one."""
    assert passage.table is not None
    statements = [statement for statement in passage.statements if statement.kind == "row"]
    found: dict[str, tuple[tuple[str, ...], Statement]] = {}
    for direct in (True, False):
        for cells, statement in zip(passage.table.rows, statements, strict=True):
            about = of_text(cells[0], compared, case.library, direct) - found.keys()
            if len(about) == 1:
                found[next(iter(about))] = (cells, statement)
    if len(found) < len(compared):
        return []
    by_side = {side: found[side.id][0] for side in compared}
    words = [at for at in range(1, len(passage.table.columns)) if not any(_is_figure(row[at]) for row in by_side.values())]
    rows = []
    for at, column in enumerate(passage.table.columns[1:], start=1):
        name, unit = wording.with_unit(column)
        if at not in words:
            texts = [f"{row[at]}{unit}{_scope(case, row, words, side)}" if _is_figure(row[at]) else "" for side, row in by_side.items()]
            rows += table.rows(name, [_cell(case, side, passage, text, found[side.id][1]) for side, text in zip(compared, texts, strict=True)])
    return rows


def _is_figure(text: str) -> bool:
    return any(map(str.isdigit, text))


def _scope(case: Case, row: tuple[str, ...], words: list[int], side: Side) -> str:
    """Of what part or whole of a side a row's figures are, in brackets: a city of the country, the region around it, a level."""
    inner = SCOPE.search(row[0])
    whole = not of_text(row[0], (side,), case.library, direct=True)
    part = row[0] if whole else inner[1] if inner and inner[1].casefold() != side.name.casefold() else ""
    levels = [row[at] for at in words if case.library.read(row[at]).ids("level")]
    return f" ({', '.join(filter(None, (part, *levels)))})" if part or levels else ""


def _of_clauses(case: Case, passage: Passage, compared: tuple[Side, ...], largest: int) -> _Found | None:
    """One row, where each side has clauses, sentences or lists that begin with it; what comes before the first of them stays a point."""
    said: dict[str, list[Clause]] = {side.id: [] for side in compared}
    before: list[Clause] = []
    current = ""
    for unit in wording.units(wording.choose(passage, case.question, case.library, largest)):
        for clause in clauses_of(unit):
            current = first_named(clause.text, compared, case.library) or ("" if current and of_text(clause.text, compared, case.library) else current)
            if not current and any(said.values()):
                return None
            (said[current] if current else before).append(clause)
    if not all(said.values()):
        return None
    cells = [Cell(column=side.name, **together(case, passage, said[side.id])) for side in compared]
    first = [Point(**together(case, passage, before))] if before else []
    return _Found(table.rows(heading(case, passage, compared), cells), first, [])


def _of_series(case: Case, passage: Passage, compared: tuple[Side, ...], shown: dict[Passage, Point]) -> _Found | None:
    """One row, where a passage is about one side and other sections say the same of the rest; or nobody does, though they would stand there."""
    about = of_section(passage, compared, case.library)
    if len(about) != 1 or not names_one(case, passage, compared):
        return None
    found = {next(iter(about)): passage}
    for side in compared:
        other = elsewhere(case, passage, side, compared) if side.id not in found else None
        if other is not None:
            found[side.id] = other
    if not all(side.id in found or unstated(case, passage, side, compared) for side in compared):
        return None
    cells = []
    for side in compared:
        there = found.get(side.id)
        point = shown.get(there) or wording.point_of(there, case.question, case.library, TAIL) if there else None
        cells.append(table.cell(case, side.name, [point] if point else []))
    return _Found(table.rows(heading(case, passage, compared), cells), [], [other for other in found.values() if other is not passage])


def _best_series(case: Case, compared: tuple[Side, ...]) -> tuple[list[Point], list[Passage]]:
    """The row of the best passage in a series on the sides, of all the evidence; else of one that may fill an answer."""
    least = FURTHER * max((item.score for item in case.evidence), default=0.0)
    series = [item.passage for item in case.evidence if is_series(case, item.passage, compared)]
    for passage in (*series, *(item.passage for item in case.evidence if item.score >= least)):
        if found := _of_series(case, passage, compared, {}):
            return found.rows, [passage, *found.others]
    return [], []


def _cell(case: Case, side: Side, passage: Passage, text: str, statement: Statement) -> Cell:
    """A cell of a guide's table; an empty one says so."""
    title = case.library.guides[passage.guide].title
    return Cell(column=side.name, text=text, citations=(cite(passage, title, statement.text, statement.line),)) if text else table.silent(case, side.name)
