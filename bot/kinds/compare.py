"""Two levels side by side: what tells them apart, what each does, and their years and pay."""

from __future__ import annotations

from bot import wording
from bot.answer import Answer, Point
from bot.case import Case, Draft, cite_row, level_names, passages_of, publisher
from bot.follow import own_words
from retrieval.fact import Fact
from retrieval.passage import Passage

CLEAR = 0.25
NEAR = 0.35
DIFFERENCE, DUTIES = 45, 30
"""Words for what tells the levels apart, and for what each of them does."""


def answer(case: Case) -> Draft | None:
    """A comparison of the two levels that the question names; ``None`` where it names another number or asks for pay."""
    levels = compared(case)
    compares = case.question.cue("compare") or case.topic("difference") >= CLEAR
    if case.forced("compare") is False:
        return None
    if len(levels) != 2 or not compares or "=pay" in case.question.weights or case.topic("advance") > case.topic("difference") + 0.15:
        return None
    carried = not set(levels) & set(case.question.reading.ids("level"))
    if carried and not case.forced("compare") and own_words(case.question) > 1 and not case.question.cue("compare"):
        return None
    points = [*_difference(case, levels), *_both(case, levels), *_duties(case, levels), *_figures(case, levels)]
    if not points:
        return None
    silent = ", ".join(_silent(case, levels))
    lead = case.say("compare-lead-silent" if silent else "compare-lead", subject=level_names(case, levels), silent=silent)
    return Draft(Answer(outcome="answered", kind="compare", lead=lead, points=tuple(points)), "difference", passages_of(case, points))


def _silent(case: Case, levels: tuple[str, ...]) -> list[str]:
    """What the guides state of one of the levels and not of the other: its years, its pay."""
    missing: list[str] = []
    for measure in ("years", "pay"):
        stated = {level for fact in case.library.facts if fact.measure == measure for level in fact.levels} & set(levels)
        missing += [case.say(f"silent-{measure}", subject=case.library.level(level).name) for level in levels if stated and level not in stated]
    return missing


def compared(case: Case) -> tuple[str, ...]:
    """The levels to compare: those named, without the person's own where two others are."""
    levels = case.question.slots.levels
    others = tuple(level for level in levels if level != case.question.told.level)
    return others if len(levels) == 3 and len(others) == 2 else levels


def _both(case: Case, levels: tuple[str, ...]) -> list[Point]:
    """Sections that speak of both levels at once, if the question is near to them."""
    wanted = {f"level:{level}" for level in levels}
    found = [item for item in case.evidence[:8] if wanted <= item.passage.about.named and item.passage.table is None and item.likeness >= NEAR]
    found = [item for item in found if not {"difference", "duties", "ladder"} & set(item.passage.about.topics)]
    return [wording.brief(item.passage, case.question, case.library, DIFFERENCE) for item in found[:2]]


def _difference(case: Case, levels: tuple[str, ...]) -> list[Point]:
    """The section on how the two differ, or on how one of them varies."""
    first, second = levels
    found = [
        passage
        for passage in case.library.passages
        if "difference" in passage.about.topics
        and passage.about.levels
        and {first, second} <= {name.removeprefix("level:") for name in passage.about.named if name.startswith("level:")} | set(passage.about.levels)
        and passage.about.levels[0] in (first, second)
    ]
    return [wording.brief(passage, case.question, case.library, DIFFERENCE) for passage in found[:1]]


def _duties(case: Case, levels: tuple[str, ...]) -> list[Point]:
    """What each level does, from the guide that says most about both."""
    by_guide: dict[str, dict[str, Passage]] = {}
    for passage in case.library.passages:
        if "duties" in passage.about.topics and passage.about.levels[:1] and passage.about.levels[0] in levels:
            by_guide.setdefault(passage.guide, {}).setdefault(passage.about.levels[0], passage)
    scores = {item.passage.id: item.score for item in case.evidence}
    complete = [found for found in by_guide.values() if len(found) == len(levels)]
    best = max(complete, key=lambda found: sum(scores.get(passage.id, 0.0) for passage in found.values()), default={})
    points = []
    for level in levels:
        section = best.get(level) or next((found[level] for found in by_guide.values() if level in found), None)
        if section is not None:
            point = wording.brief(section, case.question, case.library, DUTIES)
            named = level in case.library.read(point.text).ids("level")
            points.append(point if named else point.model_copy(update={"text": f"{case.library.level(level).name}: {point.text}"}))
    return points


def _figures(case: Case, levels: tuple[str, ...]) -> list[Point]:
    """Years and pay of both levels, a line for each guide and measure that has both (or, of pay, either)."""
    groups: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in case.library.facts:
        named = set(fact.levels) & set(levels)
        if not named or fact.measure not in ("years", "pay") or fact.places or "top" in fact.basis:
            continue
        groups.setdefault((fact.guide, fact.passage, fact.kind), []).append(fact)
    points = []
    for (guide, _, kind), facts in groups.items():
        if len(facts) > 1:
            text = "; ".join(f"{fact.subject} {fact.value}" for fact in facts)
            points.append(Point(text=f"{publisher(case, guide)}, {kind}: {text}", citations=tuple(dict.fromkeys(cite_row(case, fact) for fact in facts))))
    stated = {level for facts in groups.values() if len(facts) > 1 and facts[0].measure == "pay" for fact in facts for level in fact.levels}
    for (guide, _, kind), facts in groups.items():
        if len(facts) == 1 and facts[0].measure == "pay" and not stated & set(facts[0].levels):
            points.append(Point(text=f"{publisher(case, guide)}, {facts[0].subject}: {kind} {facts[0].value}", citations=(cite_row(case, facts[0]),)))
    return points[:4]
