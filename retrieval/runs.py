"""The search terms of every text of the knowledge: each text is read once for all indexes, and again only when that could change anything.

Reading the ways in which people ask is most of the work of compiling a folder. What a text's terms are depends on the text, the
vocabulary and nothing else, so a folder in which one guide was edited takes the runs of all other texts over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain

import numpy as np

from retrieval.cache import Arrays, strings_array, strings_of
from retrieval.reading import Term

Run = tuple[Term, ...]
"""The terms of a text in order. They stand for the text wherever it is found, so their places in it are not kept (-1)."""


class Runs:
    """The runs of a set of texts. Look-ups raise ``KeyError`` for a text that is none of them."""

    def __init__(self, runs: Mapping[str, Run]) -> None:
        self._runs = runs

    @classmethod
    def read(cls, texts: Iterable[str], read: Callable[[str], Iterable[Term]], known: Callable[[str], Run | None] = lambda _: None) -> Runs:
        """The runs of ``texts``: those that are ``known``, and the others as ``read`` gives them."""
        shared: dict[Term, Term] = {}

        def placeless(term: Term) -> Term:
            bare = Term(term.key, -1, term.soft)
            return shared.setdefault(bare, bare)

        runs: dict[str, Run] = {}
        for text in texts:
            if text not in runs:
                found = known(text)
                runs[text] = tuple(map(placeless, read(text))) if found is None else found
        return cls(runs)

    def __len__(self) -> int:
        return len(self._runs)

    def __getitem__(self, text: str) -> Run:
        return self._runs[text]

    def get(self, text: str) -> Run | None:
        """The run of a text; ``None`` where it is none of these texts."""
        return self._runs.get(text)

    def keys(self, texts: Iterable[str]) -> list[list[str]]:
        """The keys of each text's terms."""
        return [[term.key for term in self._runs[text]] for text in texts]

    def arrays(self) -> Arrays:
        """What to keep on disk, in an order that does not tell in which order the texts were read."""
        texts = sorted(self._runs)
        terms = sorted(set(chain.from_iterable(self._runs.values())))
        numbers = {term: at for at, term in enumerate(terms)}
        rows = np.fromiter((numbers[term] for text in texts for term in self._runs[text]), dtype=np.int32)
        ends = np.cumsum([len(self._runs[text]) for text in texts], dtype=np.int64)
        soft = np.asarray([term.soft for term in terms], dtype=np.uint8)
        return {"texts": strings_array(texts), "keys": strings_array(term.key for term in terms), "soft": soft, "ends": ends, "rows": rows}

    @classmethod
    def of(cls, arrays: Arrays) -> Runs:
        """The runs that ``arrays()`` described. Raises ``ValueError``, ``KeyError`` or ``IndexError`` where the arrays are not such."""
        texts, ends, rows = strings_of(arrays["texts"]), arrays["ends"].tolist(), arrays["rows"].tolist()
        terms = [Term(key, -1, bool(soft)) for key, soft in zip(strings_of(arrays["keys"]), arrays["soft"].tolist(), strict=True)]
        if len(texts) != len(ends) or (ends[-1] if ends else 0) != len(rows) or min(rows, default=0) < 0:
            raise ValueError("The arrays of the runs do not fit together.")
        return cls({text: tuple([terms[row] for row in rows[start:end]]) for text, start, end in zip(texts, [0, *ends], ends, strict=False)})
