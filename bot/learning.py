"""What is learned from how people ask: an index of all phrasings, and models of which topic, subject and field a question is about.

It is learned anew where a guide or the vocabulary changes, in about a second, and kept in the cache.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.topics import OTHER, TopicModel
from retrieval.cache import Arrays, prefixed, under
from retrieval.library import Library
from retrieval.phrasings import PhrasingIndex
from retrieval.reading import Term, pairs
from retrieval.vocabulary import Courtesy, Limit, Move, Subject, Topic

HEADING = 0.9
"""A heading counts as a phrasing, at this discount."""
INSIDE, OUTSIDE = "inside", "outside"
"""The classes of the model of fields: what the guides are about, and what they are not."""


class Owner(NamedTuple):
    """Whose phrasing it is: ``passage``, ``pool``, ``topic``, ``subject``, ``limit``, ``courtesy`` or ``move``, and its id."""

    kind: str
    id: str


class Phrasing(NamedTuple):
    """A way of asking, whose it is, and at which discount it counts."""

    owner: Owner
    text: str
    discount: float = 1.0


class Learned(NamedTuple):
    """The phrasings as an index, and three models over their words."""

    ways: PhrasingIndex
    topics: TopicModel
    subjects: TopicModel
    scope: TopicModel

    def arrays(self) -> Arrays:
        """What to keep on disk."""
        parts = {name: part.arrays() for name, part in self._asdict().items()}
        return {key: array for name, arrays in parts.items() for key, array in prefixed(name, arrays).items()}

    @classmethod
    def of(cls, arrays: Arrays) -> Learned:
        """What ``arrays()`` described. Raises ``ValueError`` or ``KeyError`` where the arrays are not such."""
        models = [TopicModel.of(under(arrays, name)) for name in ("topics", "subjects", "scope")]
        return cls(PhrasingIndex.of(under(arrays, "ways")), *models)


def phrasings(library: Library) -> Iterable[Phrasing]:
    """Every way of asking that the knowledge knows, in a fixed order."""
    for passage in library.passages:
        owner = Owner("passage", passage.id)
        yield Phrasing(owner, passage.heading, HEADING)
        for text in passage.asked:
            yield Phrasing(owner, text)
            if passage.about.levels:
                yield from (Phrasing(Owner("pool", topic), text) for topic in passage.about.topics)
    for cls in (Topic, Subject, Limit, Courtesy, Move):
        for entry in library.vocabulary.all(cls):
            yield from (Phrasing(Owner(cls.CLASS, entry.id), text) for text in getattr(entry, "asked", ()))


def learn(library: Library, known: Iterable[Phrasing]) -> Learned:
    """Reads every phrasing: what the matcher compares a question with."""
    terms: list[Sequence[Term]] = []
    lessons: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {"topics": [], "subjects": [], "scope": []}
    for owner, text, _ in known:
        terms.append(library.runs[text])
        features = _features(terms[-1])
        for model, classes in (("topics", _topics(owner, library)), ("subjects", _subjects(owner, library)), ("scope", _scope(owner, library))):
            if classes:
                lessons[model].append((classes, features))
    for passage in library.passages:
        lessons["scope"] += [(frozenset((INSIDE,)), _features(library.runs[statement.text])) for statement in passage.statements]
    return Learned(PhrasingIndex(terms), TopicModel(lessons["topics"]), TopicModel(lessons["subjects"]), TopicModel(lessons["scope"]))


def outside(model: TopicModel, query: Mapping[str, float]) -> float:
    """How likely a question is about something else than the guides, 0 to 1; 0 where the vocabulary has no broad limits."""
    shares = model.shares(query)
    inside, out = shares.get(INSIDE, 0.0), shares.get(OUTSIDE, 0.0)
    return out / (inside + out) if out else 0.0


def _features(terms: Sequence[Term]) -> frozenset[str]:
    keys = [term.key for term in terms]
    return frozenset((*keys, *pairs(keys)))


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
