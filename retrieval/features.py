"""What a text's words tell, as numbers: its terms and the pairs of neighbouring ones, each once.

A pair's number is made of its terms' numbers, so that a quarter of a million pairs need no strings of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.cache import Arrays, strings_array, strings_of
from retrieval.rows import Array, Rows

_BETWEEN = " "
"""Stands between the two terms of a pair. No term holds a space."""


class Features:
    """The terms and pairs that a set of texts holds, numbered from 0."""

    def __init__(self, keys: Sequence[str], codes: Array) -> None:
        self._keys = keys
        self._numbers = {key: at for at, key in enumerate(keys)}
        self._codes = codes

    def __len__(self) -> int:
        return len(self._codes)

    def find(self, names: Sequence[str]) -> Array:
        """For each term or pair its number; -1 for one that no text holds."""
        codes = np.fromiter(map(self._code, names), dtype=np.int64, count=len(names))
        if not len(self._codes):
            return np.full(len(names), -1)
        at = np.minimum(self._codes.searchsorted(codes), len(self._codes) - 1)
        return np.where(self._codes[at] == codes, at, -1)

    def _code(self, name: str) -> int:
        one, pair, other = name.partition(_BETWEEN)
        numbers, size = self._numbers, len(self._keys)
        if not pair:
            return numbers.get(one, -1)
        first, second = numbers.get(one, -1), numbers.get(other, -1)
        return size + first * size + second if first >= 0 and second >= 0 else -1

    def arrays(self) -> Arrays:
        """What to keep on disk."""
        return {"keys": strings_array(self._keys), "codes": self._codes}

    @classmethod
    def of(cls, arrays: Arrays) -> Features:
        """The features that ``arrays()`` described. Raises ``ValueError`` or ``KeyError`` where the arrays are not such."""
        keys, codes = strings_of(arrays["keys"]), arrays["codes"]
        if len(codes) and not (int(codes[0]) >= 0 and bool((np.diff(codes) > 0).all())):
            raise ValueError("The numbers of the features are out of order.")
        return cls(keys, codes)


class Sightings(tuple[Array, Array]):
    """Which feature stands in which text: two arrays of the same length, by feature."""

    __slots__ = ()


def features_of(texts: Rows, terms: Sequence[tuple[str, bool]]) -> tuple[Features, Sightings]:
    """The features of texts given as runs of numbers of ``terms``, and where each of them stands."""
    keys = sorted({key for key, _ in terms})
    places = {key: at for at, key in enumerate(keys)}
    numbers = np.fromiter((places[key] for key, _ in terms), dtype=np.int64, count=len(terms))[texts.values]
    owners, size = texts.owners, len(keys)
    beside = np.flatnonzero(owners[1:] == owners[:-1])
    codes = np.concatenate([numbers, size + numbers[beside] * size + numbers[beside + 1]])
    cells = np.sort(codes * max(texts.count, 1) + np.concatenate([owners, owners[beside]]))
    cells = cells[np.diff(cells, prepend=-1) > 0]
    codes, owners = np.divmod(cells, max(texts.count, 1))
    new = np.diff(codes, prepend=-1) > 0
    return Features(keys, codes[new]), Sightings((np.cumsum(new) - 1, owners))
