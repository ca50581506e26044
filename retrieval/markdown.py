"""The one reader of Markdown: a guide's blocks with their lines, marks removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from markdown_it.token import Token


class Block(NamedTuple):
    """A block of a guide. ``rows`` holds a table's cells, its heading row first; ``line`` counts from 1."""

    kind: Literal["heading", "paragraph", "item", "table", "comment", "code"]
    text: str
    line: int
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[int, ...] = ()


def read_blocks(text: str, first_line: int = 1) -> list[Block]:
    """The blocks of a Markdown text in order. Nested lists give one item each; quotes give their paragraphs."""
    from markdown_it import MarkdownIt  # a start from the cache reads no Markdown

    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    blocks: list[Block] = []
    in_item = 0
    heading = 0
    at = 0
    while at < len(tokens):
        token = tokens[at]
        line = (token.map[0] if token.map else 0) + first_line
        if token.type == "table_open":
            block, at = _table(tokens, at, first_line)
            blocks.append(block)
            continue
        if token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type in ("list_item_open", "list_item_close"):
            in_item += 1 if token.nesting == 1 else -1
        elif token.type == "inline":
            plain = _plain(token)
            if heading:
                blocks.append(Block("heading", plain, line, heading))
                heading = 0
            elif plain:
                blocks.append(Block("item" if in_item else "paragraph", plain, line))
        elif token.type == "html_block":
            blocks.append(Block("comment", token.content.strip(), line))
        elif token.type in ("fence", "code_block") and token.content.strip():
            blocks.append(Block("code", " ".join(token.content.split()), line))
        at += 1
    return blocks


def _table(tokens: list[Token], at: int, first_line: int) -> tuple[Block, int]:
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
            cells.append(_plain(token))
        elif token.type == "tr_close":
            rows.append(tuple(cells))
        at += 1
    return Block("table", "", start, rows=tuple(rows), lines=tuple(lines)), at + 1


def _plain(token: Token) -> str:
    parts: list[str] = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(child.content)
    return " ".join("".join(parts).split())
