"""What people list of themselves: "mid, 4 yrs, go and postgres". A part of such a sentence that is nothing but a name is theirs."""

from __future__ import annotations

import re

from bot.sentences import begins_to_ask, sentences
from retrieval.reading import Mention, Reading

ASKS = frozenset(("required", "reason", "duration", "compare", "next", "previous", "somebody"))
"""Turns of phrase with which a sentence asks, or tells of somebody else."""
NEAR = 4
"""So many words after a turn of phrase for a wish a place is wished for."""
AGES = range(16, 76)
_PART = re.compile(r"(?:[^,;/+&|():\n.!?]|\.(?=\w))+")
_JOINED = re.compile(r"\b(?:and|with|plus)\b", re.IGNORECASE)


def listed(reading: Reading, cls: str, years: re.Pattern[str]) -> tuple[Mention, ...]:
    """The mentions of a class in lists of the person's own: in a sentence that states ``years`` or a level held, or right after one."""
    found: list[Mention] = []
    own = False
    for start, end in sentences(reading):
        parts = [_names(reading, span, years) for span in _spans(reading, start, end)]
        tells = _tells(reading, start, end, years) or (own and all(parts))
        own = _states_age(reading, start, end) or (_asks_nothing(reading, start, end) and tells)
        found += [mention for part in parts for mention in part if own and mention.cls == cls]
        if own and cls == "place":
            found += [
                mention
                for mention in reading.mentions
                if mention.cls == cls and start <= reading.tokens[mention.start].start < end and _within(reading, mention)
            ]
    return tuple(found)


def _within(reading: Reading, mention: Mention) -> bool:
    """Whether a place stands behind a little word ("at a bank in Lagos"), and no wish to go there does ("moving to Lagos")."""
    wished = any(cue.id == "target" and cue.end <= mention.start and mention.start - cue.end < NEAR for cue in reading.cues)
    return mention.start > 0 and reading.tokens[mention.start - 1].is_stop_word and not wished


def _tells(reading: Reading, start: int, end: int, years: re.Pattern[str]) -> bool:
    """Whether a sentence states years of experience, or the level that the person holds."""
    held = [cue.end for cue in reading.cues if cue.id == "held" and start <= reading.tokens[cue.start].start < end]
    levels = [mention.start for mention in reading.mentions if mention.cls == "level" and start <= reading.tokens[mention.start].start < end]
    return bool(years.search(reading.text, start, end)) or any(0 <= level - cue <= 1 for cue in held for level in levels)


def _states_age(reading: Reading, start: int, end: int) -> bool:
    """Whether a part of a sentence is a number by itself that is a grown person's age ("where do I begin, 34, barista in Madrid")."""
    texts = [reading.text[low:high].strip() for low, high in _spans(reading, start, end)]
    return len(texts) > 1 and any(text.isdigit() and int(text) in AGES for text in texts)


def _asks_nothing(reading: Reading, start: int, end: int) -> bool:
    inside = {cue.id for cue in reading.cues if start <= reading.tokens[cue.start].start < end}
    text = reading.text[start:end]
    return "?" not in text and not begins_to_ask(text) and not inside & ASKS


def _spans(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence, as places in the text."""
    spans = []
    for part in _PART.finditer(reading.text, start, end):
        at = part.start()
        for word in [*_JOINED.finditer(reading.text, part.start(), part.end()), None]:
            spans.append((at, word.start() if word else part.end()))
            at = word.end() if word else at
    return [(low, high) for low, high in spans if reading.text[low:high].strip()]


def _names(reading: Reading, span: tuple[int, int], years: re.Pattern[str]) -> list[Mention]:
    """What a part of a sentence names, if it holds nothing else but years of experience."""
    tokens = {at for at, token in enumerate(reading.tokens) if span[0] <= token.start < span[1]}
    names = [mention for mention in reading.mentions if mention.start in tokens]
    said = {at for mention in names for at in range(mention.start, mention.end)} | {at for at in tokens if reading.tokens[at].is_stop_word}
    for match in years.finditer(reading.text, *span):
        said |= {at for at in tokens if match.start() <= reading.tokens[at].start < match.end()}
    return names if tokens <= said else []
