"""False premises: a person states something and wants a yes; where the guides hold no such thing, the answer says so first."""

from __future__ import annotations

import re

from bot.case import Case, Draft
from retrieval.words import is_stop_word, tokenise

_FIGURE = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)(k\b)?")


def corrected(case: Case, draft: Draft) -> Draft:
    """The draft with a lead that corrects the claim, where the question claims a figure or names a thing that no point holds."""
    if draft.answer.outcome != "answered" or not (case.question.cue("claim") or _tagged(case)):
        return draft
    said = " ".join(point.text for point in draft.answer.points).casefold()
    figures = _amounts(case.question.reading.text)
    if figures <= _amounts(said) if figures else not any(claim not in said for claim in _words(case)):
        return draft
    return draft._replace(answer=draft.answer.model_copy(update={"lead": case.say("false-claim")}))


def _tagged(case: Case) -> bool:
    """Whether a sentence of the question ends in a tag ("…, right?")."""
    reading = case.question.reading
    ends = (reading.tokens[cue.end - 1].end for cue in reading.cues if cue.id == "tag" and cue.start)
    return any(reading.text[end : end + 2].strip().startswith("?") for end in ends)


def _amounts(text: str) -> set[float]:
    """The figures of a text as numbers: "50k" and "50,000" are the same, single digits aside."""
    found = ((number.replace(",", ""), unit) for number, unit in _FIGURE.findall(text.casefold()))
    return {float(number) * (1000 if unit else 1) for number, unit in found if len(number) > 1}


def _words(case: Case) -> list[str]:
    """The telling words of the question that no guide holds at all."""
    tokens = [token for token in tokenise(case.question.reading.text) if not is_stop_word(token.text)]
    return [token.text.casefold() for token in tokens if not case.library.holds(token.stem) and len(token.text) > 2]
