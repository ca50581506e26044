"""BM25 over passages: rank-bm25's statistics, compiled to postings and scored by adding up only what the query names.

Score of a document d for a query q: sum over terms t of weight(t) · idf(t) · f·(k1+1) / (f + k1·(1 - b + b·|d|/avgdl)),
with f the frequency of t in d (Robertson and Zaragoza 2009). ``idf="okapi"`` is rank-bm25's, to 1e-9: 0 for a term in half of the
documents, and a flat floor beyond. The default ``"lucene"`` is ln(1 + (N - n + 0.5) / (n + 0.5)): always positive, falling with n,
and right for one or two passages (docs/decisions/0010).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from retrieval.counts import FITTED, Progress
from retrieval.index import Hit
from retrieval.postings import EPSILON, Postings, compile_postings
from retrieval.selection import Query, Row, add_up, best

K1 = 1.5
B = 0.75
Idf = Literal["lucene", "okapi"]
_REMEMBERED = 8192
_LONG = 64
_BOUND = attrgetter("bound")


class WeightError(ValueError):
    """A query's weight that is negative or not finite; ``term`` says whose."""

    def __init__(self, term: str, weight: float) -> None:
        self.term, self.weight = term, weight
        super().__init__(f"The term {term[:40]!r} has the weight {weight}: give a finite one of at least 0.")


class Bm25Index:
    """An immutable index over documents given as runs of terms. Empty corpora and empty documents are allowed."""

    def __init__(
        self, documents: Sequence[Sequence[str]], k1: float = K1, b: float = B, idf: Idf = "lucene", fitted: int = FITTED, progress: Progress | None = None
    ) -> None:
        self._open(compile_postings({"": documents}, k1, b, fitted, progress), idf)

    @classmethod
    def of(cls, postings: Postings, idf: Idf = "lucene") -> Bm25Index:
        """The index over compiled postings, such as a cache keeps."""
        index = cls.__new__(cls)
        index._open(postings, idf)
        return index

    def _open(self, postings: Postings, idf: Idf) -> None:
        if idf not in ("lucene", "okapi"):
            raise ValueError(f"idf is {idf!r}: give 'lucene' or 'okapi'.")
        self.postings = postings
        self._size = postings.size
        self._form = idf
        self._levels = np.ascontiguousarray(postings.levels)
        self._known: dict[str, Row | None] = {}
        self._scratch: list[NDArray[np.float64]] = []

    def __len__(self) -> int:
        return self._size

    def idf(self, term: str) -> float:
        """The term's inverse document frequency in the index's form; for an unknown term that of a term in no document."""
        row = self._row(term)
        return row.factor if row else self._idf(0)

    def holds(self, term: str) -> bool:
        """Whether any document holds the term."""
        return self._row(term) is not None

    def scores(self, query: Mapping[str, float]) -> NDArray[np.float64]:
        """Every document's score, in corpus order."""
        return add_up(self._query(query), self._size)

    def search(self, query: Mapping[str, float], k: int) -> list[Hit]:
        """The best ``k`` documents that share a term with the query, best first; ties in corpus order. A ``k`` below 1 gives none."""
        documents, scores = best(self._query(query), self._size, k, self._scratch)
        return list(map(Hit, documents.tolist(), scores.tolist()))

    def _query(self, query: Mapping[str, float]) -> Query:
        """The postings of the query's terms that the index holds. Raises ``WeightError`` for a weight below 0 or not finite."""
        rows: list[Row] = []
        for term, weight in query.items():
            if not 0 <= weight < math.inf:
                raise WeightError(term, weight)
            row = self._row(term) if weight else None
            if row is not None:
                factor = weight * row.factor
                rows.append(Row(row.documents, row.codes, factor, factor * row.bound))
        rows.sort(key=_BOUND, reverse=True)
        return Query(rows, self._levels)

    def _row(self, term: str) -> Row | None:
        """A term's postings with its IDF as the factor and its largest impact as the bound."""
        if term in self._known:
            return self._known[term]
        number = self.postings.lexicon.find(term)
        row = None if number is None else self._cut(number)
        if len(term) <= _LONG:
            if len(self._known) >= _REMEMBERED:
                self._known = {}
            self._known[term] = row
        return row

    def _cut(self, number: int) -> Row:
        start, end = self.postings.starts[number : number + 2].tolist()
        documents, codes = np.asarray(self.postings.documents[start:end]), np.asarray(self.postings.codes[start:end])
        return Row(documents, codes, self._idf(end - start), float(self.postings.peaks[number]))

    def _idf(self, n: int) -> float:
        if self._form == "lucene":
            return math.log(1 + (self._size - n + 0.5) / (n + 0.5))
        plain = math.log(self._size - n + 0.5) - math.log(n + 0.5)
        return plain if plain >= 0 else self._floor

    @cached_property
    def _floor(self) -> float:
        """What rank-bm25 gives to terms in more than half of the documents: a share of the average over all terms."""
        n = np.diff(self.postings.starts)
        return EPSILON * float(np.mean(np.log(self._size - n + 0.5) - np.log(n + 0.5))) if len(n) else 0.0
