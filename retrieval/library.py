"""The library: everything the knowledge folder holds, read, tagged and indexed. A broken guide is left out and said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache, partial
from itertools import chain
from pathlib import Path

from retrieval.cache import NO_CACHE, Cache
from retrieval.contents import Contents, contents_arrays, contents_of
from retrieval.fact import facts_of
from retrieval.fields import GUIDES, FieldedIndex
from retrieval.guide import Guide, read_guide
from retrieval.inside import outside
from retrieval.passage import About, Passage
from retrieval.problems import KnowledgeError, Problem
from retrieval.reading import NAMED, Reader, Reading, Term, pairs
from retrieval.shelf import Shelf, key_of
from retrieval.spelling import Speller
from retrieval.vocabulary import Courtesy, Level, Limit, Synonym, Topic, read_vocabulary
from retrieval.words import tokenise


class Library:
    """Guides, passages, facts and vocabulary of one knowledge folder. Immutable; its parts are in file order."""

    def __init__(self, folder: Path, contents: Contents, shelf: Shelf) -> None:
        self.folder = folder
        self.shelf = shelf
        """Where what is compiled from the library is kept between starts."""
        self.vocabulary, guides, self.passages, self.facts, self.problems = contents
        self.guides = {guide.id: guide for guide in guides}
        self.by_id = {passage.id: passage for passage in self.passages}
        self._content: dict[str, frozenset[str]] = {}

    @cached_property
    def _plain_reader(self) -> Reader:
        return self.shelf.kept("reader", lambda: Reader(self.vocabulary), Reader.arrays, lambda arrays: Reader.of(self.vocabulary, arrays))

    @cached_property
    def speller(self) -> Speller:
        """Knows every word of guides, phrasings and vocabulary."""
        return self.shelf.kept("speller", lambda: Speller(token.text for text in self._texts() for token in tokenise(text)), Speller.arrays, Speller.of)

    @cached_property
    def reader(self) -> Reader:
        """Reads what people write: the vocabulary's reader, forgiving spelling."""
        return self._plain_reader.with_repair(self.speller.repair)

    def read(self, text: str) -> Reading:
        """A text of the knowledge itself, taken at its word."""
        return self._read(text)

    @cached_property
    def _read(self) -> Callable[[str], Reading]:
        """The same phrasings are read for several indexes, and the same sentences for many answers."""
        return lru_cache(maxsize=1 << 15)(self._plain_reader.read)

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
        """A reading's search terms: ``@level`` for any level, a placeholder and the name itself for other names, no home role."""
        terms: list[Term] = []
        for term in reading.terms:
            cls, _, ident = term.key.partition(":")
            if not ident or cls not in NAMED:
                terms.append(term)
            elif cls == "level":
                terms.append(Term("@level", term.token, False))
            elif not (cls == "role" and ident in self.home):
                terms += [Term(f"@{cls}", term.token, True), term]
        return terms

    @cached_property
    def index(self) -> FieldedIndex:
        """BM25 over the passages' fields: what they say, their headings, how people ask for them, and pairs of words."""
        opened = partial(FieldedIndex.from_arrays, weights=GUIDES)
        return self.shelf.kept("index", lambda: FieldedIndex(self._fields(), GUIDES), lambda index: index.postings.arrays(), opened)

    def _fields(self) -> dict[str, list[list[str]]]:
        fields: dict[str, list[list[str]]] = {name: [] for name in GUIDES}
        for passage in self.passages:
            parts = {"text": [statement.text for statement in passage.statements], "heading": passage.path, "asked": passage.asked}
            keys = {name: [[term.key for term in self.terms(self.read(text))] for text in texts] for name, texts in parts.items()}
            for name, runs in keys.items():
                fields[name].append(list(chain.from_iterable(runs)))
            fields["pairs"].append([pair for runs in keys.values() for run in runs for pair in pairs(run)])
        return fields

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

    def _texts(self) -> Iterable[str]:
        for passage in self.passages:
            yield from (*passage.path, passage.text, *passage.asked)
        for cls in (Synonym, Topic, Limit, Courtesy, Level):
            for entry in self.vocabulary.all(cls):
                yield from (*entry.aliases, *getattr(entry, "asked", ()))
        yield from self._plain_reader.known_words()


def about(passage: Passage, reader: Reader) -> About:
    """What a passage is about: the topics and names of its heading (of the nearest heading that has any), and all it names."""
    readings = [reader.read(heading) for heading in reversed(passage.path)]
    topics = reader.topics(passage.heading)

    def ids(cls: str) -> tuple[str, ...]:
        return next((reading.ids(cls) for reading in readings if reading.ids(cls)), ())

    inside = reader.read(passage.text)
    named = {f"{mention.cls}:{mention.id}" for reading in (*readings, inside) for mention in reading.mentions}
    levels = next((found for heading in reversed(passage.path) if (found := reader.label_levels(heading))), ())
    return About(topics=topics, levels=levels, roles=readings[0].ids("role"), skills=readings[0].ids("skill"), places=ids("place"), named=frozenset(named))


def load(folder: Path, cache: Cache = NO_CACHE, building: Callable[[], None] | None = None) -> Library:
    """The library of a knowledge folder; what is compiled from it is kept in ``cache``.

    ``building`` is called once where something has to be read or compiled first, which takes seconds.
    Raises ``KnowledgeError`` where no guide at all can be read, or where a file of the folder is a link out of it.
    """
    if not folder.is_dir():
        raise KnowledgeError(
            [
                Problem(
                    file=str(folder), line=1, what="There is no such folder.", remedy="Name the folder that holds 'guides/' and 'vocabulary/' with --knowledge."
                )
            ]
        )
    if leads := list(outside(folder)):
        raise KnowledgeError(leads)
    shelf = Shelf(cache, key_of(folder) if cache.folder else "", building)
    return Library(folder, shelf.kept("contents", lambda: _read(folder), contents_arrays, contents_of), shelf)


def _read(folder: Path) -> Contents:
    vocabulary, problems = read_vocabulary(folder / "vocabulary")
    guides: list[Guide] = []
    passages: list[Passage] = []
    files = sorted((folder / "guides").glob("*.md")) if (folder / "guides").is_dir() else []
    for path in files:
        guide, found, wrong = read_guide(path, f"guides/{path.name}")
        problems += wrong
        if guide is not None:
            guides.append(guide)
            passages += found
    if not guides:
        problems.append(
            Problem(
                file="guides", line=1, what="The folder holds no guide that can be read.", remedy="Put at least one guide (a Markdown file) into 'guides/'."
            )
        )
        raise KnowledgeError(problems)
    reader = Reader(vocabulary)
    tagged = tuple(passage.model_copy(update={"about": about(passage, reader)}) for passage in passages)
    facts = tuple(fact for passage in tagged for fact in facts_of(passage, reader, vocabulary))
    return Contents(vocabulary, tuple(guides), tagged, facts, tuple(problems))
