"""One reading of text for questions, headings, phrasings and tables alike: longest match on the vocabulary.

A reading holds the text's tokens, what they mention, and the *terms* under which the text is indexed and searched: a mention
becomes its class and id (``skill:redis``), everyday synonyms become one word, other words their stem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from retrieval.cache import Arrays, strings_array, strings_of
from retrieval.patterns import Form, Patterns
from retrieval.patterns import Mention as Mention
from retrieval.vocabulary import CLASSES, Entry, Level, Vocabulary
from retrieval.words import Token, comparable, name_form, stem, tokenise

NAMED = ("level", "role", "skill", "place", "company", "certification", "currency")
"""Classes whose entries are things a question names; the answer's evidence must be about them."""

_END = re.compile(r"[.!?](?=\s)|\n")
SHORTENED = 3
"""Up to so many letters before a stop are an abbreviation."""
_PARENTHESIS = re.compile(r"\([^)]*\)")


class Term(NamedTuple):
    """A unit of search: the key, the first token behind it, and whether it is a mere function word."""

    key: str
    token: int
    soft: bool


class Reading(NamedTuple):
    """A text as the advisor understands it."""

    text: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    terms: tuple[Term, ...]
    cues: tuple[Mention, ...] = ()
    repaired: tuple[tuple[str, str], ...] = ()
    routes: tuple[Mention, ...] = ()
    """Ways into the profession or along it: unlike other names they are also words to search for."""

    def ids(self, cls: str) -> tuple[str, ...]:
        """Ids of a class in the order in which the text names them, each once."""
        return tuple(dict.fromkeys(mention.id for mention in self.mentions if mention.cls == cls))

    def cue(self, ident: str) -> bool:
        """Whether the text holds a turn of phrase of this kind."""
        return any(cue.id == ident for cue in self.cues)

    def words(self, mention: Mention) -> str:
        """The words behind a mention, as they stand in the text."""
        return self.text[self.tokens[mention.start].start : self.tokens[mention.end - 1].end]


def pairs(keys: Sequence[str]) -> list[str]:
    """Neighbouring terms as terms of their own: "how much" tells more than "how" and "much"."""
    return [f"{one} {other}" for one, other in pairwise(keys)]


_TABLES: dict[str, Form] = {"named": "name", "loose": "stem", "headings": "stem", "cues": "stem"}
"""A reader's tables of aliases and how the words of each are compared."""


class Reader:
    """Reads texts with a vocabulary. ``repair`` may replace a word that nothing knows by the one that was meant."""

    def __init__(self, vocabulary: Vocabulary, repair: Callable[[str], str] | None = None) -> None:
        self._repair = repair
        self._named, self._loose, self._headings, self._cues = (Patterns(form) for form in _TABLES.values())
        self._titles = _titles(vocabulary)
        for cls in CLASSES:
            for entry in vocabulary.all(cls):
                self._add(entry)

    @classmethod
    def of(cls, vocabulary: Vocabulary, arrays: Arrays) -> Reader:
        """The reader that ``arrays()`` described. Raises ``ValueError`` or ``KeyError`` where the arrays are not such."""
        reader = cls.__new__(cls)
        reader._repair = None
        reader._titles = _titles(vocabulary)
        reader._named, reader._loose, reader._headings, reader._cues = (Patterns.of(form, strings_of(arrays[name])) for name, form in _TABLES.items())
        return reader

    def arrays(self) -> Arrays:
        """What to keep on disk: the tables of aliases."""
        tables = (self._named, self._loose, self._headings, self._cues)
        return {name: strings_array(table.rows()) for name, table in zip(_TABLES, tables, strict=True)}

    def with_repair(self, repair: Callable[[str], str]) -> Reader:
        """The same reader, forgiving spelling."""
        twin = object.__new__(Reader)
        twin._named, twin._loose, twin._headings, twin._cues = self._named, self._loose, self._headings, self._cues
        twin._titles, twin._repair = self._titles, repair
        return twin

    def differing(self, other: Reader) -> Callable[[str], bool] | None:
        """Tells of a word whether an alias begins with it that is another one in the other reader; ``None`` where there is no such alias.

        Two readers are sure to give a text the same terms where it holds no such word.
        """
        names, stems = self._named.differing(other._named), self._loose.differing(other._loose)
        return (lambda word: name_form(word) in names or stem(word) in stems) if names or stems else None

    def tags_differing(self, other: Reader) -> Callable[[str], bool] | None:
        """The same for what a section is about: the names, levels and topics that two readers find in its heading and text."""
        if self._titles != other._titles:
            return lambda _: True
        names, stems = self._named.differing(other._named), self._headings.differing(other._headings)
        return (lambda word: name_form(word) in names or stem(word) in stems) if names or stems else None

    def known_words(self) -> Iterable[str]:
        """Every word of every alias."""
        for table in (self._named, self._loose, self._headings, self._cues):
            yield from table.words()

    def read(self, text: str) -> Reading:
        """``text`` with everything it names. Never raises, whatever the text."""
        tokens, repaired = self._tokens(text)
        mentions = self._named.longest(tokens, ends=_ends(text, tokens))
        phrases = self._cues.all(tokens)
        cues, routes = (tuple(phrase for phrase in phrases if phrase.cls == cls) for cls in ("cue", "route"))
        return Reading(text, tokens, mentions, self._terms(tokens, mentions), cues, repaired, routes)

    def topics(self, heading: str) -> tuple[str, ...]:
        """Ids of the topics that a section's heading names."""
        found = self._headings.longest(tokenise(heading))
        return tuple(dict.fromkeys(mention.id for mention in found))

    def label_levels(self, label: str) -> tuple[str, ...]:
        """Levels that a row's first cell or a heading names, also by a job title that means a level where it stands alone."""
        named = self.read(label).ids("level")
        bare = comparable(_PARENTHESIS.sub("", label.partition(":")[0]))
        return tuple(dict.fromkeys((*named, *([self._titles[bare]] if bare in self._titles else []))))

    def _tokens(self, text: str) -> tuple[tuple[Token, ...], tuple[tuple[str, str], ...]]:
        tokens = tokenise(text)
        if self._repair is None:
            return tokens, ()
        mended: list[Token] = []
        repaired: list[tuple[str, str]] = []
        for token in tokens:
            word = self._repair(token.text)
            if word == token.text:
                mended.append(token)
                continue
            repaired.append((token.text, word))
            mended += [Token(part.stem, part.text, token.start, token.end) for part in tokenise(word)]
        return tuple(mended), tuple(repaired)

    def _terms(self, tokens: tuple[Token, ...], mentions: tuple[Mention, ...]) -> tuple[Term, ...]:
        covered = {at for mention in mentions for at in range(mention.start, mention.end)}
        loose = {mention.start: mention for mention in self._loose.longest(tokens, skip=covered)}
        terms = [Term(f"{mention.cls}:{mention.id}", mention.start, False) for mention in mentions]
        at = 0
        while at < len(tokens):
            synonym = loose.get(at)
            if at in covered:
                at += 1
            elif synonym is not None:
                terms.append(Term(f"={synonym.id}", at, False))
                at = synonym.end
            else:
                terms.append(Term(tokens[at].stem, at, tokens[at].is_stop_word))
                at += 1
        return tuple(sorted(terms, key=lambda term: term.token))

    def _add(self, entry: Entry) -> None:
        if entry.CLASS in NAMED:
            self._patterns(self._named, entry, (entry.name, *entry.aliases), entry.cased)
        elif entry.CLASS == "synonym":
            self._patterns(self._loose, entry, (entry.name, *entry.aliases), entry.cased)
        elif entry.CLASS == "cue":
            self._patterns(self._cues, entry, entry.aliases, entry.cased)
        elif entry.CLASS == "route":
            self._patterns(self._cues, entry, (entry.name, *entry.aliases), entry.cased)
        elif entry.CLASS == "topic":
            self._patterns(self._headings, entry, getattr(entry, "headings", ()), ())

    def _patterns(self, table: Patterns, entry: Entry, aliases: Iterable[str], cased: Iterable[str]) -> None:
        for exact, names in ((False, aliases), (True, cased)):
            for name in names:
                table.add(entry.CLASS, entry.id, name, exact)


def _titles(vocabulary: Vocabulary) -> dict[str, str]:
    return {comparable(title): level.id for level in vocabulary.all(Level) for title in level.titles}


def _ends(text: str, tokens: Sequence[Token]) -> list[int]:
    """The places of the tokens with which a sentence ends: "Sr. Engineer" goes on behind its stop, "I'm a senior. Manager or staff?" does not."""
    if not _END.search(text):
        return []
    between = ((at, text[token.end : following.start]) for at, (token, following) in enumerate(pairwise(tokens)))
    return [at for at, gap in between if (end := _END.search(gap)) and (end[0][0] != "." or len(tokens[at].text) > SHORTENED)]
