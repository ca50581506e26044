"""Which figures of pay concern a question: those of the levels, places and roles that it names, each figure once."""

from __future__ import annotations

from bot.case import Case
from bot.places import containing
from retrieval.fact import Fact
from retrieval.vocabulary import Place


def concerned(case: Case) -> list[Fact]:
    """The facts on pay that concern the question, of the guides that it names, without rows that repeat another one's figures."""
    return _trimmed(case.of_named_guides(fact for fact in case.library.facts if fact.measure == "pay" and _concerns(case, fact)))


def _concerns(case: Case, fact: Fact) -> bool:
    slots = case.question.slots
    if slots.places and not set(slots.places) <= case.library.home_places:
        if _in_place(case, fact):
            return not slots.levels or not fact.levels or bool(set(fact.levels) & set(slots.levels))
        at_home = bool(slots.levels) and all(set(containing(place, case.library)) & case.library.home_places for place in slots.places)
        if not at_home or fact.places:
            return False
    if slots.levels:
        return bool(set(fact.levels) & set(slots.levels)) and _at_home(case, fact)
    roles = [role for role in slots.roles if role not in case.library.home]
    if roles:
        return bool(set(fact.roles) & set(roles))
    return not fact.levels and _at_home(case, fact) and (bool(set(fact.roles) & case.library.home) or bool(fact.places))


def _in_place(case: Case, fact: Fact) -> bool:
    """Whether a fact's place, the narrowest it names, is one asked about, lies in it, or is the country around it."""
    if not fact.places:  # The heading's place tells, unless it is the one that all figures are of.
        heading = set(fact.around) - case.library.home_places
        return any(set(case.question.slots.places) & {place, *containing(place, case.library)} for place in heading)
    outer = {name for place in fact.places for name in containing(place, case.library)}
    for place in set(fact.places) - outer:
        if set(case.question.slots.places) & {place, *containing(place, case.library)}:
            return True
        around = [name for asked in case.question.slots.places for name in containing(asked, case.library)]
        if place in around and (case.library.vocabulary.get(Place, place).currency or place in around[:1]):
            return True
    return False


def _at_home(case: Case, fact: Fact) -> bool:
    """Whether a fact's place, if it has one, is where most of the guides' figures are from (or holds it)."""
    home = case.library.home_places
    around = {outer for place in home for outer in (place, *containing(place, case.library))}
    return set(fact.places) <= around


def _trimmed(facts: list[Fact]) -> list[Fact]:
    """Without the rows that only repeat another row's figures of the same guide."""
    kept: list[Fact] = []
    for fact in facts:
        if not any(_repeats(fact, other) for other in kept):
            kept.append(fact)
    return kept


def _repeats(fact: Fact, other: Fact) -> bool:
    """Whether a fact gives another one's figure again: of the same kind and level, or of a place alone in another table."""
    if fact.guide != other.guide or fact.value != other.value:
        return False
    placed = bool(fact.places) and fact.places == other.places and not fact.levels and not other.levels and fact.passage != other.passage
    return placed or (fact.kind == other.kind and bool(set(fact.levels) & set(other.levels)))
