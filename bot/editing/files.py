"""Opening a document that somebody hands in: what kind it really is, and why it can't be taken, before any library looks into it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Literal

LARGEST = 25_000_000
"""Bytes of a document that is read."""
UNPACKED = 250_000_000
"""Bytes that a packed document may have when unpacked."""

Kind = Literal["markdown", "html", "docx", "pdf", "text"]

_ENDINGS: dict[str, Kind] = {
    **dict.fromkeys((".md", ".markdown"), "markdown"), **dict.fromkeys((".html", ".htm", ".xhtml"), "html"), ".docx": "docx", ".pdf": "pdf",
    **dict.fromkeys((".txt", ".text"), "text"),
}  # fmt: skip
_SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".numbers")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TAKEN = "Markdown, HTML, Word (.docx), PDF and text are taken."


class UnreadableError(Exception):
    """A document that can't be taken; the message says why and what to do."""


def open_file(path: Path) -> tuple[Kind, bytes]:
    """A document's kind, by what stands in it rather than by its name, and its bytes. Raises ``UnreadableError``."""
    raw = _bytes(path)
    ending = path.suffix.lower()
    if ending in _SHEETS:
        raise UnreadableError(_sheet(path))
    kind = _by_content(raw, path)
    if kind is None and ending and ending not in _ENDINGS:
        raise UnreadableError(f"{path.name} is of a kind that can't be read ({ending}). {TAKEN} Save it as one of these.")
    kind = kind or _ENDINGS.get(ending, "text")
    if kind in ("docx", "pdf") and _by_content(raw, path) != kind:
        raise UnreadableError(f"{path.name} is not the {kind.upper()} document that its name says: it may be damaged. Open it, and save it anew.")
    if kind in ("markdown", "text") and b"\0" in raw[:8000] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError(f"{path.name} holds no text. {TAKEN}")
    return kind, raw


def decoded(raw: bytes) -> tuple[str, bool]:
    """A text, and whether its encoding had to be guessed (it is then read as Windows text)."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace"), False
    try:
        return raw.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), True


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableError(f"{path} is a folder. Name one document.")
        if not path.is_file():
            raise UnreadableError(f"There is no file {path}. Check its name.")
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableError(f"{path.name} has {size / 1e6:.0f} MB; at most {LARGEST / 1e6:.0f} MB are read. Take pictures out of it, or split it.")
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path} can't be read ({error.strerror}). Check that you may read it.") from error
    if not raw.strip():
        raise UnreadableError(f"{path.name} is empty.")
    return raw


def _by_content(raw: bytes, path: Path) -> Kind | None:
    """The kind that a document's first bytes give away, if any."""
    start = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if raw[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if raw.startswith(_OLE):
        raise UnreadableError(f"{path.name} is protected with a password, or in an old format of Office. Take the password away, or save it as .docx.")
    if raw.startswith(b"PK"):
        return _packed(raw, path)
    return "html" if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) else None


def _packed(raw: bytes, path: Path) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            names, size = set(archive.namelist()), sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableError(f"{path.name} is damaged. Open it, and save it anew.") from error
    if size > UNPACKED:
        raise UnreadableError(f"{path.name} unpacks to {size / 1e6:.0f} MB; at most {UNPACKED / 1e6:.0f} MB are read. Take pictures out of it.")
    if "word/document.xml" in names:
        return "docx"
    if any(name.startswith("xl/") for name in names) or "content.xml" in names:
        raise UnreadableError(_sheet(path))
    raise UnreadableError(f"{path.name} is a packed file without a Word document in it. {TAKEN}")


def _sheet(path: Path) -> str:
    return f"{path.name} is a spreadsheet or another document of tables alone. Put its table into a document with a heading and a sentence above it. {TAKEN}"
