"""From one level to the next: what it takes, what changes, why people stall, guide by guide."""

from __future__ import annotations

from typing import NamedTuple

from bot import compose
from bot.answer import Answer
from bot.case import Case, Draft
from bot.evidence import Evidence
from bot.follow import own_words
from bot.ladder import next_level, previous_level
from bot.question import Profile
from bot.topics import OTHER
from retrieval.passage import Passage

CLEAR = 0.35
"""The likeness to one of the topics of advancing from which on a question is one about a transition."""
SURE = 0.7
"""The same from which on a message that leans on the answer before is one about a transition, whatever that was about."""
OUTDONE = 1.4
"""So many times the score of the step's best section, another section fits better."""
FOLLOWED = 2.0
"""The same where words of the conversation count among those of the question."""
SPELLED = 0.12
"""The same where the question spells the step out ("from mid to senior")."""
TOPICS = ("advance", "stall", "standout", "difference", "skills", "focus", "judged")
BUDGET = 100
MOST = 4


class Step(NamedTuple):
    """A transition: the level left and the level reached."""

    origin: str
    target: str


def answer(case: Case) -> Draft | None:
    """What the guides say on the step that the question means; ``None`` where it means none."""
    forced = case.forced("transition")
    stalling = case.topic("stall")
    strength = case.topic("advance") + stalling
    rival = max(case.topic(topic) for topic in ("pay", "years", "duties", "judged", "difference", "skills", "focus", OTHER))
    spelled = len(case.question.slots.levels) == 2 and (case.question.cue("origin") or case.question.cue("target")) and not case.question.cue("compare")
    if forced is False:
        return None
    if not forced and not (spelled and strength >= SPELLED) and (strength < CLEAR or rival > strength):
        return None
    if case.question.slots.roles and not set(case.question.slots.roles) <= case.library.home:
        return None
    taken = step(case)
    clear = strength >= SURE and (own_words(case.question) > 1 or case.question.cue("there"))
    if taken is None or (not forced and not clear and _stays(case)):
        return None
    asks_why = stalling > case.topic("advance")
    evidence = _evidence(case, taken, asks_why)
    if not evidence:
        return None
    crossing = len({case.library.level(level).track for level in taken}) > 1
    sure = not crossing and (spelled or case.topic("advance") >= SURE)
    times = FOLLOWED if case.question.context else 1.0 if crossing else OUTDONE
    if not (forced or sure) and _outdone(case, _of_step(evidence, taken), times):
        return None
    points, used = compose.points(evidence, case.question, case.library, budget=BUDGET)
    lead = case.say("transition-lead", origin=case.library.level(taken.origin).name, target=case.library.level(taken.target).name)
    topic = "stall" if asks_why else "advance"
    return Draft(Answer(outcome="answered", kind="transition", lead=lead, points=points[:MOST]), topic, used, (taken.target,))


def _of_step(evidence: list[Evidence], taken: Step) -> list[Evidence]:
    """The evidence on the step itself, without what only says why people stall once they are there."""
    return [item for item in evidence if "stall" not in item.passage.about.topics or item.passage.about.levels[:1] != (taken.target,)]


def _outdone(case: Case, evidence: list[Evidence], times: float) -> bool:
    """Whether a section that has nothing to do with the step fits the question so many times better than those that do."""
    scores = {item.passage.id: item.score for item in case.evidence}
    about = max((scores.get(item.passage.id, 0.0) for item in evidence), default=0.0)
    return any(item.score > times * about for item in case.evidence if item.passage.table is None)


def _stays(case: Case) -> bool:
    """Whether a message that leans on the answer before is best answered by a section on the same subject, which is not about advancing."""
    best = case.evidence[0].passage if case.evidence else None
    return best is not None and bool(case.question.near.intersection(best.subjects)) and not set(TOPICS) & set(best.about.topics)


def step(case: Case) -> Step | None:
    """The step meant: between two levels named, or up from the level held, or up to the level aimed at."""
    question, library = case.question, case.library
    told = case.conversation.profile.merged(question.told)
    last = case.conversation.subject
    above = [level for level in question.slots.levels if told.level and library.level(level).rank > library.level(told.level).rank]
    if question.cue("there") and question.carried and told.level in question.slots.levels and above:
        return Step(told.level, above[0])
    if last is not None and question.carried and question.slots.levels:
        aim = question.slots.levels[0] if last.kind == "transition" else next_level(question.slots.levels[0], library)
        before = previous_level(aim, library) if aim else None
        if aim and before and (last.kind == "transition" or len(question.slots.levels) > 1):
            return Step(before, aim)
    levels = sorted(set(question.slots.levels), key=lambda level: library.level(level).rank)
    if len(levels) >= 2:
        return Step(levels[0], levels[1])
    if not levels:
        held = told.level
        after = next_level(held, library) if held else None
        return Step(held, after) if held and after else None
    return _of_one(case, levels[0], told)


def _of_one(case: Case, level: str, told: Profile) -> Step | None:
    """The step where one level is named: to it where the message, the best section or the person's own level says so, else up from it."""
    question, library = case.question, case.library
    before = previous_level(level, library)
    if before and level not in question.reading.ids("level") and before in question.reading.ids("level"):
        return Step(before, level)
    told_by = _told_by_evidence(case, level)
    if told_by:
        return told_by
    there = question.cue("there") and bool(question.carried)
    after = next_level(level, library)
    if there and after and _stuck_at(case, level):
        return Step(level, after)
    if there or told.goal == level or (told.level and told.level != level and library.level(told.level).rank < library.level(level).rank):
        before = told.level if told.level and told.level != level else before
        return Step(before, level) if before else None
    return Step(level, after) if after else None


def _stuck_at(case: Case, level: str) -> bool:
    """Whether "stuck there" means the level itself: the best section is on people who stall at it, and no step up to it was talked about."""
    best = case.evidence[0].passage if case.evidence else None
    last = case.conversation.subject
    stalls = best is not None and best.about.levels[:1] == (level,) and "stall" in best.about.topics and not case.library.read(best.heading).cue("before")
    return stalls and last is not None and last.kind != "transition"


def _told_by_evidence(case: Case, level: str) -> Step | None:
    """The step that the best section is about, where it is the one up to a level that the question only carries over."""
    about = case.evidence[0].passage.about if case.evidence and case.question.carried else None
    if about is None or len(about.levels) != 2 or about.levels[1] != level or not {"advance", "stall"} & set(about.topics):
        return None
    return Step(*about.levels)


def _evidence(case: Case, taken: Step, asks_why: bool) -> list[Evidence]:
    scored = {item.passage.id: item for item in case.evidence}
    found = []
    for passage in case.library.passages:
        part = _part(passage, taken, asks_why) or _before(case, passage, taken, asks_why)
        if part:
            item = scored.get(passage.id) or Evidence(passage, 0.0, 0.0, 0.0, 1.0)
            found.append(item._replace(score=part * (0.6 + item.likeness + item.body)))
    return sorted(found, key=lambda item: -item.score)


def _before(case: Case, passage: Passage, taken: Step, asks_why: bool) -> float:
    """A section on what keeps people below the target ("Principal: why people stall before it")."""
    about = passage.about
    if "stall" not in about.topics or about.levels[:1] != (taken.target,) or not case.library.read(passage.heading).cue("before"):
        return 0.0
    return 1.2 if asks_why else 0.6


def _part(passage: Passage, taken: Step, asks_why: bool) -> float:
    """What a section has to do with the step: 1 for the section on just this step, 0 for none."""
    topics, levels = set(passage.about.topics), passage.about.levels
    first, both = levels[:1], taken.origin in levels and taken.target in levels
    if "stall" in topics and (both or first == (taken.origin,)):
        return 1.4 if asks_why else 0.75
    if asks_why and "stall" in topics and first == (taken.target,):
        return 0.9
    if "advance" in topics and (both or levels == (taken.origin,)):
        return 0.8 if asks_why else 1.1
    if "difference" in topics and first == (taken.target,):
        return 1.0 if asks_why else 0.7
    if "skills" in topics and first == (taken.target,) and not asks_why:
        return 0.72
    if "standout" in topics and first == (taken.origin,):
        return 0.6
    if topics & {"focus", "judged"} and first == (taken.target,) and not asks_why:
        return 0.55
    return 0.0
