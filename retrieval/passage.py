"""A passage: the smallest piece of a guide that can be cited, and what it is about."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, field_serializer

from retrieval.words import comparable


class Statement(BaseModel):
    """A sentence, list item or table row of a passage, as it stands there (Markdown marks aside)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    line: int
    kind: Literal["sentence", "item", "row"]

    @property
    def introduces(self) -> bool:
        """Whether the statement leads into a list or table."""
        return self.kind == "sentence" and self.text.endswith(":")


class Table(BaseModel):
    """A passage's table: the headings of its columns, its rows, and each row's line in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


class About(BaseModel):
    """Ids of what a heading (and, for names, the text) says that a passage is about."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    topics: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    """``class:id`` of everything that heading or text names."""

    @field_serializer("named", when_used="json")
    def _in_order(self, named: frozenset[str]) -> list[str]:
        return sorted(named)


class Passage(BaseModel):
    """A section of a guide. ``path`` is its headings from the outermost; ``asked`` is how people ask for it, never shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    guide: str
    path: tuple[str, ...]
    line: int
    statements: tuple[Statement, ...]
    asked: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    """Ids of the subjects to which the section contributes, as its editor tagged it."""
    table: Table | None = None
    about: About = About()

    @property
    def heading(self) -> str:
        return self.path[-1]

    @property
    def section(self) -> str:
        """The heading path as people read it."""
        return " › ".join(self.path)

    @property
    def text(self) -> str:
        """All of the passage's text, a statement a line."""
        return "\n".join(statement.text for statement in self.statements)

    def holds(self, quote: str) -> bool:
        """Whether the words of ``quote`` stand in the passage, in this order and without a gap."""
        words = comparable(quote)
        return bool(words) and f" {words} " in f" {comparable(self.text)} "
