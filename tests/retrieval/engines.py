"""The engines behind the ``Index`` protocol, each built from runs of terms: a new one passes the conformance tests by its line here."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from retrieval.bm25 import Bm25Index
from retrieval.fields import FieldedIndex
from retrieval.index import Index

Documents = Sequence[Sequence[str]]

ENGINES: dict[str, Callable[[Documents], Index]] = {
    "rank-bm25's statistics": Bm25Index,
    "counted directly": lambda documents: Bm25Index(documents, fitted=0),
    "okapi": lambda documents: Bm25Index(documents, idf="okapi"),
    "reopened": lambda documents: Bm25Index.of(Bm25Index(documents).postings),
    "fields": lambda documents: FieldedIndex({"text": documents, "heading": [document[:2] for document in documents]}),
}


def corpus(size: int, words: int = 400, seed: int = 5) -> list[list[str]]:
    """Documents of 0 to 60 terms of which a few are frequent and most are rare."""
    chance = random.Random(seed)
    weights = [1 / (rank + 3) for rank in range(words)]
    terms = [f"w{number}" for number in range(words)]
    return [chance.choices(terms, weights, k=chance.randrange(60)) for _ in range(size)]


def queries(documents: Documents, count: int, seed: int = 6) -> list[dict[str, float]]:
    """Queries of 1 to 12 terms of a document, some weighted, some with a term that no document holds."""
    chance = random.Random(seed)
    found: list[dict[str, float]] = []
    while len(found) < count:
        document = chance.choice(documents)
        if document:
            terms = chance.sample([*document, "nowhere"], min(len(document), chance.randrange(1, 13)))
            found.append({term: chance.choice([1.0, 1.0, 0.2, 2.0]) for term in terms})
    return found
