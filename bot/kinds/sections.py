"""What is left after the special kinds: the sections that people would ask for in these words, guide by guide."""

from __future__ import annotations

from bot import compose, contrast
from bot.answer import Answer
from bot.beside import side_by_side
from bot.case import Case, Draft
from bot.gates import refusal


def answer(case: Case) -> Draft | None:
    """An answer from the best passages, or the abstention of the first gate that stays shut."""
    shut = refusal(case)
    if shut is not None:
        return shut
    points, used = contrast.tabled(case, *compose.points(side_by_side(case), case.question, case.library))
    best = case.evidence[0].passage
    return Draft(Answer(outcome="answered", kind="sections", points=points), best.about.topics[0] if best.about.topics else "", used)
