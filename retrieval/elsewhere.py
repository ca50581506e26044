"""What questions about other fields of life sound like, in a folder whose editors have not written a thousand of them themselves.

An own company's folder takes over nothing else from this project: no sentence, no name, no way of asking about work (docs/decisions/0041).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from retrieval.vocabulary import Limit, Vocabulary


def elsewhere(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Ways of asking about what no company's guides are about; none where the vocabulary's broad limits have more ways of their own."""
    own = sum(len(limit.asked) for limit in vocabulary.all(Limit) if limit.broad)
    return _ways() if own < len(_ways()) else ()


@cache
def _ways() -> tuple[str, ...]:
    lines = Path(__file__).with_name("elsewhere.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
