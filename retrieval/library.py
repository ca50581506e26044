"""The library: everything the knowledge folder holds, read, tagged and indexed. A broken guide is left out and said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TypeVar

from retrieval.cache import NO_CACHE, Arrays, Cache
from retrieval.compiling import counts_of, reader_of, runs_of, speller_of
from retrieval.contents import Contents, contents_of
from retrieval.counts import Counts, counts_arrays, counts_from
from retrieval.fields import GUIDES, FieldedIndex
from retrieval.inside import outside
from retrieval.intake import Earlier, read_contents
from retrieval.kept import CONTENTS, nearest_state, state_arrays
from retrieval.passage import Passage
from retrieval.problems import KnowledgeError, Problem
from retrieval.reading import NAMED, Reader, Reading, Term
from retrieval.runs import Read, Runs, read_of
from retrieval.shelf import Shelf, digests, key_of
from retrieval.spelling import Speller
from retrieval.traits import Traits
from retrieval.vocabulary import Level
from retrieval.words import tokenise

T = TypeVar("T")

ATTEMPTS = 5
"""How often a folder is read whose files change while they are read."""
PARTS = ("reader", "speller", "runs", "counts")
"""What is compiled from a library's texts, and taken over from an earlier one where these have not changed."""


class Library:
    """Guides, passages, facts and vocabulary of one knowledge folder. Immutable; its parts are in file order."""

    def __init__(self, folder: Path, contents: Contents, shelf: Shelf, files: Mapping[str, str], earlier: Library | None = None) -> None:
        self.folder = folder
        self.shelf = shelf
        """Where what is compiled from the library is kept between starts."""
        self.files = files
        """The hash of each file that the library was read from, by its place in the folder."""
        self.contents = contents
        self._earlier = earlier
        self._waiting = set(PARTS)
        self.vocabulary, guides, self.passages, self.facts, self.problems = contents
        self.guides = {guide.id: guide for guide in guides}
        self.by_id = {passage.id: passage for passage in self.passages}
        self._content: dict[str, frozenset[str]] = {}

    def settle(self) -> None:
        """Ends what a reload began: lets go of the library that this one took over from, and writes what was put off to the cache."""
        self._earlier = None
        self.shelf.settle()

    def _compiled(self, name: str, build: Callable[[Library | None], T], arrays: Callable[[T], Arrays], opened: Callable[[Arrays], T]) -> T:
        """One of the ``PARTS``, which take over from the earlier library. That is let go when the last of them is there."""
        part = self.shelf.kept(name, lambda: build(self._earlier), arrays, opened)
        self._waiting.discard(name)
        if not self._waiting:
            self._earlier = None
        return part

    @cached_property
    def plain_reader(self) -> Reader:
        """Reads texts of the knowledge itself, taken at their word."""
        return self._compiled("reader", partial(reader_of, self), Reader.arrays, lambda arrays: Reader.of(self.vocabulary, arrays))

    @cached_property
    def speller(self) -> Speller:
        """Knows every word of guides, phrasings and vocabulary."""
        return self._compiled("speller", partial(speller_of, self), Speller.arrays, Speller.of)

    @cached_property
    def reader(self) -> Reader:
        """Reads what people write: the vocabulary's reader, forgiving spelling."""
        return self.plain_reader.with_repair(self.speller.repair)

    def read(self, text: str) -> Reading:
        """A text of the knowledge itself, taken at its word."""
        return self._read(text)

    @cached_property
    def _read(self) -> Callable[[str], Reading]:
        """The same phrasings are read for several indexes, and the same sentences for many answers."""
        return lru_cache(maxsize=1 << 15)(self.plain_reader.read)

    @cached_property
    def home(self) -> frozenset[str]:
        """The roles that the guides' titles name: naming one of them in a question tells nothing."""
        return frozenset(role for guide in self.guides.values() for role in self.read(guide.title).ids("role"))

    @cached_property
    def named(self) -> frozenset[str]:
        """``class:id`` of everything that any passage names."""
        return frozenset(name for passage in self.passages for name in passage.about.named)

    @cached_property
    def home_places(self) -> frozenset[str]:
        """The places that the guides' front matter names as those of their figures."""
        return frozenset(place for guide in self.guides.values() if guide.place for place in self.read(guide.place).ids("place"))

    def terms(self, reading: Reading) -> list[Term]:
        """A reading's search terms: ``@level`` for any level, ``@profession`` for any of another field, a placeholder and the name for others, no home role."""
        terms: list[Term] = []
        for term in reading.terms:
            cls, _, ident = term.key.partition(":")
            if not ident or cls not in NAMED:
                terms.append(term)
            elif cls == "level":
                terms.append(Term("@level", term.token, False))
            elif cls == "role" and ident in self.vocabulary.elsewhere:
                terms += [Term("@profession", term.token, False), Term(term.key, term.token, True)]
            elif not (cls == "role" and ident in self.home):
                terms += [Term(f"@{cls}", term.token, True), term]
        return terms

    def read_terms(self, text: str) -> Read:
        """A text of the knowledge with its search terms, read anew; ``runs`` has those of all that are indexed."""
        reading = self.plain_reader.read(text)
        return read_of(reading, self.terms(reading))

    @cached_property
    def runs(self) -> Runs:
        """The search terms of every statement, heading and phrasing."""
        return self._compiled("runs", partial(runs_of, self), Runs.arrays, Runs.of)

    @cached_property
    def counts(self) -> dict[str, Counts]:
        """How often which term stands in which field of which passage: what the index is compiled from."""
        return self._compiled("counts", partial(counts_of, self), counts_arrays, partial(counts_from, size=len(self.passages)))

    @cached_property
    def index(self) -> FieldedIndex:
        """BM25 over the passages' fields: what they say, their headings, how people ask for them, and pairs of words."""
        opened = partial(FieldedIndex.from_arrays, weights=GUIDES)
        return self.shelf.kept("index", lambda: FieldedIndex.of_counts(self.counts, GUIDES), lambda index: index.postings.arrays(), opened)

    @cached_property
    def traits(self) -> Traits:
        """What the passages are about, as arrays."""
        return Traits(self)

    def holds(self, stem: str) -> bool:
        """Whether any guide's own text (phrasings aside) holds a word of this stem."""
        return stem in self._stems

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(token.stem for passage in self.passages for text in (*passage.path, passage.text) for token in tokenise(text))

    def guides_named(self, text: str) -> frozenset[str]:
        """Ids of the guides whose publisher a text names. Publishers of several everyday words ("Career Ladder") don't count."""
        words = {token.name for token in tokenise(text)}
        names = {ident: tokenise(guide.publisher) for ident, guide in self.guides.items()}
        return frozenset(ident for ident, name in names.items() if len(name) == 1 and name[0].name in words)

    def measures(self, passage: str) -> frozenset[str]:
        """What the table of a passage measures; empty where it has none."""
        return self._measures.get(passage, frozenset())

    @cached_property
    def _measures(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for fact in self.facts:
            found.setdefault(fact.passage, set()).add(fact.measure)
        return {ident: frozenset(measures) for ident, measures in found.items()}

    def figures(self, passage: str) -> frozenset[str]:
        """The bases of the figures in a passage's table, pay and years aside; empty where it has none."""
        return self._figures.get(passage, frozenset())

    @cached_property
    def _figures(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for fact in self.facts:
            if fact.measure in ("share", "count", "cost"):
                found.setdefault(fact.passage, set()).add(fact.basis)
        return {ident: frozenset(bases) for ident, bases in found.items()}

    def content(self, passage: Passage) -> frozenset[str]:
        """The keys of a passage's content words."""
        if passage.id not in self._content:
            self._content[passage.id] = frozenset(term.key for term in self.read(passage.text).terms if not term.soft)
        return self._content[passage.id]

    def level(self, ident: str) -> Level:
        return self.vocabulary.get(Level, ident)

    def neighbours(self, passage: Passage) -> tuple[Passage | None, Passage | None]:
        """The passages before and after in the same guide."""
        mine = [other for other in self.passages if other.guide == passage.guide]
        at = mine.index(passage)
        return (mine[at - 1] if at else None), (mine[at + 1] if at + 1 < len(mine) else None)


def load(folder: Path, cache: Cache = NO_CACHE, building: Callable[[], None] | None = None) -> Library:
    """The library of a knowledge folder; what is compiled from it is kept in ``cache``.

    ``building`` is called once where something has to be read or compiled first, which takes seconds.
    Raises ``KnowledgeError`` where no guide at all can be read, or where a file of the folder is a link out of it.
    """
    return _load(folder, cache, building, None)


def reload(earlier: Library) -> Library:
    """The library of the same folder as it is now; it takes over what it can. ``settle`` it when it is in use. Raises as ``load`` does."""
    return _load(earlier.folder, earlier.shelf.cache, None, earlier)


def _load(folder: Path, cache: Cache, building: Callable[[], None] | None, earlier: Library | None) -> Library:
    if not folder.is_dir():
        what, remedy = "There is no such folder.", "Name the folder that holds 'guides/' and 'vocabulary/' with --knowledge."
        raise KnowledgeError([Problem(file=str(folder), line=1, what=what, remedy=remedy)])
    if leads := list(outside(folder)):
        raise KnowledgeError(leads)
    for _ in range(ATTEMPTS):
        files = digests(folder)
        shelf = Shelf(cache, key_of(folder, files) if cache.folder else "", building)
        if earlier is not None:
            shelf.put_off()
        with suppress(_ChangingError):
            return _opened(folder, files, shelf, earlier)
    raise KnowledgeError([Problem(file=str(folder), line=1, what="The files change while they are read.", remedy="Try again when they are all there.")])


def _opened(folder: Path, files: Mapping[str, str], shelf: Shelf, earlier: Library | None) -> Library:
    """The library of the files as they are now, from the cache, from an earlier one or by reading them. Raises ``_ChangingError``."""
    before = earlier

    def build() -> Contents:
        nonlocal before
        if before is None and (state := nearest_state(shelf.cache, shelf.key, files, PARTS)) is not None:
            before = Library(folder, state.contents, state.shelf, state.files)
        return _read(folder, files, before)

    contents = shelf.kept(CONTENTS, build, lambda built: state_arrays(built, files), contents_of)
    return Library(folder, contents, shelf, files, before)


class _ChangingError(Exception):
    """A file changed while the folder was read: what was read belongs to no state of it."""


def _read(folder: Path, files: Mapping[str, str], earlier: Library | None) -> Contents:
    contents = read_contents(folder, files, Earlier(earlier.contents, earlier.files, earlier.plain_reader, earlier.runs) if earlier else None)
    if digests(folder) != files:
        raise _ChangingError
    return contents
