"""The search terms of every text of the knowledge: each text is read once for all indexes, and again only when that could change anything.

Reading the ways in which people ask is most of the work of compiling a folder. What a text's terms are depends on the text, the
vocabulary and nothing else, so a folder in which one guide was edited takes the runs of all other texts over. With its terms a text
keeps its words, which tell whether a changed alias could begin in it. All are numbers in a few arrays: a hundred thousand texts are
taken over, compared and learned from without a step for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from typing import Any, NamedTuple

import numpy as np

from retrieval.cache import Arrays, strings_array, strings_of
from retrieval.reading import Reading, Term
from retrieval.rows import Array, Rows, numbered


class Read(NamedTuple):
    """A text as it was read: its terms, and its words as they were written."""

    terms: Sequence[Term]
    words: Iterable[str]


class Runs:
    """The runs of a set of texts. Look-ups raise ``KeyError`` for a text that is none of them."""

    def __init__(self, texts: Iterable[str], terms: Sequence[tuple[str, bool]], runs: Rows, words: Sequence[str], worded: Rows) -> None:
        self._places = {text: at for at, text in enumerate(texts)}
        self.terms = terms
        """Every term that occurs, in order: its key, and whether it is a mere function word there."""
        self._runs, self._words, self._worded = runs, words, worded
        self.anew: frozenset[str] = frozenset(self._places)
        """The texts that were read, rather than taken over."""

    @classmethod
    def read(cls, texts: Iterable[str], read: Callable[[str], Read], earlier: Runs | None = None, sure: Array | None = None) -> Runs:
        """The runs of ``texts``. Those of ``earlier`` for which ``sure`` is true are taken over, the others read."""
        wanted = list(dict.fromkeys(texts))
        earlier = earlier or cls((), (), _NONE, (), _NONE)
        before = np.fromiter((earlier._places.get(text, -1) for text in wanted), dtype=np.int64, count=len(wanted))
        taken = (before >= 0) & (sure[before] if sure is not None and len(sure) else False)
        places = np.where(taken, before, earlier._runs.count - 1 + np.cumsum(~taken))
        anew = [wanted[at] for at in np.flatnonzero(~taken).tolist()]
        terms = {term: at for at, term in enumerate(earlier.terms)}
        words = {word: at for at, word in enumerate(earlier._words)}
        found = [read(text) for text in anew]
        runs = earlier._runs.then(Rows.of(numbered((((term.key, term.soft) for term in each.terms) for each in found), terms)))
        worded = earlier._worded.then(Rows.of(numbered((dict.fromkeys(each.words) for each in found), words)))
        whole = cls(wanted, *_in_order(list(terms), runs.take(places)), *_in_order(list(words), worded.take(places)))
        whole.anew = frozenset(anew)
        return whole

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, text: object) -> bool:
        return text in self._places

    def keys(self, texts: Iterable[str]) -> list[list[str]]:
        """The keys of each text's terms."""
        return [[self.terms[number][0] for number in self._runs[self._places[text]].tolist()] for text in texts]

    def of_all(self, texts: Sequence[str]) -> Rows:
        """For each text the numbers of its ``terms``."""
        return self._runs.take(np.fromiter(map(self._places.__getitem__, texts), dtype=np.int64, count=len(texts)))

    def holding(self, keys: Iterable[str]) -> Array:
        """For each text, in order, whether a term of it has one of these keys."""
        wanted = frozenset(keys)
        return self._runs.holding(np.fromiter((key in wanted for key, _ in self.terms), dtype=bool, count=len(self.terms)))

    def with_word(self, fits: Callable[[str], bool]) -> Array:
        """For each text, in order, whether it holds a word that fits."""
        return self._worded.holding(np.fromiter(map(fits, self._words), dtype=bool, count=len(self._words)))

    def texts_with(self, fits: Callable[[str], bool]) -> frozenset[str]:
        """The texts that hold a word that fits."""
        return frozenset(compress(self._places, self.with_word(fits).tolist()))

    def arrays(self) -> Arrays:
        """What to keep on disk, in an order that does not tell in which order the texts were read."""
        texts = sorted(self._places)
        places = np.fromiter(map(self._places.__getitem__, texts), dtype=np.int64, count=len(texts))
        runs, worded = self._runs.take(places), self._worded.take(places)
        worded = Rows(_sorted_within(worded, len(self._words)), worded.ends)
        soft = np.asarray([soft for _, soft in self.terms], dtype=np.uint8)
        own = {"texts": strings_array(texts), "keys": strings_array(key for key, _ in self.terms), "soft": soft, "words": strings_array(self._words)}
        return {**own, "ends": runs.ends, "rows": runs.values, "word_ends": worded.ends, "word_rows": worded.values}

    @classmethod
    def of(cls, arrays: Arrays) -> Runs:
        """The runs that ``arrays()`` described. Raises ``ValueError`` or ``KeyError`` where the arrays are not such."""
        texts, words = strings_of(arrays["texts"]), strings_of(arrays["words"])
        terms = [(key, bool(soft)) for key, soft in zip(strings_of(arrays["keys"]), arrays["soft"].tolist(), strict=True)]
        runs, worded = Rows(arrays["rows"], arrays["ends"]), Rows(arrays["word_rows"], arrays["word_ends"])
        if not (len(texts) == runs.count == worded.count and runs.fits(len(terms)) and worded.fits(len(words))):
            raise ValueError("The arrays of the runs do not fit together.")
        return cls(texts, terms, runs, words, worded)


def read_of(reading: Reading, terms: Sequence[Term]) -> Read:
    """A reading with the terms under which it is searched."""
    return Read(terms, (token.text for token in reading.tokens))


_NONE = Rows.of([])


def _in_order(values: list[Any], rows: Rows) -> tuple[list[Any], Rows]:
    """The values that occur, sorted, and the rows with their places among these."""
    occurring = np.flatnonzero(np.bincount(rows.values, minlength=len(values))).tolist()
    occurring.sort(key=values.__getitem__)
    numbers = np.zeros(len(values), dtype=np.int32)
    numbers[occurring] = np.arange(len(occurring), dtype=np.int32)
    return [values[at] for at in occurring], Rows(numbers[rows.values], rows.ends)


def _sorted_within(rows: Rows, size: int) -> Array:
    """The numbers, those of each row in order."""
    return (np.sort(rows.owners * max(size, 1) + rows.values) % max(size, 1)).astype(np.int32)
