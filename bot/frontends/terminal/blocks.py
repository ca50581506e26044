"""What a view is made of, before it is known where it is shown: lines, items, tables and bars, and their form as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from bot.frontends.terminal.text import printable

Tone = Literal["", "title", "quiet", "warning"]


class Line(NamedTuple):
    """A paragraph; an empty one is a gap."""

    text: str = ""
    tone: Tone = ""


class Prose(NamedTuple):
    """A paragraph that may hold Markdown, such as a reply that an editor wrote."""

    text: str


class Item(NamedTuple):
    """An entry of a list: its mark (``-``, ``[1]``, ``2``) and its text, which hangs behind the mark."""

    mark: str
    text: str
    tone: Tone = ""


class Grid(NamedTuple):
    """A table: the headings of its columns and its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Bar(NamedTuple):
    """A range, and the words that say its figures."""

    label: str
    low: float
    high: float
    says: str
    open_ended: bool = False


class Bars(NamedTuple):
    """Ranges on one scale from nought to ``top``. Plain text leaves them out: the points above say the same figures."""

    title: str
    bars: tuple[Bar, ...]
    top: float


Block = Line | Prose | Item | Grid | Bars


def as_text(blocks: Iterable[Block]) -> str:
    """Blocks as plain text for pipes and files: nothing wrapped, cells between bars, no colour."""
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> list[str]:
    if isinstance(block, Bars):
        return []
    if isinstance(block, Grid):
        return [printable(" | ".join(row)) for row in (block.columns, *block.rows)]
    if isinstance(block, Item):
        return [printable(f"{block.mark} {block.text}")]
    return [printable(block.text)]
