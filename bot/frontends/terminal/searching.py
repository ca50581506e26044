"""Ranked passages as ``search`` shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.evidence import Evidence
from bot.frontends.terminal.blocks import Block, Item, Line
from bot.frontends.terminal.text import clipped

SHOWN = 260
"""Characters of a passage's text that are shown to people."""


def fields(item: Evidence) -> dict[str, Any]:
    """A hit for scripts, its whole text included."""
    passage = item.passage
    return {
        "passage": passage.id, "guide": passage.guide, "section": passage.section, "line": passage.line,
        "score": round(item.score, 4), "text": passage.text,
    }  # fmt: skip


def view(found: Iterable[Evidence]) -> list[Block]:
    """Hits for people: score, place and the beginning of the text."""
    blocks: list[Block] = []
    for number, item in enumerate(found, start=1):
        passage = item.passage
        blocks.append(Item(str(number), f"{passage.section} ({passage.guide}.md:{passage.line}, score {item.score:.2f})", "title"))
        blocks += [Item(" " * len(str(number)), clipped(passage.text, SHOWN)), Line()]
    return blocks[:-1] or [Line('No passage shares a word with this. Try other words, or ask: career-advisor ask "what can you answer?"')]
