"""Idioms that are told by where they stand, not by their words alone: "what's a senior on?" asks for pay, "is a senior on call?" does not."""

from __future__ import annotations

from retrieval.reading import Mention, Reading

PAYS = "=pay"
"""The term that stands for every word of pay."""


def asks_wage(reading: Reading) -> bool:
    """Whether a question ends in what somebody is "on"; words that may stand behind a question ("these days") count as its end."""
    ends = [cue for cue in reading.cues if cue.id in ("wage", "wage-of") and _closes(reading, cue.end)]
    return reading.cue("asks") and any(cue.id == "wage" or _names_only(reading, cue) for cue in ends)


def _names_only(reading: Reading, cue: Mention) -> bool:
    """Whether a question names those who are "on" something, and nothing that they could be on ("which teams …") or that is done on it ("judge … on")."""
    asks = min((other.start for other in reading.cues if other.id == "asks" and other.end <= cue.end), default=0)
    named = [mention for mention in reading.mentions if mention.cls in ("level", "role") and asks <= mention.start < cue.end]
    beside = [other for other in reading.cues if other.id == "money"]
    names = {at for mention in (*named, *beside, cue) for at in range(mention.start, mention.end)}
    somebody = cue.end - cue.start > 1 or any(mention.end == cue.start for mention in named)
    return somebody and not any(not term.soft and asks <= term.token < cue.start and term.token not in names for term in reading.terms)


def _closes(reading: Reading, at: int) -> bool:
    """Whether a question ends at a token, or goes on with words that only say when, where or how much about."""
    if at == len(reading.tokens):
        return True
    between = reading.text[reading.tokens[at - 1].end : reading.tokens[at].start]
    return any(mark in between for mark in ",.?!;:\n") or any(cue.id == "trailing" and cue.start == at for cue in reading.cues)
