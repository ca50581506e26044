"""The line that a person types on, with prompt_toolkit: history across chats, completion, and the keys that people expect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from platformdirs import user_state_path
from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from bot.frontends.terminal.talk import COMMANDS, Talk
from retrieval.library import Library
from retrieval.vocabulary import Level, Place, Role, Skill

PROMPT = "> "
SHORTEST = 2
"""Letters from which on a word is completed."""


class Suggestions(Completer):
    """Completes slash commands, the numbers of sources, and the names that the vocabulary knows."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._names = sorted(_names(talk.advisor.library), key=str.lower)

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        text = document.text_before_cursor.lstrip()
        if text.startswith("/"):
            yield from self._commands(text)
        elif complete_event.completion_requested:
            word = document.get_word_before_cursor(WORD=True)
            if len(word) >= SHORTEST:
                found = (name for name in self._names if name.lower().startswith(word.lower()))
                yield from (Completion(name, start_position=-len(word)) for name in found)

    def _commands(self, text: str) -> Iterator[Completion]:
        name, space, rest = text[1:].partition(" ")
        if not space:
            for key, command in COMMANDS.items():
                if key.startswith(name.lower()):
                    yield Completion(f"/{key}", start_position=-len(text), display=f"/{command.usage}", display_meta=command.does)
        elif name == "passage" and self._talk.last is not None:
            for number, citation in enumerate(self._talk.last.answer.citations, start=1):
                if str(number).startswith(rest):
                    yield Completion(str(number), start_position=-len(rest), display_meta=citation.section)


def _names(library: Library) -> set[str]:
    classes: Iterable[type[Level | Place | Role | Skill]] = (Level, Place, Role, Skill)
    return {name for cls in classes for entry in library.vocabulary.all(cls) for name in (entry.name, *entry.cased)}


class Keeper:
    """The file that keeps the lines typed, readable by its owner only; memory where no such file can be written."""

    def __init__(self) -> None:
        self.path = user_state_path("career-advisor", appauthor=False) / "history"

    def open(self) -> History:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.touch(mode=0o600)
            self.path.read_bytes()
        except OSError:
            return InMemoryHistory()
        return FileHistory(str(self.path))

    def forget(self, session: PromptSession[str] | None) -> str:
        """Deletes the lines, on disk and in this chat, and says so."""
        try:
            Path(self.path).unlink(missing_ok=True)
        except OSError as error:
            return f"The kept input lines could not be deleted ({error.strerror}); delete {self.path} yourself."
        if session is not None:
            session.default_buffer.history = session.history = self.open()
        return "The kept input lines are deleted."


def open_prompt(talk: Talk, keeper: Keeper) -> tuple[Callable[[], str], PromptSession[str]]:
    """A function that asks for one line. It raises ``KeyboardInterrupt`` for Ctrl-C and ``EOFError`` for Ctrl-D on an empty line."""
    session: PromptSession[str] = PromptSession(
        history=keeper.open(), completer=Suggestions(talk), auto_suggest=AutoSuggestFromHistory(), complete_while_typing=True, enable_open_in_editor=False
    )
    return lambda: session.prompt(PROMPT), session
