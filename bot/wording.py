"""A passage as one point: the statements that answer, in the guide's words, short, with their citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.answer import Citation, Point, cite
from bot.question import Question
from retrieval.library import Library
from retrieval.passage import Passage, Statement

LARGEST = 80
"""Words of one passage beyond which only its best statements are shown."""

UNIT = re.compile(r"(.*?)\s*\((weeks|months|years|days|hours)\)")


def point_of(passage: Passage, question: Question, library: Library, largest: int | None = None) -> Point:
    """A passage as one point: all of it where it is short, else the statements that share most with the question."""
    chosen = choose(passage, question, library, LARGEST if largest is None else largest)
    text = rows_text(passage, chosen) if passage.table is not None else joined(chosen)
    return Point(text=text, citations=citations(passage, chosen, library))


def brief(passage: Passage, question: Question, library: Library, words: int) -> Point:
    """A passage's statements up to about ``words``: the introduction of a list and its items, or the first sentences."""
    chosen: list[Statement] = []
    for statement in passage.statements:
        if chosen and not chosen[-1].introduces and sum(len(s.text.split()) for s in (*chosen, statement)) > words:
            break
        chosen.append(statement)
    return Point(text=joined(chosen), citations=citations(passage, chosen, library))


def with_unit(column: str) -> tuple[str, str]:
    """A column's heading without a unit of time in brackets, and that unit to stand behind its figures."""
    match = UNIT.fullmatch(column)
    return (match.group(1), f" {match.group(2)}") if match else (column, "")


def rows_text(passage: Passage, chosen: Sequence[Statement]) -> str:
    """Rows of a table as a line: the column's heading once where there is one column of figures, else before each cell."""
    assert passage.table is not None
    columns = passage.table.columns
    lines = {statement.line: row for row, statement in zip(passage.table.rows, (s for s in passage.statements if s.kind == "row"), strict=True)}
    before = " ".join(statement.text for statement in chosen if statement.kind == "sentence" and not statement.introduces)
    rows = [lines[statement.line] for statement in chosen if statement.line in lines]
    named = [with_unit(column) for column in columns]
    if len(columns) == 2:
        name, unit = named[1]
        return f"{before} {name}: ".lstrip() + "; ".join(f"{row[0]} {row[1]}{unit}" for row in rows)
    cells = [", ".join(f"{name} {cell}{unit}" for (name, unit), cell in zip(named[1:], row[1:], strict=False) if cell not in ("–", "-", "")) for row in rows]
    return f"{before} ".lstrip() + "; ".join(f"{row[0]}: {text}" for row, text in zip(rows, cells, strict=True))


def choose(passage: Passage, question: Question, library: Library, largest: int) -> tuple[Statement, ...]:
    """The statements of a passage to show, in their order."""
    statements, weights = passage.statements, question.exact
    if passage.table is not None:
        rows = [statement for statement in statements if statement.kind == "row"]
        if len(rows) == 1:
            return tuple(statement for statement in statements if not statement.introduces)
        named = _named_rows(rows, question, library)
        if named:
            return named
        if len(rows) > 5:
            scored = {row: _overlap(row, weights, library) for row in rows}
            best = max(scored.values())
            rows = [row for row in rows if scored[row] >= 0.6 * best and scored[row] > 0] or rows[:6]
        return tuple(rows)
    if _words(statements) <= largest:
        return statements
    chosen: list[Statement] = []
    words = 0
    for unit in sorted(units(statements), key=lambda unit: -max(_overlap(statement, weights, library) for statement in unit)):
        room = largest - words
        kept = unit if _words(unit) <= room else _shortened(unit, weights, library, room)
        if kept and (not chosen or _words(kept) <= room):
            chosen += kept
            words += _words(kept)
    return tuple(statement for statement in statements if statement in chosen)


def _named_rows(rows: Sequence[Statement], question: Question, library: Library) -> tuple[Statement, ...]:
    """The rows that name one of the question's levels; in their place those of a place that it names, where the table has such."""
    read = {row: library.read(row.text) for row in rows}
    places = set(question.reading.ids("place")) & set(question.slots.places) - library.home_places
    here = tuple(row for row in rows if places & set(read[row].ids("place")))
    named = tuple(row for row in rows if set(question.slots.levels) & set(read[row].ids("level")))
    return (here or named) if named else ()


def units(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Sentences by themselves, and lists together with the sentence that introduces them."""
    found: list[list[Statement]] = []
    for statement in statements:
        if found and statement.kind == "item" and (found[-1][-1].kind == "item" or found[-1][-1].introduces):
            found[-1].append(statement)
        else:
            found.append([statement])
    return found


def _shortened(unit: list[Statement], weights: Mapping[str, float], library: Library, room: int) -> list[Statement]:
    """A list's introduction with the items that share most with the question, as far as there is room; nothing of a sentence."""
    if len(unit) == 1:
        return unit
    kept = [unit[0]]
    for item in sorted(unit[1:], key=lambda item: -_overlap(item, weights, library)):
        if _words([*kept, item]) <= room:
            kept.append(item)
    return [statement for statement in unit if statement in kept] if len(kept) > 1 else []


def _words(statements: Sequence[Statement]) -> int:
    return sum(len(statement.text.split()) for statement in statements)


def _overlap(statement: Statement, weights: Mapping[str, float], library: Library) -> float:
    keys = {term.key for term in library.read(statement.text).terms}
    return sum(weight * library.index.idf(key) for key, weight in weights.items() if key in keys)


def joined(statements: Sequence[Statement]) -> str:
    """Statements as one line: sentences one after the other, the items of a list behind their introduction, parted by ';'."""
    text = ""
    for statement, following in zip(statements, (*statements[1:], None), strict=True):
        if statement.kind == "sentence":
            text += statement.text + " "
        else:
            end = "; " if following is not None and following.kind != "sentence" else ". " if following is not None else ""
            text += statement.text.rstrip(".;") + end
    return text.strip()


def citations(passage: Passage, statements: Sequence[Statement], library: Library) -> tuple[Citation, ...]:
    """One citation for each run of statements that stand together in the passage (a table's heading parts them from its rows)."""
    places = {statement: at for at, statement in enumerate(passage.statements)}
    title = library.guides[passage.guide].title
    runs: list[list[Statement]] = []
    for statement in statements:
        together = runs and places[runs[-1][-1]] + 1 == places[statement]
        if together and (statement.kind == "row") == (runs[-1][-1].kind == "row"):
            runs[-1].append(statement)
        else:
            runs.append([statement])
    return tuple(cite(passage, title, "\n".join(part.text for part in run), run[0].line) for run in runs)


def word_count(made: Iterable[Point]) -> int:
    return sum(len(point.text.split()) for point in made)
