"""Which topic is a question about? Weights of evidence from how people ask: naive Bayes over the phrasings' terms.

For each topic (and for everything that is none) a term speaks for it by ln(its rate among the topic's phrasings / its rate
among all phrasings), the rates smoothed towards the latter (Good 1950, "weight of evidence"; McCallum and Nigam 1998). Held-out
phrasings are sorted better by this than by their nearest neighbour: docs/decisions/0004.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

from retrieval.cache import Arrays, strings_array, strings_of
from retrieval.lexicon import Lexicon

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


class TopicModel:
    """Learned once from (topic, terms) pairs; a phrasing may stand for several topics.

    Only what was seen is held: ``_values`` of ``_rows`` (topics), cut by ``_starts`` into columns (terms). A term that no phrasing of a topic
    holds speaks against it by ``_unseen``, whatever the term, since rates are smoothed in proportion to the general one.
    """

    def __init__(self, phrasings: Iterable[tuple[frozenset[str], frozenset[str]]]) -> None:
        rows = list(phrasings)
        self.topics = tuple(sorted({topic for topics, _ in rows for topic in topics} | {OTHER}))
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        columns = np.fromiter(map(numbers.__getitem__, chain.from_iterable(keys for topics, keys in rows for _ in topics)), dtype=np.int64)
        places = {topic: at for at, topic in enumerate(self.topics)}
        owners = np.fromiter((places[topic] for topics, _ in rows for topic in topics), dtype=np.int64)
        lengths = np.fromiter((len(keys) for topics, keys in rows for _ in topics), dtype=np.int64)
        cells, counts = np.unique(columns * len(places) + np.repeat(owners, lengths), return_counts=True)
        columns, self._rows = np.divmod(cells, len(places))
        self._columns: Mapping[str, int] | Lexicon = dict(numbers)
        self._starts = np.searchsorted(columns, np.arange(len(numbers) + 1))
        sizes = np.bincount(owners, minlength=len(places)).astype(np.float64)
        general = (np.bincount(columns, counts, minlength=len(numbers)) + 1) / (sizes.sum() + 2)
        rates = (counts + SMOOTHING * general[columns]) / (sizes[self._rows] + SMOOTHING)
        self._values: NDArray[np.float64] = np.log(rates / general[columns])
        self._unseen: NDArray[np.float64] = np.log(SMOOTHING / (sizes + SMOOTHING))
        self._prior = PRIOR * np.log((sizes + 1) / (sizes.sum() + len(sizes)))

    def arrays(self) -> Arrays:
        """What to keep on disk: the columns in the order of the lexicon."""
        lexicon, numbers = Lexicon.of(list(self._columns))
        columns = np.repeat(numbers, np.diff(self._starts)) if len(lexicon) else numbers
        order = np.argsort(columns, kind="stable")
        starts = np.searchsorted(columns[order], np.arange(len(lexicon) + 1))
        own = {"topics": strings_array(self.topics), "prior": self._prior, "unseen": self._unseen, "starts": starts}
        return {**own, "rows": self._rows[order], "values": self._values[order], **lexicon.arrays()}

    @classmethod
    def of(cls, arrays: Arrays) -> TopicModel:
        """The model that ``arrays()`` described. Raises ``ValueError`` or ``KeyError`` where the arrays are not such."""
        model = cls(())
        model.topics, model._prior, model._unseen = tuple(strings_of(arrays["topics"])), arrays["prior"], arrays["unseen"]
        model._columns, model._starts = Lexicon.from_arrays(arrays), arrays["starts"]
        model._rows, model._values = arrays["rows"], arrays["values"]
        whole = model._prior.shape == model._unseen.shape == (len(model.topics),) and len(model._starts) == len(model._columns) + 1
        if not whole or not len(model._rows) == len(model._values) == int(model._starts[-1]):
            raise ValueError("The arrays of the topics do not fit together.")
        if len(model._rows) and not (int(model._rows.min()) >= 0 and int(model._rows.max()) < len(model.topics)):
            raise ValueError("A term speaks for a topic that is not there.")
        return model

    def shares(self, query: Mapping[str, float]) -> dict[str, float]:
        """Each topic's share of the belief, together 1. ``query`` maps terms to weights of at most 1."""
        known = [(weight, self._evidence(self._columns[key])) for key, weight in query.items() if key in self._columns]
        known.sort(key=lambda pair: -pair[0] * float(np.ptp(pair[1])))
        score = self._prior.copy()
        for weight, evidence in known[:TELLING]:
            score += weight * evidence
        score = (score - score.max()) / TEMPERATURE
        shares = np.exp(score)
        return dict(zip(self.topics, (shares / shares.sum()).tolist(), strict=True))

    def _evidence(self, column: int) -> NDArray[np.float64]:
        """How much a term speaks for each topic."""
        evidence = self._unseen.copy()
        start, end = self._starts[column : column + 2].tolist()
        evidence[self._rows[start:end]] = self._values[start:end]
        return evidence
