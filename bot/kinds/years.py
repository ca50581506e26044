"""How many years a level takes: every guide's figures side by side, and what a section adds in words."""

from __future__ import annotations

from bot import compose
from bot.answer import Answer, Point
from bot.case import Case, Draft, cite_row, level_names, passages_of, publisher
from retrieval.fact import Fact

CLEAR = 0.3
RIVAL = 0.6
MOST = 8
OUTDONE = 0.8
"""The share of the best section's score that a table of years needs: another length of time is another question."""
NEAR, LEADING = 0.4, 0.95
"""The likeness from which on a section in words stands beside the figures, and the share of the best one's score with which it does whatever its likeness."""


def answer(case: Case) -> Draft | None:
    """The years of the levels named, or of the whole ladder where none is; ``None`` where the question wants another time."""
    forced = case.forced("years")
    if forced is False:
        return None
    strength, rival = case.topic("years"), next((item.likeness for item in case.evidence if item.passage.table is None), 0.0)
    levels = case.question.slots.levels
    tables = {fact.passage for fact in case.library.facts if fact.measure == "years" and fact.levels}
    near = any(item.passage.id in tables for item in case.evidence[:1])
    top = case.evidence[0].score if case.evidence else 0.0
    told = max((item.score for item in case.evidence if item.passage.id in tables), default=0.0)
    if not forced and told < OUTDONE * top:
        return None
    if not forced and ("=pay" in case.question.exact or strength < CLEAR or rival > max(RIVAL, strength) or not (levels or near)):
        return None
    facts = case.of_named_guides(fact for fact in case.library.facts if fact.measure == "years" and (set(fact.levels) & set(levels) if levels else fact.levels))
    if not facts:
        return None
    points = by_level(case, facts) if len(levels) == 1 else by_guide(case, facts)
    sentences = [item for item in case.evidence[:6] if (item.likeness >= NEAR or item.score >= LEADING * top) and item.passage.table is None]
    more, _ = compose.points(sentences, case.question, case.library, budget=45)
    lead = case.say("years-lead", subject=level_names(case, levels[:1])) if len(points) > 1 else ""
    return Draft(Answer(outcome="answered", kind="years", lead=lead, points=(*points, *more)), "years", passages_of(case, (*points, *more)))


def by_level(case: Case, facts: list[Fact]) -> tuple[Point, ...]:
    """A point for each row: the guide, the rung as it names it, the years."""
    return tuple(
        Point(text=f"{publisher(case, fact.guide)}, {fact.subject}: {fact.value} {fact.kind}", citations=(cite_row(case, fact),)) for fact in facts[:MOST]
    )


def by_guide(case: Case, facts: list[Fact]) -> tuple[Point, ...]:
    """A point for each guide and kind of years: all its rungs in order."""
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.guide, fact.kind), []).append(fact)
    points = []
    for (guide, kind), rows in groups.items():
        rungs = "; ".join(f"{fact.subject} {fact.value}" for fact in rows)
        points.append(Point(text=f"{publisher(case, guide)}, {kind}: {rungs}", citations=tuple(cite_row(case, fact) for fact in rows[:1])))
    return tuple(points[:MOST])
