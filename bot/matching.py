"""How alike is a question to everything the knowledge knows how people ask: sections, topics, limits, small talk, moves?

All phrasings stand in one index, so that they compete: a question about an exam's fee is nearer to the limit "exam fees" than to
the section on certifications, and that decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from bot.learning import Learned, Owner, learn, limits_of, phrasings
from retrieval.library import Library
from retrieval.reading import Reading, Term
from retrieval.rows import Array

POOLED = 0.96
"""A section of a level may also be found by what people ask of the same topic at another level, at this discount."""
NAMED = 400
"""So many of the nearest phrasings are told by their words, for explanations and follow-ups."""
STRICT = ("courtesy", "move")
"""Small talk and moves must be the whole of a message: they are matched by agreement instead of likeness."""


class Matches:
    """The likeness (0 to 1) of a question to each owner's nearest phrasing, and that phrasing."""

    def __init__(self, likeness: dict[str, dict[str, float]], nearest: Callable[[], dict[Owner, str]]) -> None:
        self.likeness = likeness
        """By kind and id."""
        self._nearest = nearest
        self._best: dict[str, tuple[str, float]] = {}

    @cached_property
    def nearest(self) -> dict[Owner, str]:
        """The nearest phrasing of each owner, of so many of the nearest ones as are told by their words; found only where it is asked for."""
        return self._nearest()

    def best(self, kind: str) -> tuple[str, float]:
        """The id and likeness of the nearest owner of a kind; ("", 0) where there is none."""
        if kind not in self._best:
            self._best[kind] = max(self.likeness.get(kind, {}).items(), key=itemgetter(1), default=("", 0.0))
        return self._best[kind]

    def of(self, kind: str, ident: str) -> float:
        return self.likeness.get(kind, {}).get(ident, 0.0)


class Matcher:
    """The phrasings of a library, indexed once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        known = phrasings(library)
        sizes = [len(ways.texts) for ways in known]
        self._texts = [text for ways in known for text in ways.texts]
        self._discount = np.repeat([ways.discount for ways in known], sizes)
        learned = library.shelf.kept("phrasings", lambda: learn(library, known), Learned.arrays, Learned.of)
        if len(learned.ways) != len(self._texts):
            learned = learn(library, known)
        self.learned = learned
        self._index, _, self.topics, self.subjects, self.limits = learned
        self.unasked = sum(limits_of(self.limits, {}).values())
        """The belief in limits where nothing is asked: what the model believes before it reads a word."""
        self._strict = np.repeat(np.asarray([ways.owner.kind in STRICT for ways in known], dtype=bool), sizes)
        self._names = sorted({ways.owner for ways in known if ways.texts})
        kinds = [owner.kind for owner in self._names]
        self._kinds = [(kind, kinds.index(kind), [owner.id for owner in self._names if owner.kind == kind]) for kind in dict.fromkeys(kinds)]
        places = {owner: at for at, owner in enumerate(self._names)}
        self._owner_of = np.repeat(np.asarray([places.get(ways.owner, 0) for ways in known], dtype=np.int32), sizes)

    def match(self, query: Mapping[str, float]) -> Matches:
        """The question's likeness to every owner that shares a term with it."""
        places, likeness = self._index.alike(query, self._strict)
        likeness = np.where(self._strict[places], likeness, likeness * self._discount[places])
        owners = self._owner_of[places]
        best: NDArray[np.float64] = np.zeros(len(self._names))
        np.maximum.at(best, owners, likeness)
        found: dict[str, dict[str, float]] = {}
        for kind, start, ids in self._kinds:
            alike = np.flatnonzero(best[start : start + len(ids)])
            found[kind] = dict(zip(map(ids.__getitem__, alike.tolist()), best[start + alike].tolist(), strict=True))
        return Matches(found, partial(self._nearest, likeness, owners, places))

    def _nearest(self, likeness: NDArray[np.float64], owners: Array, places: Array) -> dict[Owner, str]:
        nearest: dict[int, int] = {}
        named = _highest(likeness, NAMED)
        for owner, at in zip(owners[named].tolist(), places[named].tolist(), strict=True):
            nearest.setdefault(owner, at)
        return {self._names[owner]: self._texts[at] for owner, at in nearest.items()}

    def terms(self, reading: Reading) -> list[Term]:
        """A reading's search terms, with levels, places … as placeholders."""
        return self._library.terms(reading)


def _highest(values: NDArray[np.float64], count: int) -> Array:
    """The places of the highest values, the highest first, equal ones as they stand."""
    least = np.partition(values, len(values) - count)[len(values) - count] if len(values) > count else -np.inf
    places = np.flatnonzero(values >= least)
    return places[np.argsort(-values[places], kind="stable")][:count]
