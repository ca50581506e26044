"""Questions worth asking, made to fit a person's profile. Only what the guides do answer is suggested."""

from __future__ import annotations

from functools import lru_cache

from bot.advisor import Advisor
from bot.frontends.slack.limits import PROMPTS
from bot.question import Profile
from retrieval.library import Library
from retrieval.vocabulary import Level

_ANYONE = (
    "What are the levels of a backend developer?",
    "What does a senior backend developer do?",
    "How do I get from mid-level to senior?",
    "What does a senior earn?",
)
_FITTING = (
    "How do I get from {level} to {goal}?",
    "What skills does a {goal} need?",
    "What does a {goal} do?",
    "What does a {goal} earn?",
    "What does a {level} earn?",
)


def suggest(advisor: Advisor, profile: Profile) -> tuple[str, ...]:
    """Up to four questions, those that fit the profile's level and goal first."""
    return _suggest(advisor, profile.level, profile.goal)


@lru_cache(maxsize=512)
def _suggest(advisor: Advisor, level: str | None, goal: str | None) -> tuple[str, ...]:
    names = _names(advisor.library, level, goal)
    fitting = [text.format(**names) for text in _FITTING if all(f"{{{name}}}" not in text or name in names for name in ("level", "goal"))]
    found: list[str] = []
    for question in (*fitting, *_ANYONE):
        if question not in found and advisor.reply(question)[0].outcome == "answered":
            found.append(question)
        if len(found) == PROMPTS:
            break
    return tuple(found)


def _names(library: Library, level: str | None, goal: str | None) -> dict[str, str]:
    """The names of the level and the goal; the next level stands for a goal that is not told."""
    known = {entry.id: entry for entry in library.vocabulary.all(Level)}
    if goal is None and level in known:
        goal = known[level].next
    return {slot: known[ident].name for slot, ident in (("level", level), ("goal", goal)) if ident in known}
