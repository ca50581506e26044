"""Repair of words that nothing in the knowledge knows, so that a typo still finds what was meant.

A word that any guide, phrasing or vocabulary entry holds is never touched. Distance is optimal string alignment (a swap of two
neighbours counts once): one slip for short words, two from eight letters on. Among equally near words the more frequent wins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from retrieval.words import is_stop_word, normal

SHORTEST = 3
"""Words of fewer letters are left as they are: too many are one slip away from another word."""


COMMON = 1000
"""How often an English word must occur in the dictionary's corpus to count as meant (rarer ones are often slips themselves)."""


@lru_cache(maxsize=1)
def _english() -> SpellChecker:
    return SpellChecker(language="en", distance=1)


def is_english(word: str) -> bool:
    """Whether a word is common English, and so is left as it is although the knowledge does not hold it."""
    return bool(_english().word_frequency[normal(word)] >= COMMON)


class Speller:
    """Knows every word of the knowledge with its frequency, and finds the nearest one for a word it does not know."""

    def __init__(self, words: Iterable[str]) -> None:
        self._counts = Counter(word for word in map(normal, words) if len(word) >= SHORTEST and word.isalpha())
        self._by_initial: dict[str, list[str]] = {}
        for word in sorted(self._counts):
            self._by_initial.setdefault(word[0], []).append(word)
        self._memory: dict[str, str] = {}

    def knows(self, word: str) -> bool:
        """Whether the knowledge holds ``word``, its plural or its singular; figures and signs are always known."""
        plain = normal(word)
        return not plain.isalpha() or plain in self._counts or plain.rstrip("s") in self._counts or plain + "s" in self._counts or is_stop_word(plain)

    def repair(self, word: str) -> str:
        """The word that was meant, or ``word`` itself where it is known or nothing is near."""
        if len(word) < SHORTEST or len(word) > 40 or self.knows(word):
            return word
        if word not in self._memory and is_english(word):
            return word
        if word not in self._memory:
            if len(self._memory) > 4096:
                self._memory.clear()
            self._memory[word] = self._nearest(normal(word)) or word
        return self._memory[word]

    def _nearest(self, word: str) -> str | None:
        reach = 1 if len(word) < 8 else 2
        near: list[tuple[int, bool, int, str]] = []
        for initial, words in self._by_initial.items():
            same = initial == word[0]
            if not same and (len(word) < 5 or word[1:2] != initial):
                continue
            found = process.extract(word, words, scorer=OSA.distance, score_cutoff=reach, limit=8)
            near += [(int(distance), not same, -self._counts[match], match) for match, distance, _ in found if len(match) >= SHORTEST]
        return min(near)[3] if near else None
