"""BM25 over passages. rank-bm25 fits the statistics, which are compiled once into postings and scored by gather-add.

Score of a document d for a query q: sum over terms t of weight(t) · idf(t) · f·(k1+1) / (f + k1·(1 - b + b·|d|/avgdl)),
with f the frequency of t in d (Robertson and Zaragoza 2009). rank-bm25's own idf is 0 for a term in half of the documents and
negative beyond; here it is the smoothed, always positive ln(1 + (N - n + 0.5) / (n + 0.5)).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from retrieval.index import Hit

K1 = 1.2
B = 0.6


class Bm25Index:
    """An immutable index over documents given as runs of terms. Empty corpora and empty documents are allowed."""

    def __init__(self, documents: Sequence[Sequence[str]], k1: float = K1, b: float = B) -> None:
        self._size = len(documents)
        self._postings: dict[str, tuple[NDArray[np.int32], NDArray[np.float64]]] = {}
        if not any(documents):
            return
        fitted = BM25Okapi([list(document) for document in documents], k1=k1, b=b)
        lengths = np.asarray(fitted.doc_len, dtype=np.float64)
        norms = k1 * (1 - b + b * lengths / fitted.avgdl)
        places: dict[str, list[tuple[int, int]]] = {}
        for at, frequencies in enumerate(fitted.doc_freqs):
            for term, frequency in frequencies.items():
                places.setdefault(term, []).append((at, frequency))
        for term, found in places.items():
            where = np.asarray([at for at, _ in found], dtype=np.int32)
            frequency = np.asarray([count for _, count in found], dtype=np.float64)
            self._postings[term] = (where, frequency * (k1 + 1) / (frequency + norms[where]))

    def __len__(self) -> int:
        return self._size

    def idf(self, term: str) -> float:
        """ln(1 + (N - n + 0.5) / (n + 0.5)): always positive, largest for a term in no document."""
        n = len(self._postings[term][0]) if term in self._postings else 0
        return math.log(1 + (self._size - n + 0.5) / (n + 0.5))

    def holds(self, term: str) -> bool:
        """Whether any document holds the term."""
        return term in self._postings

    def scores(self, query: Mapping[str, float]) -> NDArray[np.float64]:
        """Every document's score, in corpus order."""
        total = np.zeros(self._size)
        for term, weight in query.items():
            if term in self._postings:
                where, impact = self._postings[term]
                total[where] += weight * self.idf(term) * impact
        return total

    def search(self, query: Mapping[str, float], k: int) -> list[Hit]:
        scores = self.scores(query)
        best = np.argsort(-scores, kind="stable")[: max(k, 0)]
        return [Hit(int(at), float(scores[at])) for at in best if scores[at] > 0]
