"""What is learned from how people ask: an index of all phrasings, and models of which topic, subject and field a question is about.

It is learned anew where a guide or the vocabulary changes, in some tenths of a second, and kept in the cache.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from bot.topics import OTHER, TEMPERATURE, Lessons, TopicModel
from retrieval.cache import Arrays, prefixed, under
from retrieval.elsewhere import elsewhere
from retrieval.features import Features, features_of
from retrieval.library import Library
from retrieval.passage import Passage
from retrieval.phrasings import PhrasingIndex
from retrieval.rows import Rows
from retrieval.vocabulary import Courtesy, Limit, Move, Subject, Topic

HEADING = 0.9
"""A heading counts as a phrasing, at this discount."""
INSIDE = "inside"
"""The class of sections that contribute to no subject."""
MODELS = ("topics", "subjects", "limits")
LIMIT = "limit:"
"""The beginning of a limit's name among the classes of subjects and limits; alone, ways of asking about other fields that are no limit of the folder's."""
MANY, EVEN = 30, 3.0
"""The temperature at which so many subjects and limits share the belief: some are close kin."""
_NONE: frozenset[str] = frozenset()


class Owner(NamedTuple):
    """Whose phrasing it is: ``passage``, ``pool``, ``topic``, ``subject``, ``limit``, ``courtesy`` or ``move``, and its id."""

    kind: str
    id: str


class Ways(NamedTuple):
    """The ways of asking for something, and at which discount they count."""

    owner: Owner
    texts: tuple[str, ...]
    discount: float = 1.0


class Learned(NamedTuple):
    """The phrasings as an index, their features, and three models over these."""

    ways: PhrasingIndex
    features: Features
    topics: TopicModel
    subjects: TopicModel
    limits: TopicModel
    """Of subjects and of limits, the names of which begin with ``LIMIT``."""

    def arrays(self) -> Arrays:
        """What to keep on disk."""
        parts = {name: part.arrays() for name, part in self._asdict().items()}
        return {key: array for name, arrays in parts.items() for key, array in prefixed(name, arrays).items()}

    @classmethod
    def of(cls, arrays: Arrays) -> Learned:
        """What ``arrays()`` described. Raises ``ValueError`` or ``KeyError`` where the arrays are not such."""
        features = Features.of(under(arrays, "features"))
        models = [TopicModel.of(features, under(arrays, name)) for name in MODELS]
        return cls(PhrasingIndex.of(under(arrays, "ways")), features, *models)


def phrasings(library: Library) -> list[Ways]:
    """Every way of asking that the knowledge knows, in a fixed order."""
    found: list[Ways] = []
    for passage in library.passages:
        owner = Owner("passage", passage.id)
        found += [Ways(owner, (passage.heading,), HEADING), Ways(owner, passage.asked)]
        if passage.about.levels:
            found += [Ways(Owner("pool", topic), passage.asked) for topic in passage.about.topics]
    for cls in (Topic, Subject, Limit, Courtesy, Move):
        found += [Ways(Owner(cls.CLASS, entry.id), getattr(entry, "asked", ())) for entry in library.vocabulary.all(cls)]
    return found


def learn(library: Library, known: Sequence[Ways]) -> Learned:
    """Reads every phrasing: what the matcher compares a question with.

    The model of limits learns from the guides' own sentences too, and from ways of asking about other fields of life where the folder has few.
    """
    asked = [text for ways in known for text in ways.texts]
    said = [statement.text for passage in library.passages for statement in passage.statements]
    other = elsewhere(library.vocabulary)
    texts, terms = library.runs.of_all([*asked, *said, *other]), library.runs.terms
    features, sightings = features_of(texts, terms)
    sizes = [*(len(ways.texts) for ways in known), *(len(passage.statements) for passage in library.passages), len(other)]
    silent = [_NONE] * (len(library.passages) + 1)
    inside = [*(_inside(passage) for passage in library.passages), frozenset((LIMIT,)) if other else _NONE]
    models: list[TopicModel] = []
    for classes, beside in ((_topics, silent), (_subjects, silent), (_limits, inside)):
        each = [*(classes(ways.owner, library) for ways in known), *beside]
        names = tuple(sorted(frozenset().union(*each)))
        numbers = {name: at for at, name in enumerate(names)}
        stands_for = Rows.of([[numbers[name] for name in sorted(found)] for found in each]).take(np.repeat(np.arange(len(each)), sizes))
        models.append(TopicModel(features, Lessons(sightings, names, stands_for)))
    return Learned(PhrasingIndex(texts.first(len(asked)), terms), features, *models)


def limits_of(model: TopicModel, query: Mapping[str, float]) -> dict[str, float]:
    """The belief in each limit, by its id; what is left of 1 is the belief in the guides' subjects."""
    temperature = EVEN if len(model.topics) >= MANY else TEMPERATURE
    return {name.removeprefix(LIMIT): share for name, share in model.shares(query, temperature).items() if name.startswith(LIMIT)}


def _limits(owner: Owner, library: Library) -> frozenset[str]:
    """The limit for which a phrasing stands, or its subjects."""
    if owner.kind == "limit":
        return frozenset((LIMIT + owner.id,))
    if owner.kind == "passage":
        return _inside(library.by_id[owner.id])
    return _subjects(owner, library)


def _inside(passage: Passage) -> frozenset[str]:
    return frozenset(passage.subjects) or frozenset((INSIDE,))


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
