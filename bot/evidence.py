"""Evidence: which passages speak to a question, in order, and why.

A passage's score joins how people ask for it (likeness of phrasings, its own or those pooled over a topic of levels), what it says
(BM25 of heading and text, as a share of what the question could reach), and whether it is about what the question names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from bot.fit import fit, named
from bot.matching import POOLED, Matcher, Matches
from bot.question import Question
from bot.sentences import BACKGROUND
from bot.topics import OTHER as NO_TOPIC
from retrieval.library import Library
from retrieval.passage import Passage

ASKED, BODY = 0.35, 0.75
"""Shares of likeness and of BM25 in a passage's score."""

TOPIC = 0.4
"""How much a passage gains whose heading names the topic that the question is about."""
SUBJECT = 1.2
"""How much a passage gains that contributes to the subject of the question."""
PARALLEL = 0.6
"""How much a passage gains that says of the level asked about what the answer before said of another."""
STAY = 0.5
"""How much a passage gains that contributes to a subject of the answer before, where the message leans on it."""
KIN = 5.0
"""The temperature at which subjects share the belief: there are many, and some are close kin."""
NAMED_TOPIC = 0.45
"""The least strength of a topic whose own words stand in the question ("skills")."""
NAMEABLE = ("skills", "duties", "judged", "focus", "stall", "standout")
"""The topics whose own words in a question settle it; "pay" and "years" stand in too many other questions."""
WHOLE = 0.6
"""How much the topic of the whole message counts where it has asking clauses."""
CLAUSE = 0.9
"""How much the topic of one asking clause counts against that of the whole message."""
INHERITED = 0.45
"""The strength of the topic of the turn before, where the message leans on it."""
ELSEWHERE = 0.3
"""The factor for the passages of other guides where the question names one."""
UNASKED = 0.65
"""The factor for a table of pay or years where the question asks for neither."""
WHY = 0.3
"""The same factor where a message asks for the reasons of the answer before."""
PAIR = 0.5
"""The weight of two neighbouring words as a term, against that of a word."""
FAMILY = 0.2
"""The part of its best neighbour's score that a passage gains."""
SCALE = 1.8
"""What a passage scores for each unit of idf that it holds in full."""
TELLING = 9
"""How many of a question's words, the most telling ones, make the scale of BM25's part: a long story should not drown its question."""

MOST = 40
"""Passages that are kept."""


class Evidence(NamedTuple):
    """A passage with its score and the parts from which it comes."""

    passage: Passage
    score: float
    likeness: float
    body: float
    fit: float


def rank(
    question: Question, matches: Matches, topics: Mapping[str, float], library: Library, subjects: Mapping[str, float] = MappingProxyType({})
) -> list[Evidence]:
    """The passages that share a word or phrasing with the question, best first; ties in guide order."""
    bodies = library.index.scores(question.weights | {pair: PAIR * weight for pair, weight in question.pairs.items()})
    reach = reachable(question, library)
    reasons = question.cue("reason") and bool(question.context)
    asked_of = library.guides_named(question.reading.text)
    near = {owner.id: value for owner, value in matches.likeness.items() if owner.kind == "subject"}
    wanted = named(question, library)
    found: list[Evidence] = []
    for passage, raw in zip(library.passages, bodies, strict=True):
        likeness = max(matches.of("passage", passage.id), _pooled(passage, matches))
        asked = max(likeness, max((near.get(subject, 0.0) for subject in passage.subjects), default=0.0))
        if not asked and not raw:
            continue
        body = float(raw) / reach
        factor = (
            fit(wanted, passage)
            * (ELSEWHERE if asked_of and passage.guide not in asked_of else 1.0)
            * _measured(passage, topics, library, reasons)
            * (1 + TOPIC * max((topics.get(topic, 0.0) for topic in passage.about.topics), default=0.0))
            * (1 + STAY * bool(question.near.intersection(passage.subjects)))
            * (1 + PARALLEL * (passage.id in question.parallel))
            * (1 + SUBJECT * max((subjects.get(subject, 0.0) for subject in passage.subjects), default=0.0))
        )
        found.append(Evidence(passage, (ASKED * asked + BODY * body) * factor, likeness, body, factor))
    found = _with_family(found)
    found.sort(key=lambda evidence: -evidence.score)
    return found[:MOST]


def _measured(passage: Passage, topics: Mapping[str, float], library: Library, reasons: bool) -> float:
    """A table of pay or years speaks only to questions that ask for one, and hardly to a "why?" in a conversation."""
    measures = library.measures(passage.id) & {"pay", "years"}
    if measures and reasons and passage.table is not None:
        return WHY
    if not measures or any(statement.kind != "row" and not statement.introduces for statement in passage.statements):
        return 1.0
    asked = sum(topics.get(topic, 0.0) for topic in (*measures, *(("compare-pay",) if "pay" in measures else ("ladder", "standing"))))
    return UNASKED + (1 - UNASKED) * min(asked / 0.3, 1.0)


def reachable(question: Question, library: Library) -> float:
    """What a passage that holds the question's most telling words would score: the scale of BM25's part."""
    gains = sorted((weight * library.index.idf(key) for key, weight in question.weights.items() if library.index.holds(key)), reverse=True)
    return sum(gains[:TELLING]) * SCALE or 1.0


def topic_strengths(question: Question, matcher: Matcher, named: Iterable[str] = ()) -> dict[str, float]:
    """How much the question is about each topic, 0 to 1; that of the turn before counts where the message leans on it."""
    asked = {key: weight for key, weight in (question.weights | question.pairs).items() if weight > BACKGROUND}
    strengths = matcher.topics.shares(asked or question.weights)
    if question.clauses:
        strengths = {topic: WHOLE * share for topic, share in strengths.items()}
    for clause in question.clauses:
        for topic, share in matcher.topics.shares({**clause.weights, **clause.pairs}).items():
            strengths[topic] = max(strengths[topic], CLAUSE * share)
    for topic in set(named) & set(NAMEABLE):
        strengths[topic] = max(NAMED_TOPIC, strengths.get(topic, 0.0))
    if question.topic:
        own = max((share for topic, share in strengths.items() if topic != NO_TOPIC), default=0.0)
        strengths[question.topic] = max(INHERITED * (1 - own), strengths.get(question.topic, 0.0))
    return strengths


def subject_strengths(question: Question, matcher: Matcher) -> dict[str, float]:
    """How much the question is about each subject, 0 to 1."""
    return matcher.subjects.shares(question.weights | question.pairs, KIN)


def _with_family(found: list[Evidence]) -> list[Evidence]:
    """Sections under one heading support each other: each gains a part of the best one beside it."""
    best: dict[tuple[str, ...], list[float]] = {}
    for item in found:
        best.setdefault(_family(item.passage), []).append(item.score)
    tops = {family: sorted(scores, reverse=True)[:2] for family, scores in best.items()}
    return [Evidence(item.passage, item.score + FAMILY * _beside(item.score, tops[_family(item.passage)]), *item[2:]) for item in found]


def _beside(score: float, top: list[float]) -> float:
    others = top[1:] if score == top[0] else top[:1]
    return others[0] if others else 0.0


def _family(passage: Passage) -> tuple[str, ...]:
    return (passage.guide, *passage.path[:-1])


def _pooled(passage: Passage, matches: Matches) -> float:
    if not passage.about.levels:
        return 0.0
    return max((POOLED * matches.of("pool", topic) for topic in passage.about.topics), default=0.0)
