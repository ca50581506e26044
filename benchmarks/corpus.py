"""A corpus that anybody can make again: passages and queries of invented terms, frequent and rare ones as in language."""

from __future__ import annotations

import numpy as np

Documents = list[list[str]]


def passages(size: int, seed: int = 7) -> Documents:
    """``size`` passages of 5 to 300 terms, 40 on average; the vocabulary grows with the corpus (Heaps), frequencies follow Zipf."""
    chance = np.random.default_rng(seed)
    vocabulary = int(2000 + 60 * size**0.6)
    share = 1 / (np.arange(1, vocabulary + 1) + 10) ** 1.05
    lengths = np.clip(chance.lognormal(3.55, 0.5, size).astype(int), 5, 300)
    numbers = chance.choice(vocabulary, size=int(lengths.sum()), p=share / share.sum())
    names = np.asarray([f"t{number:x}" for number in range(vocabulary)], dtype=object)
    terms = names[numbers].tolist()
    ends = np.cumsum(lengths).tolist()
    # Cut from a text, as terms are: each passage has strings of its own.
    return [" ".join(terms[end - length : end]).split() for end, length in zip(ends, lengths.tolist(), strict=True)]


def questions(documents: Documents, count: int, seed: int = 8) -> Documents:
    """``count`` queries of 3 to 12 distinct terms, each from one passage."""
    chance = np.random.default_rng(seed)
    found: Documents = []
    while len(found) < count:
        terms = sorted(set(documents[int(chance.integers(len(documents)))]))
        wanted = int(chance.integers(3, 13))
        if len(terms) >= wanted:
            found.append([str(term) for term in chance.choice(terms, size=wanted, replace=False)])
    return found
