"""What is learned from how people ask: an index of all phrasings, and models of which topic, subject and field a question is about.

It is learned anew where a guide or the vocabulary changes, in some tenths of a second, and kept in the cache.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from bot.topics import OTHER, Lessons, TopicModel
from retrieval.cache import Arrays, prefixed, under
from retrieval.elsewhere import elsewhere
from retrieval.features import Features, features_of
from retrieval.library import Library
from retrieval.phrasings import PhrasingIndex
from retrieval.rows import Rows
from retrieval.vocabulary import Courtesy, Limit, Move, Subject, Topic

HEADING = 0.9
"""A heading counts as a phrasing, at this discount."""
INSIDE, OUTSIDE = "inside", "outside"
"""The classes of the model of fields: what the guides are about, and what they are not."""
MODELS = ("topics", "subjects", "scope", "limits")
LIMIT = "limit:"
"""The beginning of a limit's name among the classes of subjects and limits."""
EVEN = 3.0
"""The temperature at which subjects and limits share the belief: there are many, and some are close kin."""
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
    """The phrasings as an index, their features, and four models over these."""

    ways: PhrasingIndex
    features: Features
    topics: TopicModel
    subjects: TopicModel
    scope: TopicModel
    limits: TopicModel
    """Of subjects and of the limits close to them, the latter, whose names begin with ``LIMIT``."""

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

    The model of fields learns from the guides' own sentences too, and from ways of asking about other fields of life where the folder has few.
    """
    asked = [text for ways in known for text in ways.texts]
    said = [statement.text for passage in library.passages for statement in passage.statements]
    other = elsewhere(library.vocabulary)
    texts, terms = library.runs.of_all([*asked, *said, *other]), library.runs.terms
    features, sightings = features_of(texts, terms)
    sizes = [*(len(ways.texts) for ways in known), len(said), len(other)]
    models: list[TopicModel] = []
    fields = (frozenset((INSIDE,)), frozenset((OUTSIDE,)))
    for classes, beside in ((_topics, (_NONE, _NONE)), (_subjects, (_NONE, _NONE)), (_scope, fields), (_limits, (_NONE, _NONE))):
        each = [*(classes(ways.owner, library) for ways in known), *beside]
        names = tuple(sorted(frozenset().union(*each)))
        numbers = {name: at for at, name in enumerate(names)}
        stands_for = Rows.of([[numbers[name] for name in sorted(found)] for found in each]).take(np.repeat(np.arange(len(each)), sizes))
        models.append(TopicModel(features, Lessons(sightings, names, stands_for)))
    return Learned(PhrasingIndex(texts.first(len(asked)), terms), features, *models)


def outside(model: TopicModel, query: Mapping[str, float]) -> float:
    """How likely a question is about something else than the guides, 0 to 1; 0 where the vocabulary has no broad limits."""
    shares = model.shares(query)
    inside, out = shares.get(INSIDE, 0.0), shares.get(OUTSIDE, 0.0)
    return out / (inside + out) if out else 0.0


def limited(model: TopicModel, query: Mapping[str, float]) -> float:
    """How likely a question is one of the limits close to the guides' subjects, 0 to 1."""
    return sum(share for name, share in model.shares(query, EVEN).items() if name.startswith(LIMIT))


def _limits(owner: Owner, library: Library) -> frozenset[str]:
    """The limit close to the guides for which a phrasing stands, or its subjects."""
    if owner.kind == "limit" and not library.vocabulary.get(Limit, owner.id).broad:
        return frozenset((LIMIT + owner.id,))
    return _subjects(owner, library)


def _scope(owner: Owner, library: Library) -> frozenset[str]:
    """Whether a phrasing stands for what the guides are about; neither where it is small talk or a limit close to them."""
    if owner.kind in ("passage", "subject", "topic"):
        return frozenset((INSIDE,))
    return frozenset((OUTSIDE,)) if owner.kind == "limit" and library.vocabulary.get(Limit, owner.id).broad else frozenset()


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
