"""Questions worth asking, made to fit a person's profile, from the vocabulary's suggestions. Only what the guides do answer is suggested."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from bot.advisor import Advisor
from bot.frontends.openers import openers
from bot.frontends.slack.limits import PROMPTS
from bot.question import Profile

_made: WeakKeyDictionary[Advisor, dict[tuple[str | None, str | None], tuple[str, ...]]] = WeakKeyDictionary()
"""What was worked out already, as long as its guides are in use: levels and goals are few."""


def suggest(advisor: Advisor, profile: Profile) -> tuple[str, ...]:
    """Up to four questions for the profile's level and goal; without them, for the level that the guides say most about."""
    made = _made.setdefault(advisor, {})
    wanted = (profile.level, profile.goal)
    if wanted not in made:
        made[wanted] = openers(advisor, PROMPTS, *wanted)
    return made[wanted]
