"""Rows of a table: what the guides say of each of the things compared, cell by cell, and that they say nothing where they do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answer import Cell, Point, row
from bot.case import Case, cite_row, level_names, publisher
from retrieval.fact import Fact


def rows(heading: str, cells: Sequence[Cell]) -> list[Point]:
    """A row of these cells; none where the guides say nothing of any of them."""
    return [row(heading, tuple(cells))] if any(cell.citations for cell in cells) else []


def cell(case: Case, column: str, points: Sequence[Point]) -> Cell:
    """What points say of the thing that ``column`` names, or that the guides don't say."""
    citations = tuple(dict.fromkeys(citation for point in points for citation in point.citations))
    return Cell(column=column, text=" ".join(point.text for point in points) or case.say("not-stated"), citations=citations)


def silent(case: Case, column: str) -> Cell:
    """A cell of a guide's row of which that guide says nothing."""
    return Cell(column=column, text=case.say("not-in-guide"))


def figures(case: Case, column: str, facts: Iterable[Fact], guide: str = "", heading: str = "") -> Cell:
    """Every guide's figures of one thing, or those of the one ``guide`` whose row it is, each with its kind where the row's ``heading`` does not say it."""
    told = list(facts)
    groups: dict[tuple[str, str, int], list[Fact]] = {}
    for fact in told:
        groups.setdefault((fact.guide, fact.passage, fact.line), []).append(fact)
    kinds = [(fact.guide, fact.kind) for fact in told]
    said = []
    for group in groups.values():
        again = any(kinds.index((fact.guide, fact.kind)) < told.index(fact) for fact in group)
        whose = _whose(case, group[0], column) if again or len(group[0].levels) != 1 or group[0].places else ""
        label = ", ".join(filter(None, ("" if guide else publisher(case, group[0].guide), whose)))
        said.append(f"{label}{':' if whose else ''} {', '.join(_figure(fact, heading) for fact in group)}".strip())
    citations = tuple(dict.fromkeys(cite_row(case, fact) for fact in told))
    return Cell(column=column, text="; ".join(said) or case.say("not-in-guide" if guide else "not-stated"), citations=citations)


def _whose(case: Case, fact: Fact, column: str) -> str:
    """Whose figures they are, where that is not simply what the column names: a rung as its guide calls it, a city, a level in a region."""
    name = "" if fact.subject.casefold() == column.casefold() else fact.subject
    return ", ".join(filter(None, (name, level_names(case, fact.levels) if fact.places else "")))


def _figure(fact: Fact, heading: str) -> str:
    return f"{fact.kind if fact.kind.casefold() != heading.casefold() else ''} {fact.value}".strip()
