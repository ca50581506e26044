"""Figures of pay as points: a line for each row of a guide's table, or a table of a guide's figures for each thing compared."""

from __future__ import annotations

from collections.abc import Sequence

from bot import table
from bot.answer import Cell, Figure, Point
from bot.case import Case, cite_row, publisher
from bot.paid import concerned
from bot.sides import Side, apart, only
from retrieval.fact import Fact, Measure

MEASURES: tuple[Measure, ...] = ("years", "pay")


OTHERS = ("top", "promotion")
"""Parts of the ids of columns whose figures are not those of a level or role as such: at top companies, until promotion."""


def general(case: Case, measure: Measure) -> list[Fact]:
    """The figures of pay or years that are of no one place and of no special scope."""
    return [fact for fact in case.library.facts if fact.measure == measure and not fact.places and not set(OTHERS) & set(fact.basis.split("-"))]


def of_levels(case: Case, levels: Sequence[str]) -> list[tuple[str, list[Cell]]]:
    """The years and the pay of levels, in every guide's figures: a heading, and a cell for each level."""
    found = []
    for measure in MEASURES:
        heading = case.say(f"row-{measure}")
        facts = general(case, measure)
        told = [(case.library.level(level).name, [fact for fact in facts if level in fact.levels]) for level in levels]
        found.append((heading, [table.figures(case, name, of_level, heading=heading) for name, of_level in told]))
    return found


def rows(case: Case) -> tuple[Point, ...]:
    """A row of a table for each guide, where the question is about two or three levels or places; figures of no one level stand below as lines."""
    slots = case.question.slots
    compared = apart(case, "place", slots.places) or apart(case, "level", slots.levels)
    of_side = {side: _of_side(case, side) for side in compared}
    shown = [fact for told in of_side.values() for fact in told]
    found: list[Point] = []
    for guide in dict.fromkeys(fact.guide for fact in shown):
        told = {side: [fact for fact in of_side[side] if fact.guide == guide] for side in compared}
        found += table.rows(publisher(case, guide), [table.figures(case, side.name, told[side], guide) for side in compared])
    others = [fact for fact in concerned(case) if fact not in shown and compared and compared[0].cls == "level"]
    return (*found, *lines(case, others)) if found else ()


def _of_side(case: Case, side: Side) -> list[Fact]:
    """The facts of a level; or of a place, in its guide, rather than of the region around it unless that one is of the level asked about."""
    facts = concerned(only(case, side))
    if side.cls == "level":
        return [fact for fact in facts if side.id in fact.levels]
    here = {fact.guide for fact in facts if side.id in fact.places}
    return [fact for fact in facts if fact.guide not in here or side.id in fact.places or set(fact.levels) & set(case.question.slots.levels)]


def lines(case: Case, facts: list[Fact]) -> tuple[Point, ...]:
    """A line for each row of a guide's table, in the order of the question's levels."""
    groups: dict[tuple[str, str, int], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.guide, fact.passage, fact.line), []).append(fact)
    guides = list(dict.fromkeys(guide for guide, _, _ in groups))
    ordered = sorted(groups.items(), key=lambda item: (_rank(case, item[1][0]), guides.index(item[0][0])))
    return tuple(_point(case, group) for _, group in ordered)


def _rank(case: Case, fact: Fact) -> int:
    """Levels in the order of the question, general figures before those of a special scope."""
    levels = case.question.slots.levels
    place = next((at for at, level in enumerate(levels) if level in fact.levels), 0)
    return 10 * place + (5 if fact.places and not case.question.slots.places else 0) + (3 if "top" in fact.basis else 0)


def _point(case: Case, group: list[Fact]) -> Point:
    first = group[0]
    names = publisher(case, first.guide)
    label = f"{names}, {first.subject}" if _needs_label(case, first) else names
    figures = ", ".join(f"{fact.kind} {fact.value}".strip() for fact in group)
    low, high = first.low, group[-1].high
    figure = Figure(label=label, low=low, high=high or low, unit=first.column, open_ended="+" in first.value) if low else None
    return Point(text=f"{label}: {figures}", citations=(cite_row(case, first),), figure=figure)


def _needs_label(case: Case, fact: Fact) -> bool:
    slots = case.question.slots
    unnamed = not set(slots.levels) <= set(case.question.reading.ids("level"))
    return unnamed or len(fact.levels) != 1 or len(slots.levels) > 1 or bool(fact.places) or (len(slots.places) > 1 and bool(fact.around))
