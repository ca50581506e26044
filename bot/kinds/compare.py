"""Two levels side by side: what tells them apart, what each does, and their years and pay."""

from __future__ import annotations

from bot import table, wording
from bot.answer import Answer, Point
from bot.case import Case, Draft, level_names, passages_of
from bot.follow import own_words
from retrieval.passage import Passage

CLEAR = 0.25
NEAR = 0.35
OTHERS = ("top", "promotion")
"""Parts of the ids of columns whose figures are not those of a level as such: at top companies, until promotion."""
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
    rows = [*_duties(case, levels), *_figures(case, levels)]
    points = [*_difference(case, levels), *_both(case, levels), *rows]
    if not points:
        return None
    lead = case.say("compare-lead", subject=level_names(case, levels))
    return Draft(Answer(outcome="answered", kind="compare", lead=lead, points=tuple(points)), "difference", passages_of(case, points))


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
    """A row of what each level does, from the guide that says most about both."""
    by_guide: dict[str, dict[str, Passage]] = {}
    for passage in case.library.passages:
        if "duties" in passage.about.topics and passage.about.levels[:1] and passage.about.levels[0] in levels:
            by_guide.setdefault(passage.guide, {}).setdefault(passage.about.levels[0], passage)
    scores = {item.passage.id: item.score for item in case.evidence}
    complete = [found for found in by_guide.values() if len(found) == len(levels)]
    best = max(complete, key=lambda found: sum(scores.get(passage.id, 0.0) for passage in found.values()), default={})
    sections = {level: best.get(level) or next((found[level] for found in by_guide.values() if level in found), None) for level in levels}
    briefs = {level: wording.brief(passage, case.question, case.library, DUTIES) for level, passage in sections.items() if passage is not None}
    cells = [table.cell(case, case.library.level(level).name, [briefs[level]] if level in briefs else []) for level in levels]
    return table.rows(case.say("row-duties"), cells)


def _figures(case: Case, levels: tuple[str, ...]) -> list[Point]:
    """Rows of the years and the pay of each level, in every guide's figures."""
    found: list[Point] = []
    for measure in ("years", "pay"):
        facts = [fact for fact in case.library.facts if fact.measure == measure and not fact.places and not set(OTHERS) & set(fact.basis.split("-"))]
        heading = case.say(f"row-{measure}")
        cells = [table.figures(case, case.library.level(level).name, [fact for fact in facts if level in fact.levels], heading=heading) for level in levels]
        found += table.rows(heading, cells)
    return found
