"""Questions worth asking first, in the words of the knowledge folder at hand: only what its guides do answer is offered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice, zip_longest

from bot.advisor import Advisor
from bot.suggest import filled
from retrieval.library import Library
from retrieval.vocabulary import Level, Suggestion


def openers(advisor: Advisor, most: int, level: str | None = None, goal: str | None = None) -> tuple[str, ...]:
    """Up to ``most`` questions for a level and the one aimed at; without them, for the level that the guides say most about."""
    words = _words(advisor.library, level, goal)
    by_entry = [[filled(question, words) for question in entry.questions] for entry in advisor.library.vocabulary.all(Suggestion)]
    questions = dict.fromkeys(question for question in chain.from_iterable(zip_longest(*by_entry, fillvalue="")) if question)
    return tuple(islice(_answered(advisor, questions), most))


def _answered(advisor: Advisor, questions: dict[str, None]) -> Iterator[str]:
    return (question for question in questions if advisor.reply(question)[0].outcome == "answered")


def _words(library: Library, level: str | None, goal: str | None) -> dict[str, str]:
    """What fills the blanks: the names of the level and of the one aimed at."""
    known = {entry.id: entry for entry in library.vocabulary.all(Level)}
    before = next((entry.id for entry in known.values() if entry.next == goal), None) if goal else None
    here = known.get(level or "") or known.get(before or "") or known.get(_most_said(library))
    aim = known.get(goal or "") or (known.get(here.next or "") if here else None)
    return {slot: entry.name for slot, entry in (("level", here), ("next", aim)) if entry}


def _most_said(library: Library) -> str:
    """The level in the headings of most passages, the first one among equals; empty where no heading names one."""
    named = [level for passage in library.passages for level in passage.about.levels]
    return max(dict.fromkeys(named), key=named.count, default="")
