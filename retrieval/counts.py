"""How often which term stands in which document: what BM25 is compiled from, and what an unchanged document keeps when others change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, count, islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.cache import Arrays, prefixed, strings_array, strings_of, under
from retrieval.rows import places_of

Array = NDArray[Any]
Documents = Sequence[Sequence[str]]
Progress = Callable[[int, int], None]
"""Told from time to time how many documents are done, and of how many."""

FITTED = 100_000
"""Up to this many documents rank-bm25 fits the statistics; above, where that would take 7 GB a million, they are counted here."""
_BATCH = 20_000


class Counts(NamedTuple):
    """The statistics of a corpus: its terms, each posting (term, document, frequency; by document), each document's length."""

    terms: list[str]
    term: Array
    document: Array
    frequency: Array
    lengths: Array

    def part(self, start: int, stop: int) -> Counts:
        """The statistics of the documents from ``start`` to ``stop`` (exclusive) alone."""
        first, last = np.searchsorted(self.document, [start, stop])
        held, term = places_of(self.term[first:last], len(self.terms))
        terms = [self.terms[number] for number in held.tolist()]
        return Counts(terms, term, self.document[first:last] - start, self.frequency[first:last], self.lengths[start:stop])

    def arrays(self) -> Arrays:
        """What to keep on disk, in an order that does not tell in which order the terms were counted."""
        ordered = sorted(range(len(self.terms)), key=self.terms.__getitem__)
        numbers = np.empty(len(ordered), dtype=np.int64)
        numbers[ordered] = np.arange(len(ordered))
        term = numbers[self.term]
        order = np.lexsort((term, self.document))
        postings = {"term": term[order], "document": self.document[order], "frequency": self.frequency[order]}
        return {"terms": strings_array(self.terms[at] for at in ordered), **postings, "lengths": self.lengths}

    @classmethod
    def of(cls, arrays: Arrays) -> Counts:
        """The statistics that ``arrays()`` described. Raises ``ValueError`` or ``KeyError`` where the arrays are not such."""
        found = cls(strings_of(arrays["terms"]), *(arrays[name] for name in ("term", "document", "frequency", "lengths")))
        if not len(found.term) == len(found.document) == len(found.frequency):
            raise ValueError("The arrays of the counts do not fit together.")
        for numbers, size in ((found.term, len(found.terms)), (found.document, len(found.lengths))):
            if len(numbers) and not (int(numbers.min()) >= 0 and int(numbers.max()) < size):
                raise ValueError("A count is of a term or a document that is not there.")
        return found


def counts_arrays(fields: Mapping[str, Counts]) -> Arrays:
    """The statistics of several fields, to be kept."""
    return {name: array for field, counts in fields.items() for name, array in prefixed(field, counts.arrays()).items()}


def counts_from(arrays: Arrays, size: int) -> dict[str, Counts]:
    """The statistics of ``size`` documents that such arrays describe. Raises ``ValueError`` or ``KeyError`` where they are not such."""
    fields = {field: Counts.of(under(arrays, field)) for field in dict.fromkeys(name.partition("/")[0] for name in arrays)}
    if any(len(counts.lengths) != size for counts in fields.values()):
        raise ValueError(f"The counts are not those of {size} documents.")
    return fields


def counted(documents: Documents, fitted: int = FITTED, progress: Progress | None = None) -> Counts:
    """The statistics of documents given as runs of terms."""
    if not any(documents):
        nothing = np.zeros(0, dtype=np.int64)
        return Counts([], nothing, nothing, nothing, np.zeros(len(documents), dtype=np.int64))
    return fit(documents) if len(documents) <= fitted else count_directly(documents, progress)


def joined(parts: Iterable[Counts]) -> Counts:
    """The statistics of several corpora as one, their documents in this order."""
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    terms: list[Array] = []
    documents: list[Array] = []
    parts = [part for part in parts if len(part.lengths)]
    at = 0
    for part in parts:
        terms.append(np.fromiter(map(numbers.__getitem__, part.terms), dtype=np.int64, count=len(part.terms))[part.term])
        documents.append(part.document + at)
        at += len(part.lengths)
    if not parts:
        return counted([])
    frequency, lengths = (np.concatenate([part[place] for part in parts]) for place in (3, 4))
    return Counts(list(numbers), np.concatenate(terms), np.concatenate(documents), frequency, lengths)


def fit(documents: Documents) -> Counts:
    """The statistics as rank-bm25 fits them."""
    from rank_bm25 import BM25Okapi  # it imports multiprocessing, which a start from the cache should not wait for

    fitted = BM25Okapi(documents)
    terms = list(fitted.idf)
    numbers = {term: at for at, term in enumerate(terms)}
    sizes = [len(frequencies) for frequencies in fitted.doc_freqs]
    total = sum(sizes)
    term = np.fromiter(map(numbers.__getitem__, chain.from_iterable(fitted.doc_freqs)), dtype=np.int64, count=total)
    frequency = np.fromiter(chain.from_iterable(each.values() for each in fitted.doc_freqs), dtype=np.int64, count=total)
    document = np.repeat(np.arange(len(documents), dtype=np.int64), sizes)
    return Counts(terms, term, document, frequency, np.asarray(fitted.doc_len, dtype=np.int64))


def count_directly(documents: Documents, progress: Progress | None = None) -> Counts:
    """The same statistics in a fraction of the memory."""
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    lengths = np.fromiter(map(len, documents), dtype=np.int64, count=len(documents))
    runs: list[Array] = []
    left = iter(documents)
    while batch := list(islice(left, _BATCH)):
        runs.append(np.fromiter(map(numbers.__getitem__, chain.from_iterable(batch)), dtype=np.int32))
        if progress:
            progress(min(len(runs) * _BATCH, len(documents)), len(documents))
    owners = np.repeat(np.arange(len(documents), dtype=np.int64), lengths)
    keys = owners * len(numbers) + np.concatenate(runs)
    del owners, runs
    keys.sort()
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    frequency = np.diff(np.append(first, len(keys)))
    document, term = np.divmod(keys[first], len(numbers))
    return Counts(list(numbers), term, document, frequency, lengths)
