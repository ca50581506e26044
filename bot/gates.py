"""The gates before an answer: is there evidence, is it about what the question names, does it hold what the question wants?

A gate that stays shut makes an abstention with its reason and the nearest thing that the guides do cover. Gates never relax to
find something to cite.
"""

from __future__ import annotations

import unicodedata

from bot.answer import Answer
from bot.case import Case, Draft
from bot.claims import of_another
from bot.clauses import asking
from bot.places import covered
from retrieval.language import language
from retrieval.reading import Mention, Reading
from retrieval.words import tokenise

EMPTY = frozenset(("filler", "follow", "pronoun"))
"""Turns of phrase that ask nothing by themselves."""
ENOUGH = 0.2
"""The score below which the best passage is no evidence."""
ODD, STRANGE = 0.15, 0.4
"""Shares of words that are neither English nor of the guides: enough to ask for the language, and enough with little more proof."""
LEAST = 3
"""Words from which on a language can be told."""
NOT_ENGLISH, KNOWN = 0.05, 0.25
"""Probabilities: of English, below which a message of odd words is in another language; of that language, unless most words are strange."""
MENDED = 0.5
"""The probability of English from which on a message is English once its typing errors are mended: of another language it stays below 0.1."""
SHORT = 12
"""Up to so many words, a profession or place that a message names is what it asks about."""


def foreign(case: Case) -> Draft | None:
    """An honest sentence where a message is in another language."""
    return Draft(Answer(outcome="abstained", kind="unclear", lead=case.say("unreadable"))) if unreadable(case) else None


def refusal(case: Case) -> Draft | None:
    """The first shut gate's abstention, or ``None`` where all are open."""
    unknown = uncovered_names(case)
    if unknown:
        return abstain(case, case.say("abstain-named", subject=", ".join(unknown)))
    if not case.evidence or case.evidence[0].score < ENOUGH:
        return abstain(case, case.say("abstain-weak"))
    return None


def wordless(case: Case) -> Draft | None:
    """What to ask, where a message holds nothing of its own: a lone mark, a laugh."""
    question = case.question
    own = set(question.weights) - set(question.context)
    if own or question.reading.mentions or question.cues - EMPTY:
        return None
    return Draft(Answer(outcome="courtesy", kind="courtesy", lead=case.say("empty")))


def strange(case: Case) -> Draft | None:
    """An honest sentence where all that a message adds to the conversation is words that nobody knows."""
    question, index = case.question, case.library.index
    own = [term.key for term in question.reading.terms if not term.soft]
    unknown = bool(own) and not any(index.holds(key) or ":" in key for key in own)
    return abstain(case._replace(evidence=()), case.say("abstain-weak")) if question.context and unknown and not question.cues - EMPTY else None


def unreadable(case: Case) -> bool:
    """Whether a message is in another language, or has no words at all: its words look strange, and its letters say the same.

    Typing errors make words strange too; the detector of languages tells them from another language.
    """
    reading = case.question.reading
    said = [token for token in tokenise(reading.text) if token.text.isalpha() and len(token.text) > 1]
    words = [token.text for token in said]
    letters = [letter for letter in reading.text if letter.isalpha()]
    if sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters) > len(letters) / 2:
        return True
    if len(words) < LEAST:
        return not words and not reading.mentions and not case.question.context
    repaired = {written for written, _ in reading.repaired}
    known = [range(reading.tokens[m.start].start, reading.tokens[m.end - 1].end) for m in (*reading.mentions, *_comparing(reading))]
    unknown = (t.text for t in said if not any(t.start in place for place in known) and not case.library.speller.is_english(t.text))
    strange = sum(0.5 if word in repaired else 1.0 for word in unknown) / len(words)
    if strange < ODD:
        return False
    found = language(reading.text)
    if repaired and language(" ".join(token.text for token in reading.tokens)).english >= MENDED:
        return False
    return found.english < NOT_ENGLISH and (strange > STRANGE or found.probability >= KNOWN)


def _comparing(reading: Reading) -> list[Mention]:
    """The turns of phrase that compare ("vs"): words of no language."""
    return [cue for cue in reading.cues if cue.id == "compare"]


def uncovered_names(case: Case) -> list[str]:
    """Names in the asking part of the question that no passage of any guide holds; what a person says of themself is not asked."""
    question = case.question
    found: list[str] = []
    clauses = asking(question.reading) if question.words > SHORT else []
    for mention in question.reading.mentions:
        asked = mention.cls in ("place", "certification", "role", "company") and question.importance[mention.start] == 1.0
        asked = asked and (not clauses or any(mention.start in clause for clause in clauses))
        if not asked or f"{mention.cls}:{mention.id}" in case.library.named or mention.id in case.library.home:
            continue
        if mention.cls == "role" and (mention.id in case.library.vocabulary.elsewhere or question.words > SHORT or question.slots.levels):
            continue
        if mention.cls == "role" and of_another(question.reading, question.reading.tokens[mention.start].start):
            continue  # "and my brother, he does IT support?": somebody's background, as one's own
        if mention.cls == "company" and mention.id not in question.slots.companies:
            continue
        if mention.cls == "place" and (mention.id not in question.slots.places or covered(mention.id, case.library)):
            continue
        if mention.id != question.told.role and not case.own(mention.cls, mention.id):
            found.append(case.library.vocabulary.name(mention.cls, mention.id))
    return list(dict.fromkeys(found))


def abstain(case: Case, reason: str) -> Draft:
    """An abstention that offers the nearest section's subject."""
    near = case.evidence[0].passage if case.evidence else None
    follow = (near.asked[0],) if near is not None and near.asked else ()
    text = f"{reason} {case.say('nearest', subject=near.section)}" if near is not None else reason
    return Draft(Answer(outcome="abstained", kind="unclear", lead=text, follow_ups=follow))
