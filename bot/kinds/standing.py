"""Which level somebody is at: the rungs whose years hold theirs, guide by guide."""

from __future__ import annotations

from bot import wording
from bot.answer import Answer
from bot.case import Case, Draft, passages_of
from bot.kinds.years import by_level
from bot.ladder import holds, levels_at
from bot.sentences import asked_tokens
from retrieval.fact import Fact

CLEAR = 0.5
DUTIES = 45
"""Words on what the level does."""


def answer(case: Case) -> Draft | None:
    """The levels whose years of experience hold the person's, and what such a level does; ``None`` without years."""
    years = case.question.told.years if case.question.told.years is not None else case.conversation.profile.years
    rival = max((share for topic, share in case.topics.items() if topic != "standing"), default=0.0)
    asked = asked_tokens(case.question.reading)
    named = {mention.id for mention in case.question.reading.mentions if mention.cls == "place" and mention.start in asked}
    abroad = [place for place in case.question.slots.places if place in named and not case.own("place", place)]
    clear = case.topic("standing") >= max(CLEAR, rival) or bool(case.forced("standing")) or asks_which(case)
    elsewhere = set(case.question.slots.roles) - case.library.home - {case.question.told.role}
    if case.forced("standing") is False or years is None or abroad or elsewhere or not clear:
        return None
    facts: dict[str, Fact] = {}
    for fact in case.library.facts:
        if fact.basis == "years" and fact.levels and holds(fact, years):
            facts.setdefault(fact.guide, fact)
    if not facts:
        return None
    points = list(by_level(case, list(facts.values())))
    level = levels_at(years, case.library)[0]
    duties = [item for item in case.evidence if item.passage.about.levels[:1] == (level,) and "duties" in item.passage.about.topics]
    points += [wording.brief(item.passage, case.question, case.library, DUTIES) for item in duties[:1]]
    lead = case.say("standing-lead", years=f"{years:g}")
    return Draft(Answer(outcome="answered", kind="standing", lead=lead, points=tuple(points)), "duties", passages_of(case, points), (level,))


def asks_which(case: Case) -> bool:
    """Whether the message itself tells years of experience and asks which level they are."""
    return case.question.cue("which-level") and case.question.told.years is not None and not case.question.slots.levels
