"""From a message to a question: which words ask, what they name, what the person says about themself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.claims import claimed, cue_before, skills_denied, told
from bot.clauses import Clause, asking
from bot.matching import Matcher
from bot.places import covered
from bot.question import Question, Slots
from retrieval.fact import Fact
from retrieval.library import Library
from retrieval.phrasings import SOFT
from retrieval.reading import Reading, Term, pairs
from retrieval.vocabulary import Level

LONGEST = 4000
"""Characters of a message that are read; the end of a longer one, since the question tends to stand last."""
SHORT = 28
"""Up to so many words, every sentence of a message counts alike."""
SEVERAL, TERSE = 3, 12
"""A short message of so many sentences is weighed by sentence too, unless it has no more than so many words."""
BACKGROUND = 0.4
"""The weight of a sentence that tells a story against one that asks."""
CHATTER = ("confirm", "filler")
"""Turns of phrase that say nothing of what is asked."""

_SENTENCE = re.compile(r"[^.!?\n;]+(?:\.(?=\w)[^.!?\n;]*)*[.!?\n;]*")
_MARKUP = re.compile(r"<[@#!][^>]*>|<(?:https?|mailto):[^|>]*\|?([^>]*)>|:[a-z0-9_+-]+:|[`*_~]{1,3}(?=\S)|(?<=\S)[`*_~]{1,3}|^>+", re.IGNORECASE | re.MULTILINE)
_SPAN = re.compile(r"\b(?:years?|yrs?)\s*(\d+)\s*(?:and|to|-|–|till?)\s*(?:(?:years?|yrs?)\s*)?(\d+)", re.IGNORECASE)
_BARE_SPAN = re.compile(r"(?:and|ok|then|what about|how about|\s)*(\d+)\s*(?:to|-|–)\s*(\d+)(?:\s*(?:years?|yrs?|yoe))?", re.IGNORECASE)
_BEYOND = re.compile(r"\b(?:past|beyond|after|over|more than)\s+(?:(?:years?|yrs?)\s*)?(\d+)\s*\+?\s*(?:years?|yrs?|yoe)", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(what|whats|wat|how|hows|why|when|which|who|where|should|can|could|is|are|do|does|am|would|will|any|tell me|show me|list|explain|compare|give me)\b",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """A message without chat markup: mentions, links, emoji codes, bold and quote marks."""
    readable = text[-LONGEST:].encode("utf-8", "replace").decode("utf-8")
    return _MARKUP.sub(lambda match: f" {match.group(1) or ''} ", readable).strip()


def understand(text: str, library: Library, matcher: Matcher) -> Question:
    """The question in ``text``, by itself: nothing is filled in from the conversation yet."""
    reading = library.reader.read(clean(text))
    importance = sentence_weights(reading)
    said = told(reading)
    home = {f"place:{place}" for place in library.home_places}
    known = {f"skill:{skill}" for skill in said.skills}
    chatter = {at for cue in reading.cues if cue.id in CHATTER for at in range(cue.start, cue.end)}
    if all(term.soft or term.token in chatter for term in reading.terms):
        chatter = set()  # a mere greeting is all that there is to understand
    weights: dict[str, float] = {}
    for term in matcher.terms(reading):
        if term.key in known or term.token in chatter:
            continue
        weight = importance[term.token] * (SOFT if term.soft or term.key in home else 1.0)
        weights[term.key] = max(weight, weights.get(term.key, 0.0))
    terms = matcher.terms(reading)
    neighbours: dict[str, float] = {}
    for at, pair in enumerate(pairs([term.key for term in terms])):
        weight = min(importance[terms[at].token], importance[terms[at + 1].token])
        neighbours[pair] = max(weight, neighbours.get(pair, 0.0))
    clauses = tuple(_clause(span, terms, weights, neighbours) for span in asking(reading))
    weights |= dict.fromkeys(year_spans(reading.text), 1.0)
    exact = {term.key: importance[term.token] * (SOFT if term.soft else 1.0) for term in reading.terms}
    return Question(
        text=reading.text, reading=reading, weights=weights, exact=exact, pairs=neighbours, clauses=clauses, told=said, denied=skills_denied(reading),
        slots=_slots(reading, said.level, library),
        cues=frozenset(cue.id for cue in reading.cues), words=len(reading.tokens), importance=tuple(importance),
    )  # fmt: skip


def _clause(span: range, terms: list[Term], weights: Mapping[str, float], neighbours: Mapping[str, float]) -> Clause:
    """What a clause alone is searched with: its terms and pairs, each with its weight in the message."""
    keys = [term.key for term in terms if term.token in span]
    return Clause({key: weights[key] for key in keys if key in weights}, {pair: neighbours[pair] for pair in pairs(keys) if pair in neighbours})


def sentence_weights(reading: Reading) -> list[float]:
    """For each token how much its sentence counts: 1 where it asks (or the message is short), less where it tells."""
    spans = _sentences(reading)
    few = len(reading.tokens) <= SHORT and (len(spans) < SEVERAL or len(reading.tokens) <= TERSE)
    if few or len(spans) < 2:
        return [1.0] * len(reading.tokens)
    asked = asked_tokens(reading)
    return [1.0 if at in asked else BACKGROUND for at in range(len(reading.tokens))]


def asked_tokens(reading: Reading) -> frozenset[int]:
    """The places of the tokens in sentences that ask: by a question mark, else by how they begin; the last sentence where none does."""
    spans = _sentences(reading)
    asking = ["?" in reading.text[start:end] for start, end in spans]
    if not any(asking):
        asking = [bool(_ASKS.match(reading.text[start:end].strip())) for start, end in spans]
    if asking and not any(asking):
        asking[-1] = True
    found = (span for span, asks in zip(spans, asking, strict=True) if asks)
    return frozenset(at for start, end in found for at, token in enumerate(reading.tokens) if start <= token.start < end)


def _sentences(reading: Reading) -> list[tuple[int, int]]:
    return [match.span() for match in _SENTENCE.finditer(reading.text) if match.group().strip()]


def year_spans(text: str) -> list[str]:
    """Spans of years as guides write them: "between yr 2 and 5" gives "2-5", "past 8 years" gives "8+"."""
    spans = [f"{low}-{high}" for low, high in _SPAN.findall(text)]
    bare = _BARE_SPAN.fullmatch(text.strip(" ?!."))
    if bare:
        spans.append(f"{bare.group(1)}-{bare.group(2)}")
    return spans + [f"{low}+" for low in _BEYOND.findall(text)]


def _slots(reading: Reading, held: str | None, library: Library) -> Slots:
    """What the question is about: the level aimed at rather than the one the person has, where both are named."""
    denied = {mention for mention in reading.mentions if cue_before(reading, mention, "denial", 1)}
    names = Reading(reading.text, reading.tokens, tuple(m for m in reading.mentions if m not in denied), (), reading.cues)
    levels = list(names.ids("level"))
    if held in levels and len(levels) > 1:
        levels.remove(held)
        levels.append(held)
    if reading.cue("overall"):
        levels = []
    known = claimed(names, "skill", "known")
    asked = asked_tokens(reading)
    own = {*claimed(names, "place", "held", "target")}
    around = {m.id for m in names.mentions if m.cls == "place" and m.id in own and m.start not in asked}
    around |= {
        m.id for m in names.mentions if m.cls == "place" and (cue_before(names, m, "origin", 1) or (m.start not in asked and not covered(m.id, library)))
    }
    return Slots(
        levels=tuple(levels),
        roles=names.ids("role"),
        skills=tuple(skill for skill in names.ids("skill") if skill not in known),
        places=tuple(place for place in names.ids("place") if place not in around),
        companies=names.ids("company"),
        certifications=names.ids("certification"),
    )


def levels_at(years: float, library: Library) -> tuple[str, ...]:
    """Levels whose years of experience, in any guide, hold ``years``; the level with the nearest middle first."""
    found: dict[str, float] = {}
    for fact in library.facts:
        if fact.basis == "years" and fact.low is not None and holds(fact, years):
            middle = (fact.low + (fact.high if fact.high is not None else fact.low)) / 2
            for level in fact.levels:
                found[level] = min(abs(middle - years), found.get(level, 99.0))
    return tuple(sorted(found, key=lambda level: (found[level], level)))


def holds(fact: Fact, years: float) -> bool:
    """Whether a span of years holds a number of years; "8+" holds all from 8 on."""
    if fact.low is None:
        return False
    open_ended = "+" in fact.value
    return fact.low <= years and (open_ended or years <= (fact.high if fact.high is not None else fact.low))


def next_level(level: str, library: Library) -> str | None:
    """The level that people mean by "the next one"."""
    return library.vocabulary.get(Level, level).next


def previous_level(level: str, library: Library) -> str | None:
    """The level whose next one is ``level``."""
    return next((other.id for other in library.vocabulary.all(Level) if other.next == level), None)
