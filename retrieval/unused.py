"""Entries of the vocabulary that nothing uses: no guide, no way of asking, no other entry. Some wait for questions, some are slips."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.fact import column_kind
from retrieval.library import Library
from retrieval.problems import Problem
from retrieval.reading import NAMED
from retrieval.vocabulary import CLASSES, Courtesy, Entry, Limit, Move, Place, Subject, Topic


def unused(library: Library) -> Iterator[Problem]:
    """A note for each entry of the vocabulary's names, columns and topics that nothing uses, with its line."""
    used = _used(library)
    for cls in CLASSES:
        if cls.CLASS not in (*NAMED, "column", "topic"):
            continue
        for entry in library.vocabulary.all(cls):
            if f"{cls.CLASS}:{entry.id}" not in used:
                source = library.vocabulary.source(cls, entry.id)
                yield Problem(
                    file=source.file, line=source.line, severity="note",
                    what=f"No guide, way of asking or other entry uses '{entry.id}' ({entry.name}).",
                    remedy="Keep it where people ask about it; delete it where it is a slip.",
                )  # fmt: skip


def _used(library: Library) -> set[str]:
    """``class:id`` of all that guides, phrasings or other entries name."""
    used = set(library.named)
    vocabulary = library.vocabulary
    texts = [text for passage in library.passages for text in passage.asked]
    for cls in (Topic, Subject, Limit, Courtesy, Move):
        texts += [text for entry in vocabulary.all(cls) for text in getattr(entry, "asked", ())]
    used |= {f"{mention.cls}:{mention.id}" for text in texts for mention in library.read(text).mentions}
    used |= {f"level:{level}" for passage in library.passages for level in passage.about.levels}
    used |= {f"topic:{topic}" for passage in library.passages for topic in passage.about.topics}
    used |= {f"subject:{subject}" for passage in library.passages for subject in passage.subjects}
    used |= {f"topic:{topic.id}" for topic in vocabulary.all(Topic) if topic.asked and not topic.headings}
    headings = {heading for passage in library.passages if passage.table for heading in passage.table.columns}
    used |= {f"column:{column.id}" for heading in headings if (column := column_kind(heading, vocabulary))}
    return used | {name for cls in CLASSES for entry in vocabulary.all(cls) for name in _referred(entry)} | _needed(library)


def _referred(entry: Entry) -> Iterator[str]:
    """What an entry names in its fields."""
    yield from (f"{wanted}:{target}" for _, wanted, target in entry.references())
    if isinstance(entry, Place) and entry.currency:
        yield f"currency:{entry.currency}"


def _needed(library: Library) -> set[str]:
    """What limits name by class and id (``@place:japan``)."""
    items = [item for limit in library.vocabulary.all(Limit) for group in (*limit.needs, limit.unless) for item in group]
    return {item.removeprefix("@") for item in items if item.startswith("@") and ":" in item}
