"""Where blocks are shown: on a screen, as wide and as colourful as it is, or as plain text into a pipe or file."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Protocol

from bot.frontends.terminal.blocks import Block, as_text


class Screen(Protocol):
    """Shows blocks to a person or writes them for a program."""

    def show(self, blocks: Iterable[Block]) -> None: ...


class Pipe:
    """Plain text on standard output, flushed after each view, one gap between views."""

    def __init__(self) -> None:
        self._begun = False

    def show(self, blocks: Iterable[Block]) -> None:
        text = as_text(blocks)
        sys.stdout.write(f"\n{text}\n" if self._begun else f"{text}\n")
        sys.stdout.flush()
        self._begun = True


def open_screen() -> Screen:
    """A pipe where standard output is none, else the terminal. rich is imported only for a terminal."""
    if not sys.stdout.isatty():
        return Pipe()
    from bot.frontends.terminal.painting import Terminal

    return Terminal()


def show(blocks: Iterable[Block]) -> None:
    """Shows one view on whatever standard output is."""
    open_screen().show(blocks)
