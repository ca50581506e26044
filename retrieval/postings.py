"""What BM25 knows of a corpus, compiled once into immutable arrays: term → documents and impacts.

An impact is a posting's share of the score without IDF, f·(k1+1) / (f + k1·(1 - b + b·|d|/avgdl)). It depends on a frequency and a
length only, so a corpus has few distinct ones (``levels``) and a posting holds a 16-bit code for its own: 6 bytes a posting,
exact to the last bit. Leaving out IDF lets the query choose its form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.counts import FITTED, Array, Counts, Documents, Progress, counted
from retrieval.lexicon import Lexicon
from retrieval.rows import in_order, places_of

EPSILON = 0.25
"""rank-bm25's floor for negative IDFs, as a share of the average one."""
_CHECKED = 1_000_000
"""Up to this many postings are checked one by one when they are opened, which takes a millisecond."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Rows of postings, one a term, documents ascending. ``starts`` has one entry more than there are terms."""

    size: int
    lexicon: Lexicon
    starts: Array
    documents: Array
    codes: Array
    levels: Array
    peaks: Array
    """The largest impact of each row: no document can gain more from the term."""

    def arrays(self) -> dict[str, Array]:
        """What to keep on disk."""
        own = {"size": np.asarray([self.size], dtype=np.int64), "starts": self.starts, "documents": self.documents}
        return {**own, "codes": self.codes, "levels": self.levels, "peaks": self.peaks, **self.lexicon.arrays()}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> Postings:
        """The postings that ``arrays()`` described. Raises ``ValueError`` or ``KeyError`` where the arrays are not such."""
        lexicon = Lexicon.from_arrays(arrays)
        found = cls(int(arrays["size"][0]), lexicon, *(arrays[name] for name in ("starts", "documents", "codes", "levels", "peaks")))
        whole = len(found.starts) == len(lexicon) + 1 == len(found.peaks) + 1 and len(found.documents) == len(found.codes) == int(found.starts[-1])
        if not whole or found.documents.dtype != np.int32 or found.codes.dtype.kind != "u" or found.levels.dtype != np.float64:
            raise ValueError("The arrays of the postings do not fit together.")
        if len(found.documents) <= _CHECKED and (problem := found.problem()):
            raise ValueError(problem)
        return found

    def problem(self) -> str | None:
        """What is wrong inside the arrays, checked in full; None where nothing is."""
        if len(self.documents) and not (int(self.documents.min()) >= 0 and int(self.documents.max()) < self.size):
            return "A posting names a document that is not there."
        if len(self.codes) and int(self.codes.max()) >= len(self.levels):
            return "A posting names an impact that is not there."
        if len(self.codes) and float(self.levels.max()) > float(self.peaks.max()):
            return "The largest impacts are wrong."
        if (np.diff(self.starts) < 1).any() or int(self.starts[0]) != 0:
            return "A row of postings is empty or out of order."
        return None


def compile_postings(fields: Mapping[str, Documents], k1: float, b: float, fitted: int = FITTED, progress: Progress | None = None) -> Postings:
    """The postings of documents that have one or more fields, each a run of terms. A field's name is put before its terms.

    Statistics are fitted by rank-bm25 up to ``fitted`` documents and counted directly above. Raises ``ValueError`` where the
    fields do not hold equally many documents.
    """
    return postings_of({name: counted(documents, fitted, progress) for name, documents in fields.items()}, k1, b)


def postings_of(fields: Mapping[str, Counts], k1: float, b: float) -> Postings:
    """The postings of fields that are counted already. Raises ``ValueError`` where they do not hold equally many documents."""
    if not (k1 >= 0 and 0 <= b <= 1):
        raise ValueError(f"k1 is {k1} and b is {b}: give a k1 of at least 0 and a b from 0 to 1.")
    sizes = {name: len(counts.lengths) for name, counts in fields.items()}
    if len(set(sizes.values())) != 1:
        raise ValueError(f"The fields hold different numbers of documents ({sizes}): give each one run of terms a document, an empty one where it has none.")
    return _rows([counts._replace(terms=[name + term for term in counts.terms]) if name else counts for name, counts in fields.items()], k1, b)


def _rows(fields: Sequence[Counts], k1: float, b: float) -> Postings:
    """Sorts the postings of all fields into rows in the order of the lexicon and codes their impacts."""
    lexicon, numbers = Lexicon.of([term for counts in fields for term in counts.terms])
    before = np.cumsum([0, *(len(counts.terms) for counts in fields)])
    term = numbers[np.concatenate([counts.term + at for counts, at in zip(fields, before, strict=False)])]
    order = in_order(term)
    sizes = np.bincount(term, minlength=len(lexicon)) if len(term) else np.zeros(0, dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    del term
    documents = np.concatenate([counts.document for counts in fields])[order].astype(np.int32)
    codes, levels = _impacts(fields, order, k1, b)
    peaks = np.maximum.reduceat(levels[codes], starts[:-1]) if len(order) else np.zeros(0)
    return _frozen(Postings(len(fields[0].lengths), lexicon, starts, documents, codes, levels, peaks))


def _impacts(fields: Sequence[Counts], order: Array, k1: float, b: float) -> tuple[Array, Array]:
    """A code for each posting and the impact for each code; the codes number the triples of field, length and frequency that occur."""
    span = 1 + max((int(counts.lengths.max()) for counts in fields if len(counts.lengths)), default=0)
    averages = np.asarray([_average(counts.lengths) for counts in fields])
    frequency = np.concatenate([counts.frequency for counts in fields])[order]
    length = np.concatenate([counts.lengths[counts.document] + at * span for at, counts in enumerate(fields)])[order]
    frequencies, frequency = places_of(frequency, 1 + int(frequency.max(initial=0)))
    lengths, length = places_of(length, span * len(fields))
    frequency *= len(lengths)
    frequency += length
    del length
    occurring, codes = places_of(frequency, len(frequencies) * len(lengths))
    f, size = frequencies[occurring // max(len(lengths), 1)], lengths[occurring % max(len(lengths), 1)]
    norms = k1 * (1 - b + b * (size % span) / averages[size // span])
    return codes.astype(np.uint16 if len(occurring) <= 1 << 16 else np.uint32), (f * (k1 + 1) / (f + norms)).astype(np.float64)


def _average(lengths: Array) -> float:
    return float(lengths.sum() / len(lengths)) if lengths.any() else 1.0


def _frozen(postings: Postings) -> Postings:
    for array in postings.arrays().values():
        array.flags.writeable = False
    return postings


def frequencies(terms: Iterable[str]) -> dict[str, float]:
    """A run of terms as a query: each term with the number of times it stands there, in the order of the first."""
    weights: dict[str, float] = {}
    for term in terms:
        weights[term] = weights.get(term, 0.0) + 1.0
    return weights
