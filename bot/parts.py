"""Two questions in one message: where a message falls into parts that each ask something of their own.

A part begins at a sentence that asks, at an enumeration ("(1) … (2) …"), or where "and" or "+" is followed by a question word.
Whether the parts are answered one by one is decided by what they find: parts that lead to the same sections are one question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from bot.answer import Answer, Point
from bot.case import Draft
from bot.sentences import QUESTION_WORD
from retrieval.words import is_stop_word, tokenise

MOST = 3
"""Parts of a message that are answered one by one; with more, the message is answered as a whole."""
SHORT_TAIL = 5
"""Words of a last part that only names a topic."""
LISTED, ITEM = 5, 6
"""Items of a list of topics at most, and words of an item."""
POINTS = 4
"""Points that each part may have in the joint answer."""

_ASKING = r"(?:(?:after|in|for|at|by|with)\s+)?(?:what|whats|what's|which|how|hows|when|who|whos|where|why|is|are|do|does|can|could|should|would|any)\b"
_BORDER = re.compile(
    rf"(?<=\?)\s+|\n+|\(?\b\d\s*[).]\s+|\s+(?:and|n|&|\+|plus)\s+(?={_ASKING})|,\s*(?:and\s+)?(?={_ASKING})|[.;]\s+(?:and\s+)?(?={_ASKING})", re.IGNORECASE
)
_COUNT = re.compile(r"\b(?:two|2|three|3|couple(?: of)?)\s+(?:things?|questions?|qs?)\b|\bboth:", re.IGNORECASE)
_JOINING = re.compile(r"^(?:and|also|plus|&|\+|,)\s+", re.IGNORECASE)
_ITEMS = re.compile(r"\s*[,;+&]\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_PLUS = re.compile(r"\s*\+\s*|,?\s+and\s+")


class Signs(NamedTuple):
    """What the vocabulary tells of a few words: whether they ask, whether they name a topic by themselves, and which one."""

    asks: Callable[[str], bool]
    topical: Callable[[str], bool]
    topic: Callable[[str], str]


def parts(text: str, signs: Signs) -> list[str]:
    """The parts of a message that may be questions of their own, in order; the message alone where it is one question."""
    bare = _COUNT.sub("", text)
    found = _led([_JOINING.sub("", part, count=1) for part in _stripped(_BORDER.split(bare))])
    head, _, tail = text.rstrip(" ?!.").rpartition(" and ")
    if len(found) < 2 and head and len(tail.split()) <= SHORT_TAIL and signs.topical(tail) and not signs.topical(head):
        return [head.rstrip(" ,"), tail]
    both = _stripped(_PLUS.split(text.strip(" ?!.")))
    if len(both) == 2 and all(len(part.split()) <= SHORT_TAIL and signs.topical(part) for part in both):
        return both
    listed = _listed(bare, signs)
    if len(listed) > 1:
        return listed
    if len(found) < 2 and _COUNT.search(text):
        found = _stripped(_PLUS.split(bare))
    announced = bool(_COUNT.search(text)) and len(found) == 2
    asking = [part for part in found if _content(part) >= 1 and (announced or _asks(part, signs))]
    return asking if 2 <= len(asking) <= MOST else [text]


def _led(found: list[str]) -> list[str]:
    """The parts, one that only points ("what is that") together with the name before it."""
    together: list[str] = []
    for part in found:
        if together and not _content(part) and _content(together[-1]):
            together[-1] += f", {part}"
        else:
            together.append(part)
    return together


def _asks(part: str, signs: Signs) -> bool:
    return (
        part.endswith("?")
        or bool(QUESTION_WORD.search(part) or re.match(_ASKING, part, re.IGNORECASE))
        or signs.asks(part)
        or signs.topical(last_sentence(part))
    )


def _listed(text: str, signs: Signs) -> list[str]:
    """The items behind a colon, those of one topic together, where they name several topics: "lead: years, duties, pay"; else nothing."""
    _, colon, tail = text.strip(" ?!.").partition(":")
    items = _stripped(_ITEMS.split(tail)) if colon else []
    if not 2 <= len(items) <= LISTED or any(len(item.split()) > ITEM for item in items):
        return []
    groups: dict[str, list[str]] = {}
    for item in items:
        groups.setdefault(signs.topic(item), []).append(item)
    return [" ".join(group) for group in groups.values()] if len(groups) > 1 and "" not in groups else []


def _stripped(found: list[str]) -> list[str]:
    return [part.strip(" ,:;") for part in found if part and part.strip(" ,:;")]


def last_sentence(part: str) -> str:
    return re.split(r"[.!?]\s+", part.strip())[-1]


def _content(part: str) -> int:
    return sum(1 for token in tokenise(part) if not is_stop_word(token.text))


def joined(drafts: list[Draft], rest: str) -> Draft | None:
    """One answer of several parts' answers, parts without evidence named in the lead; ``None`` where none is answered.

    ``rest`` is the sentence that introduces the answered parts after one that is not.
    """
    answered = [draft for draft in drafts if draft.answer.outcome == "answered"]
    if not answered:
        return None
    points: list[Point] = []
    for draft in answered:
        said = {(citation.passage, citation.line) for point in points for citation in point.citations}
        points += [point for point in draft.answer.points[:POINTS] if not {(citation.passage, citation.line) for citation in point.citations} <= said]
    refused = [draft.answer.lead for draft in drafts if draft.answer.abstained]
    lead = f"{' '.join(refused)} {rest}" if refused else ""
    answer = Answer(outcome="answered", kind=answered[-1].answer.kind, lead=lead, points=tuple(points))
    passages = tuple(dict.fromkeys(passage for draft in answered for passage in draft.passages))
    return Draft(answer, answered[-1].topic, passages, answered[-1].levels)
