"""Fit: how well what a passage is about fits what a question names, its levels, places, roles and skills."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bot.places import containing
from bot.question import Question
from bot.sentences import asked_tokens
from retrieval.library import Library
from retrieval.traits import Traits, Values

SAME, PART, NEUTRAL, SILENT, OTHER = 1.2, 1.05, 1.0, 0.85, 0.4
"""Factors: about just what is named, about it among others, no name on either side, silent on it, about something else."""

LEVELED = 0.9
"""The factor for a passage on a level where the question names none."""
NOWHERE, ABROAD = 0.6, 0.45
"""Factors where the question names a place: for a passage that names none, and for one that names others."""
CARRIED = 0.4
"""How much these two count, as an exponent, where the place is only carried over from the conversation."""


class Named(NamedTuple):
    """What a question names, read once for all passages."""

    levels: tuple[str, ...]
    held: str | None
    """The level that the person has."""
    places: tuple[str, ...]
    """The places, without those that most figures are of anyway."""
    around: frozenset[str]
    """The same and what contains them."""
    said: bool
    """Whether a place stands in a sentence that asks, rather than in the story around it or in an earlier message."""
    others: tuple[tuple[str, tuple[str, ...]], ...]
    """Companies, roles, skills and certifications: each class that is named, with its names."""


def named(question: Question, library: Library) -> Named:
    """What the question names; roles that all guides are about anyway are no names."""
    slots = question.slots
    places = tuple(place for place in slots.places if place not in library.home_places)
    around = frozenset(name for place in places for name in (place, *containing(place, library)))
    roles = tuple(role for role in slots.roles if role not in library.home)
    classes = (("company", slots.companies), ("role", roles), ("skill", slots.skills), ("certification", slots.certifications))
    return Named(slots.levels, question.told.level, places, around, bool(places) and _asked_place(question), tuple((cls, ids) for cls, ids in classes if ids))


def fit(wanted: Named, traits: Traits) -> Values:
    """How well what each passage is about fits what the question names: a product of factors, 1 where nothing is named."""
    factors = _levels(wanted, traits) * _places(wanted, traits)
    for cls, ids in wanted.others:
        factors = factors * np.where(traits.named.having(f"{cls}:{ident}" for ident in ids), PART, SILENT)
    return factors


def _levels(wanted: Named, traits: Traits) -> Values:
    asked = wanted.levels
    if not asked:
        return np.where(traits.leveled, LEVELED, NEUTRAL)
    silent = NEUTRAL if asked == (wanted.held,) else SILENT
    unheaded = np.where(traits.named.having(f"level:{level}" for level in asked), NEUTRAL, silent)
    headed = np.where(traits.first_level.having(asked[:1]), SAME, np.where(traits.levels.having(asked), PART, OTHER))
    return np.where(traits.leveled, headed, unheaded)


def _asked_place(question: Question) -> bool:
    asked = asked_tokens(question.reading)
    return any(mention.cls == "place" and mention.start in asked for mention in question.reading.mentions)


def _places(wanted: Named, traits: Traits) -> Values:
    if not wanted.places:
        return np.full(len(traits.placed), NEUTRAL)
    weight = 1.0 if wanted.said else CARRIED
    beyond = np.where(traits.placed, ABROAD**weight, NOWHERE**weight)
    around = np.where(traits.named.having(f"place:{place}" for place in wanted.around), PART, beyond)
    return np.where(traits.named.having(f"place:{place}" for place in wanted.places), SAME, around)
