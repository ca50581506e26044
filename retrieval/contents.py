"""What a knowledge folder says, as values: the vocabulary, guides, passages and facts, read once and kept as JSON.

What is kept is validated like any other input when it is read back, so a file that says something impossible is refused.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from pydantic import TypeAdapter

from retrieval.cache import Arrays, as_text, strings_array, strings_of
from retrieval.fact import Fact
from retrieval.guide import Guide
from retrieval.passage import Passage
from retrieval.problems import Problem
from retrieval.vocabulary import CLASSES, Source, Vocabulary


class Contents(NamedTuple):
    """The values of a knowledge folder, each kind in file order, passages with what they are about."""

    vocabulary: Vocabulary
    guides: tuple[Guide, ...]
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]
    problems: tuple[Problem, ...]


def contents_arrays(contents: Contents) -> Arrays:
    """What to keep. Raises ``ValueError`` where a text can't be written as JSON (a lone surrogate)."""
    vocabulary = {f"vocabulary/{cls.CLASS}": _many(cls).dump_json(contents.vocabulary.all(cls), by_alias=True) for cls in CLASSES}
    values = {name: _many(cls).dump_json(getattr(contents, name)) for name, cls in _KINDS.items()}
    sources = strings_array([*key, *source] for key, source in contents.vocabulary.sources.items())
    return {**{name: as_text(raw.decode()) for name, raw in {**vocabulary, **values}.items()}, "sources": sources}


def contents_of(arrays: Arrays) -> Contents:
    """The values of such arrays. Raises ``ValueError`` or ``KeyError`` where they are not such."""
    entries = {cls.CLASS: {entry.id: entry for entry in _read(cls, arrays[f"vocabulary/{cls.CLASS}"])} for cls in CLASSES}
    sources = {(str(cls), str(ident)): Source(str(file), int(line)) for cls, ident, file, line in strings_of(arrays["sources"])}
    return Contents(Vocabulary(entries, sources), *(_read(cls, arrays[name]) for name, cls in _KINDS.items()))


_KINDS: dict[str, type[Any]] = {"guides": Guide, "passages": Passage, "facts": Fact, "problems": Problem}


def _many(cls: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(tuple[cls, ...])  # type: ignore[valid-type]


def _read(cls: type[Any], array: Any) -> Any:
    return _many(cls).validate_json(array.tobytes())
