"""The ways in which people ask, as an index of their own: how alike is a question to each phrasing?

Likeness is a cosine of two sets of terms weighted by inverse document frequency, 0 to 1. Unlike BM25 it counts words that
only the phrasing has against it, which tells "how long is a bootcamp" from "how long is a bootcamp if I only do evenings".
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.cache import Arrays, strings_array, strings_of
from retrieval.rows import Array, Rows, in_order

PHRASING, QUESTION = 0.45, 0.55
"""How much the shares of the phrasing and of the question that are in common count (equal shares would be the cosine)."""
SOFT = 0.3
"""The weight of a function word against a content word's 1."""


class PhrasingIndex:
    """Phrasings as sets of terms. An empty index gives an empty array."""

    def __init__(self, phrasings: Rows, terms: Sequence[tuple[str, bool]]) -> None:
        """``phrasings`` are runs of numbers of ``terms``: a key, and whether it is a function word there."""
        self._size = phrasings.count
        keys, columns = _keyed(terms, phrasings.values)
        rows, columns, soft = _distinct(phrasings.owners, columns, np.asarray([soft for _, soft in terms], dtype=bool)[phrasings.values], len(keys))
        counts = np.bincount(columns, minlength=len(keys))
        weights = [math.log(1 + (self._size - n + 0.5) / (n + 0.5)) for n in counts.tolist()]
        norms = np.bincount(rows, (np.asarray(weights)[columns] * np.where(soft, SOFT, 1.0)) ** 2, minlength=self._size)
        self._open(keys, weights, np.cumsum(counts), rows[in_order(columns)].astype(np.int32), np.maximum(norms, 1e-9))

    def arrays(self) -> Arrays:
        """What to keep on disk."""
        rows = list(self._postings.values())
        return {
            "norms": self._norms,
            "keys": strings_array(self._postings),
            "weights": np.asarray([self._weights[key] for key in self._postings], dtype=np.float64),
            "ends": np.cumsum([len(row) for row in rows], dtype=np.int64),
            "rows": np.concatenate([np.zeros(0, dtype=np.int32), *rows]),
        }

    @classmethod
    def of(cls, arrays: Arrays) -> PhrasingIndex:
        """The index that ``arrays()`` described. Raises ``ValueError`` or ``KeyError`` where the arrays are not such."""
        index = cls.__new__(cls)
        keys, ends, rows = strings_of(arrays["keys"]), arrays["ends"], arrays["rows"]
        index._size = len(arrays["norms"])
        if not len(keys) == len(arrays["weights"]) == len(ends) or not Rows(rows, ends).fits(index._size):
            raise ValueError("The arrays of the phrasings do not fit together.")
        index._open(keys, arrays["weights"].tolist(), ends, rows, arrays["norms"])
        return index

    def _open(self, keys: Sequence[str], weights: Sequence[float], ends: Array, rows: Array, norms: Array) -> None:
        self._weights = dict(zip(keys, weights, strict=True))
        self._unknown = math.log(1 + (self._size + 0.5) / 0.5)
        self._norms: NDArray[np.float64] = norms
        places = ends.tolist()
        self._postings = {key: rows[start:end] for key, start, end in zip(keys, [0, *places], places, strict=False)}
        self._typical = self._median()

    def _median(self) -> float:
        """The median weight (``np.median`` would import masked arrays, which takes longer than all the rest of a start's look-ups)."""
        ordered = sorted(self._weights.values())
        return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2 if ordered else 1.0

    def __len__(self) -> int:
        return self._size

    def weight(self, key: str) -> float:
        """How telling a term is: its idf among the phrasings, the largest for one that none holds."""
        return self._weights.get(key, self._unknown)

    def alike(self, query: Mapping[str, float], strict: NDArray[np.bool_]) -> tuple[Array, NDArray[np.float64]]:
        """The phrasings that share a term with the query, and how alike each is. ``query`` maps terms to a weight of their own (``SOFT`` to 1).

        Terms that no phrasing holds count half: a story's many rare words should not hide the question in it. ``strict`` phrasings, such as
        small talk, are measured by agreement: the smaller of the shares of the phrasing and of the question in common, where such terms count whole.
        """
        common = np.zeros(self._size)
        length = agreed = 0.0
        for key, own in query.items():
            weight = (own * self._weights.get(key, self._typical)) ** 2
            agreed += weight
            if key in self._postings:
                length += weight
                common[self._postings[key]] += weight
            else:
                length += (0.5 * own * self._typical) ** 2
        places = np.flatnonzero(common)
        shared = common[places]
        if not len(places):
            return places, shared
        of_phrasing, exact = shared / self._norms[places], strict[places]
        likeness = np.minimum(of_phrasing, 1.0) ** PHRASING * np.minimum(shared / length, 1.0) ** QUESTION
        likeness[exact] = np.minimum(np.minimum(of_phrasing[exact], shared[exact] / agreed), 1.0)
        return places, likeness


def _keyed(terms: Sequence[tuple[str, bool]], numbers: Array) -> tuple[list[str], Array]:
    """The keys of the terms that occur, in order, and for each number of a term its key's."""
    occurring = np.flatnonzero(np.bincount(numbers, minlength=len(terms))).tolist()
    keys = sorted({terms[at][0] for at in occurring})
    places = {key: at for at, key in enumerate(keys)}
    key_of = np.zeros(len(terms), dtype=np.int64)
    key_of[occurring] = [places[terms[at][0]] for at in occurring]
    return keys, key_of[numbers]


def _distinct(rows: Array, columns: Array, soft: Array, width: int) -> tuple[Array, Array, Array]:
    """Each cell once, where it stands first. A word that stands twice is a function word where it is one at the end."""
    cells = rows * width + columns
    order = in_order(cells)
    cells = cells[order]
    starts = np.flatnonzero(np.diff(cells, prepend=-1))
    ends = np.append(starts[1:], len(cells)) - 1
    first, last = order[starts], order[ends]
    there = in_order(first)
    return rows[first[there]], columns[first[there]], soft[last[there]]
