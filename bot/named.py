"""A question to one guide: where that guide holds nothing on it and others do, the answer says so first."""

from __future__ import annotations

from bot.case import Case, Draft, publisher


def told_apart(case: Case, draft: Draft) -> Draft:
    """The draft with a lead that names the guide asked for, where all that is cited stands in other guides."""
    named = case.library.guides_named(case.question.reading.text)
    cited = {citation.guide for citation in draft.answer.citations}
    if not named or not cited or named & cited or draft.answer.outcome != "answered":
        return draft
    lead = case.say("guide-silent", subject=" and ".join(publisher(case, guide) for guide in sorted(named)))
    return draft._replace(answer=draft.answer.model_copy(update={"lead": f"{lead} {draft.answer.lead}".strip()}))
