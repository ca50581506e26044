"""The chat's loop: a person at a terminal gets a prompt, a pipe gets none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from bot.advisor import Advisor
from bot.frontends.terminal.blocks import Line
from bot.frontends.terminal.screens import Screen, open_screen
from bot.frontends.terminal.talk import Talk
from bot.reload import Live

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

GAP = Line()
"""The empty line between what was shown and the next prompt."""


def converse(advisor: Advisor, live: Live | None = None) -> None:
    """Chats until the input ends, the person leaves, or Ctrl-C comes twice in a row."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        _meet(advisor, live)
    else:
        screen = open_screen()
        _answer(Talk(advisor, numbered=True, live=live), screen, _piped())


def _piped() -> Iterator[str]:
    """The lines of standard input; a person who types them into a pipe's end still sees where to type."""
    prompted = sys.stdin.isatty()
    while True:
        if prompted:
            sys.stderr.write("> ")
            sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            if prompted:
                sys.stderr.write("\n")
            return
        yield line


def _answer(talk: Talk, screen: Screen, lines: Iterator[str], after: tuple[Line, ...] = ()) -> None:
    for line in lines:
        blocks = talk.hear(line)
        if talk.over:
            return
        screen.show([*blocks, *after])


def _meet(advisor: Advisor, live: Live | None) -> None:
    from bot.frontends.terminal.prompting import Keeper, open_prompt

    screen, keeper = open_screen(), Keeper()
    sessions: list[PromptSession[str]] = []
    talk = Talk(advisor, forget_lines=lambda: keeper.forget(sessions[0] if sessions else None), live=live)
    ask, session = open_prompt(talk, keeper)
    sessions.append(session)
    screen.show([*talk.greeting, GAP])
    _answer(talk, screen, _typed(ask, screen), after=(GAP,))


def _typed(ask: Callable[[], str], screen: Screen) -> Iterator[str]:
    """Lines as they are typed. Ctrl-C drops the line, a second one in a row leaves; so does Ctrl-D."""
    interrupted = False
    while True:
        try:
            line = ask()
        except EOFError:
            return
        except KeyboardInterrupt:
            if interrupted:
                return
            interrupted = True
            screen.show([Line("Ctrl-C again or Ctrl-D leaves.", "quiet")])
            continue
        interrupted = False
        yield line
