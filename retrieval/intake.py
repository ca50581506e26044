"""From the files of a knowledge folder to its values. What an earlier reading gave for a file is taken over while the file is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

from retrieval.contents import Contents
from retrieval.fact import Fact, facts_of
from retrieval.guide import Guide, read_guide
from retrieval.passage import About, Passage
from retrieval.problems import KnowledgeError, Problem
from retrieval.reading import Reader
from retrieval.runs import Runs
from retrieval.vocabulary import CLASSES, FOLDER, Column, Currency, Entry, Vocabulary, read_vocabulary

_GUIDES, _VOCABULARY = "guides/", f"{FOLDER}/"


class Sheet(NamedTuple):
    """What one file of guides/ gives; no guide where it can't be read."""

    guide: Guide | None
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]
    problems: tuple[Problem, ...]


class Earlier:
    """An earlier reading of a folder, the hash of each file from which it was made, its reader, and what that read of each text."""

    def __init__(self, contents: Contents, files: Mapping[str, str], reader: Reader, runs: Runs) -> None:
        self.vocabulary, self._files, self.reader, self._runs = contents.vocabulary, files, reader, runs
        self.problems = [problem for problem in contents.problems if problem.file.startswith(_VOCABULARY)]
        self._entries: dict[str, list[tuple[Entry, int]]] = {}
        for cls in CLASSES:
            for entry in self.vocabulary.all(cls):
                source = self.vocabulary.source(cls, entry.id)
                self._entries.setdefault(source.file, []).append((entry, source.line))
        guides = {guide.file: guide for guide in contents.guides}
        passages, facts = _grouped(contents.passages), _grouped(contents.facts)
        self._sheets: dict[str, Sheet] = {}
        for name in _names(files, _GUIDES):
            guide = guides.get(name)
            ident = guide.id if guide else ""
            wrong = tuple(problem for problem in contents.problems if problem.file == name)
            self._sheets[name] = Sheet(guide, tuple(passages.get(ident, ())), tuple(facts.get(ident, ())), wrong)

    def entries(self, name: str, digest: str | None) -> list[tuple[Entry, int]] | None:
        """The entries of a vocabulary file, with their lines; ``None`` where it was another one or had a problem, which hid some."""
        if self._files.get(name) != digest or any(problem.file == name for problem in self.problems):
            return None
        return self._entries.get(name, [])

    def has_vocabulary(self, files: Mapping[str, str]) -> bool:
        """Whether the vocabulary of ``files`` is the one that was read."""
        return all(files.get(name) == self._files.get(name) for name in _names({**files, **self._files}, _VOCABULARY))

    def keeps(self, vocabulary: Vocabulary, reader: Reader) -> Callable[[Passage], bool]:
        """Tells of a passage of then whether another vocabulary is sure to tag it, and to type its facts, as it is."""
        if vocabulary is self.vocabulary:
            return lambda _: True
        if any(vocabulary.all(cls) != self.vocabulary.all(cls) for cls in (Column, Currency)):
            return lambda _: False
        differs = reader.tags_differing(self.reader)
        changed = self._runs.texts_with(differs) if differs else frozenset[str]()
        return lambda passage: changed.isdisjoint((*passage.path, *(statement.text for statement in passage.statements)))

    def sheet(self, name: str, digest: str) -> Sheet | None:
        """What was read from this very file; ``None`` where it was another one."""
        return self._sheets.get(name) if self._files.get(name) == digest else None


def read_contents(folder: Path, files: Mapping[str, str], earlier: Earlier | None = None) -> Contents:
    """The values of a folder whose files have these hashes. Raises ``KnowledgeError`` where no guide can be read."""
    if earlier is not None and earlier.has_vocabulary(files):
        vocabulary, problems = earlier.vocabulary, list(earlier.problems)
    else:
        known = (lambda name: earlier.entries(name, files.get(name))) if earlier else (lambda _: None)
        vocabulary, problems = read_vocabulary(folder / FOLDER, known)
    reader = earlier.reader if earlier and vocabulary is earlier.vocabulary else Reader(vocabulary)
    keeps = earlier.keeps(vocabulary, reader) if earlier else _none
    sheets: list[Sheet] = []
    for name in _names(files, _GUIDES):
        before = earlier.sheet(name, files[name]) if earlier else None
        sheets.append(_tagged(before, reader, vocabulary, keeps) if before else _tagged(_read(folder / name, name), reader, vocabulary, _none))
    problems += chain(*(sheet.problems for sheet in sheets))
    if not any(sheet.guide for sheet in sheets):
        remedy = "Put at least one guide (a Markdown file) into 'guides/'."
        raise KnowledgeError([*problems, Problem(file="guides", line=1, what="The folder holds no guide that can be read.", remedy=remedy)])
    passages, facts = chain(*(sheet.passages for sheet in sheets)), chain(*(sheet.facts for sheet in sheets))
    return Contents(vocabulary, tuple(sheet.guide for sheet in sheets if sheet.guide), tuple(passages), tuple(facts), tuple(problems))


def _read(path: Path, shown: str) -> Sheet:
    guide, passages, problems = read_guide(path, shown)
    return Sheet(guide, passages if guide else (), (), tuple(problems))


def _tagged(sheet: Sheet, reader: Reader, vocabulary: Vocabulary, keeps: Callable[[Passage], bool]) -> Sheet:
    """The sheet with what its passages are about, and their facts, as they are where ``keeps`` tells so."""
    kept = [keeps(passage) for passage in sheet.passages]
    if all(kept):
        return sheet
    before: dict[str, list[Fact]] = {}
    for fact in sheet.facts:
        before.setdefault(fact.passage, []).append(fact)
    pairs = zip(sheet.passages, kept, strict=True)
    passages = tuple(passage if same else passage.model_copy(update={"about": about(passage, reader)}) for passage, same in pairs)
    facts = (before.get(passage.id, ()) if same else facts_of(passage, reader, vocabulary) for passage, same in zip(passages, kept, strict=True))
    return sheet._replace(passages=passages, facts=tuple(chain.from_iterable(facts)))


def _none(_: Passage) -> bool:
    return False


def _names(files: Mapping[str, str], start: str) -> list[str]:
    return sorted(name for name in files if name.startswith(start))


V = TypeVar("V", Passage, Fact)


def _grouped(values: Iterable[V]) -> dict[str, list[V]]:
    """Passages or facts by their guide's id."""
    found: dict[str, list[V]] = {}
    for value in values:
        found.setdefault(value.guide, []).append(value)
    return found


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
