"""Which passage an old answer meant, and whether it still says the same.

A passage's id stays while its heading stays; a stamp adds a hash of its words. With it, an answer of last month can open its passage
today and say whether it has changed since, or find it where its heading was reworded but its words were kept.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Literal, NamedTuple

from retrieval.library import Library
from retrieval.passage import Passage
from retrieval.words import comparable

_MARK = "@"
_DIGITS = 10
_STAMP = re.compile(rf"(.+){_MARK}([0-9a-f]{{{_DIGITS}}})", re.DOTALL)

State = Literal["same", "changed", "gone"]


class Found(NamedTuple):
    """The passage that a stamp means today (none where it is gone), and whether its words are those of then."""

    passage: Passage | None
    state: State


def digest(passage: Passage) -> str:
    """A hash of a passage's words and figures: marks, capitals and line breaks make no difference, a word or digit does."""
    return sha256(comparable(passage.text).encode()).hexdigest()[:_DIGITS]


def stamp(passage: Passage) -> str:
    """The passage's id and hash, to keep with an answer."""
    return f"{passage.id}{_MARK}{digest(passage)}"


def look_up(stamped: str, library: Library) -> Found:
    """What a stamp, or a bare id, means in a library. A bare id can't tell a change: what is there counts as the same."""
    match = _STAMP.fullmatch(stamped)
    ident, kept = (match.group(1), match.group(2)) if match else (stamped, "")
    passage = library.by_id.get(ident)
    if passage is not None and (not kept or digest(passage) == kept):
        return Found(passage, "same")
    moved = next((other for other in library.passages if kept and other.guide == ident.partition("#")[0] and digest(other) == kept), None)
    if moved is not None:
        return Found(moved, "same")
    return Found(passage, "changed" if passage is not None else "gone")
