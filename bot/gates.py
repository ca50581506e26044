"""The gates before an answer: is there evidence, is it about what the question names, does it hold what the question wants?

A gate that stays shut makes an abstention with its reason and the nearest thing that the guides do cover. Gates never relax to
find something to cite.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable

from bot.answer import Answer
from bot.case import Case, Draft
from bot.clauses import asking
from bot.evidence import containing, inside
from bot.learning import outside
from retrieval.language import language
from retrieval.library import Library
from retrieval.reading import Reading
from retrieval.vocabulary import Limit
from retrieval.words import stems, tokenise

EMPTY = frozenset(("filler", "follow", "pronoun"))
"""Turns of phrase that ask nothing by themselves."""
ENOUGH = 0.2
"""The score below which the best passage is no evidence."""
ASKED_PAY = 0.3
"""The share of the topic pay from which on a question about a company is one about its pay."""
NEARER = 0.65
"""How near the likeness to a limit must come to that of the best section to count."""
ODD, STRANGE = 0.15, 0.4
"""Shares of words that are neither English nor of the guides: enough to ask for the language, and enough with little more proof."""
LEAST = 3
"""Words from which on a language can be told."""
NOT_ENGLISH, KNOWN = 0.05, 0.25
"""Probabilities: of English, below which a message of odd words is in another language; of that language, unless most words are strange."""
SHORT = 12
"""Up to so many words, a profession or place that a message names is what it asks about."""
ELSEWHERE, LEANING = 2.5, 3.0
"""The belief (log odds) from which on a question is about another field, and how much more it takes where it leans on what was said."""
NEARNESS = 3.0
"""How much it counts whether the nearest way of asking is one of a broad limit or one of a section, by the difference of their likenesses."""
PAIR = 0.5
"""The weight of two neighbouring words: most hold a function word, which every field has."""
UNHEARD, RARE = 1.5, 4
"""How much a content word adds that neither guides nor phrasings hold, and how many letters it needs: slang and slips are short."""
ALIKE = 0.25
"""The likeness to a limit's phrasings that a question needs, besides the words that the limit needs."""


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


def limit(case: Case) -> Draft | None:
    """An abstention where the question is one that the guides are known not to answer."""
    if unreadable(case):
        return Draft(Answer(outcome="abstained", kind="unclear", lead=case.say("unreadable")))
    asked = _employers(case)
    if asked and ("=pay" in case.question.weights or case.topic("pay") >= ASKED_PAY):
        return Draft(Answer(outcome="abstained", kind="limit", lead=case.say("abstain-company", subject=" and ".join(asked))))
    found = [
        (case.matches.of("limit", entry.id), entry)
        for entry in case.library.vocabulary.all(Limit)
        if entry.needs and case.matches.of("limit", entry.id) >= ALIKE and meets(entry, case.question.reading, case.library, case.own)
    ]
    if not found:
        return elsewhere(case)
    likeness, entry = max(found, key=lambda pair: pair[0])
    if likeness < NEARER * max((item.likeness for item in case.evidence[:3]), default=0.0):
        return None
    follow = (entry.nearest,) if entry.nearest else ()
    return Draft(Answer(outcome="abstained", kind="limit", lead=entry.reason, follow_ups=follow))


def elsewhere(case: Case) -> Draft | None:
    """An abstention where the words of the question, all together, are of another field than the guides'."""
    question = case.question
    pairs = {pair: PAIR * weight for pair, weight in question.pairs.items()}
    own = {key: weight for key, weight in (question.weights | pairs).items() if key not in question.context}
    share = min(max(outside(case.matcher.scope, own), 1e-9), 1 - 1e-9)
    strange = [
        term.key for term in question.reading.terms if not term.soft and len(term.key) >= RARE and term.key.isalpha() and not case.library.index.holds(term.key)
    ]
    if (question.context and question.cue("pronoun") and not strange) or case.library.guides_named(question.reading.text):
        return None
    familiar = bool(question.reading.mentions) or any(term.key.startswith("=") for term in question.reading.terms)
    broad = [(case.matches.of("limit", entry.id), entry) for entry in case.library.vocabulary.all(Limit) if entry.broad]
    likeness, entry = max(broad, key=lambda pair: pair[0], default=(0.0, None))
    rival = max((item.likeness for item in case.evidence[:5]), default=0.0)
    belief = math.log(share / (1 - share)) + UNHEARD * (len(strange) + bool(strange and not familiar)) + NEARNESS * (likeness - rival)
    if belief < ELSEWHERE + (LEANING if question.context else 0.0):
        return None
    if entry is None or likeness < ALIKE:
        return Draft(Answer(outcome="abstained", kind="limit", lead=case.say("abstain-weak")))
    return Draft(Answer(outcome="abstained", kind="limit", lead=entry.reason, follow_ups=(entry.nearest,) if entry.nearest else ()))


def _employers(case: Case) -> list[str]:
    """The companies whose own figures the question asks for: "at …", "what does … pay"."""
    reading = case.question.reading
    found = []
    for mention in reading.mentions:
        before = any(cue.id == "employer" and cue.end == mention.start for cue in reading.cues)
        after = any(cue.id == "employs" and cue.start == mention.end for cue in reading.cues)
        if mention.cls == "company" and (before or after) and not case.own("company", mention.id):
            found.append(case.library.vocabulary.name("company", mention.id))
    return list(dict.fromkeys(found))


def meets(entry: Limit, reading: Reading, library: Library, own: Callable[[str, str], bool] = lambda cls, ident: False) -> bool:
    """Whether a text holds, for each group of the limit's ``needs``, one of its words, and none of ``unless``.

    A place that is the person's ``own`` ("coming from …") is not one that they ask about.
    """
    words = tuple(token.stem for token in tokenise(reading.text))
    read = reading._replace(mentions=tuple(mention for mention in reading.mentions if mention.cls != "place" or not own("place", mention.id)))
    return all(_any(group, words, read, library) for group in entry.needs) and not _any(entry.unless, words, reading, library)


def _any(group: Iterable[str], words: tuple[str, ...], reading: Reading, library: Library) -> bool:
    return any(_names(item, reading, library) if item.startswith("@") else _holds(words, stems(item)) for item in group)


def _holds(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words) - len(phrase) + 1))


def _names(item: str, reading: Reading, library: Library) -> bool:
    """``@place`` any place, ``@place:japan`` just this one, ``@other-place`` one that no guide names (also company, role …)."""
    cls, _, ident = item[1:].partition(":")
    if cls.startswith("other-"):
        cls = cls.removeprefix("other-")
        return any(f"{cls}:{found}" not in library.named for found in reading.ids(cls) if found not in library.home)
    found = [other for other in reading.ids(cls) if other not in library.home]
    return ident in found if ident else bool(found)


def unreadable(case: Case) -> bool:
    """Whether a message is in another language, or has no words at all: its words look strange, and its letters say the same.

    Typing errors make words strange too; the detector of languages tells them from another language.
    """
    reading = case.question.reading
    words = [token.text for token in tokenise(reading.text) if token.text.isalpha() and len(token.text) > 1]
    letters = [letter for letter in reading.text if letter.isalpha()]
    if sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters) > len(letters) / 2:
        return True
    if len(words) < LEAST:
        return not words and not reading.mentions and not case.question.context
    repaired = {written for written, _ in reading.repaired}
    strange = sum(0.5 if word in repaired else 1.0 for word in words if not case.library.speller.is_english(word)) / len(words)
    if strange < ODD:
        return False
    found = language(reading.text)
    return found.english < NOT_ENGLISH and (strange > STRANGE or found.probability >= KNOWN)


def uncovered_names(case: Case) -> list[str]:
    """Names in the asking part of the question that no passage of any guide holds; what a person says of themself is not asked."""
    question = case.question
    found: list[str] = []
    clauses = asking(question.reading) if question.words > SHORT else []
    for mention in question.reading.mentions:
        asked = mention.cls in ("place", "certification", "role") and question.importance[mention.start] == 1.0
        asked = asked and (not clauses or any(mention.start in clause for clause in clauses))
        if not asked or f"{mention.cls}:{mention.id}" in case.library.named or mention.id in case.library.home:
            continue
        if mention.cls == "role" and (question.words > SHORT or question.slots.levels):
            continue
        if mention.cls == "place" and any(
            f"place:{place}" in case.library.named for place in (*inside(mention.id, case.library), *containing(mention.id, case.library)[:1])
        ):
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
