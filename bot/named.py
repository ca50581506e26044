"""Names that the guides cited don't hold: a guide that was asked for, or a skill that no guide mentions. The answer says so first."""

from __future__ import annotations

from bot.case import Case, Draft, listed, publisher
from bot.sentences import asked_tokens

SHORT = 12
"""Up to so many words, a skill that a message names is what it asks about."""


def told_apart(case: Case, draft: Draft) -> Draft:
    """The draft with a lead that names the guide asked for, where all that is cited stands in other guides, or the skills that none mentions."""
    if draft.answer.outcome != "answered":
        return draft
    lead = _other_guides(case, draft) or _unmentioned(case)
    return draft._replace(answer=draft.answer.model_copy(update={"lead": f"{lead} {draft.answer.lead}".strip()})) if lead else draft


def _other_guides(case: Case, draft: Draft) -> str:
    named = case.library.guides_named(case.question.reading.text)
    cited = {citation.guide for citation in draft.answer.citations}
    if not named or not cited or named & cited:
        return ""
    return case.say("guide-silent", subject=" and ".join(publisher(case, guide) for guide in sorted(named)))


def _unmentioned(case: Case) -> str:
    """A word on the skills in the sentences that ask which no guide mentions; not on those that the person has."""
    if case.question.words > SHORT:
        return ""
    asked = asked_tokens(case.question.reading)
    skills = dict.fromkeys(m.id for m in case.question.reading.mentions if m.cls == "skill" and m.start in asked and m.id in case.question.slots.skills)
    unheld = [case.library.vocabulary.name("skill", skill) for skill in skills if f"skill:{skill}" not in case.library.named]
    return case.say("not-mentioned", subject=listed(unheld)) if unheld else ""
