"""The one reader of Markdown: a guide's blocks with their lines, marks removed."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from markdown_it.token import Token

_OUTER = re.compile(r"^\s*\|?|(?<!\\)\|?\s*$")
_BORDER = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


class Block(NamedTuple):
    """A block of a guide. ``line`` counts from 1; HTML other than comments gives a block of its own beside the text around it."""

    kind: Literal["heading", "paragraph", "item", "table", "comment", "html", "code"]
    text: str
    line: int
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    """A table's cells, its heading row first."""
    lines: tuple[int, ...] = ()
    """The line of each row of a table."""
    widths: tuple[int, ...] = ()
    """How many cells each row has in the file, whatever the heading row says."""
    breaks: tuple[int, ...] = ()
    """Where in the text a new line of the file begins, as offsets."""

    def line_at(self, offset: int) -> int:
        """The line of the file on which the character at ``offset`` stands."""
        return self.line + bisect_right(self.breaks, offset)


def read_blocks(text: str, first_line: int = 1) -> list[Block]:
    """The blocks of a Markdown text in order. Nested lists give one item each; quotes give their paragraphs.

    Link definitions are taken as text: a line such as "[note]: important" would vanish otherwise.
    """
    from markdown_it import MarkdownIt  # a start from the cache reads no Markdown

    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").disable("reference").parse(text)
    source = text.split("\n")
    blocks: list[Block] = []
    in_item = 0
    heading = 0
    at = 0
    while at < len(tokens):
        token = tokens[at]
        line = (token.map[0] if token.map else 0) + first_line
        if token.type == "table_open":
            block, at = _table(tokens, at, first_line, source)
            blocks.append(block)
            continue
        if token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type in ("list_item_open", "list_item_close"):
            in_item += 1 if token.nesting == 1 else -1
        elif token.type == "inline":
            plain, breaks = _plain(token)
            if heading:
                blocks.append(Block("heading", plain, line, heading))
                heading = 0
            elif plain:
                blocks.append(Block("item" if in_item else "paragraph", plain, line, breaks=breaks))
            blocks += _html(token, line)
        elif token.type == "html_block":
            content = token.content.strip()
            blocks.append(Block("comment" if content.startswith("<!--") else "html", content, line))
        elif token.type in ("fence", "code_block") and token.content.strip():
            blocks.append(Block("code", " ".join(token.content.split()), line))
        at += 1
    return blocks


def _table(tokens: list[Token], at: int, first_line: int, source: list[str]) -> tuple[Block, int]:
    start = (tokens[at].map or [0])[0] + first_line
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    cells: list[str] = []
    while tokens[at].type != "table_close":
        token = tokens[at]
        if token.type == "tr_open":
            cells = []
            lines.append((token.map[0] if token.map else 0) + first_line)
        elif token.type == "inline":
            cells.append(_plain(token)[0])
        elif token.type == "tr_close":
            rows.append(tuple(cells))
        at += 1
    widths = tuple(len(_BORDER.split(_OUTER.sub("", source[line - first_line]))) for line in lines)
    return Block("table", "", start, rows=tuple(rows), lines=tuple(lines), widths=widths), at + 1


def _plain(token: Token) -> tuple[str, tuple[int, ...]]:
    """The text of a block with single spaces, and the offsets at which a new line of the file begins in it."""
    text = "".join(_written(child) for child in token.children or ())
    lines = [" ".join(line.split()) for line in text.split("\n")]
    breaks: list[int] = []
    plain = ""
    for number, line in enumerate(lines):
        plain += f" {line}" if plain and line else line
        if number:
            breaks.append(len(plain) - len(line))
    return plain, tuple(breaks)


def _written(child: Token) -> str:
    """What a reader sees of a piece of text; a line break where the file has one."""
    if child.type in ("text", "code_inline", "image"):
        return child.content
    return {"softbreak": "\n", "hardbreak": "\n", "html_inline": " " if _BREAK.match(child.content) else ""}.get(child.type, "")


def _html(token: Token, line: int) -> list[Block]:
    """The HTML within a text that a reader would not see, comments and line breaks aside."""
    inline = [child.content for child in token.children or () if child.type == "html_inline"]
    return [Block("html", content, line) for content in inline if not content.startswith("<!--") and not _BREAK.match(content)]
