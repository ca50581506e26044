"""Belief: how much speaks for a question being one that no guide answers, and how much against.

No one sign tells. A question may use the words of a limit and be answered all the same, or use none and be about another life. So the signs
are weighed together, with weights found by logistic regression on conversations of which is known what they are (``make bench-refusals``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from bot.case import Case
from bot.employers import employers
from bot.learning import limits_of
from bot.needs import Message, all_held, excepted, has_told, meets, message, text_of
from retrieval.reading import NAMED, Reading
from retrieval.vocabulary import Limit

PAIR = 0.5
"""The weight of two neighbouring words: most hold a function word, which every field has."""
BEST, RIVALS = 3, 5
"""So many of the best passages stand for what would be answered, and against a limit's ways of asking."""
SMALL, FAINT = 0.001, 0.2
"""The share and the likeness below which a limit's part in the signals is too small to matter."""
LEAST = 1e-6
"""The least share that a log odds is taken of."""


Met = tuple[tuple[float, Limit], ...]


class Signals(NamedTuple):
    """What speaks for (or against) a question being one that no guide answers."""

    share: float
    """The log odds, by the model of limits and subjects, that the message's own words are those of a limit, less those of no word at all."""
    named: float
    """The likeness (0 to 1) to the likest limit whose words it holds."""
    nearer: float
    """By how much it is more like a way of asking for a limit than for one of the best sections or a subject."""
    covered: float
    """The share (0 to 1, by idf) of its content words that stand in the best passages."""
    found: float
    """The score of the best passage."""
    leans: float
    """1 where a pronoun points back into the conversation."""
    employer: float
    """1 where it asks for the pay of a company."""


WEIGHTS = Signals(share=0.76, named=8.76, nearer=7.88, covered=-2.88, found=-1.26, leans=-1.10, employer=5.96)
BIAS = 0.63


def of(signals: Signals) -> float:
    """The log odds that no guide answers."""
    return BIAS + sum(weight * value for weight, value in zip(WEIGHTS, signals, strict=True))


def signals(case: Case, met: Met) -> Signals:
    """The signals of a question that holds the words of the limits that it has ``met``."""
    question = case.question
    shares = _shares(case)
    content = [term.key for term in question.reading.terms if not term.soft]
    return Signals(
        share=_log_odds(sum(shares.values())) - _log_odds(case.matcher.unasked),
        named=max((likeness for likeness, _ in met), default=0.0),
        nearer=_nearer(case, shares),
        covered=_covered(case, content),
        found=case.evidence[0].score if case.evidence else 0.0,
        leans=float(question.cue("pronoun") and bool(question.context)),
        employer=float(bool(employers(case))),
    )


def met(case: Case) -> Met:
    """The limits whose words the question holds, each behind the likeness to its ways of asking."""
    said = _message(case, _asked_before(case))
    limits = (entry for entry in case.library.vocabulary.all(Limit) if entry.needs)
    found = (entry for entry in limits if meets(entry, said, case.library) and not _told_before(case, entry))
    return tuple((case.matches.of("limit", entry.id), entry) for entry in found)


def likest(case: Case, met: Met) -> tuple[float, Limit | None]:
    """The limit that a question is most likely about, and how clearly (0 to 1): one that it has ``met``, else by likeness or share."""
    if met:
        return 1.0, max(met, key=lambda pair: pair[0])[1]
    shares = _shares(case)
    entries = (entry for entry in case.library.vocabulary.all(Limit) if entry.id in shares)
    both = ((case.alone.of("limit", entry.id), shares[entry.id], entry) for entry in entries)
    likeness, share, best = max(both, key=lambda found: found[0] + found[1], default=(0.0, 0.0, None))
    return max(likeness, share), best


def _shares(case: Case) -> dict[str, float]:
    """The belief in each limit but those of which the message holds an excepting word; none where it only compares names."""
    if _only_compares(case.question.reading):
        return {}
    said = _message(case)
    shares = limits_of(case.matcher.limits, _own_terms(case))
    limits = (entry for entry in case.library.vocabulary.all(Limit) if entry.unless and _counts(case, shares.get(entry.id, 0.0), entry.id))
    excluded = {entry.id for entry in limits if has_told(entry, said) or excepted(entry, said, case.library)}
    return {ident: share for ident, share in shares.items() if ident not in excluded}


def _log_odds(share: float) -> float:
    within = min(max(share, LEAST), 1 - LEAST)
    return math.log(within / (1 - within))


def _counts(case: Case, share: float, ident: str) -> bool:
    """Whether a limit's part in the signals is worth looking for words that except from it."""
    return share >= SMALL or case.matches.of("limit", ident) >= FAINT


def _nearer(case: Case, shares: Mapping[str, float]) -> float:
    """How much more alike the question is to a limit than to a section. Ways of asking that are no limit of the folder's are in no index."""
    section = max(case.matches.best("subject")[1], max((item.likeness for item in case.evidence[:RIVALS]), default=0.0))
    found = max((min(case.matches.of("limit", ident), case.alone.of("limit", ident)) for ident in shares), default=0.0) - section
    return max(found, 0.0) if "" in shares else found


def _covered(case: Case, content: Sequence[str]) -> float:
    """How much of what the message asks stands in the passages that would answer it."""
    index = case.library.index
    held = frozenset[str]().union(*(case.library.content(item.passage) for item in case.evidence[:BEST]))
    return sum(index.idf(key) for key in content if key in held) / (sum(index.idf(key) for key in content) or 1.0)


def _told_before(case: Case, entry: Limit) -> bool:
    """Whether a follow-up stays with the subject of the answer before, and the best section holds the words of the limit ("if only part time?")."""
    best = case.evidence[0].passage if case.evidence else None
    if best is None or not case.question.near.intersection(best.subjects):
        return False
    return all_held(entry, text_of(best.text, case.library), case.library)


def _own_terms(case: Case) -> dict[str, float]:
    """The terms of the message itself and its neighbouring words, without what the conversation adds and the person's own profession and place."""
    question = case.question
    pairs = {pair: PAIR * weight for pair, weight in question.pairs.items()}
    own = {f"role:{question.told.role}", f"place:{question.told.place}"}
    return {key: weight for key, weight in (question.weights | pairs).items() if key not in question.context and key not in own}


def _only_compares(reading: Reading) -> bool:
    """Whether a message holds nothing but names set against each other ("SRE vs data engineer"): a limit near to it is near to one of the names."""
    compares = {at for cue in reading.cues if cue.id == "compare" for at in range(cue.start, cue.end)}
    return bool(compares) and all(term.soft or term.token in compares or term.key.partition(":")[0] in NAMED for term in reading.terms)


def _message(case: Case, before: str = "") -> Message:
    known = case.conversation.profile.merged(case.question.told)
    own = frozenset(field for field in ("level", "years", "place") if getattr(known, field) is not None)
    return message(case.question.reading, partial(_own, case), before, own)


def _own(case: Case, cls: str, ident: str) -> bool:
    """Whether a place or profession is the person's own."""
    told = case.question.told
    return told.role == ident if cls == "role" else case.own(cls, ident) or (cls == "place" and told.place == ident)


def _asked_before(case: Case) -> str:
    """The question before, where the message swaps a name in it ("what about Switzerland?") or points back to it ("how much do they cost?")."""
    subject, question = case.conversation.subject, case.question
    return subject.text if subject is not None and (question.kind or (question.cue("pronoun") and question.context)) else ""
