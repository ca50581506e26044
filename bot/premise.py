"""False premises: a person states something and wants a yes; where the guides hold no such thing, the answer says so first."""

from __future__ import annotations

import re

from bot.case import Case, Draft
from retrieval.words import is_stop_word, tokenise

_FIGURE = re.compile(r"\d")


def corrected(case: Case, draft: Draft) -> Draft:
    """The draft with a lead that corrects the claim, where the question claims a figure or names a thing that no point holds."""
    if draft.answer.outcome != "answered" or not (case.question.cue("claim") or _tagged(case)):
        return draft
    said = " ".join(point.text for point in draft.answer.points).casefold()
    if not any(claim not in said for claim in _claims(case)):
        return draft
    return draft._replace(answer=draft.answer.model_copy(update={"lead": case.say("false-claim")}))


def _tagged(case: Case) -> bool:
    """Whether a sentence of the question ends in a tag ("…, right?")."""
    reading = case.question.reading
    ends = (reading.tokens[cue.end - 1].end for cue in reading.cues if cue.id == "tag" and cue.start)
    return any(reading.text[end : end + 2].strip().startswith("?") for end in ends)


def _claims(case: Case) -> list[str]:
    """The figures of the question, or where it has none the telling words that no guide holds at all."""
    tokens = [token for token in tokenise(case.question.reading.text) if not is_stop_word(token.text)]
    figures = [re.sub(r"[^\d.]", "", token.text) for token in tokens if _FIGURE.search(token.text)]
    if figures:
        return [figure for figure in figures if len(figure) > 1]
    return [token.text.casefold() for token in tokens if not case.library.holds(token.stem) and len(token.text) > 2]
