"""The sentences of a message: which of them ask, how much each counts, and which words say nothing of what is asked.

People wrap a question in a greeting, a reason and a story. What asks counts in full; what tells counts less, and hedges not at all.
"""

from __future__ import annotations

import re

from bot.clauses import asking, spans
from retrieval.reading import Reading

SHORT = 28
"""Up to so many words, every sentence of a message counts alike."""
SEVERAL, TERSE = 3, 12
"""A short message of so many sentences is weighed by sentence too, unless it has no more than so many words."""
REMARK = 3
"""So many words after the last question mark of a terse message are a remark."""
TOPICAL = frozenset(("money", "duration", "price"))
"""Turns of phrase that name a topic by themselves: pay or a length of time."""
BACKGROUND = 0.4
"""The weight of a sentence that tells a story against one that asks."""
ASIDE = 4
"""So many words behind "apart from" are left aside, unless the clause ends before."""
CHATTER = ("confirm", "filler", "hearsay")
"""Turns of phrase that say nothing of what is asked."""
OPENING = ("interjection", "follow")
"""Those that say nothing where a sentence begins with them."""

QUESTION_WORD = re.compile(r"\b(?:what|whats|what's|which|how|hows|when|who|where|why)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n;]+(?:\.(?=\w)[^.!?\n;]*)*[.!?\n;]*")
_ASKS = re.compile(
    r"\b(what|whats|wat|how|hows|why|when|which|who|where|should|can|could|is|are|do|does|am|would|will|any|tell me|show me|list|explain|compare|give me)\b",
    re.IGNORECASE,
)


def sentence_weights(reading: Reading) -> list[float]:
    """For each token how much its sentence counts: 1 where it asks (or the message is short), less where it tells."""
    count = len(sentences(reading))
    few = len(reading.tokens) <= SHORT and (count < SEVERAL or len(reading.tokens) <= TERSE)
    if few or count < 2:
        idle = _idle(reading)
        return [BACKGROUND if at in idle else 1.0 for at in range(len(reading.tokens))]
    asked = asked_tokens(reading)
    return [1.0 if at in asked else BACKGROUND for at in range(len(reading.tokens))]


def _idle(reading: Reading) -> set[int]:
    """The places of the tokens in clauses that name nothing of the trade, before clauses that ask ("so somebody wondered: what …")."""
    asks = asking(reading)
    if not asks:
        return set()
    telling = {term.token for term in reading.terms if not term.soft and (":" in term.key or term.key.startswith("="))}
    return {at for span in spans(reading) if span.stop <= asks[0].start and _ends(reading, span) and telling.isdisjoint(span) for at in span}


def _ends(reading: Reading, span: range) -> bool:
    """Whether more than a comma stands behind a clause that is not the last one."""
    last, following = reading.tokens[span.stop - 1], reading.tokens[span.stop]
    return "," not in reading.text[last.end : following.start]


def asked_tokens(reading: Reading) -> frozenset[int]:
    """The places of the tokens in sentences that ask.

    A question mark tells them, else how they begin, else a turn of phrase for what is asked ("and the cash there"); the last one where nothing does.
    """
    every = sentences(reading)
    asks = ["?" in reading.text[start:end] for start, end in every]
    if not any(asks):
        asks = [begins_to_ask(reading.text[start:end]) for start, end in every]
    if not any(asks):
        asked = [reading.tokens[cue.start].start for cue in reading.cues if cue.id in TOPICAL]
        asks = [any(start <= at < end for at in asked) for start, end in every]
    if asks and not any(asks):
        asks[-1] = True
    found = (span for span, asked in zip(every, asks, strict=True) if asked)
    return frozenset(at for start, end in found for at, token in enumerate(reading.tokens) if start <= token.start < end)


def begins_to_ask(sentence: str) -> bool:
    """Whether a sentence begins with a word that asks."""
    return bool(_ASKS.match(sentence.strip()))


def asked_part(reading: Reading) -> tuple[str, frozenset[int]]:
    """The sentences of a message that ask, and the places of their tokens; a terse message asks with all its words up to the last question mark."""
    if len(reading.tokens) <= TERSE:
        mark = reading.text.rfind("?")
        asked = frozenset(at for at, token in enumerate(reading.tokens) if token.start < mark)
        rest = len(reading.tokens) - len(asked)
        return (reading.text[: mark + 1], asked) if asked and rest >= REMARK else (reading.text, frozenset(range(len(reading.tokens))))
    asked = asked_tokens(reading)
    found = [(start, end) for start, end in sentences(reading) if any(start <= reading.tokens[at].start < end for at in asked)]
    return " ".join(reading.text[start:end] for start, end in found) or reading.text, asked


def sentences(reading: Reading) -> list[tuple[int, int]]:
    """Where each sentence of a text begins and ends."""
    return [match.span() for match in _SENTENCE.finditer(reading.text) if match.group().strip()]


def chatter_of(reading: Reading) -> set[int]:
    """The places of the tokens that say nothing of what is asked: hedges anywhere, and what a sentence opens with ("cool, ok so …")."""
    found = hedges(reading)
    opening = {cue.start: cue for cue in sorted(reading.cues, key=lambda cue: cue.end) if cue.id in OPENING}
    for start, end in sentences(reading):
        at = next((at for at, token in enumerate(reading.tokens) if start <= token.start < end), len(reading.tokens))
        while at in found or at in opening:
            until = opening[at].end if at in opening else at + 1
            found |= set(range(at, until))
            at = until
    return found


def left_aside(reading: Reading) -> frozenset[int]:
    """The places of the tokens that the message leaves aside ("apart from the pay, how …"): up to the clause's end, at most a few words."""
    found: set[int] = set()
    for cue in reading.cues:
        if cue.id == "except":
            behind = range(cue.end, min(cue.end + ASIDE, len(reading.tokens)))
            ends = (at for at in behind if reading.text[reading.tokens[at].end :][:1] in (",", ".", "?", "!", ";", ":", ")"))
            found |= set(range(cue.start, next((at + 1 for at in ends), behind.stop)))
    return frozenset(found)


def hedges(reading: Reading) -> set[int]:
    """The places of the tokens in turns of phrase that say nothing wherever they stand."""
    return {at for cue in reading.cues if cue.id in CHATTER for at in range(cue.start, cue.end)}
