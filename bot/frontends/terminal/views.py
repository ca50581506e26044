"""What the terminal shows of answers, sources, passages and profiles, as blocks: the same for a screen and for a pipe."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from bot.answer import Answer, Citation, Figure, Point, cited, marks
from bot.frontends.terminal.blocks import Bar, Bars, Block, Grid, Item, Line, Prose
from bot.frontends.terminal.text import clipped, counted
from bot.question import Profile
from retrieval.library import Library
from retrieval.passage import Passage
from retrieval.problems import Problem

_CURRENCY = re.compile(r"\b[A-Z]{3} (?:a|per) \w+")
QUOTE = 110
"""Characters of a quote that stand under an answer; ``/sources`` shows all of it."""


def answer(said: Answer, library: Library, numbered: bool = True) -> list[Block]:
    """An answer with its bars, its sources and, with the digits that ask them where ``numbered``, its follow-ups."""
    blocks: list[Block] = [Prose(said.lead)] if said.lead else []
    for columns, run in groupby(said.points, key=lambda point: point.columns):
        points = tuple(run)
        gap = [Line()] if blocks else []
        blocks += [*gap, _table(said, columns, points)] if columns else [Item("-", cited(said, point)) for point in points]
    if said.note:
        blocks.append(Line(said.note, "quiet"))
    blocks += bars([point.figure for point in said.points if point.figure is not None])
    if said.citations:
        blocks += [Line(), Line("Sources", "title"), *sources(said, library, QUOTE)]
    if said.follow_ups:
        blocks += [Line(), Line("Choose" if said.outcome == "asked" else "Ask next", "title")]
        blocks += [Item(str(number) if numbered else "-", text) for number, text in enumerate(said.follow_ups, start=1)]
    return blocks


def _table(said: Answer, columns: tuple[str, ...], rows: Iterable[Point]) -> Grid:
    """Rows as a table: what each is about, and its cells with their ``[n]``."""
    cells = ((point.heading, *(f"{cell.text} {marks(said, cell.citations)}".rstrip() for cell in point.cells)) for point in rows)
    return Grid(("", *columns), tuple(cells))


def sources(said: Answer, library: Library, length: int | None = None) -> list[Block]:
    """The numbered citations of an answer: where each stands and its quote, cut at ``length`` characters if given."""
    blocks: list[Block] = []
    for number, citation in enumerate(said.citations, start=1):
        quote = citation.quote if length is None else clipped(citation.quote, length)
        blocks += [Item(f"[{number}]", _place(citation, library)), Item(" " * len(f"[{number}]"), f"“{quote}”", "quiet")]
    return blocks


def _place(citation: Citation, library: Library) -> str:
    guide = library.guides.get(citation.guide)
    return f"{guide.publisher if guide else citation.title} › {citation.section} ({citation.guide}.md:{citation.line})"


def bars(figures: Iterable[Figure]) -> list[Block]:
    """Ranges drawn to one scale for each unit, where there is something to compare; what each figure is stands in its label."""
    groups: dict[str, list[Bar]] = {}
    for figure in figures:
        unit, basis = _unit(figure.unit)
        if unit:
            label = ", ".join(part for part in (figure.label, basis) if part)
            groups.setdefault(unit, []).append(Bar(label, figure.low, figure.high, _says(figure), figure.open_ended))
    return [
        Bars(unit, tuple(group), max(bar.high for bar in group))
        for unit, group in groups.items()
        if len(group) > 1 or group[0].low < group[0].high
    ]  # fmt: skip


def _unit(heading: str) -> tuple[str, str]:
    """A column's heading ("US median (USD a year)") as its unit and its basis; no unit where the rows' currencies may differ."""
    found = _CURRENCY.search(heading)
    if found:
        basis = heading[: found.start()].strip(" (")
        return found.group(), basis if basis[:2].isupper() else basis.lower()
    return ("", "") if "currency" in heading.lower() else (heading, "")


def _says(figure: Figure) -> str:
    low, high = (f"{amount:,.0f}" if amount >= 100 else f"{amount:g}" for amount in (figure.low, figure.high))
    return (low if low == high else f"{low}–{high}") + ("+" if figure.open_ended else "")


def passage(shown: Passage, library: Library) -> list[Block]:
    """A whole passage as the guide has it: text, list and table, the place where it stands, and its neighbours."""
    guide = library.guides[shown.guide]
    blocks: list[Block] = [
        Line(shown.section, "title"),
        Line(f"{guide.title}, {guide.publisher}, reviewed {guide.reviewed} ({shown.guide}.md:{shown.line})", "quiet"),
        Line(),
    ]
    tabled = False
    for statement in shown.statements:
        if statement.kind == "row" and shown.table is not None and statement.line in shown.table.lines:
            if not tabled:
                blocks.append(Grid(shown.table.columns, shown.table.rows))
            tabled = True
        else:
            blocks.append(Item("-", statement.text) if statement.kind == "item" else Line(statement.text))
    before, after = library.neighbours(shown)
    near = [f"{word}: {other.section}" for word, other in (("before", before), ("after", after)) if other is not None]
    return [*blocks, Line(), *(Line(text, "quiet") for text in near)]


def guides(library: Library) -> list[Block]:
    """The guides that answers come from."""
    blocks: list[Block] = [Line(f"Answers come from {counted(len(library.guides), 'guide')}", "title")]
    blocks += [Item("-", f"{guide.title} ({guide.publisher}, reviewed {guide.reviewed}): {ident}.md") for ident, guide in library.guides.items()]
    return blocks


def profile(told: Profile, library: Library) -> list[Block]:
    """What the person has said about themself in this conversation."""
    if told.empty:
        return [Line("You have not told anything about yourself in this conversation. For example: I'm a mid-level dev with 3 years, I know Python and SQL.")]
    names = library.vocabulary.name
    facts = {
        "level": told.level and names("level", told.level),
        "years": None if told.years is None else f"{told.years:g}",
        "knows": ", ".join(names("skill", skill) for skill in told.skills),
        "role": told.role and names("role", told.role),
        "place": told.place and names("place", told.place),
        "goal": told.goal and names("level", told.goal),
    }
    return [Line("What you told in this conversation (/forget forgets it)", "title"), *(Item("-", f"{key}: {value}") for key, value in facts.items() if value)]


def left_out(library: Library) -> list[str]:
    """A sentence for each file with errors: a guide that is left out, a vocabulary file that is read in part."""
    first: dict[str, Problem] = {}
    for problem in library.problems:
        if problem.severity == "error":
            first.setdefault(problem.file, problem)
    sentences = []
    for file, problem in first.items():
        what = "is left out" if file.startswith("guides/") else "is read only in part"
        sentences.append(f"{file} {what}. Line {problem.line}: {problem.what} {problem.remedy} Check with: career-advisor knowledge check")
    return sentences
