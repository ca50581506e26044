"""PDF files as documents: lines become paragraphs, larger or bold lines headings, ruled tables tables. Pages of pictures are said.

A PDF knows places and sizes, not structure, so what is made of it is a proposal that an editor looks through.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, NamedTuple

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from bot.editing.files import UnreadableError
from bot.editing.pieces import Document, Piece, table

MOST_PAGES = 500
_LARGER = 1.12
"""How many times the body's size a heading's letters have at least."""
_HEADING = 110
"""Characters that a heading has at most."""
_BULLET = re.compile(r"^\s*(?:[•◦▪‣·●–-]|\(cid:\d+\))\s+")
_NO_LETTER = re.compile(r"\(cid:\d+\)")
"""How a sign is given that its font does not name; at the beginning of a line it is a bullet."""
_REPEATED = 0.5
"""A line at the edge of this share of pages is a running head or foot."""


class Line(NamedTuple):
    """A line of a page: its text, the size of its letters, whether all are bold, its top and bottom, and the table that it stands for."""

    text: str
    size: float
    bold: bool
    top: float
    bottom: float
    rows: tuple[tuple[str, ...], ...] = ()


def from_pdf(raw: bytes) -> Document:
    """A PDF file. Raises ``UnreadableError`` where it is protected, damaged, too long, or holds only pictures of text."""
    try:
        with pdfplumber.open(BytesIO(raw)) as document:
            if len(document.pages) > MOST_PAGES:
                raise UnreadableError(f"The PDF has {len(document.pages)} pages; at most {MOST_PAGES} are read. Split it.")
            pages = [_page(page) for page in document.pages]
            title = str((document.metadata or {}).get("Title") or "").strip()
    except (PdfminerException, PSException) as error:
        cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
        if isinstance(cause, PDFPasswordIncorrect | PDFTextExtractionNotAllowed):
            raise UnreadableError("The PDF is protected with a password. Save a copy without one.") from error
        raise UnreadableError("The PDF is damaged. Open it, and save or print it anew as a PDF.") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError("The PDF is damaged. Open it, and save or print it anew as a PDF.") from error
    return _document(pages, title)


def _document(pages: list[list[Line]], title: str) -> Document:
    empty = [str(number) for number, lines in enumerate(pages, start=1) if not lines]
    if len(empty) == len(pages):
        raise UnreadableError("The PDF holds pictures of text (a scan), which can't be read. Run text recognition (OCR) on it first, or find the original.")
    notes = [f"Pages without text, which can't be read (pictures?): {', '.join(empty)}."] if empty else []
    sizes = Counter(line.size for lines in pages for line in lines for _ in line.text if not line.rows)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    running = _running(pages, body)
    ranks = sorted({line.size for lines in pages for line in lines if line.size >= body * _LARGER and not line.rows}, reverse=True)
    pieces = list(_pieces([line for lines in pages for line in lines], body, ranks, running))
    lost = sum(len(_NO_LETTER.findall(_BULLET.sub("", line.text))) for lines in pages for line in lines)
    notes += [f"{lost} signs can't be read: their font does not say what they are."] if lost else []
    notes.append("A PDF has no structure of its own: look through headings, lists and tables.")
    return Document(pieces=tuple(pieces), notes=tuple(notes), fields={"title": title} if title else {})


def _page(page: Any) -> list[Line]:
    """The lines of a page and its tables, from top to bottom."""
    tables = page.find_tables()
    boxes = [found.bbox for found in tables]
    words = page.extract_words(extra_attrs=["size", "fontname"], use_text_flow=False, keep_blank_chars=False)
    loose = [word for word in words if not any(_within(word, box) for box in boxes)]
    lines = [_line(group) for group in _rows(loose)]
    for found in tables:
        rows = tuple(tuple((cell or "") for cell in row) for row in found.extract() if any(cell for cell in row))
        if rows:
            lines.append(Line("", 0.0, False, found.bbox[1], found.bbox[3], rows))
    return sorted(lines, key=lambda line: line.top)


def _within(word: dict[str, Any], box: Sequence[float]) -> bool:
    return bool(box[0] - 1 <= word["x0"] and word["x1"] <= box[2] + 1 and box[1] - 1 <= word["top"] and word["bottom"] <= box[3] + 1)


def _rows(words: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Words in the lines on which they stand."""
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (round(word["bottom"]), word["x0"])):
        if rows and abs(rows[-1][-1]["bottom"] - word["bottom"]) <= 3:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word["x0"]) for row in rows]


def _line(words: list[dict[str, Any]]) -> Line:
    sizes = Counter(round(word["size"] * 2) / 2 for word in words for _ in _NO_LETTER.sub("", word["text"]))
    bold = all("bold" in str(word["fontname"]).lower() for word in words)
    return Line(" ".join(word["text"] for word in words), sizes.most_common(1)[0][0] if sizes else 0.0, bold, words[0]["top"], words[0]["bottom"])


def _running(pages: list[list[Line]], body: float) -> set[str]:
    """First and last lines that stand in one place on most pages, figures aside: running heads, page numbers.

    A large first line is none: chapters that each begin on a page of their own may be called alike.
    """
    if len(pages) < 3:
        return set()
    edges = Counter(place for lines in pages for place in {_place(line) for line in (*_small(lines[:1], body), *lines[-1:]) if not line.rows})
    return {text for (text, _), count in edges.items() if count >= max(3, _REPEATED * len(pages))}


def _small(lines: Iterable[Line], body: float) -> list[Line]:
    return [line for line in lines if line.size < body * _LARGER]


def _place(line: Line) -> tuple[str, int]:
    return _figureless(line.text), round(line.top / 4)


def _figureless(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()))


def _pieces(lines: list[Line], body: float, ranks: list[float], running: set[str]) -> Iterable[Piece]:
    """Lines as pieces: neighbouring lines of text are joined up to a gap, a bullet or a heading."""
    held: list[Line] = []
    for line in lines:
        if held and (line.rows or _figureless(line.text) in running or _breaks(held[-1], line, body)):
            yield _text(held)
            held = []
        if line.rows:
            yield Piece(text=table(line.rows))
        elif _figureless(line.text) in running:
            yield Piece(text=line.text, noise="repeated on most pages")
        elif _is_heading(line, body):
            level = 2 + ranks.index(line.size) if line.size in ranks else 2 + len(ranks)
            yield Piece(text=f"{'#' * min(level, 6)} {line.text}")
        else:
            held.append(line)
    if held:
        yield _text(held)


def _is_heading(line: Line, body: float) -> bool:
    large = line.size >= body * _LARGER
    return (large or line.bold) and len(line.text) <= _HEADING and not line.text.endswith((".", ",", ";")) and any(c.isalpha() for c in line.text)


def _breaks(before: Line, line: Line, body: float) -> bool:
    """Whether a line begins something new: a heading, a bullet, or after a gap or the end of a page."""
    height = max(before.bottom - before.top, 1.0)
    gap = line.top - before.bottom
    return _is_heading(line, body) or bool(_BULLET.match(line.text)) or gap > 0.9 * height or gap < -height


def _text(lines: list[Line]) -> Piece:
    """Lines as one paragraph or item; a word parted at a line's end is joined."""
    text = lines[0].text
    for line in lines[1:]:
        parted = re.search(r"[^\W\d_]-$", text) and line.text[:1].islower()
        text = text[:-1] + line.text if parted else f"{text} {line.text}"
    return Piece(text=f"- {_BULLET.sub('', text)}" if _BULLET.match(text) else text)
