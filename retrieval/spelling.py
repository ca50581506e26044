"""Repair of words that nothing in the knowledge knows, so that a typo still finds what was meant.

A word that any guide, phrasing or vocabulary entry holds is never touched. Distance is optimal string alignment (a swap of two
neighbours counts once): one slip for short words, two from eight letters on. Among equally near words the more frequent wins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from retrieval.cache import Arrays, strings_array, strings_of
from retrieval.words import is_stop_word, normal

SHORTEST = 3
"""Words of fewer letters are left as they are: too many are one slip away from another word."""


COMMON = 1000
"""How often an English word must occur in the dictionary's corpus to count as meant (rarer ones are often slips themselves)."""


@lru_cache(maxsize=1)
def english() -> frozenset[str]:
    """Common English words, which are left as they are although the knowledge does not hold them."""
    from spellchecker import SpellChecker  # loading its dictionary takes longer than everything else at a start

    dictionary = SpellChecker(language="en", distance=1).word_frequency
    return frozenset(word for word in dictionary.keys() if dictionary[word] >= COMMON)  # noqa: SIM118  (no dict)


class Speller:
    """Knows every word of the knowledge with its frequency, and finds the nearest one for a word it does not know."""

    def __init__(self, words: Iterable[str]) -> None:
        self._learn(_counted(words), english())

    def changed(self, gone: Iterable[str], come: Iterable[str]) -> Speller:
        """The speller of the same words without those that are ``gone`` and with those that have ``come``, each as often as given."""
        counts = Counter(self._counts)
        counts.subtract(_counted(gone))
        counts.update(_counted(come))
        speller = Speller.__new__(Speller)
        speller._learn({word: count for word, count in counts.items() if count}, self._english)
        return speller

    @classmethod
    def of(cls, arrays: Arrays) -> Speller:
        """The speller that ``arrays()`` described. Raises ``ValueError`` or ``KeyError`` where the arrays are not such."""
        speller = cls.__new__(cls)
        counts = dict(zip(strings_of(arrays["words"]), arrays["counts"].tolist(), strict=True))
        speller._learn(counts, frozenset(strings_of(arrays["english"])))
        return speller

    def arrays(self) -> Arrays:
        """What to keep on disk."""
        words = sorted(self._counts)
        counts = np.asarray([self._counts[word] for word in words], dtype=np.int64)
        return {"words": strings_array(words), "counts": counts, "english": strings_array(sorted(self._english))}

    def _learn(self, counts: Mapping[str, int], english: frozenset[str]) -> None:
        self._counts, self._english = counts, english
        self._by_initial: dict[str, list[str]] = {}
        for word in sorted(self._counts):
            self._by_initial.setdefault(word[0], []).append(word)
        self._memory: dict[str, str] = {}

    def knows(self, word: str) -> bool:
        """Whether the knowledge holds ``word``, its plural or its singular; figures and signs are always known."""
        plain = normal(word)
        return not plain.isalpha() or plain in self._counts or plain.rstrip("s") in self._counts or plain + "s" in self._counts or is_stop_word(plain)

    def is_english(self, word: str) -> bool:
        """Whether a word is common English, or known to the knowledge."""
        return normal(word) in self._english or self.knows(word)

    def repair(self, word: str) -> str:
        """The word that was meant, or ``word`` itself where it is known or nothing is near."""
        if len(word) < SHORTEST or len(word) > 40 or self.knows(word):
            return word
        if word not in self._memory and normal(word) in self._english:
            return word
        if word not in self._memory:
            if len(self._memory) > 4096:
                self._memory.clear()
            self._memory[word] = self._nearest(normal(word)) or word
        return self._memory[word]

    def _nearest(self, word: str) -> str | None:
        reach = 1 if len(word) < 8 else 2
        near: list[tuple[int, bool, bool, int, str]] = []
        for initial, words in self._by_initial.items():
            same = initial == word[0]
            if not same and (len(word) < 5 or word[1:2] != initial):
                continue
            found = process.extract(word, words, scorer=OSA.distance, score_cutoff=reach, limit=8)
            near += [
                (int(distance), not same, not _left_out(word, match), -self._counts[match], match) for match, distance, _ in found if len(match) >= SHORTEST
            ]
        return min(near)[4] if near else None


def _counted(words: Iterable[str]) -> Counter[str]:
    return Counter(word for word in map(normal, words) if len(word) >= SHORTEST and word.isalpha())


def _left_out(word: str, meant: str) -> bool:
    """Whether ``word`` is ``meant`` with letters swapped or left out, the commonest slip ("wrth" is "worth" rather than "with")."""
    if sorted(word) == sorted(meant):
        return True
    letters = iter(meant)
    return all(letter in letters for letter in word)
