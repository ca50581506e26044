"""The best k documents of weighted rows of postings, exactly: the part of a search whose cost grows with the corpus.

Short queries over few postings are added up for all documents. Where there are many, rows are added from the strongest down
until what the rest could still add is less than the k-th best so far: from there on no new document can come in, and the rest
is looked up for the few that still can (MaxScore, Turtle and Flood 1995, a row at a time so that numpy does the work).

Every way adds the same numbers in the same order, so equal documents have equal scores to the last bit, and ties go in corpus order.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Scores = NDArray[np.float64]

MANY = 20_000
"""From this many postings on, pruning gains more than it costs (``make bench``)."""
_SLACK = 1e-9
"""A share by which bounds give way, so that rounding never drops a document."""
_LIKELY = 0.7
"""The k-th best document seldom has more than this share of the bounds so far: earlier there is no use in asking."""
_LOOK_UP = 16
"""Looking one document up in a row costs about as much as adding this many postings."""


class Row(NamedTuple):
    """A term's postings in a query: documents ascending, each with the code of its impact; all times ``factor``."""

    documents: Array
    codes: Array
    factor: float
    bound: float
    """The most that the row can add to a document."""


class Query(NamedTuple):
    """What is added up: rows, the strongest first, over an index's table of impacts."""

    rows: list[Row]
    levels: Scores

    def gains(self, row: Row, at: Array | None = None) -> Scores:
        """What a row adds to its documents, or to those at some places of it."""
        gains: Scores = self.levels.take(row.codes if at is None else row.codes[at])
        gains *= row.factor
        return gains


def add_up(query: Query, size: int) -> Scores:
    """Every document's score."""
    rows = query.rows
    if not rows:
        return np.zeros(size)
    gains = query.levels.take(np.concatenate([row.codes for row in rows]))
    gains *= np.array([row.factor for row in rows]).repeat([len(row.codes) for row in rows])
    scores: Scores = np.bincount(np.concatenate([row.documents for row in rows]), gains, minlength=size)  # type: ignore[assignment]
    return scores


def best(query: Query, size: int, k: int, scratch: list[Scores]) -> tuple[Array, Scores]:
    """The best ``k`` documents that share a row, best first, and their scores. ``scratch`` keeps cleared arrays between calls."""
    rows = query.rows
    if not rows or k < 1:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    if rows[-1].factor <= 0:
        return _among(_union([row.documents for row in rows]), add_up(query, size), k)
    if sum([len(row.documents) for row in rows]) < MANY or k * _LOOK_UP > size:
        return _of_all(add_up(query, size), rows, k)
    try:
        scores = scratch.pop()
    except IndexError:
        scores = np.zeros(size)
    found = _pruned(query, k, scores)
    scratch.append(scores)
    return found


def _of_all(scores: Scores, rows: Sequence[Row], k: int) -> tuple[Array, Scores]:
    """The best ``k`` of all documents. The k-th best of a strong row's documents is a bound, and few documents reach it."""
    long_enough = next((row for row in rows if len(row.documents) >= k), None)
    least = _least(scores[long_enough.documents], k, 0.0) if long_enough else 0.0
    return _among((scores >= least if least > 0 else scores > 0).nonzero()[0], scores, k)


def _among(documents: Array, scores: Scores, k: int) -> tuple[Array, Scores]:
    """The best ``k`` of ascending ``documents``."""
    mine = scores[documents]
    order = (-mine).argsort(kind="stable")[:k]
    return documents[order], mine[order]


def _union(runs: Sequence[Array]) -> Array:
    """The documents of all runs, each once, ascending (``np.unique`` takes 30 times as long)."""
    found = np.sort(np.concatenate(runs))
    return found[np.concatenate([[True], found[1:] != found[:-1]])] if len(found) else found


def _pruned(query: Query, k: int, scores: Scores) -> tuple[Array, Scores]:
    rows = query.rows
    rest = _bounds_of_the_rest(rows)
    touched, least = _add_strongest(query, rest, k, scores)
    first_open = len(touched)
    limit = (least - rest[first_open - 1]) * (1 - _SLACK)
    open_ = _reaching(limit, touched, scores)
    for row, more in zip(rows[first_open:], rest[first_open:], strict=True):
        _look_up(query, row, open_, scores, touched)
        mine = scores[open_]
        least = _least(mine, k, least)
        open_ = open_[mine >= (least - more) * (1 - _SLACK)]
    found = _among(open_, scores, k)
    _clear(scores, touched)
    return found


def _bounds_of_the_rest(rows: Sequence[Row]) -> list[float]:
    """For each row, the most that the rows after it can add to a document."""
    sums = [*accumulate(row.bound for row in reversed(rows))][::-1]
    return [bound * (1 + _SLACK) for bound in sums[1:]] + [0.0]


def _add_strongest(query: Query, rest: Sequence[float], k: int, scores: Scores) -> tuple[list[Array], float]:
    """Adds rows until no new document could come in; gives the documents of those rows and a bound for the k-th best score."""
    touched: list[Array] = []
    least = reached = 0.0
    for row, more in zip(query.rows, rest, strict=True):
        np.add.at(scores, row.documents, query.gains(row))
        touched.append(row.documents)
        reached += row.bound
        if reached * _LIKELY > more:
            least = _least(scores[row.documents], k, least)
        if more < least:
            break
    return touched, least


def _reaching(limit: float, touched: Sequence[Array], scores: Scores) -> Array:
    """The documents whose score is at least ``limit``, ascending."""
    if _dense(touched, scores):
        return (scores >= limit if limit > 0 else scores > 0).nonzero()[0]
    return _union([documents[scores[documents] >= limit] for documents in touched])


def _clear(scores: Scores, touched: Sequence[Array]) -> None:
    if _dense(touched, scores):
        scores.fill(0.0)
    else:
        for documents in touched:
            scores[documents] = 0.0


def _dense(touched: Sequence[Array], scores: Scores) -> bool:
    """Whether a pass over all scores costs less than one over the documents of the rows."""
    return sum([len(documents) for documents in touched]) * 8 > len(scores)


def _least(values: Scores, k: int, least: float) -> float:
    """A lower bound for the k-th best score, from distinct documents' scores so far."""
    if least:
        values = values[values > least]
    return max(least, float(np.partition(values, len(values) - k)[len(values) - k])) if len(values) >= k else least


def _look_up(query: Query, row: Row, open_: Array, scores: Scores, touched: list[Array]) -> None:
    """Adds a row for the documents that are still open (for all of its documents, where that is cheaper)."""
    if len(open_) * _LOOK_UP > len(row.documents):
        np.add.at(scores, row.documents, query.gains(row))
        touched.append(row.documents)
        return
    at = row.documents.searchsorted(open_)
    at[at == len(row.documents)] = 0
    hit = (row.documents[at] == open_).nonzero()[0]
    scores[open_[hit]] += query.gains(row, at[hit])
