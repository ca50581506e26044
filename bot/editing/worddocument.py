"""Word documents (.docx) as documents: by way of HTML, with headings by style, lists and tables. Pictures can't be read."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import BadZipFile

import mammoth

from bot.editing.files import UnreadableError
from bot.editing.pieces import Document, Piece
from bot.editing.webpage import from_html

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
"""
_BOLD = re.compile(r"\*\*([^*\n]{2,70})\*\*")


def from_docx(raw: bytes) -> Document:
    """A Word document. Raises ``UnreadableError`` where it is damaged."""
    pictures: list[object] = []

    def passed_over(picture: object) -> list[object]:
        pictures.append(picture)
        return []

    try:
        done = mammoth.convert_to_html(BytesIO(raw), style_map=_STYLES, convert_image=passed_over, external_file_access=False)
    except (BadZipFile, KeyError, ValueError, OSError, AttributeError, IndexError) as error:
        raise UnreadableError("The Word document is damaged. Open it in Word or LibreOffice, and save it anew.") from error
    except Exception as error:  # XML that is none: the parser's errors have no common class
        if type(error).__module__.startswith("xml"):
            raise UnreadableError("The Word document is damaged. Open it in Word or LibreOffice, and save it anew.") from error
        raise
    page = from_html(f"<body>{done.value}</body>")
    pieces, promoted = _promoted(page.pieces)
    notes = list(page.notes)
    notes += [f"{len(pictures)} {'picture has' if len(pictures) == 1 else 'pictures have'} no text and can't be read."] if pictures else []
    notes += [f"The document has no headings: {promoted} short bold lines were taken for them."] if promoted else []
    return Document(pieces=pieces, notes=tuple(notes))


def _promoted(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], int]:
    """Without any heading, short bold paragraphs are what the author meant as headings."""
    if any(piece.level for piece in pieces):
        return pieces, 0
    made = tuple(Piece(text=f"## {match.group(1).strip()}") if (match := _BOLD.fullmatch(piece.text.strip())) else piece for piece in pieces)
    return made, sum(piece.level > 0 for piece in made)
