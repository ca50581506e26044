"""The window that shows a passage in its place: the one before, itself, the one after, with Previous and Next."""

from __future__ import annotations

from bot.frontends.slack import escape, limits, parts
from bot.frontends.slack.parts import Block, actions, button, context, header, section
from retrieval.identity import look_up
from retrieval.library import Library
from retrieval.passage import Passage

TURN = "passage.turn"
_CHANGED = "This passage has changed since the answer: here is what it says today."
_GONE = "The guides have changed since this answer: the passage is no longer there. Please ask again to see what they say now."
_AROUND = 600
_SECTIONS = 12
"""Sections of 3,000 characters that one passage may fill."""


def modal(library: Library, stamped: str) -> Block:
    """The window for a passage's stamp or id, also where the guides say something else there now, or no longer hold it."""
    found = look_up(stamped, library)
    blocks = _blocks(library, found.passage) if found.passage else [section(_GONE)]
    notice = [section(_CHANGED)] if found.state == "changed" else []
    return parts.modal("From the guides", "passage", [*notice, *blocks])


def _blocks(library: Library, passage: Passage) -> list[Block]:
    guide = library.guides[passage.guide]
    before, after = library.neighbours(passage)
    title, publisher = escape.shorten(guide.title, 200, escape.mrkdwn), escape.shorten(guide.publisher, 100, escape.mrkdwn)
    shown = [context(f"*{title}* · {publisher} · reviewed {guide.reviewed:%d %B %Y}")]
    if before:
        shown += [context(_glimpse(before)), {"type": "divider"}]
    shown += [header(passage.section), *(section(part) for part in rendered(passage))]
    if after:
        shown += [{"type": "divider"}, context(_glimpse(after))]
    turns = [
        button(label, f"{TURN}.{label.lower()}", other.id, f"{label}: {other.section}") for label, other in (("Previous", before), ("Next", after)) if other
    ]
    return [*shown, actions(*turns)] if turns else shown


def _glimpse(passage: Passage) -> str:
    """A neighbour in small print."""
    return f"*{escape.shorten(passage.section, 200, escape.mrkdwn)}*\n{escape.shorten(passage.text, _AROUND, escape.mrkdwn)}"


def rendered(passage: Passage) -> list[str]:
    """A passage as mrkdwn, cut into pieces that each fit a section: windows take neither markdown nor tables."""
    pieces: list[str] = []
    for line in _lines(passage):
        if pieces and limits.size(pieces[-1]) + limits.size(line) + 1 <= limits.SECTION:
            pieces[-1] += "\n" + line
        elif len(pieces) < _SECTIONS:
            pieces.append(line)
        else:
            pieces[-1] = escape.shorten(passage.text[-200:], 300, escape.mrkdwn)
            break
    return pieces or ["…"]


def _lines(passage: Passage) -> list[str]:
    if passage.table is not None:
        intro = [_line(statement.text) for statement in passage.statements if statement.kind == "sentence"]
        return [*intro, *(_row(passage.table.columns, row) for row in passage.table.rows)]
    return [("• " if statement.kind == "item" else "") + _line(statement.text) for statement in passage.statements]


def _line(text: str) -> str:
    return escape.shorten(text, limits.SECTION - 10, escape.mrkdwn) or "…"


def _row(columns: tuple[str, ...], row: tuple[str, ...]) -> str:
    """A table's row as a line that reads on a phone: the first cell, then each figure under its heading."""
    cells = [f"{column}: {cell}" for column, cell in zip(columns[1:], row[1:], strict=False) if cell.strip()]
    return f"*{escape.shorten(row[0], 300, escape.mrkdwn)}*\n" + escape.shorten(" · ".join(cells) or "–", limits.SECTION - 400, escape.mrkdwn)
