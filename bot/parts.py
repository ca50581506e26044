"""Two questions in one message: where a message falls into parts that each ask something of their own.

A part begins at a sentence that asks, at an enumeration ("(1) … (2) …"), or where "and" or "+" is followed by a question word.
Whether the parts are answered one by one is decided by what they find: parts that lead to the same sections are one question.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.answer import Answer, Point
from bot.case import Draft
from retrieval.words import is_stop_word, tokenise

MOST = 3
"""Parts of a message that are answered one by one; with more, the message is answered as a whole."""
SHORT_TAIL = 4
"""Words of a last part that only names a topic."""
POINTS = 4
"""Points that each part may have in the joint answer."""

_ASKING = r"(?:(?:after|in|for|at|by|with)\s+)?(?:what|whats|what's|which|how|hows|when|who|whos|where|why|is|are|do|does|can|could|should|would|any)\b"
_BORDER = re.compile(
    rf"(?<=\?)\s+|\n+|\(?\b\d\s*[).]\s+|\s+(?:and|&|\+|plus)\s+(?={_ASKING})|,\s*(?:and\s+)?(?={_ASKING})|[.;]\s+(?:and\s+)?(?={_ASKING})", re.IGNORECASE
)
_WH = re.compile(r"\b(?:what|whats|what's|which|how|hows|when|who|where|why)\b", re.IGNORECASE)
_COUNT = re.compile(r"\b(?:two|2|three|3|couple(?: of)?)\s+(?:things?|questions?|qs?)\b|\bboth:", re.IGNORECASE)
_JOINING = re.compile(r"(?:and|also|plus|&|\+|,)\s+", re.IGNORECASE)
_PLUS = re.compile(r"\s*\+\s*|,?\s+and\s+")


def parts(text: str, topical: Callable[[str], bool]) -> list[str]:
    """The parts of a message that may be questions of their own, in order; the message alone where it is one question.

    ``topical`` says whether a few words name a topic by themselves ("…, and pay?").
    """
    found = [
        _JOINING.sub("", part.strip(" ,:;"), count=1) if _JOINING.match(part.strip(" ,:;")) else part.strip(" ,:;")
        for part in _BORDER.split(_COUNT.sub("", text))
    ]
    head, _, tail = text.rstrip(" ?!.").rpartition(" and ")
    if len(found) < 2 and head and len(tail.split()) <= SHORT_TAIL and topical(tail) and not topical(head):
        return [head.rstrip(" ,"), tail]
    if len(found) < 2 and _COUNT.search(text):
        found = [part.strip(" ,:;") for part in _PLUS.split(_COUNT.sub("", text))]
    asking = [
        part
        for part in found
        if _content(part) >= 1 and (part.endswith("?") or _WH.search(part) or re.match(_ASKING, part, re.IGNORECASE) or topical(last_sentence(part)))
    ]
    return asking if 2 <= len(asking) <= MOST else [text]


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
        points += [point for point in draft.answer.points[:POINTS] if point not in points]
    refused = [draft.answer.lead for draft in drafts if draft.answer.abstained]
    lead = f"{' '.join(refused)} {rest}" if refused else ""
    answer = Answer(outcome="answered", kind=answered[-1].answer.kind, lead=lead, points=tuple(points))
    passages = tuple(dict.fromkeys(passage for draft in answered for passage in draft.passages))
    return Draft(answer, answered[-1].topic, passages, answered[-1].levels)
