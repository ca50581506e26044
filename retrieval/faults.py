"""What an editor may write without noticing that readers would not see it: broken tables, HTML, comments that never end.

Markdown has no errors: a table with a slip in it becomes a line of dashes, a comment without its end swallows the rest of the
file. Each of these is said, with the line, before it is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.markdown import Block
from retrieval.problems import Problem

_RULE = re.compile(r"\|\s*:?-{2,}:?\s*(?:\||$)|:?-{2,}:?\s*\||^\|.*\|$")
_SHOWN = 60


def block_problems(block: Block, shown: str) -> Iterator[Problem]:
    """Every problem of one block. ``shown`` is the file's name for people."""

    def problem(line: int, what: str, remedy: str) -> Problem:
        return Problem(file=shown, line=line, what=what, remedy=remedy)

    if block.kind == "table":
        yield from (problem(*fault) for fault in _table_faults(block))
    elif block.kind == "html":
        yield problem(block.line, f"Readers would not see the HTML '{_short(block.text)}'.", "Write it in Markdown; put '`' around code.")
    elif block.kind == "comment":
        yield from (problem(*fault) for fault in _comment_faults(block))
    elif block.kind in ("paragraph", "item") and "<!--" in block.text:
        at = block.line_at(block.text.index("<!--"))
        yield problem(at, "A comment begins in the middle of a text.", "Begin it on a line of its own, with an empty line before it, and end it with '-->'.")
    elif block.kind in ("paragraph", "item") and _RULE.search(block.text):
        what = "This looks like a table, but is none."
        yield problem(block.line, what, "Give it a heading row, a row of '---' with as many cells as that, and an empty line before it.")


def _table_faults(block: Block) -> Iterator[tuple[int, str, str]]:
    width = len(block.rows[0])
    if len(block.rows) < 2:
        yield block.line, "The table has no rows.", "Add a row under its heading line, or delete the table."
    for row, line, cells in zip(block.rows[1:], block.lines[1:], block.widths[1:], strict=True):
        if cells != width:
            remedy = "Put an empty line after the table." if cells == 1 < width else "Write '\\|' for a bar within a cell; leave cells empty rather than out."
            yield line, f"The row has {cells} cell{'s' if cells != 1 else ''}, the table's heading row has {width}.", remedy
        elif width and not row[0]:
            yield line, "The row's first cell is empty.", "Say in it which level, role or place the row is about."


def _comment_faults(block: Block) -> Iterator[tuple[int, str, str]]:
    _, end, after = block.text.partition("-->")
    if not end:
        yield block.line, "The comment is not closed, so the rest of the guide would be part of it.", "End it with a line '-->'."
    elif after.strip():
        line = block.line + block.text[: block.text.index("-->")].count("\n")
        yield line, f"Readers would not see the text after the comment: '{_short(after.strip())}'.", "Begin it on a line of its own."


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"
