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
    """Learned once from (topic, terms) pairs; a phrasing may stand for several topics."""

    def __init__(self, phrasings: Iterable[tuple[frozenset[str], frozenset[str]]]) -> None:
        rows = list(phrasings)
        self.topics = tuple(sorted({topic for topics, _ in rows for topic in topics} | {OTHER}))
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        columns = np.fromiter(map(numbers.__getitem__, chain.from_iterable(keys for _, keys in rows)), dtype=np.int64)
        owners = np.repeat(np.arange(len(rows)), [len(keys) for _, keys in rows])
        self._columns: Mapping[str, int] | Lexicon = dict(numbers)
        counts = np.zeros((len(self.topics), len(numbers)))
        sizes = np.zeros(len(self.topics))
        for at, topic in enumerate(self.topics):
            mine = np.asarray([topic in topics for topics, _ in rows], dtype=bool)
            counts[at] = np.bincount(columns[mine[owners]], minlength=len(numbers))
            sizes[at] = mine.sum()
        general = (counts.sum(axis=0) + 1) / (sizes.sum() + 2)
        rates = (counts + SMOOTHING * general) / (sizes[:, None] + SMOOTHING)
        self._evidence: NDArray[np.float64] = np.log(rates / general)
        self._prior = PRIOR * np.log((sizes + 1) / (sizes.sum() + len(sizes)))

    def arrays(self) -> Arrays:
        """What to keep on disk."""
        lexicon, numbers = Lexicon.of(list(self._columns))
        evidence = np.empty((len(lexicon), len(self.topics)))
        evidence[numbers] = self._evidence.T
        return {"topics": strings_array(self.topics), "prior": self._prior, "evidence": evidence, **lexicon.arrays()}

    @classmethod
    def of(cls, arrays: Arrays) -> TopicModel:
        """The model that ``arrays()`` described. Raises ``ValueError`` or ``KeyError`` where the arrays are not such."""
        model = cls(())
        model.topics, model._prior = tuple(strings_of(arrays["topics"])), arrays["prior"]
        model._columns, model._evidence = Lexicon.from_arrays(arrays), arrays["evidence"].T
        if model._evidence.shape != (len(model.topics), len(model._columns)) or model._prior.shape != (len(model.topics),):
            raise ValueError("The arrays of the topics do not fit together.")
        return model

    def shares(self, query: Mapping[str, float]) -> dict[str, float]:
        """Each topic's share of the belief, together 1. ``query`` maps terms to weights of at most 1."""
        known = [(weight, self._evidence[:, self._columns[key]]) for key, weight in query.items() if key in self._columns]
        known.sort(key=lambda pair: -pair[0] * float(np.ptp(pair[1])))
        score = self._prior.copy()
        for weight, evidence in known[:TELLING]:
            score += weight * evidence
        score = (score - score.max()) / TEMPERATURE
        shares = np.exp(score)
        return dict(zip(self.topics, (shares / shares.sum()).tolist(), strict=True))
