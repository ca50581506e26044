"""From a message to a question: which words ask, what they name, what the person says about themself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.claims import skills_denied, told, years_tokens
from bot.clauses import Clause, asking
from bot.idioms import PAYS, asks_wage
from bot.matching import Matcher
from bot.question import Question
from bot.sentences import chatter_of, left_aside, sentence_weights
from bot.slots import slots_of
from retrieval.library import Library
from retrieval.phrasings import SOFT
from retrieval.reading import Term, pairs

LONGEST = 4000
"""Characters of a message that are read; the end of a longer one, since the question tends to stand last."""
TOLD = 0.5
"""The weight of the words that state years of experience: they tell of the person more than they ask."""
_MARKUP = re.compile(r"<[@#!][^>]*>|<(?:https?|mailto):[^|>]*\|?([^>]*)>|:[a-z0-9_+-]+:|[`*_~]{1,3}(?=\S)|(?<=\S)[`*_~]{1,3}|^>+", re.IGNORECASE | re.MULTILINE)
_SPAN = re.compile(r"\b(?:years?|yrs?)\s*(\d+)\s*(?:and|to|-|–|till?)\s*(?:(?:years?|yrs?)\s*)?(\d+)", re.IGNORECASE)
_BARE_SPAN = re.compile(r"(?:and|ok|then|what about|how about|\s)*(\d+)\s*(?:to|-|–)\s*(\d+)(?:\s*(?:years?|yrs?|yoe))?", re.IGNORECASE)
_BEYOND = re.compile(r"\b(?:past|beyond|after|over|more than)\s+(?:(?:years?|yrs?)\s*)?(\d+)\s*\+?\s*(?:years?|yrs?|yoe)", re.IGNORECASE)


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
    chatter = chatter_of(reading)
    aside = left_aside(reading)
    if all(term.soft or term.token in chatter for term in reading.terms) and not reading.cue("asks"):
        chatter = set()  # a mere greeting is all that there is to understand
    years = years_tokens(reading)
    weights: dict[str, float] = {}
    terms = matcher.terms(reading)
    for term in terms:
        if term.key in known or term.token in chatter or term.token in aside:
            continue
        weight = importance[term.token] * (SOFT if term.soft or term.key in home else 1.0) * (TOLD if term.token in years else 1.0)
        weights[term.key] = max(weight, weights.get(term.key, 0.0))
    neighbours: dict[str, float] = {}
    for at, pair in enumerate(pairs([term.key for term in terms])):
        weight = min(importance[terms[at].token], importance[terms[at + 1].token])
        neighbours[pair] = max(weight, neighbours.get(pair, 0.0))
    slots = slots_of(reading, said.level, library)
    if slots.levels and not reading.ids("level"):
        weights["@level"] = 1.0
    if asks_wage(reading):
        weights[PAYS] = 1.0
    clauses = tuple(_clause(span, terms, weights, neighbours) for span in asking(reading))
    weights |= dict.fromkeys(year_spans(reading.text), 1.0)
    exact = {term.key: importance[term.token] * (SOFT if term.soft else 1.0) for term in reading.terms if term.token not in aside}
    return Question(
        text=reading.text, reading=reading, weights=weights, exact=exact, pairs=neighbours, clauses=clauses, told=said, denied=skills_denied(reading),
        slots=slots,
        cues=frozenset(cue.id for cue in reading.cues if cue.start not in aside), words=len(reading.tokens), importance=tuple(importance),
    )  # fmt: skip


def _clause(span: range, terms: list[Term], weights: Mapping[str, float], neighbours: Mapping[str, float]) -> Clause:
    """What a clause alone is searched with: its terms and pairs, each with its weight in the message."""
    keys = [term.key for term in terms if term.token in span]
    return Clause({key: weights[key] for key in keys if key in weights}, {pair: neighbours[pair] for pair in pairs(keys) if pair in neighbours})


def year_spans(text: str) -> list[str]:
    """Spans of years as guides write them: "between yr 2 and 5" gives "2-5", "past 8 years" gives "8+"."""
    spans = [f"{low}-{high}" for low, high in _SPAN.findall(text)]
    bare = _BARE_SPAN.fullmatch(text.strip(" ?!."))
    if bare:
        spans.append(f"{bare.group(1)}-{bare.group(2)}")
    return spans + [f"{low}+" for low in _BEYOND.findall(text)]
