"""A document becomes a guide: converted, shaped, given its front matter, read back as the advisor would, and only then written.

Nothing is written before all of it is known to be readable, and then at once: a reader of the folder sees the old file or the new one.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import BaseModel, ConfigDict

from bot.editing.files import Kind, UnreadableError, open_file
from bot.editing.noise import propose
from bot.editing.pieces import Document, Piece
from bot.editing.shaping import Shape
from retrieval.guide import Guide, read_guide
from retrieval.inside import leads_out
from retrieval.passage import Passage
from retrieval.problems import Problem
from retrieval.words import STOP_WORDS, normal, tokenise

FIELDS = tuple(name for name in Guide.model_fields if name not in ("id", "file"))
"""The fields of the front matter, in the order in which they are written."""
_ENGLISH = 0.25
"""The share of function words that English prose has at least; lists and tables have fewer, other languages almost none."""
_ENOUGH = 60
"""Words from which on a language can be told."""


class Import(BaseModel):
    """A document read and ready to become a guide. ``noise`` is what is proposed for removal; ``notes`` say what was lost or changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: Kind
    pieces: tuple[Piece, ...]
    fields: dict[str, str]
    notes: tuple[str, ...]

    @property
    def noise(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.noise)

    def kept(self) -> Import:
        """The same with nothing removed."""
        return self.model_copy(update={"pieces": tuple(piece.model_copy(update={"noise": ""}) for piece in self.pieces)})


class Made(BaseModel):
    """A guide as it would be written: its text, what the reader makes of it, and what is still wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def read_document(path: Path) -> Import:
    """A document converted and looked through. Raises ``UnreadableError`` where it can't be taken."""
    kind, raw = open_file(path)
    document = _convert(kind, raw)
    pieces = propose(document.pieces)
    if not any(not piece.noise and not piece.level for piece in pieces):
        raise UnreadableError(f"{path.name} holds no text.")
    return Import(name=path.name, kind=kind, pieces=pieces, fields=document.fields, notes=document.notes)


def _convert(kind: Kind, raw: bytes) -> Document:
    """Each converter is imported for its own kind alone, since they need libraries of their own."""
    from bot.editing import plaintext

    try:
        if kind == "html":
            from bot.editing.webpage import from_html

            return from_html(raw)
        if kind == "docx":
            from bot.editing.worddocument import from_docx

            return from_docx(raw)
        if kind == "pdf":
            from bot.editing.pdfdocument import from_pdf

            return from_pdf(raw)
    except ModuleNotFoundError as error:
        raise UnreadableError(f"To read {kind.upper()} documents, install the converters first: pip install 'career-advisor[editing]'") from error
    return plaintext.from_markdown(raw) if kind == "markdown" else plaintext.from_text(raw)


def is_english(read: Import) -> bool:
    """Whether the text reads like English, the one language in which questions are understood; short texts count as such."""
    words = [token.text for piece in read.pieces if not piece.noise and piece.kind == "text" for token in tokenise(piece.text) if token.text.isalpha()]
    prose = [word for piece in read.pieces if not piece.noise and piece.kind == "text" for word in piece.text.split()]
    if len(words) < _ENOUGH:
        return not any(ord(sign) > 0x2FF and sign.isalpha() for word in prose for sign in word)
    return sum(normal(word) in STOP_WORDS for word in words) / len(words) >= _ENGLISH


def guide_name(title: str) -> str:
    """The file name for a title: small letters, digits and hyphens; empty where the title has none."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:60].strip("-")


def make_guide(read: Import, name: str, fields: Mapping[str, str]) -> Made:
    """The guide that ``read`` becomes under a name and with the fields of its front matter, read back from the text that would be written."""
    shape = Shape(read.pieces)
    body = "\n\n".join(piece.text for piece in shape.pieces)
    lines = [f"{field}: {_yaml(field, fields[field])}" for field in FIELDS if fields.get(field)]
    text = "\n".join(("---", *lines, "---", "", f"# {fields.get('title', name)}", "", body, ""))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        _, passages, problems = read_guide(path, f"guides/{name}.md")
    return Made(text=text, passages=passages, problems=tuple(problems), notes=tuple(shape.notes))


def suggested(read: Import, today: date) -> dict[str, str]:
    """Fields of the front matter as far as the document gives them; the review is today's."""
    given = {field: value for field, value in read.fields.items() if field in FIELDS}
    heading, own = Shape(read.pieces).title, given.get("title", "")
    # A page's or file's own title tends to carry the site's name too; a front matter's was written for this.
    title = (own or heading) if read.kind == "markdown" else (heading or own)
    return {**given, "title": title, "reviewed": given.get("reviewed") or today.isoformat()}


def write_guide(folder: Path, name: str, text: str, replace: bool = False) -> Path:
    """Writes ``guides/NAME.md`` whole or not at all. Raises ``UnreadableError`` where it may not be written."""
    path = folder / "guides" / f"{name}.md"
    if leads_out(path, folder):
        raise UnreadableError(f"{path} is a link to a place outside the knowledge folder. Nothing was written.")
    if path.exists() and not replace:
        raise UnreadableError(f"There is a guide {path} already. Choose another --name, or take its place with --replace. Nothing was written.")
    waiting = path.with_name(f".{name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with waiting.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
    except OSError as error:
        _remove(waiting)
        raise UnreadableError(f"{path} can't be written ({error.strerror}). Nothing was written. Is the folder read-only, or the disk full?") from error
    except BaseException:
        _remove(waiting)
        raise
    return path


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def _yaml(field: str, value: str) -> str:
    """A value as YAML reads it back; a date stands bare, text that YAML could take for something else in quotes."""
    line = " ".join(value.split())
    plain = field == "reviewed" or (
        bool(re.fullmatch(r"[A-Za-z][\w ,.()/&'+-]*", line)) and line.lower() not in ("yes", "no", "on", "off", "true", "false", "null", "y", "n")
    )
    return line if plain else json.dumps(line, ensure_ascii=False)
