"""The narrow seam of a search engine: documents are runs of terms, a query is weighted terms, a hit shares at least one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol


class Hit(NamedTuple):
    """A document (its place in the corpus, from 0) and its score, always above zero."""

    document: int
    score: float


class Index(Protocol):
    """What the advisor asks of an engine. Ties go in corpus order; no shared term, no hit."""

    def __len__(self) -> int:
        """How many documents there are."""

    def search(self, query: Mapping[str, float], k: int) -> list[Hit]:
        """The best ``k`` documents, best first. ``query`` maps each term to its weight."""

    def idf(self, term: str) -> float:
        """The inverse document frequency of a term; for an unknown term that of a term in no document."""
