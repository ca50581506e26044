"""Rows of numbers of different lengths in two arrays: a hundred thousand of them are cut, joined and put in another order at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_LARGEST = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Rows:
    """The numbers of all rows one after the other, and where each row ends."""

    values: Array
    ends: Array

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Rows:
        """Rows given one by one."""
        ends = np.cumsum(np.fromiter(map(len, rows), dtype=np.int64, count=len(rows)), dtype=np.int64)
        total = int(ends[-1]) if len(ends) else 0
        return cls(np.fromiter(chain.from_iterable(rows), dtype=np.int32, count=total), ends)

    def __getitem__(self, at: int) -> Array:
        """The numbers of one row."""
        row: Array = self.values[(self.ends[at - 1] if at else 0) : self.ends[at]]
        return row

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.ends)

    @property
    def starts(self) -> Array:
        """Where each row begins."""
        return self.ends - self.lengths

    @property
    def lengths(self) -> Array:
        """How many numbers each row has."""
        return np.diff(self.ends, prepend=0)

    @property
    def owners(self) -> Array:
        """For each number its row's."""
        return np.repeat(np.arange(self.count, dtype=np.int64), self.lengths)

    def take(self, places: Array) -> Rows:
        """The rows at ``places``, in that order; a row may be taken several times."""
        lengths = self.lengths[places]
        ends = np.cumsum(lengths, dtype=np.int64)
        at = np.arange(int(ends[-1]) if len(ends) else 0, dtype=np.int64) + np.repeat(self.starts[places] - (ends - lengths), lengths)
        return Rows(self.values[at], ends)

    def first(self, count: int) -> Rows:
        """The first rows."""
        ends = self.ends[:count]
        return Rows(self.values[: int(ends[-1]) if len(ends) else 0], ends)

    def then(self, other: Rows) -> Rows:
        """These rows and the other ones after them."""
        return Rows(np.concatenate([self.values, other.values]), np.concatenate([self.ends, other.ends + len(self.values)]))

    def holding(self, wanted: Array) -> Array:
        """For each row whether it holds one of the numbers that are ``wanted`` (a truth value for each number that occurs)."""
        found = np.zeros(self.count, dtype=bool)
        found[self.owners[wanted[self.values]]] = True
        return found

    def fits(self, size: int) -> bool:
        """Whether the arrays fit together, and all numbers are below ``size``."""
        whole = not len(self.ends) or (int(self.ends[0]) >= 0 and bool((np.diff(self.ends) >= 0).all()))
        within = not len(self.values) or (int(self.values.min()) >= 0 and int(self.values.max()) < size)
        return whole and within and (int(self.ends[-1]) if len(self.ends) else 0) == len(self.values)


def in_order(numbers: Array) -> Array:
    """The places of whole numbers from 0, the smallest number first, equal ones as they stand: a stable argsort in a tenth of its time."""
    size = len(numbers)
    if not size or int(numbers.max()) >= _LARGEST // size:
        return np.argsort(numbers, kind="stable")
    order: Array = np.sort(numbers.astype(np.int64) * size + np.arange(size)) % size
    return order


def places_of(values: Array, size: int) -> tuple[Array, Array]:
    """The distinct ones of ``values`` (whole numbers below ``size``) in order, and for each value its place among them, without sorting."""
    distinct = np.flatnonzero(np.bincount(values, minlength=size)) if len(values) else np.zeros(0, dtype=np.int64)
    places = np.zeros(size, dtype=np.int64)
    places[distinct] = np.arange(len(distinct))
    return distinct, places[values]


def numbered(rows: Iterable[Iterable[Any]], numbers: dict[Any, int]) -> list[list[int]]:
    """The rows with a number for each value; ``numbers`` gets those that it does not have yet."""
    return [[numbers.setdefault(value, len(numbers)) for value in row] for row in rows]
