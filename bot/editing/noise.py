"""What of a document is no part of its text: sign-up lines, menus, page numbers. It is proposed for removal, and an editor decides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

from bot.editing.pieces import Piece

_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")
_MENU = 3
"""From so many lines on, a list of bare links is a menu."""


def propose(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces with a reason at each that looks like noise; a heading goes with its text where all of that goes."""
    marked = [piece if piece.noise else piece.model_copy(update={"noise": _reason(piece)}) for piece in pieces]
    return tuple(_with_headings(marked))


def _reason(piece: Piece) -> str:
    if piece.kind == "table":
        return ""
    lines = [_bare(line) for line in piece.text.splitlines() if line.strip()]
    if lines and all(_patterns().fullmatch(line) for line in lines):
        return "not part of the text"
    links = [line for line in piece.text.splitlines() if _LINK.search(line) and not _LINK.sub("", line).strip(" -*•|·,›»")]
    return "a menu of links" if len(links) >= _MENU and len(links) == len(lines) else ""


def _bare(line: str) -> str:
    """A line without the marks of Markdown."""
    shown = _LINK.sub(lambda link: link.group()[1:].partition("]")[0], line)
    return re.sub(r"[*_`\\]", "", re.sub(r"^[#>\s*•-]+", "", shown)).strip()


def _with_headings(pieces: list[Piece]) -> Iterable[Piece]:
    """A heading all of whose text is noise is noise itself."""
    for at, piece in enumerate(pieces):
        if not piece.level or piece.noise:
            yield piece
            continue
        under = _under(pieces, at)
        gone = bool(under) and all(below.noise for below in under)
        yield piece.model_copy(update={"noise": "nothing is left under it"}) if gone else piece


def _under(pieces: list[Piece], at: int) -> list[Piece]:
    """What stands under a heading, up to the next of its level."""
    found: list[Piece] = []
    for piece in pieces[at + 1 :]:
        if 0 < piece.level <= pieces[at].level:
            break
        found.append(piece)
    return found


@cache
def _patterns() -> re.Pattern[str]:
    lines = resources.files("bot.editing").joinpath("noise.txt").read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(f"(?:{line})" for line in lines if line.strip() and not line.startswith("#")), re.IGNORECASE)
