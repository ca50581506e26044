"""What is compiled from a library's texts. What an earlier library compiled from texts that have not changed is taken over.

Everything here is a function of the texts and the vocabulary alone, so taking over may only save time: tests hold what a reload gives
against what reading the folder afresh gives, array by array.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from retrieval.counts import Counts, counted, joined
from retrieval.elsewhere import elsewhere
from retrieval.fields import GUIDES
from retrieval.passage import Passage
from retrieval.reading import Reader, pairs
from retrieval.runs import Runs
from retrieval.spelling import Speller
from retrieval.vocabulary import Courtesy, Level, Limit, Move, Subject, Synonym, Topic, Vocabulary
from retrieval.words import tokenise

if TYPE_CHECKING:
    from retrieval.library import Library


def reader_of(library: Library, earlier: Library | None) -> Reader:
    """Reads texts with the library's vocabulary."""
    return earlier.plain_reader if earlier is not None and earlier.vocabulary is library.vocabulary else Reader(library.vocabulary)


def runs_of(library: Library, earlier: Library | None) -> Runs:
    """The search terms of all that is indexed: statements, headings and every phrasing."""
    texts = chain(*((*passage.path, *_said(passage), *passage.asked) for passage in library.passages), _phrasings(library.vocabulary))
    if earlier is None or earlier.home - library.home:
        return Runs.read(texts, library.read_terms)
    differs = library.plain_reader.differing(earlier.plain_reader)
    moved = (library.home - earlier.home) | (library.vocabulary.elsewhere ^ earlier.vocabulary.elsewhere)
    unsure = earlier.runs.holding(f"role:{role}" for role in moved)
    if differs is not None:
        unsure |= earlier.runs.with_word(differs)
    return Runs.read(texts, library.read_terms, earlier.runs, ~unsure)


def speller_of(library: Library, earlier: Library | None) -> Speller:
    """Knows every word of guides, phrasings and vocabulary."""
    if earlier is None:
        return Speller(_words(chain(_guide_texts(library.passages), _vocabulary_texts(library))))
    same = {passage.id for passage in library.passages if passage.id in earlier.by_id and _texts(passage) == _texts(earlier.by_id[passage.id])}
    gone, come = (list(_guide_texts(passage for passage in each.passages if passage.id not in same)) for each in (earlier, library))
    if library.vocabulary is not earlier.vocabulary:
        before, after = Counter(_vocabulary_texts(earlier)), Counter(_vocabulary_texts(library))
        gone += (before - after).elements()
        come += (after - before).elements()
    return earlier.speller.changed(_words(gone), _words(come))


def counts_of(library: Library, earlier: Library | None) -> dict[str, Counts]:
    """How often which term stands in which field of which passage."""
    parts: dict[str, list[Counts]] = {name: [] for name in GUIDES}
    for span in _spans(library, earlier):
        if earlier is not None and span.before is not None:
            for name, counts in earlier.counts.items():
                parts[name].append(counts.part(span.before, span.before + span.stop - span.start))
        else:
            for name, documents in _fields(library.passages[span.start : span.stop], library.runs).items():
                parts[name].append(counted(documents))
    return {name: joined(each) for name, each in parts.items()}


class _Span(NamedTuple):
    """Passages from ``start`` to ``stop`` (exclusive), and where the same ones begin in an earlier library."""

    start: int
    stop: int
    before: int | None


def _spans(library: Library, earlier: Library | None) -> list[_Span]:
    """The library's passages, cut where one has changed and the next one has not, or something stood between them."""
    spans: list[_Span] = []
    places = {passage.id: at for at, passage in enumerate(earlier.passages)} if earlier else {}
    for at, passage in enumerate(library.passages):
        before = places.get(passage.id)
        if earlier is None or before is None or not _same(passage, earlier.passages[before], library.runs.anew):
            before = None
        last = spans[-1] if spans else None
        if last and ((last.before is None) if before is None else last.before is not None and before == last.before + at - last.start):
            spans[-1] = last._replace(stop=at + 1)
        else:
            spans.append(_Span(at, at + 1, before))
    return spans


def _same(one: Passage, other: Passage, anew: frozenset[str]) -> bool:
    """Whether two passages have the same texts, none of which was read anew."""
    return _texts(one) == _texts(other) and anew.isdisjoint((*one.path, *_said(one), *one.asked))


def _texts(passage: Passage) -> tuple[object, ...]:
    """All of a passage that is indexed. Its lines are not: they move when something is written above."""
    return passage.path, _said(passage), passage.asked


def _fields(passages: Iterable[Passage], runs: Runs) -> dict[str, list[list[str]]]:
    """The terms of each passage by field."""
    fields: dict[str, list[list[str]]] = {name: [] for name in GUIDES}
    for passage in passages:
        keys = {"text": runs.keys(_said(passage)), "heading": runs.keys(passage.path), "asked": runs.keys(passage.asked)}
        for name, each in keys.items():
            fields[name].append(list(chain.from_iterable(each)))
        fields["pairs"].append([pair for each in keys.values() for run in each for pair in pairs(run)])
    return fields


def _said(passage: Passage) -> list[str]:
    return [statement.text for statement in passage.statements]


def _phrasings(vocabulary: Vocabulary) -> Iterator[str]:
    for cls in (Topic, Subject, Limit, Courtesy, Move):
        for entry in vocabulary.all(cls):
            yield from getattr(entry, "asked", ())
    yield from elsewhere(vocabulary)


def _guide_texts(passages: Iterable[Passage]) -> Iterator[str]:
    for passage in passages:
        yield from (*passage.path, passage.text, *passage.asked)


def _vocabulary_texts(library: Library) -> Iterator[str]:
    for cls in (Synonym, Topic, Subject, Limit, Courtesy, Level):
        for entry in library.vocabulary.all(cls):
            yield from (*entry.aliases, *getattr(entry, "asked", ()))
    yield from elsewhere(library.vocabulary)
    yield from library.plain_reader.known_words()


def _words(texts: Iterable[str]) -> Iterator[str]:
    return (token.text for text in texts for token in tokenise(text))
