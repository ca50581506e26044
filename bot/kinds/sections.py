"""What is left after the special kinds: the sections that people would ask for in these words, guide by guide."""

from __future__ import annotations

from bot import compose, contrast, figures
from bot.answer import Answer, Point
from bot.beside import side_by_side
from bot.case import Case, Draft, passages_of
from bot.follow import own_words
from bot.gates import refusal
from bot.ladder import forks

BESIDE = 80
"""Words of sections that stand beside a level's years and pay."""


def answer(case: Case) -> Draft | None:
    """An answer from the best passages, or the abstention of the first gate that stays shut."""
    shut = refusal(case)
    if shut is not None:
        return shut
    rung = _rung(case)
    points, used = compose.points(side_by_side(case), case.question, case.library, BESIDE if rung else compose.BUDGET)
    points, used = ((*points, *rung), (*used, *passages_of(case, rung))) if rung else contrast.tabled(case, points, used)
    topic = "".join(case.evidence[0].passage.about.topics[:1])
    return Draft(Answer(outcome="answered", kind="sections", points=points), topic, tuple(dict.fromkeys(used)), _forks(case))


def _forks(case: Case) -> tuple[str, ...]:
    """The first rungs of both tracks where the question sets these against each other: what "the first one" then means."""
    return forks(case.question.reading, case.library) if case.question.cue("both-tracks") and not case.question.slots.levels else ()


def _rung(case: Case) -> tuple[Point, ...]:
    """The years and the pay of the one level that the message points at and asks nothing else of ("and the one above?")."""
    question = case.question
    points = any(question.cue(cue) for cue in ("next", "previous", "top-rung"))
    if not points or not question.kind or question.topic == "pay" or own_words(question) or len(question.slots.levels) != 1 or question.reading.ids("level"):
        return ()
    said = ((heading, cell) for heading, cells in figures.of_levels(case, question.slots.levels) for cell in cells)
    return tuple(Point(text=f"{heading}: {cell.text}", citations=cell.citations) for heading, cell in said if cell.citations)
