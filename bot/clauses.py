"""The clauses of a message that ask: in "asking before my yearly talk, but what does a senior earn?" only the second one does.

People wrap a question in a greeting, a reason and a story. What each asking clause is about by itself decides the topic when the
whole message, with all that stands around the question, is too mixed to tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from retrieval.reading import Reading

LEAST = 3
"""Words that a clause needs to stand by itself; a shorter one goes with the clause after it, unless it is the last."""
ASKING = ("asks", "reason", "duration", "count")
"""Turns of phrase that make a clause a question."""

_BORDER = re.compile(r"[.!?;:,()\n]+(?=\s|$)|\s[-–—]+\s|\s\((?=\w)")


class Clause(NamedTuple):
    """The search terms and neighbouring terms of one clause, with their weights."""

    weights: Mapping[str, float]
    pairs: Mapping[str, float]


def spans(reading: Reading) -> list[range]:
    """The clauses as ranges of tokens, in order; together all tokens."""
    borders = [match.start() for match in _BORDER.finditer(reading.text)]
    found: list[range] = []
    start = 0
    for at, token in enumerate(reading.tokens):
        following = reading.tokens[at + 1].start if at + 1 < len(reading.tokens) else None
        ends = following is None or any(token.end <= border <= following for border in borders)
        if ends and (at + 1 - start >= LEAST or following is None):
            found.append(range(start, at + 1))
            start = at + 1
    return found


def asking(reading: Reading) -> list[range]:
    """The clauses that hold a question word; none where the message is one clause."""
    every = spans(reading)
    if len(every) < 2:
        return []
    return [span for span in every if any(cue.id in ASKING and cue.start in span for cue in reading.cues)]
