"""Levels side by side: what tells them apart, what each does, or what is asked of each, and their years and pay."""

from __future__ import annotations

from bot import figures, table, wording
from bot.answer import Answer, Point
from bot.case import Case, Draft, level_names, passages_of
from bot.evidence import NAMED_TOPIC
from bot.follow import own_words
from retrieval.passage import Passage

CLEAR = 0.25
NEAR = 0.35
LEADING = 2
"""So many of the best sections are shown where they speak of both levels, however they are asked for."""
ASKED = ("skills", "judged", "focus", "standout", "stall")
"""Topics of which a comparison of levels may ask ("senior and lead skills"); the row of such a topic takes the place of the others."""
NEXT_BEST = ("judged", "focus", "skills")
"""Topics that stand in for what a level does, where no section says it."""
DOES = "duties"
"""The topic of which every comparison has a row."""
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
        *_by_topic(case, levels, DOES, case.say("row-duties")),
        *(row for heading, cells in figures.of_levels(case, levels) for row in table.rows(heading, cells)),
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
    found = [item for item in case.evidence[:8] if wanted <= item.passage.about.named and item.passage.table is None]
    found = [item for item in found if item.likeness >= NEAR or item in case.evidence[:LEADING]]
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
    sections = _sections(case, levels, topic)
    for level in levels:
        other = None if level in sections else _any_section(case, level)
        if other is not None and topic != DOES:
            return []  # the guides do describe the level, under other topics: a cell that says they don't would be false
        if other is not None:
            sections, heading = sections | {level: other}, case.say("row-said")
    briefs = {level: wording.brief(passage, case.question, case.library, DUTIES) for level, passage in sections.items()}
    cells = [table.cell(case, case.library.level(level).name, [briefs[level]] if level in briefs else []) for level in levels]
    return table.rows(heading, cells)


def _sections(case: Case, levels: tuple[str, ...], topic: str) -> dict[str, Passage]:
    """For each level the section on a topic: from one guide that tells the levels apart, the nearest to the question; else from any."""
    by_guide: dict[str, dict[str, Passage]] = {}
    on_topic = [passage for passage in case.library.passages if passage.about.topics[:1] == (topic,)]
    for place in range(max((len(passage.about.levels) for passage in on_topic), default=0)):
        for passage in on_topic:
            level = passage.about.levels[place : place + 1]
            if level and level[0] in levels:
                by_guide.setdefault(passage.guide, {}).setdefault(level[0], passage)
    scores = {item.passage.id: item.score for item in case.evidence}
    complete = [found for found in by_guide.values() if len({passage.id for passage in found.values()}) == len(levels)]
    best = max(complete, key=lambda found: sum(scores.get(passage.id, 0.0) for passage in found.values()), default={})
    anywhere = {level: found[level] for level in levels for found in reversed(by_guide.values()) if level in found}
    return anywhere | best


def _any_section(case: Case, level: str) -> Passage | None:
    """The first section in words on a level, by the order of the topics of which a comparison may ask."""
    found = [passage for passage in case.library.passages if passage.about.levels[:1] == (level,) and passage.table is None]
    ranked = {topic: at for at, topic in enumerate(NEXT_BEST)}
    return min(found, key=lambda passage: ranked.get("".join(passage.about.topics[:1]), len(ranked)), default=None)
