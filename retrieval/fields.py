"""The fields of a passage, how much each counts, and the index over all of them: the one place for these weights.

A passage is found by its text, its headings, how people ask for it, and pairs of neighbouring words. Each field is scored on
its own, since a word says more in a heading of five words than in a text of two hundred, and the weighted scores are added.
Each weight is there because a figure says so: docs/decisions/0011, reproduced by ``make bench-quality``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from retrieval.bm25 import K1, B, Bm25Index, WeightError
from retrieval.cache import Arrays
from retrieval.counts import Counts, Documents, Progress
from retrieval.index import Hit
from retrieval.postings import Postings, compile_postings, postings_of

TEXT = 1.0
HEADING_LEAST, HEADING_MOST, HEADING_LENGTH = 0.3, 1.0, 80.0
"""Headings count the more, the shorter the passages are: ``HEADING_LENGTH`` terms / the average, between the two."""
ASKED = 0.5
PAIRS = 0.2
GUIDES = {"text": 0.5, "heading": 0.5, "asked": 1.0, "pairs": 0.4}
"""The weights for guides, whose sections say how people ask for them: found on conversations (docs/decisions/0011)."""
FUNCTION_WORD = 0.2
"""The weight of "how", "what", "the" … against another word's 1: question words tell, but little."""
EARLIER, FADING = 0.4, 0.5
"""The weight of the question before in a follow-up, and by how much each one before that counts less."""

_BETWEEN = " "
"""Stands between the two terms of a pair. No token holds a space."""


class FieldedIndex:
    """An index over passages with several fields; behind the same seam as one without. Queries come from ``ask``."""

    def __init__(
        self, fields: Mapping[str, Documents], weights: Mapping[str, float] | None = None, k1: float = K1, b: float = B, progress: Progress | None = None
    ) -> None:
        named = {name: fields[name] for name in _LETTERS if name in fields}
        if unknown := set(fields) - set(named):
            raise ValueError(f"There is no field {sorted(unknown)}: the fields are {sorted(_LETTERS)}.")
        postings = compile_postings({_LETTERS[name]: documents for name, documents in named.items()}, k1, b, progress=progress)
        self._open(postings, weights or field_weights(named))

    @classmethod
    def of_counts(cls, fields: Mapping[str, Counts], weights: Mapping[str, float]) -> FieldedIndex:
        """The index over fields that are counted already."""
        return cls.of(postings_of({_LETTERS[name]: fields[name] for name in _LETTERS if name in fields}, K1, B), weights)

    @classmethod
    def of(cls, postings: Postings, weights: Mapping[str, float]) -> FieldedIndex:
        """The index over compiled postings, such as a cache keeps."""
        index = cls.__new__(cls)
        index._open(postings, weights)
        return index

    @classmethod
    def from_arrays(cls, arrays: Arrays, weights: Mapping[str, float]) -> FieldedIndex:
        """The index over postings' arrays. Raises ``ValueError`` or ``KeyError`` where they are not such."""
        return cls.of(Postings.from_arrays(arrays), weights)

    def _open(self, postings: Postings, weights: Mapping[str, float]) -> None:
        self.postings, self.weights = postings, dict(weights)
        self._index = Bm25Index.of(postings)
        self._words = [(_LETTERS[name], weight) for name, weight in weights.items() if name != "pairs" and weight]
        self._fields = [(_LETTERS[name], weight) for name, weight in weights.items() if weight]

    def __len__(self) -> int:
        return len(self._index)

    def holds(self, term: str) -> bool:
        """Whether any field of any document holds the term."""
        return any(self._index.holds(letter + term) for letter, _ in self._of(term))

    def idf(self, term: str) -> float:
        """The inverse document frequency of the term in the first field that holds it."""
        return next((self._index.idf(letter + term) for letter, _ in self._of(term) if self._index.holds(letter + term)), self._index.idf(term))

    def scores(self, query: Mapping[str, float]) -> NDArray[np.float64]:
        """Every document's score, in corpus order."""
        return self._index.scores(self._spread(query))

    def search(self, query: Mapping[str, float], k: int) -> list[Hit]:
        """The best ``k`` documents that share a term with the query in any field, best first; ties in corpus order."""
        return self._index.search(self._spread(query), k)

    def _spread(self, query: Mapping[str, float]) -> dict[str, float]:
        spread: dict[str, float] = {}
        for term, weight in query.items():
            if not 0 <= weight < math.inf:
                raise WeightError(term, weight)
            for letter, share in self._of(term):
                spread[letter + term] = weight * share
        return spread

    def _of(self, term: str) -> list[tuple[str, float]]:
        return self._fields if _BETWEEN in term else self._words


_LETTERS = {"text": "t", "heading": "h", "asked": "a", "pairs": "p"}


def field_weights(fields: Mapping[str, Documents]) -> dict[str, float]:
    """The weight of each field in a corpus with these."""
    texts = fields.get("text", ())
    average = sum(map(len, texts)) / max(len(texts), 1)
    heading = min(max(HEADING_LENGTH / max(average, 1.0), HEADING_LEAST), HEADING_MOST)
    weights = {"text": TEXT, "heading": heading, "asked": ASKED, "pairs": PAIRS}
    return {name: weights[name] for name in _LETTERS if name in fields}


def pairs(terms: Sequence[tuple[str, bool]]) -> list[str]:
    """The pairs of neighbouring terms, function words (those marked True) left out."""
    telling = [term for term, is_function_word in terms if not is_function_word]
    return [first + _BETWEEN + second for first, second in pairwise(telling)]


def ask(terms: Sequence[tuple[str, bool]], weight: float = 1.0) -> dict[str, float]:
    """A run of terms (with whether each is a function word) as a query: each term's and pair's weight."""
    query: dict[str, float] = {}
    for term, is_function_word in terms:
        query[term] = query.get(term, 0.0) + weight * (FUNCTION_WORD if is_function_word else 1.0)
    for pair in pairs(terms):
        query[pair] = query.get(pair, 0.0) + weight
    return query


def follow_up(turns: Iterable[Sequence[tuple[str, bool]]]) -> dict[str, float]:
    """The last of a conversation's questions as a query to which the earlier ones, given in order, add a little."""
    query: dict[str, float] = {}
    for age, terms in enumerate(reversed(list(turns))):
        share = EARLIER * FADING ** (age - 1) if age else 1.0
        for term, weight in ask(terms, share).items():
            query[term] = query.get(term, 0.0) + weight
    return query
