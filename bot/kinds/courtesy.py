"""Small talk: a greeting, thanks, what the advisor is and can do. Its replies stand in the vocabulary."""

from __future__ import annotations

from bot.answer import Answer
from bot.case import Case, Draft
from bot.matching import Owner
from retrieval.vocabulary import Courtesy

CLAIM = 0.66


def answer(case: Case) -> Draft | None:
    ident, likeness = case.alone.best("courtesy")
    rival = max((value for owner, value in case.alone.likeness.items() if owner.kind in ("passage", "topic")), default=0.0)
    nearest = case.alone.nearest.get(Owner("courtesy", ident), "")
    if case.question.words > 2 * len(nearest.split()) + 2:
        return None
    if likeness < CLAIM or likeness < rival or (not case.question.slots.empty and likeness < 0.9):
        return None
    return reply(case, ident)


def reply(case: Case, ident: str) -> Draft:
    entry = case.library.vocabulary.get(Courtesy, ident)
    guides = ", ".join(f"{guide.title} ({guide.publisher}, reviewed {guide.reviewed:%Y-%m-%d})" for guide in case.library.guides.values())
    topics = "levels, skills, pay, promotions, role changes, interviews and the job market"
    return Draft(Answer(outcome="courtesy", kind="courtesy", lead=entry.reply.format(guides=guides, topics=topics)))
