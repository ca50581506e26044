"""An answer's points from evidence: what is good enough and has room, side by side from every guide, nothing twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer import Point
from bot.evidence import Evidence
from bot.question import Question
from bot.wording import LARGEST, point_of
from retrieval.library import Library
from retrieval.passage import Passage

BUDGET = 160
"""Words that an answer may have before it stops adding evidence."""
FULL = 0.85
"""The part of the budget from which on no more evidence is looked at."""
TAIL = 40
"""Words of each passage after the first beyond which only its best statements are shown."""
ENOUGH = 0.68
"""Evidence below this share of the best one's score is left out."""
COUNTERPART = 0.45
"""The same for what a guide that has not spoken yet says on a subject of the first passage."""
FURTHER, ROOM = 0.4, 65
"""While an answer has room up to so many words, evidence of this share of the best one's score may fill it."""
ALIKE = 0.6
"""Two passages that share more than this part of their words say the same."""
ALSO = 0.5
"""The share of the best one's score from which on a passage that says the same as a point is cited beside it."""
AGAIN = 0.93
"""The factor on a guide's evidence for each passage of it that was taken before."""

NUMBER = re.compile(r"\d[\d.,]*")


def points(evidence: Sequence[Evidence], question: Question, library: Library, budget: int = BUDGET) -> tuple[tuple[Point, ...], tuple[Passage, ...]]:
    """Points from the best evidence within the budget, each thing said once, and the passages they come from."""
    made: list[Point] = []
    used: list[Passage] = []
    words = 0
    for item in take_turns(evidence):
        share = item.score / evidence[0].score if evidence[0].score else 1.0
        twin = next((at for at, other in enumerate(used) if alike(item.passage, other, library)), None)
        if twin is not None:
            made[twin] = _also(made[twin], item.passage, question, library) if share >= ALSO else made[twin]
            continue
        point = point_of(item.passage, question, library, TAIL if made else LARGEST)
        length = len(point.text.split())
        enough = COUNTERPART if counterpart(item.passage, used) else ENOUGH
        if made and words + length > (budget if share >= enough else min(ROOM, budget)):
            continue
        made.append(point)
        used.append(item.passage)
        words += length
        if words > budget * FULL:
            break
    return tuple(made), tuple(used)


def take_turns(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Evidence that is good enough to fill an answer, where a guide that has not spoken goes before one that has if it is nearly as good."""
    if not evidence:
        return []
    waiting = [item for item in evidence if item.score >= FURTHER * evidence[0].score]
    ordered: list[Evidence] = []
    while waiting:
        spoken = [item.passage.guide for item in ordered]
        best = max(waiting, key=lambda item: item.score * (AGAIN ** spoken.count(item.passage.guide)))
        waiting.remove(best)
        ordered.append(best)
    return ordered


def counterpart(passage: Passage, used: Sequence[Passage]) -> bool:
    """Whether a passage is what a guide that has not spoken yet says on a subject of the first one, of the same level."""
    if not used or any(other.guide == passage.guide for other in used):
        return False
    first = used[0]
    same_level = not first.about.levels or bool(set(first.about.levels) & set(passage.about.levels))
    return same_level and bool(set(first.subjects) & set(passage.subjects))


def alike(one: Passage, other: Passage, library: Library) -> bool:
    """Whether two passages say mostly the same, of the same levels and places, with no other figures."""
    if one.about.places != other.about.places or one.about.levels != other.about.levels:
        return False
    if not (figures(one) <= figures(other) or figures(other) <= figures(one)):
        return False
    mine, theirs = library.content(one), library.content(other)
    return len(mine & theirs) > ALIKE * min(len(mine), len(theirs))


def figures(passage: Passage) -> set[str]:
    """The numbers in a passage."""
    return {number for statement in passage.statements for number in NUMBER.findall(statement.text)}


def _also(point: Point, passage: Passage, question: Question, library: Library) -> Point:
    """A point with the citation of a passage that says the same, unless its guide is cited already."""
    if any(citation.guide == passage.guide for citation in point.citations):
        return point
    return point.model_copy(update={"citations": (*point.citations, *point_of(passage, question, library, TAIL).citations)})
