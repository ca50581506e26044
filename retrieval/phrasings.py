"""The ways in which people ask, as an index of their own: how alike is a question to each phrasing?

Likeness is a cosine of two sets of terms weighted by inverse document frequency, 0 to 1. Unlike BM25 it counts words that
only the phrasing has against it, which tells "how long is a bootcamp" from "how long is a bootcamp if I only do evenings".
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import count

import numpy as np
from numpy.typing import NDArray

from retrieval.cache import Arrays, strings_array, strings_of
from retrieval.reading import Term

PHRASING, QUESTION = 0.45, 0.55
"""How much the shares of the phrasing and of the question that are in common count (equal shares would be the cosine)."""
SOFT = 0.3
"""The weight of a function word against a content word's 1."""


class PhrasingIndex:
    """Phrasings as sets of terms. An empty index gives an empty array."""

    def __init__(self, phrasings: Sequence[Sequence[Term]]) -> None:
        self._size = len(phrasings)
        rows = np.repeat(np.arange(self._size, dtype=np.int32), [len(terms) for terms in phrasings])
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        columns = np.fromiter((numbers[term.key] for terms in phrasings for term in terms), dtype=np.int64, count=len(rows))
        soft = np.fromiter((term.soft for terms in phrasings for term in terms), dtype=bool, count=len(rows))
        cells = rows * np.int64(len(numbers)) + columns
        soft = _last(cells, soft)
        first = np.sort(np.unique(cells, return_index=True)[1])
        rows, columns, soft = rows[first], columns[first], soft[first]
        counts = np.bincount(columns, minlength=len(numbers))
        weights = [math.log(1 + (self._size - n + 0.5) / (n + 0.5)) for n in counts.tolist()]
        norms = np.bincount(rows, (np.asarray(weights)[columns] * np.where(soft, SOFT, 1.0)) ** 2, minlength=self._size)
        self._weights = dict(zip(numbers, weights, strict=True))
        self._unknown = math.log(1 + (self._size + 0.5) / 0.5)
        self._norms = np.maximum(norms, 1e-9)
        held, ends = rows[np.argsort(columns, kind="stable")], np.cumsum(counts).tolist()
        self._postings = {key: held[start:end] for key, start, end in zip(numbers, [0, *ends], ends, strict=False)}
        self._typical = self._median()

    def arrays(self) -> Arrays:
        """What to keep on disk."""
        rows = list(self._postings.values())
        return {
            "norms": self._norms,
            "keys": strings_array(self._postings),
            "weights": np.asarray([self._weights[key] for key in self._postings]),
            "ends": np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64),
            "rows": np.concatenate([np.zeros(0, dtype=np.int32), *rows]),
        }

    @classmethod
    def of(cls, arrays: Arrays) -> PhrasingIndex:
        """The index that ``arrays()`` described. Raises ``ValueError`` or ``KeyError`` where the arrays are not such."""
        index = cls([])
        keys, ends, rows = strings_of(arrays["keys"]), arrays["ends"].tolist(), arrays["rows"]
        index._norms, index._size = arrays["norms"], len(arrays["norms"])
        if not len(keys) == len(arrays["weights"]) == len(ends) - 1 or ends[-1] != len(rows) or (len(rows) and int(rows.max()) >= index._size):
            raise ValueError("The arrays of the phrasings do not fit together.")
        index._weights = dict(zip(keys, arrays["weights"].tolist(), strict=True))
        index._unknown = math.log(1 + (index._size + 0.5) / 0.5)
        index._postings = {key: rows[start:end] for key, start, end in zip(keys, ends, ends[1:], strict=False)}
        index._typical = index._median()
        return index

    def _median(self) -> float:
        """The median weight (``np.median`` would import masked arrays, which takes longer than all the rest of a start's look-ups)."""
        ordered = sorted(self._weights.values())
        return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2 if ordered else 1.0

    def __len__(self) -> int:
        return self._size

    def weight(self, key: str) -> float:
        """How telling a term is: its idf among the phrasings, the largest for one that none holds."""
        return self._weights.get(key, self._unknown)

    def likeness(self, query: Mapping[str, float]) -> NDArray[np.float64]:
        """How alike the query is to each phrasing. ``query`` maps terms to a weight of their own (``SOFT`` to 1).

        Terms that no phrasing holds count half: a story's many rare words should not hide the question in it.
        """
        common = np.zeros(self._size)
        length = 0.0
        for key, own in query.items():
            if key in self._postings:
                length += (own * self._weights[key]) ** 2
                common[self._postings[key]] += (own * self._weights[key]) ** 2
            else:
                length += (0.5 * own * self._typical) ** 2
        if not length:
            return common
        return np.minimum(common / self._norms, 1.0) ** PHRASING * np.minimum(common / length, 1.0) ** QUESTION

    def agreement(self, query: Mapping[str, float]) -> NDArray[np.float64]:
        """The stricter measure for small talk: the smaller of the shares of the phrasing and of the question in common."""
        common = np.zeros(self._size)
        length = 0.0
        for key, own in query.items():
            weight = (own * self._weights.get(key, self._typical)) ** 2
            length += weight
            if key in self._postings:
                common[self._postings[key]] += weight
        return np.minimum(np.minimum(common / self._norms, common / length), 1.0) if length else common


def _last(cells: NDArray[np.int64], values: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each cell the value at its last occurrence: a word that stands twice is a function word where it is one at the end."""
    order = np.argsort(cells, kind="stable")
    ends = np.searchsorted(cells[order], cells, side="right") - 1
    return values[order[ends]]
