"""Limits: what the guides are known not to answer, told by the words that editors named, or by all the words of a question."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import partial

from bot.answer import Answer
from bot.case import Case, Draft
from bot.follow import FADE
from bot.learning import limited, outside
from bot.needs import Message, all_held, excepted, meets, message, text_of
from bot.sentences import asked_part
from retrieval.reading import NAMED, Reading, Term
from retrieval.vocabulary import Limit

ASKED_PAY = 0.3
"""The share of the topic pay from which on a question about a company is one about its pay."""
NEARER = 0.7
"""How near the likeness to a limit must come to that of the best section to count."""
ELSEWHERE, LEANING = -0.4, 4.0
"""The belief (log odds) from which on a question is about another field; how much more it takes where it leans on what was said, or names what is ours."""
BORROWED = 2.5
"""The same belief for a folder that has no broad limits of its own: it knows fewer words, and more of its questions look strange."""
TRADE = ("level", "skill", "certification")
"""Classes of names that only this field has."""
NEARNESS = 3.0
"""How much it counts whether the nearest way of asking is one of a broad limit or one of a section, by the difference of their likenesses."""
PAIR = 0.5
"""The weight of two neighbouring words: most hold a function word, which every field has."""
UNHEARD, LETTERS = 1.5, 4
"""How much a content word adds that neither guides nor phrasings hold, and how many letters it needs: slang and slips are short."""
ALIKE = 0.25
"""The likeness to a limit's phrasings that a question needs, besides the words that the limit needs."""
CLOSE = 0.5
"""The likeness to a limit's phrasings that a question needs where it holds none of the words that the limit needs."""
LIKELY = 0.7
"""The belief in limits from which on a question is refused that is nearer to one of them than to any section."""
RIVALS = 5
"""So many of the best sections stand against a limit."""


def company(case: Case) -> Draft | None:
    """An abstention where the question wants a company's own pay, or asks about a company that no guide names."""
    pays = case.question.weights.get("=pay", 0.0) > FADE or case.topic("pay") >= ASKED_PAY
    asked = _employers(case) if pays else []
    asked = asked or _unnamed(case)
    if asked:
        return Draft(Answer(outcome="abstained", kind="limit", lead=case.say("abstain-company", subject=" and ".join(asked))))
    return None


def listed(case: Case) -> Draft | None:
    """An abstention where the question holds the words of a limit, and is as near to it as to the sections."""
    said = _message(case, _asked_before(case))
    limits = (entry for entry in case.library.vocabulary.all(Limit) if entry.needs)
    near = (entry for entry in limits if entry.sure or case.matches.of("limit", entry.id) >= ALIKE)
    found = (entry for entry in near if meets(entry, said, case.library))
    likeness, entry = _nearest(case, found)
    nearer = 1.0 if _means_oneself(case) else NEARER
    if entry is None or (likeness < nearer * _rival(case) and not entry.sure) or _told_before(case, entry):
        return None
    return _refused(entry)


def _means_oneself(case: Case) -> bool:
    """Whether "people like me" means the level or years that the person told, rather than who they are."""
    known = case.conversation.profile.merged(case.question.told)
    return case.question.cue("own-level") and (known.level is not None or known.years is not None)


def _told_before(case: Case, entry: Limit) -> bool:
    """Whether a follow-up stays with the subject of the answer before, and the best section holds the words of the limit ("if only part time?")."""
    best = case.evidence[0].passage if case.evidence else None
    if best is None or not case.question.near.intersection(best.subjects):
        return False
    return all_held(entry, text_of(best.text, case.library), case.library)


def learned(case: Case) -> Draft | None:
    """An abstention where the question is nearest to a limit's ways of asking, and its words as a whole are those of limits close to the subjects."""
    likeness, entry = _nearest(case, (entry for entry in case.library.vocabulary.all(Limit) if not entry.broad))
    if entry is None or likeness < max(CLOSE, _rival(case)) or excepted(entry, _message(case), case.library) or _only_compares(case.question.reading):
        return None
    return _refused(entry) if limited(case.matcher.limits, _own_terms(case)) >= LIKELY else None


def elsewhere(case: Case) -> Draft | None:
    """An abstention where the words of the question, all together, are of another field than the guides'."""
    question = case.question
    share = min(max(outside(case.matcher.scope, _own_terms(case)), 1e-9), 1 - 1e-9)
    strange = _unheard(case)
    if (question.context and question.cue("pronoun") and not strange) or case.library.guides_named(question.reading.text):
        return None
    familiar = any(mention.cls != "place" for mention in question.reading.mentions) or any(term.key.startswith("=") for term in question.reading.terms)
    broad = [entry for entry in case.library.vocabulary.all(Limit) if entry.broad]
    likeness, entry = _nearest(case, broad)
    rival = _rival(case)
    belief = math.log(share / (1 - share)) + UNHEARD * (len(strange) + bool(strange and not familiar)) + NEARNESS * (likeness - rival)
    ours = any(mention.cls in TRADE for mention in question.reading.mentions)
    if belief < (ELSEWHERE if broad else BORROWED) + LEANING * (ours or bool(question.context and not strange)):
        return None
    if entry is None or likeness < ALIKE:
        return Draft(Answer(outcome="abstained", kind="limit", lead=case.say("abstain-weak")))
    return _refused(entry)


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
    return message(case.question.reading, partial(_own, case), before)


def _own(case: Case, cls: str, ident: str) -> bool:
    """Whether a place or profession is the person's own."""
    told = case.question.told
    return told.role == ident if cls == "role" else case.own(cls, ident) or (cls == "place" and told.place == ident)


def _refused(entry: Limit) -> Draft:
    follow = (entry.nearest,) if entry.nearest else ()
    return Draft(Answer(outcome="abstained", kind="limit", lead=entry.reason, follow_ups=follow))


def _nearest(case: Case, limits: Iterable[Limit]) -> tuple[float, Limit | None]:
    """The limit whose ways of asking are most like the question, and how like; none of none."""
    return max(((case.matches.of("limit", entry.id), entry) for entry in limits), key=lambda pair: pair[0], default=(0.0, None))


def _rival(case: Case) -> float:
    """How alike the question is to what people ask of the best sections or of a subject."""
    return max(case.matches.best("subject")[1], max((item.likeness for item in case.evidence[:RIVALS]), default=0.0))


def _unheard(case: Case) -> list[Term]:
    """The content words of a message that neither guides nor phrasings hold."""
    terms = (term for term in case.question.reading.terms if not term.soft)
    return [term for term in terms if len(term.key) >= LETTERS and term.key.isalpha() and not case.library.index.holds(term.key)]


def _employers(case: Case) -> list[str]:
    """The companies whose own figures the question asks for: "at …", "what does … pay"; a name that nobody knows there is one."""
    reading = case.question.reading
    english = case.library.speller.is_english
    unheard = [term for term in _unheard(case) if not (reading.tokens[term.token].text.islower() and english(reading.tokens[term.token].text))]
    found = [reading.tokens[term.token].text for term in unheard if all(_stands_beside(reading, term.token, term.token + 1))]
    for mention in reading.mentions:
        if mention.cls == "company" and any(_stands_beside(reading, mention.start, mention.end)) and not case.own("company", mention.id):
            found.append(case.library.vocabulary.name("company", mention.id))
    return list(dict.fromkeys(found))


def _unnamed(case: Case) -> list[str]:
    """The companies in the sentences that ask which no guide names; not the person's own."""
    asked = asked_part(case.question.reading)[1]
    mentions = [m for m in case.question.reading.mentions if m.cls == "company" and m.start in asked and m.id in case.question.slots.companies]
    unnamed = [m.id for m in mentions if f"company:{m.id}" not in case.library.named and not case.own("company", m.id)]
    return [case.library.vocabulary.name("company", ident) for ident in dict.fromkeys(unnamed)]


def _stands_beside(reading: Reading, start: int, end: int) -> tuple[bool, bool]:
    """Whether a turn of phrase for an employer stands right before a name ("at …"), and one for what it gives right behind ("… pays")."""
    before = any(cue.id == "employer" and cue.end == start for cue in reading.cues)
    return before, any(cue.id == "employs" and cue.start == end for cue in reading.cues)


def _asked_before(case: Case) -> str:
    """The question before, where the message only swaps a name in it ("what about Switzerland?")."""
    subject = case.conversation.subject
    return subject.text if subject is not None and case.question.kind else ""
