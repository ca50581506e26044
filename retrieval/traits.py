"""Traits: what the passages of a library are about, as arrays, so that a question is held against all of them at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from retrieval.library import Library

Values = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Names:
    """Which passage has which of some names."""

    def __init__(self, of: Sequence[Collection[str]]) -> None:
        self._size = len(of)
        self._names = sorted({name for names in of for name in names})
        at = {name: place for place, name in enumerate(self._names)}
        self._passages = np.repeat(np.arange(len(of)), [len(names) for names in of])
        self._places = np.asarray([at[name] for names in of for name in names], dtype=np.int64)

    def best(self, values: Mapping[str, float]) -> Values:
        """For each passage the highest value of its names; 0 for one that has none of them."""
        known = np.asarray([values.get(name, 0.0) for name in self._names], dtype=np.float64)
        found = np.zeros(self._size)
        np.maximum.at(found, self._passages, known[self._places])
        return found

    def having(self, names: Iterable[str]) -> Flags:
        """The passages that have at least one of the names."""
        return self.best(dict.fromkeys(names, 1.0)) > 0


class Traits:
    """What of each passage is the same for every question, in the library's order."""

    def __init__(self, library: Library) -> None:
        passages = library.passages
        measures = [library.measures(passage.id) for passage in passages]
        self.ids = tuple(passage.id for passage in passages)
        self.guides = Names([(passage.guide,) for passage in passages])
        self.subjects = Names([passage.subjects for passage in passages])
        self.topics = Names([passage.about.topics for passage in passages])
        self.level_topics = Names([passage.about.topics if passage.about.levels else () for passage in passages])
        """The topics of the passages whose heading names a level."""
        self.named = Names([passage.about.named for passage in passages])
        self.levels = Names([passage.about.levels for passage in passages])
        """All levels of the heading."""
        self.first_level = Names([passage.about.levels[:1] for passage in passages])
        self.leveled = _flags(bool(passage.about.levels) for passage in passages)
        self.placed = _flags(any(name.startswith("place:") for name in passage.about.named) for passage in passages)
        self.pay = _flags("pay" in found for found in measures)
        self.years = _flags("years" in found for found in measures)
        self.tabled = _flags(passage.table is not None for passage in passages)
        self.worded = _flags(any(statement.kind != "row" and not statement.introduces for statement in passage.statements) for passage in passages)
        """The passages that say more than their table."""
        families = {family: at for at, family in enumerate(dict.fromkeys((passage.guide, *passage.path[:-1]) for passage in passages))}
        self.family = np.asarray([families[(passage.guide, *passage.path[:-1])] for passage in passages], dtype=np.int64)
        """A number for the heading under which each passage stands."""


def _flags(found: Iterable[bool]) -> Flags:
    return np.asarray(list(found), dtype=np.bool_)
