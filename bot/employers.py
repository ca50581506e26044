"""Employers: the companies whose own pay or ways a question asks for, which no guide gives."""

from __future__ import annotations

from bot.case import Case
from bot.follow import FADE
from bot.sentences import asked_part
from retrieval.reading import Reading, Term

ASKED_PAY = 0.3
"""The share of the topic pay from which on a question about a company is one about its pay."""
LETTERS = 4
"""How many letters a word needs to be a name: slang and slips are short."""


def employers(case: Case) -> list[str]:
    """The companies whose own figures the question asks for: "at …", "what does … pay"; a name that nobody knows there is one."""
    if case.question.weights.get("=pay", 0.0) <= FADE and case.topic("pay") < ASKED_PAY:
        return []
    if case.question.cue("count") and "=pay" not in case.question.exact:
        return []  # "how many of those are there at …" after an answer on pay
    reading = case.question.reading
    english = case.library.speller.is_english
    unheard = [term for term in _unheard(case) if not (reading.tokens[term.token].text.islower() and english(reading.tokens[term.token].text))]
    found = [reading.tokens[term.token].text for term in unheard if all(_stands_beside(reading, term.token, term.token + 1))]
    for mention in reading.mentions:
        if mention.cls == "company" and any(_stands_beside(reading, mention.start, mention.end)) and not case.own("company", mention.id):
            found.append(case.library.vocabulary.name("company", mention.id))
    return list(dict.fromkeys(found))


def unnamed(case: Case) -> list[str]:
    """The companies in the sentences that ask which no guide names; not the person's own."""
    asked = asked_part(case.question.reading)[1]
    mentions = [m for m in case.question.reading.mentions if m.cls == "company" and m.start in asked and m.id in case.question.slots.companies]
    unnamed = [m.id for m in mentions if f"company:{m.id}" not in case.library.named and not case.own("company", m.id)]
    return [case.library.vocabulary.name("company", ident) for ident in dict.fromkeys(unnamed)]


def _stands_beside(reading: Reading, start: int, end: int) -> tuple[bool, bool]:
    """Whether a turn of phrase for an employer stands right before a name ("at …"), and one for what it gives right behind ("… pays")."""
    before = any(cue.id == "employer" and cue.end == start for cue in reading.cues)
    return before, any(cue.id == "employs" and cue.start == end for cue in reading.cues)


def _unheard(case: Case) -> list[Term]:
    """The content words of a message that neither guides nor phrasings hold."""
    terms = (term for term in case.question.reading.terms if not term.soft)
    return [term for term in terms if len(term.key) >= LETTERS and term.key.isalpha() and not case.library.index.holds(term.key)]
