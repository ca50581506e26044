"""Questions worth asking, made to fit a person's profile, from the vocabulary's suggestions. Only what the guides do answer is suggested."""

from __future__ import annotations

from itertools import chain, zip_longest
from weakref import WeakKeyDictionary

from bot.advisor import Advisor
from bot.frontends.slack.limits import PROMPTS
from bot.question import Profile
from bot.suggest import filled
from retrieval.library import Library
from retrieval.vocabulary import Level, Suggestion

_made: WeakKeyDictionary[Advisor, dict[tuple[str | None, str | None], tuple[str, ...]]] = WeakKeyDictionary()
"""What was worked out already, as long as its guides are in use: levels and goals are few."""


def suggest(advisor: Advisor, profile: Profile) -> tuple[str, ...]:
    """Up to four questions for the profile's level and goal; without them, for the level that the guides say most about."""
    made = _made.setdefault(advisor, {})
    wanted = (profile.level, profile.goal)
    if wanted not in made:
        made[wanted] = _suggest(advisor, *wanted)
    return made[wanted]


def _suggest(advisor: Advisor, level: str | None, goal: str | None) -> tuple[str, ...]:
    words = _words(advisor.library, level, goal)
    by_entry = [[filled(question, words) for question in entry.questions] for entry in advisor.library.vocabulary.all(Suggestion)]
    found: list[str] = []
    for question in chain.from_iterable(zip_longest(*by_entry, fillvalue="")):
        if question and question not in found and advisor.reply(question)[0].outcome == "answered":
            found.append(question)
        if len(found) == PROMPTS:
            break
    return tuple(found)


def _words(library: Library, level: str | None, goal: str | None) -> dict[str, str]:
    """What fills the blanks: the names of the level and of the one aimed at."""
    known = {entry.id: entry for entry in library.vocabulary.all(Level)}
    before = next((entry.id for entry in known.values() if entry.next == goal), None) if goal else None
    here = known.get(level or "") or known.get(before or "") or known.get(_most_said(library))
    aim = known.get(goal or "") or (known.get(here.next or "") if here else None)
    return {slot: entry.name for slot, entry in (("level", here), ("next", aim)) if entry}


def _most_said(library: Library) -> str:
    named = [level for passage in library.passages for level in passage.about.levels]
    return max(dict.fromkeys(named), key=named.count, default="")
