"""Evidence: which passages speak to a question, in order, and why.

A passage's score joins how people ask for it (likeness of phrasings, its own or those pooled over a topic of levels), what it says
(BM25 of heading and text, as a share of what the question could reach), and whether it is about what the question names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import repeat
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from bot.fit import fit, named
from bot.matching import POOLED, Matcher, Matches
from bot.question import Question
from bot.sentences import BACKGROUND
from bot.topics import OTHER as NO_TOPIC
from retrieval.library import Library
from retrieval.passage import Passage
from retrieval.rows import Array
from retrieval.traits import Traits, Values

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
MEASURE = 0.3
"""How much a question must be about pay or years for such a table to count in full."""
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
    traits = library.traits
    alike = matches.likeness
    pools = {topic: POOLED * value for topic, value in alike.get("pool", {}).items()}
    own = np.fromiter(map(alike.get("passage", {}).get, traits.ids, repeat(0.0)), dtype=np.float64, count=len(traits.ids))
    likeness = np.maximum(own, traits.level_topics.best(pools))
    asked = np.maximum(likeness, traits.subjects.best(alike.get("subject", {})))
    bodies = library.index.scores(question.weights | {pair: PAIR * weight for pair, weight in question.pairs.items()}) / reachable(question, library)
    factors = _factors(question, topics, library, subjects)
    scores = (ASKED * asked + BODY * bodies) * factors
    found = np.flatnonzero((asked > 0) | (bodies > 0))
    scores[found] = _with_family(scores[found], traits.family[found])
    best = found[np.argsort(-scores[found], kind="stable")][:MOST]
    columns = (part[best].tolist() for part in (scores, likeness, bodies, factors))
    return [Evidence(library.passages[at], *parts) for at, *parts in zip(best.tolist(), *columns, strict=True)]


def _factors(question: Question, topics: Mapping[str, float], library: Library, subjects: Mapping[str, float]) -> Values:
    """By how much the score of each passage rises or falls for what it is about."""
    traits, asked_of = library.traits, library.guides_named(question.reading.text)
    parallel = np.asarray([passage.id in question.parallel for passage in library.passages]) if question.parallel else 0
    return (
        fit(named(question, library), traits)
        * np.where(traits.guides.having(asked_of) | (not asked_of), 1.0, ELSEWHERE)
        * _measured(question, topics, traits)
        * (1 + TOPIC * traits.topics.best(topics))
        * (1 + STAY * traits.subjects.having(question.near))
        * (1 + PARALLEL * parallel)
        * (1 + SUBJECT * traits.subjects.best(subjects))
    )


def _measured(question: Question, topics: Mapping[str, float], traits: Traits) -> Values:
    """A table of pay or years speaks only to questions that ask for one, and hardly to a "why?" in a conversation."""
    of = {topic: topics.get(topic, 0.0) for topic in ("pay", "compare-pay", "years", "ladder", "standing")}
    asked = np.where(traits.pay, of["pay"] + of["compare-pay"], of["ladder"] + of["standing"]) + np.where(traits.years, of["years"], 0.0)
    measures = traits.pay | traits.years
    factors = np.where(measures & ~traits.worded, UNASKED + (1 - UNASKED) * np.minimum(asked / MEASURE, 1.0), 1.0)
    reasons = question.cue("reason") and bool(question.context)
    return np.where(measures & traits.tabled, WHY, factors) if reasons else factors


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


def _with_family(scores: Values, family: Array) -> Values:
    """Sections under one heading support each other: each gains a part of the best one beside it."""
    order = np.lexsort((-scores, family))
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = family[order][1:] != family[order][:-1]
    starts = np.flatnonzero(first)
    best = np.repeat(scores[order][starts], np.diff(starts, append=len(order)))
    beside = best.copy()
    # The best of a family is supported by the second, which comes right after it where there is one.
    after = np.append(np.where(first[1:], 0.0, scores[order][1:]), 0.0)
    beside[starts] = after[starts]
    gained = np.empty_like(scores)
    gained[order] = scores[order] + FAMILY * beside
    return gained
