"""Levels side by side: what tells them apart, what each does, or what is asked of each, and their years and pay."""

from __future__ import annotations

from bot import table, wording
from bot.answer import Answer, Point
from bot.case import Case, Draft, level_names, passages_of
from bot.evidence import NAMED_TOPIC
from bot.follow import own_words
from retrieval.passage import Passage

CLEAR = 0.25
NEAR = 0.35
ASKED = ("skills", "judged", "focus", "standout", "stall")
"""Topics of which a comparison of levels may ask ("senior and lead skills"); the row of such a topic takes the place of the others."""
OTHERS = ("top", "promotion")
"""Parts of the ids of columns whose figures are not those of a level as such: at top companies, until promotion."""
DIFFERENCE, DUTIES = 45, 30
"""Words for what tells the levels apart, and for what each of them does."""


def answer(case: Case) -> Draft | None:
    """A comparison of the two or three levels that the question names; ``None`` where it names another number or asks for pay."""
    levels = compared(case)
    compares = case.question.cue("compare") or case.topic("difference") >= CLEAR
    several = len(levels) == 2 or (len(levels) == 3 and case.question.cue("compare") and set(levels) <= set(case.question.reading.ids("level")))
    if case.forced("compare") is False:
        return None
    if not several or not compares or "=pay" in case.question.weights or case.topic("advance") > case.topic("difference") + 0.15:
        return None
    carried = not set(levels) & set(case.question.reading.ids("level"))
    if carried and not case.forced("compare") and own_words(case.question) > 1 and not case.question.cue("compare"):
        return None
    asked = max(ASKED, key=case.topic)
    heading = case.library.vocabulary.name("topic", asked).capitalize() if case.topic(asked) >= NAMED_TOPIC else ""
    aspect = _by_topic(case, levels, asked, heading) if heading else []
    rows = [row for row in aspect if all(cell.citations for cell in row.cells)] or [
        *_by_topic(case, levels, "duties", case.say("row-duties")),
        *_figures(case, levels),
    ]
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
    """The section on how two of them differ, or on how one of them varies."""
    first, second = levels[:2]
    found = [
        passage
        for passage in case.library.passages
        if "difference" in passage.about.topics
        and passage.about.levels
        and {first, second} <= {name.removeprefix("level:") for name in passage.about.named if name.startswith("level:")} | set(passage.about.levels)
        and passage.about.levels[0] in (first, second)
    ]
    return [wording.brief(passage, case.question, case.library, DIFFERENCE) for passage in found[:1]]


def _by_topic(case: Case, levels: tuple[str, ...], topic: str, heading: str) -> list[Point]:
    """A row of what is said of each level on a topic, from the guide that says most about them all."""
    by_guide: dict[str, dict[str, Passage]] = {}
    on_topic = [passage for passage in case.library.passages if passage.about.topics[:1] == (topic,)]
    for place in range(max((len(passage.about.levels) for passage in on_topic), default=0)):
        for passage in on_topic:
            level = passage.about.levels[place : place + 1]
            if level and level[0] in levels:
                by_guide.setdefault(passage.guide, {}).setdefault(level[0], passage)
    scores = {item.passage.id: item.score for item in case.evidence}
    complete = [found for found in by_guide.values() if len(found) == len(levels)]
    best = max(complete, key=lambda found: sum(scores.get(passage.id, 0.0) for passage in found.values()), default={})
    sections = {level: best.get(level) or next((found[level] for found in by_guide.values() if level in found), None) for level in levels}
    briefs = {level: wording.brief(passage, case.question, case.library, DUTIES) for level, passage in sections.items() if passage is not None}
    described = {passage.about.levels[0] for passage in case.library.passages if passage.about.levels}
    if any(level in described and level not in briefs for level in levels):
        return []  # the guides do describe the level, under other topics: a cell that says they don't would be false
    cells = [table.cell(case, case.library.level(level).name, [briefs[level]] if level in briefs else []) for level in levels]
    return table.rows(heading, cells)


def _figures(case: Case, levels: tuple[str, ...]) -> list[Point]:
    """Rows of the years and the pay of each level, in every guide's figures."""
    found: list[Point] = []
    for measure in ("years", "pay"):
        facts = [fact for fact in case.library.facts if fact.measure == measure and not fact.places and not set(OTHERS) & set(fact.basis.split("-"))]
        heading = case.say(f"row-{measure}")
        cells = [table.figures(case, case.library.level(level).name, [fact for fact in facts if level in fact.levels], heading=heading) for level in levels]
        found += table.rows(heading, cells)
    return found
