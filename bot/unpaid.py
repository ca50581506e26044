"""Where the guides give no figures of pay: an abstention with what they have, or the general figures where only the person's own place is not covered."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Answer
from bot.case import Case, Draft, level_names, place_names
from bot.idioms import PAYS


def unspoken(case: Case, roles: Sequence[str]) -> bool:
    """Whether the message names professions, and no guide says anything of what they earn: no figure, and nothing of pay in a section that names one."""
    library = case.library
    if not roles or not set(roles) <= set(case.question.reading.ids("role")):
        return False
    figures = {role for fact in library.facts if fact.measure == "pay" for role in fact.roles}
    words = {name for passage in library.passages if PAYS in library.content(passage) for name in passage.about.named}
    return not any(role in figures or f"role:{role}" in words for role in roles)


def without_own_place(case: Case) -> Case | None:
    """The case without the place that the person told before, where nothing in the message asks for it; else ``None``."""
    question = case.question
    place = case.conversation.profile.place
    if place is None or question.slots.places != (place,) or place in question.reading.ids("place") or question.cue("own-place"):
        return None
    return case._replace(question=question.model_copy(update={"slots": question.slots.model_copy(update={"places": ()})}))


def beyond(case: Case, told: Draft) -> Draft:
    """Figures from elsewhere, behind a word that there are none for the person's place."""
    lead = case.say("no-pay-here", subject=place_names(case, case.question.slots.places))
    return told._replace(answer=told.answer.model_copy(update={"lead": lead}))


def none(case: Case) -> Draft | None:
    """The abstention that names what there are figures for; ``None`` where no level, place or profession is asked about."""
    slots = case.question.slots
    roles = [role for role in slots.roles if role not in case.library.home]
    if roles and not set(roles) & set(case.question.reading.ids("role")):
        return None
    if roles and not slots.levels:
        names = " and ".join(case.library.vocabulary.name("role", role) for role in roles)
        return Draft(Answer(outcome="abstained", kind="pay", lead=case.say("no-pay-role", subject=names)), "pay")
    if not slots.levels and not slots.places:
        return None
    known = [fact for fact in case.library.facts if fact.measure == "pay"]
    if slots.places:
        places = dict.fromkeys(case.library.vocabulary.name("place", place) for fact in known for place in fact.places)
        asked = ", ".join(name for name in (level_names(case, slots.levels), place_names(case, slots.places)) if name)
        others = [name for name in places if name not in asked]
        text = case.say("no-pay-place", subject=asked, known=", ".join(others)) if others else case.say("abstain-named", subject=asked)
    else:
        levels = dict.fromkeys(case.library.level(level).name for fact in known for level in fact.levels)
        text = case.say("no-pay-level", subject=level_names(case, slots.levels), known=", ".join(levels))
    return Draft(Answer(outcome="abstained", kind="pay", lead=text), "pay")
