"""Where a text names something: aliases of the vocabulary as patterns of words, found by look-up, the longest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from retrieval.words import Token, normal, tokenise

Form = Literal["name", "stem"]
"""How words are compared: ``name`` as written, plural aside; ``stem`` by their stem."""


PROPER = ("place", "company")
"""Classes of proper names: an -s at their end is no plural."""


class Mention(NamedTuple):
    """An entry of the vocabulary that a text names: tokens ``start`` to ``end`` (exclusive)."""

    cls: str
    id: str
    start: int
    end: int


class _Pattern(NamedTuple):
    cls: str
    id: str
    cased: bool
    written: tuple[str, ...]


class Patterns:
    """A table from runs of words to the entries that they name. Filled once, then only read."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._by_words: dict[tuple[str, ...], list[_Pattern]] = {}
        self._lengths: dict[str, list[int]] = {}

    def add(self, cls: str, ident: str, alias: str, cased: bool) -> None:
        """Lets ``alias`` name an entry; a cased one only with exactly that capitalisation. An alias without a word is none."""
        tokens = tokenise(alias)
        if tokens:
            self._put(tuple(self._forms(tokens)), _Pattern(cls, ident, cased, tuple(token.text for token in tokens)))

    def longest(self, tokens: Sequence[Token], skip: Iterable[int] = (), ends: Iterable[int] = ()) -> tuple[Mention, ...]:
        """Mentions from left to right, the longest at each place; entries of several classes may share a place.

        None begins at a place to ``skip``, and none goes on behind one where a sentence ``ends``.
        """
        forms, skipped, last = self._forms(tokens), set(skip), frozenset(ends)
        found: list[Mention] = []
        at = 0
        while at < len(tokens):
            length, here = 1, list[_Pattern]()
            if at not in skipped and forms[at] in self._lengths:
                within = (found for found in self._at(forms, tokens, at) if last.isdisjoint(range(at, at + found[0] - 1)))
                length, here = next(within, (1, []))
            found += [Mention(cls, ident, at, at + length) for cls, ident in dict.fromkeys((pattern.cls, pattern.id) for pattern in here)]
            at += length
        return tuple(found)

    def all(self, tokens: Sequence[Token]) -> tuple[Mention, ...]:
        """Every match, also overlapping ones: a phrase can be a cue for several things."""
        forms = self._forms(tokens)
        return tuple(
            Mention(pattern.cls, pattern.id, at, at + length)
            for at, form in enumerate(forms)
            if form in self._lengths
            for length, here in self._at(forms, tokens, at)
            for pattern in here
        )

    def words(self) -> Iterator[str]:
        """Every word of every alias."""
        return (word for patterns in self._by_words.values() for pattern in patterns for word in pattern.written)

    def differing(self, other: Patterns) -> frozenset[str]:
        """The first words of every alias that only one of two tables has, or that names something else in the other."""
        tables = self._by_words, other._by_words
        return frozenset(words[0] for words in {*tables[0], *tables[1]} if tables[0].get(words) != tables[1].get(words))

    def rows(self) -> list[Any]:
        """The table as plain lists, to be kept."""
        return [[words, *pattern] for words, patterns in self._by_words.items() for pattern in patterns]

    @classmethod
    def of(cls, form: Form, rows: Iterable[Any]) -> Patterns:
        """The table of such lists. Raises ``TypeError`` or ``ValueError`` where they are not such."""
        table = cls(form)
        for words, entry, ident, cased, written in rows:
            table._put(tuple(words), _Pattern(str(entry), str(ident), bool(cased), tuple(written)))
        return table

    def _put(self, words: tuple[str, ...], pattern: _Pattern) -> None:
        self._by_words.setdefault(words, []).append(pattern)
        lengths = self._lengths.setdefault(words[0], [])
        if len(words) not in lengths:
            lengths.append(len(words))
            lengths.sort(reverse=True)

    def _at(self, forms: Sequence[str], tokens: Sequence[Token], at: int) -> Iterator[tuple[int, list[_Pattern]]]:
        """What begins at a token, the longest first."""
        for length in self._lengths[forms[at]]:
            here = self._by_words.get(tuple(forms[at : at + length]))
            if here is None or at + length > len(forms):
                continue
            fitting = [pattern for pattern in here if _fits(pattern, tokens[at : at + length])]
            if fitting:
                yield length, fitting

    def _forms(self, tokens: Sequence[Token]) -> list[str]:
        return [token.name for token in tokens] if self.form == "name" else [token.stem for token in tokens]


def _fits(pattern: _Pattern, tokens: Sequence[Token]) -> bool:
    """Whether the words are also written as the entry demands: capitals where it is cased, a proper name's ending ("Leeds")."""
    if pattern.cased:
        return pattern.written == tuple(token.text for token in tokens)
    if pattern.cls in PROPER:
        return all(normal(token.text).endswith("s") or not normal(written).endswith("s") for token, written in zip(tokens, pattern.written, strict=True))
    return True
