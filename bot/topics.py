"""Which topic is a question about? Weights of evidence from how people ask: naive Bayes over the phrasings' terms.

For each topic (and for everything that is none) a term speaks for it by ln(its rate among the topic's phrasings / its rate
among all phrasings), the rates smoothed towards the latter (Good 1950, "weight of evidence"; McCallum and Nigam 1998). Held-out
phrasings are sorted better by this than by their nearest neighbour: docs/decisions/0004.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.cache import Arrays, strings_array, strings_of
from retrieval.features import Features, Sightings
from retrieval.rows import Array, Rows

OTHER = "other"
"""The class of phrasings about none of the topics."""
SMOOTHING = 5.0
"""Phrasings' worth of the general rate that each topic's rate is mixed with."""
PRIOR = 0.5
"""How much a topic's share of the phrasings counts (1 would be Bayes' rule, which favours what was written about most)."""
TEMPERATURE = 1.6
"""Terms are not independent as naive Bayes takes them to be; dividing the evidence keeps the shares from running to 0 and 1."""


TELLING = 20
"""How many of a question's features are weighed, those that tell topics apart most; the rest of a long message is chatter."""


class Lessons(NamedTuple):
    """What a model learns from: texts with their features, and for each text the topics for which it stands (none, one or several)."""

    sightings: Sightings
    topics: tuple[str, ...]
    stands_for: Rows
    """For each text the numbers of its ``topics``."""


class TopicModel:
    """Learned from texts of which the topics are known.

    Only counts are kept: in how many of a topic's texts a feature stands (``_counts`` of ``_rows``, cut by ``_starts`` into features). A feature
    that no text of a topic holds speaks against it by ``_unseen``, whatever the feature, since rates are smoothed in proportion to the general one.
    """

    def __init__(self, features: Features, lessons: Lessons) -> None:
        topics = tuple(sorted({*lessons.topics, OTHER}))
        places = np.asarray([topics.index(topic) for topic in lessons.topics], dtype=np.int64)
        feature, text = lessons.sightings
        each = lessons.stands_for.take(text)
        cells = np.sort(np.repeat(feature, each.lengths) * len(topics) + places[each.values])
        first = np.flatnonzero(np.diff(cells, prepend=-1))
        columns, rows = np.divmod(cells[first], len(topics))
        starts = np.concatenate([[0], np.cumsum(np.bincount(columns, minlength=len(features)))])
        sizes = np.bincount(places[lessons.stands_for.values], minlength=len(topics))
        self._open(features, topics, sizes, starts, rows.astype(np.int32), np.diff(np.append(first, len(cells))).astype(np.int32))

    def _open(self, features: Features, topics: tuple[str, ...], sizes: Array, starts: Array, rows: Array, counts: Array) -> None:
        self.topics = topics
        self._features, self._sizes, self._starts, self._rows, self._counts = features, sizes, starts, rows, counts
        columns = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        general = (np.bincount(columns, counts, minlength=len(starts) - 1) + 1) / (float(sizes.sum()) + 2)
        rates = (counts + SMOOTHING * general[columns]) / (sizes[rows] + SMOOTHING)
        self._values: NDArray[np.float64] = np.log(rates / general[columns])
        self._unseen: NDArray[np.float64] = np.log(SMOOTHING / (sizes + SMOOTHING))
        self._prior: NDArray[np.float64] = PRIOR * np.log((sizes + 1) / (float(sizes.sum()) + len(sizes)))

    def arrays(self) -> Arrays:
        """What to keep on disk, beside the features."""
        return {"topics": strings_array(self.topics), "sizes": self._sizes, "starts": self._starts, "rows": self._rows, "counts": self._counts}

    @classmethod
    def of(cls, features: Features, arrays: Arrays) -> TopicModel:
        """The model that ``arrays()`` described. Raises ``ValueError`` or ``KeyError`` where the arrays are not such."""
        model = cls.__new__(cls)
        topics, sizes, starts, rows, counts = tuple(strings_of(arrays["topics"])), *(arrays[name] for name in ("sizes", "starts", "rows", "counts"))
        whole = len(sizes) == len(topics) and len(starts) == len(features) + 1 and len(rows) == len(counts) and int(starts[0]) == 0
        if not whole or not Rows(rows, starts[1:]).fits(len(topics)):
            raise ValueError("The arrays of the topics do not fit together.")
        if min(int(sizes.min(initial=0)), int(counts.min(initial=1)) - 1) < 0:
            raise ValueError("A count of the topics is below what can be counted.")
        model._open(features, topics, sizes, starts, rows, counts)
        return model

    def shares(self, query: Mapping[str, float], temperature: float = TEMPERATURE) -> dict[str, float]:
        """Each topic's share of the belief, together 1. ``query`` maps terms to weights of at most 1; a higher ``temperature`` evens the shares out."""
        columns = self._features.find(list(query)).tolist()
        spans = [(weight, *self._starts[column : column + 2].tolist()) for weight, column in zip(query.values(), columns, strict=True) if column >= 0]
        known = [span for span in spans if span[1] < span[2]]
        evidence = self._unseen[None, :].repeat(len(known), axis=0)
        for row, (_, start, end) in zip(evidence, known, strict=True):
            row[self._rows[start:end]] = self._values[start:end]
        telling = [-weight * reach for (weight, _, _), reach in zip(known, np.ptp(evidence, axis=1).tolist(), strict=True)]
        score = self._prior.copy()
        for at in sorted(range(len(known)), key=telling.__getitem__)[:TELLING]:
            score += known[at][0] * evidence[at]
        score = (score - score.max()) / temperature
        shares = np.exp(score)
        return dict(zip(self.topics, (shares / shares.sum()).tolist(), strict=True))
