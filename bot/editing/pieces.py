"""A document on its way to a guide: pieces of Markdown in order, each with the reason why it may be noise, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

_BLANKS = re.compile(r"\n[ \t]*\n+")
_FENCE = re.compile(r"^(```|~~~)", re.MULTILINE)
_PIPE = re.compile(r"(?<!\\)\|")


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Piece(_Value):
    """A heading, paragraph, list or table as Markdown. ``noise`` says why it should be left out, and is empty where it should stay."""

    text: str
    noise: str = ""

    @property
    def level(self) -> int:
        """The level of a heading; 0 for anything else."""
        marks = len(self.text) - len(self.text.lstrip("#"))
        return marks if 0 < marks <= 6 and self.text[marks : marks + 1] == " " and "\n" not in self.text else 0

    @property
    def heading(self) -> str:
        """A heading's words."""
        return self.text.lstrip("# ").rstrip("# ").strip()

    @property
    def kind(self) -> Literal["heading", "table", "text"]:
        return "heading" if self.level else "table" if self.text.startswith("|") else "text"


class Document(_Value):
    """What a converter makes of a file: its pieces, what it could not read, and what the file says of itself."""

    pieces: tuple[Piece, ...]
    notes: tuple[str, ...] = ()
    fields: dict[str, str] = {}
    """Fields of the front matter that the file itself gives: title, publisher, …"""


def split(markdown: str, noise: str = "") -> list[Piece]:
    """Markdown as pieces: cut at empty lines, code between fences left whole."""
    pieces: list[Piece] = []
    for part in (part.strip("\n") for part in _BLANKS.split(markdown)):
        inside = pieces and len(_FENCE.findall(pieces[-1].text)) % 2
        if inside:
            pieces[-1] = Piece(text=f"{pieces[-1].text}\n\n{part}", noise=noise)
        elif part.strip():
            pieces += [Piece(text=text, noise=noise) for text in _headed(part)]
    return pieces


def _headed(part: str) -> list[str]:
    """A part whose first lines are headings without an empty line below them, as separate parts."""
    lines = part.split("\n")
    found: list[str] = []
    while len(lines) > 1 and re.match(r"#{1,6} ", lines[0]):
        found.append(lines.pop(0))
    return [*found, "\n".join(lines)]


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table as Markdown, its first row the heading; cells on one line, short rows filled up."""
    width = max((len(row) for row in rows), default=0)
    lines = [[_cell(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    shown = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join((*shown[:1], "|" + "---|" * width, *shown[1:]))


def cells(line: str) -> list[str]:
    """The cells of a line of a Markdown table."""
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(inner)]


def rows_of(markdown: str) -> list[list[str]]:
    """The rows of a Markdown table, its heading first, without the line of dashes."""
    rows = [cells(line) for line in markdown.split("\n") if line.strip()]
    return [row for at, row in enumerate(rows) if at != 1 or not all(re.fullmatch(r":?-+:?", cell) for cell in row)]


def words(pieces: Iterable[Piece]) -> int:
    """How many words pieces hold."""
    return sum(len(re.findall(r"\w+", piece.text)) for piece in pieces)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
