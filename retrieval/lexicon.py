"""The terms of an index as arrays, so that a million of them cost nothing to open: found by hash, checked letter by letter.

Terms are numbered in the order of their 64-bit hash, so a look-up is a binary search in one sorted array, and the arrays can be
mapped from a file as they are. Any string is a term, lone surrogates and NUL included.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Lexicon:
    """Terms and their numbers, from 0 in the order of their hashes."""

    def __init__(self, hashes: NDArray[np.uint64], ends: NDArray[np.int64], letters: NDArray[np.uint8]) -> None:
        self._hashes, self._ends, self._letters = hashes, ends, letters

    @classmethod
    def of(cls, terms: Sequence[str]) -> tuple[Lexicon, NDArray[np.int64]]:
        """The lexicon of distinct ``terms``, and the number it gives to each of them."""
        raw = [_encoded(term) for term in terms]
        hashes = np.asarray([_hash(letters) for letters in raw], dtype=np.uint64)
        order = np.argsort(hashes, kind="stable")
        numbers = np.empty(len(raw), dtype=np.int64)
        numbers[order] = np.arange(len(raw))
        sizes = np.asarray([len(letters) for letters in raw], dtype=np.int64)
        letters = np.frombuffer(b"".join([raw[at] for at in order.tolist()]), dtype=np.uint8)
        return cls(hashes[order], np.cumsum(sizes[order], dtype=np.int64), letters), numbers

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Lexicon:
        """The lexicon that ``arrays()`` described. Raises ``ValueError`` or ``KeyError`` where the arrays are not such."""
        hashes, ends, letters = arrays["hashes"], arrays["ends"], arrays["letters"]
        fits = hashes.dtype == np.uint64 and ends.dtype == np.int64 and letters.dtype == np.uint8 and hashes.shape == ends.shape
        if not fits or (int(ends[-1]) if len(ends) else 0) != len(letters):
            raise ValueError("The arrays of the lexicon do not fit together.")
        return cls(hashes, ends, letters)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What to keep on disk."""
        return {"hashes": self._hashes, "ends": self._ends, "letters": self._letters}

    def __len__(self) -> int:
        return len(self._hashes)

    def __iter__(self) -> Iterator[str]:
        return (self._term(number).decode("utf-8", "surrogatepass") for number in range(len(self)))

    def __contains__(self, term: object) -> bool:
        return isinstance(term, str) and self.find(term) is not None

    def __getitem__(self, term: str) -> int:
        """The number of ``term``. Raises ``KeyError`` where it is none of these terms."""
        number = self.find(term)
        if number is None:
            raise KeyError(term)
        return number

    def find(self, term: str) -> int | None:
        """The number of ``term``, or None where it is none of these terms."""
        raw = _encoded(term)
        wanted = np.uint64(_hash(raw))
        at = int(self._hashes.searchsorted(wanted))
        while at < len(self._hashes) and self._hashes[at] == wanted:
            if self._term(at) == raw:
                return at
            at += 1
        return None

    def _term(self, number: int) -> bytes:
        start = int(self._ends[number - 1]) if number else 0
        return self._letters[start : int(self._ends[number])].tobytes()


def _encoded(term: str) -> bytes:
    return term.encode("utf-8", "surrogatepass")


def _hash(raw: bytes) -> int:
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "little")
