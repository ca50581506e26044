"""How alike is a question to everything the knowledge knows how people ask: sections, topics, limits, small talk, moves?

All phrasings stand in one index, so that they compete: a question about an exam's fee is nearer to the limit "exam fees" than to
the section on certifications, and that decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.topics import OTHER, TopicModel
from retrieval.cache import Arrays, prefixed, under
from retrieval.library import Library
from retrieval.phrasings import PhrasingIndex
from retrieval.reading import Reading, Term, pairs
from retrieval.vocabulary import Courtesy, Limit, Move, Subject, Topic

POOLED = 0.96
"""A section of a level may also be found by what people ask of the same topic at another level, at this discount."""
STRICT = ("courtesy", "move")
"""Small talk and moves must be the whole of a message: they are matched by agreement instead of likeness."""
HEADING = 0.9
"""A heading counts as a phrasing, at this discount."""


class Owner(NamedTuple):
    """Whose phrasing it is: ``passage``, ``topic``, ``limit``, ``courtesy`` or ``move``, and its id."""

    kind: str
    id: str


class Matches(NamedTuple):
    """The likeness (0 to 1) of a question to each owner's nearest phrasing, and that phrasing."""

    likeness: dict[Owner, float]
    nearest: dict[Owner, str]

    def best(self, kind: str) -> tuple[str, float]:
        """The id and likeness of the nearest owner of a kind; ("", 0) where there is none."""
        found = [(likeness, owner.id) for owner, likeness in self.likeness.items() if owner.kind == kind]
        likeness, ident = max(found, key=lambda pair: pair[0], default=(0.0, ""))
        return ident, likeness

    def of(self, kind: str, ident: str) -> float:
        return self.likeness.get(Owner(kind, ident), 0.0)


class Matcher:
    """The phrasings of a library, indexed once."""

    def __init__(self, library: Library) -> None:
        self.home = library.home
        self._library = library
        phrasings = list(_phrasings(library))
        self._texts = [text for _, text, _ in phrasings]
        self._owners = [owner for owner, _, _ in phrasings]
        self._discount = np.asarray([discount for _, _, discount in phrasings])
        self._index, self.topics, self.subjects = library.shelf.kept("phrasings", lambda: _learn(library, phrasings), _arrays, _opened)
        if len(self._index) != len(phrasings):
            self._index, self.topics, self.subjects = _learn(library, phrasings)
        self._strict = np.asarray([owner.kind in STRICT for owner in self._owners], dtype=bool)
        names = sorted(set(self._owners))
        self._names = names
        places = {owner: at for at, owner in enumerate(names)}
        self._owner_of = np.asarray([places[owner] for owner in self._owners], dtype=np.int32)

    def match(self, query: Mapping[str, float]) -> Matches:
        """The question's likeness to every owner that shares a term with it."""
        likeness = self._index.likeness(query) * self._discount
        likeness[self._strict] = self._index.agreement(query)[self._strict]
        best: NDArray[np.float64] = np.zeros(len(self._names))
        np.maximum.at(best, self._owner_of, likeness)
        found: dict[Owner, float] = {}
        nearest: dict[Owner, str] = {}
        for at in np.argsort(-likeness, kind="stable")[:400]:
            owner = self._owners[at]
            if likeness[at] > 0 and owner not in nearest:
                nearest[owner] = self._texts[at]
        for at in np.flatnonzero(best):
            found[self._names[at]] = float(best[at])
        return Matches(found, nearest)

    def terms(self, reading: Reading) -> list[Term]:
        """A reading's search terms, with levels, places … as placeholders."""
        return self._library.terms(reading)


Learned = tuple[PhrasingIndex, TopicModel, TopicModel]


def _learn(library: Library, phrasings: Iterable[tuple[Owner, str, float]]) -> Learned:
    """Reads every phrasing: what the matcher compares a question with."""
    terms: list[Sequence[Term]] = []
    learned: list[tuple[frozenset[str], frozenset[str]]] = []
    grouped: list[tuple[frozenset[str], frozenset[str]]] = []
    for owner, text, _ in phrasings:
        terms.append(library.runs[text])
        keys = [term.key for term in terms[-1]]
        features = frozenset((*keys, *pairs(keys)))
        topics, subjects = _topics(owner, library), _subjects(owner, library)
        if topics:
            learned.append((topics, features))
        if subjects:
            grouped.append((subjects, features))
    return PhrasingIndex(terms), TopicModel(learned), TopicModel(grouped)


def _arrays(learned: Learned) -> Arrays:
    index, topics, subjects = learned
    return {**prefixed("index", index.arrays()), **prefixed("topics", topics.arrays()), **prefixed("subjects", subjects.arrays())}


def _opened(arrays: Arrays) -> Learned:
    return PhrasingIndex.of(under(arrays, "index")), TopicModel.of(under(arrays, "topics")), TopicModel.of(under(arrays, "subjects"))


def _subjects(owner: Owner, library: Library) -> frozenset[str]:
    """The subjects for which a phrasing stands: its own, or those with which its section is tagged."""
    if owner.kind == "subject":
        return frozenset((owner.id,))
    return frozenset(library.by_id[owner.id].subjects) if owner.kind == "passage" else frozenset()


def _topics(owner: Owner, library: Library) -> frozenset[str]:
    """The topics for which a phrasing stands: its own, or those of its section where that is about a level, else none of them."""
    if owner.kind == "topic":
        return frozenset((owner.id,))
    if owner.kind != "passage":
        return frozenset()
    about = library.by_id[owner.id].about
    measured = library.measures(owner.id) & {"pay", "years"}
    if measured:
        return frozenset(measured)
    if about.levels and about.topics:
        return frozenset(about.topics)
    if "ladder" in about.topics:
        return frozenset(("ladder",))
    return frozenset() if set(about.topics) & {"pay", "years"} else frozenset((OTHER,))


def _phrasings(library: Library) -> Iterable[tuple[Owner, str, float]]:
    for passage in library.passages:
        owner = Owner("passage", passage.id)
        yield owner, passage.heading, HEADING
        for text in passage.asked:
            yield owner, text, 1.0
            if passage.about.levels:
                for ident in passage.about.topics:
                    yield Owner("pool", ident), text, 1.0
    for topic in library.vocabulary.all(Topic):
        for text in topic.asked:
            yield Owner("topic", topic.id), text, 1.0
    for subject in library.vocabulary.all(Subject):
        for text in subject.asked:
            yield Owner("subject", subject.id), text, 1.0
    for limit in library.vocabulary.all(Limit):
        for text in limit.asked:
            yield Owner("limit", limit.id), text, 1.0
    for courtesy in library.vocabulary.all(Courtesy):
        for text in courtesy.asked:
            yield Owner("courtesy", courtesy.id), text, 1.0
    for move in library.vocabulary.all(Move):
        for text in move.asked:
            yield Owner("move", move.id), text, 1.0
