"""What is missing for a level: the guides' skill lists held against what the person says they know."""

from __future__ import annotations

from typing import NamedTuple

from bot.answer import Answer, Citation, Point, cite
from bot.case import Case, Draft, passages_of, publisher
from bot.follow import TERSE
from bot.kinds import standing
from bot.ladder import levels_at, next_level, previous_level
from retrieval.library import Library
from retrieval.passage import Passage
from retrieval.vocabulary import Skill

CLEAR = 0.2
SURE = 0.4
"""The share of the topic from which on a message that tells skills asks what is missing, whatever else it asks."""
KNOWN_FROM = 1
"""How many skills a person must have named before a gap can be told."""


class Listed(NamedTuple):
    """One skill as a guide's list names it, and the vocabulary's ids in it."""

    text: str
    ids: frozenset[str]


def answer(case: Case) -> Draft | None:
    """The target level's list: covered, missing; and what is still open of the list below it."""
    question, profile = case.question, case.conversation.profile.merged(case.question.told)
    rival = max(share for topic, share in case.topics.items() if topic not in ("gap", "skills", "advance"))
    told = bool(question.told.skills) and case.topic("gap") >= max(SURE, case.topic("standing"))
    if standing.asks_which(case):
        return None
    if rival > case.topic("gap") and not (case.forced("gap") or told):
        return None
    if case.forced("gap") is False or (case.topic("gap") < CLEAR and not case.forced("gap")) or len(profile.skills) < KNOWN_FROM:
        return None
    if question.slots.skills and question.context and question.words <= TERSE and not question.told.skills and not case.forced("gap"):
        return None  # "is learning Go worth it?" asks about one skill, whatever was talked about before
    before = case.conversation.subject
    if question.cue("pronoun") and question.context and before is not None and not before.levels and before.slots.roles:
        return None  # "what do I learn for it?" after a role asks about that one
    elsewhere = set(question.slots.roles) - case.library.home - {question.told.role, profile.role}
    target = target_level(case)
    if target is None or (elsewhere and not question.slots.levels):
        return None
    lists = skill_lists(case.library, target)
    if not lists:
        return None
    known = with_broader(case.library, profile.skills)
    points: list[Point] = []
    for passage, skills in lists[:1]:
        points += _points(case, passage, skills, known, target, "gap-missing")
    below = previous_level(target, case.library)
    if below:
        for passage, skills in skill_lists(case.library, below)[:1]:
            if below not in (question.told.level, profile.level, *question.slots.levels) and not any(item.ids & known for item in skills):
                continue
            points += _points(case, passage, skills, known, below, "gap-open")
    if not points:
        return None
    lead = case.say("gap-lead", target=case.library.level(target).name)
    return Draft(Answer(outcome="answered", kind="gap", lead=lead, points=tuple(points)), "gap", passages_of(case, points), (target,))


def target_level(case: Case) -> str | None:
    """The level aimed at: the one named that the person does not have or has long reached, else the one after theirs."""
    question, profile = case.question, case.conversation.profile.merged(case.question.told)
    if question.told.goal and question.told.goal in question.slots.levels:
        return question.told.goal
    ours = profile.role is None or profile.role in case.library.home  # years as a tester are no years of backend work
    reached = levels_at(profile.years, case.library) if profile.years is not None and ours else ()
    least = max((case.library.level(level).rank for level in reached), default=0)
    aimed = [level for level in question.slots.levels if level != question.told.level and case.library.level(level).rank >= least]
    if aimed:
        return aimed[0]
    held = question.told.level or profile.level or next(iter(reached), None)
    return profile.goal or (next_level(held, case.library) if held else None)


def skill_lists(library: Library, level: str) -> list[tuple[Passage, tuple[Listed, ...]]]:
    """The lists of skills that guides give for a level, those with most skills that the vocabulary knows first."""
    found = []
    for passage in library.passages:
        if "skills" not in passage.about.topics or passage.about.levels[:1] != (level,):
            continue
        items = [statement.text for statement in passage.statements if statement.kind == "item"]
        listed = tuple(Listed(text, frozenset(library.read(text).ids("skill"))) for text in items)
        if listed:
            found.append((passage, listed))
    return sorted(found, key=lambda pair: -sum(len(item.text.split()) <= 4 for item in pair[1]) / len(pair[1]))


def with_broader(library: Library, skills: tuple[str, ...]) -> frozenset[str]:
    """Skills with all that they are cases of: who knows Redis knows caching."""
    known: set[str] = set()
    waiting = list(skills)
    while waiting:
        skill = waiting.pop()
        if skill not in known:
            known.add(skill)
            waiting += library.vocabulary.get(Skill, skill).broader
    return frozenset(known)


def _points(case: Case, passage: Passage, skills: tuple[Listed, ...], known: frozenset[str], level: str, message: str) -> list[Point]:
    covered = [item for item in skills if item.ids & known]
    missing = [item for item in skills if not item.ids & known]
    name = f"{case.library.level(level).name} ({publisher(case, passage.guide)})"
    points = []
    if missing:
        text = case.say(message, level=name, skills="; ".join(item.text for item in missing))
        points.append(Point(text=text, citations=_quotes(case, passage, missing)))
    if covered:
        text = case.say("gap-covered", level=name, skills="; ".join(item.text for item in covered))
        points.append(Point(text=text, citations=_quotes(case, passage, covered)))
    return points


def _quotes(case: Case, passage: Passage, items: list[Listed]) -> tuple[Citation, ...]:
    """One citation of the whole list."""
    statements = [statement for statement in passage.statements if statement.kind == "item"]
    title = case.library.guides[passage.guide].title
    return (cite(passage, title, "\n".join(statement.text for statement in statements), statements[0].line),)
