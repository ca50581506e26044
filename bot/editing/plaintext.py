"""Markdown and plain text as documents. Markdown is kept as it is; in plain text, lines that look like headings become headings."""

from __future__ import annotations

import re

from bot.editing.files import decoded
from bot.editing.pieces import Document, Piece, split
from retrieval.yamlfile import read_mapping

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*\n", re.DOTALL | re.MULTILINE)
_ACTIVE = re.compile(r"<(script|style|iframe|object|embed)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_UNDERLINED = re.compile(r"(?m)^(?!\s*[|\-*>#])(\S.*)\n(=|-)\2{2,}[ \t]*$")
_NUMBERED = re.compile(r"^\d+(?:\.\d+)*\.?\s+\S")
_LONGEST = 70
GUESSED = "The text's encoding had to be guessed: look at letters with accents and at quotation marks."


def from_markdown(raw: bytes) -> Document:
    """A Markdown file. Its front matter gives fields; scripts in it are left out."""
    text, guessed = decoded(raw)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    notes = [GUESSED] if guessed else []
    fields: dict[str, str] = {}
    matter = _FRONT_MATTER.match(text)
    if matter:
        found, wrong = read_mapping(matter.group(1), "front matter")
        fields = {name: str(value) for name, value in found.items() if value is not None}
        notes += [f"The front matter can't be read: {problem.what}" for problem in wrong]
        text = text[matter.end() :]
    text, active = _ACTIVE.subn("", text)
    notes += [f"Left out: {active} {'script or frame' if active == 1 else 'scripts or frames'}. Nothing is run."] if active else []
    text = _UNDERLINED.sub(lambda match: f"{'#' if match.group(2) == '=' else '##'} {match.group(1)}", text)
    return Document(pieces=tuple(split(text)), notes=tuple(notes), fields=fields)


def from_text(raw: bytes) -> Document:
    """A plain text. A short line alone, without a full stop, is taken for a heading; signs of Markdown are taken as they stand."""
    text, guessed = decoded(raw)
    pieces = split(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n"))
    made = [Piece(text=f"## {piece.text.strip()}") if _looks_like_heading(piece, following) else piece for piece, following in _with_next(pieces)]
    found = sum(piece.level > 0 for piece in made) - sum(piece.level > 0 for piece in pieces)
    notes = [GUESSED] if guessed else []
    notes += [f"{found} {'line was' if found == 1 else 'lines were'} taken for headings: plain text has none of its own."] if found else []
    return Document(pieces=tuple(made), notes=tuple(notes))


def _with_next(pieces: list[Piece]) -> list[tuple[Piece, Piece | None]]:
    return list(zip(pieces, [*pieces[1:], None], strict=True))


def _looks_like_heading(piece: Piece, following: Piece | None) -> bool:
    line = piece.text.strip()
    if "\n" in line or len(line) > _LONGEST or piece.level or following is None or line[:1] in "-*•|>":
        return False
    if line[-1] in ".!?;,:" and not _NUMBERED.match(line):
        return False
    return line[:1].isupper() or bool(_NUMBERED.match(line))
