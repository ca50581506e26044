"""Fit: how well what a passage is about fits what a question names, its levels, places, roles and skills."""

from __future__ import annotations

from typing import NamedTuple

from bot.places import containing
from bot.question import Question
from bot.sentences import asked_tokens
from retrieval.library import Library
from retrieval.passage import Passage

SAME, PART, NEUTRAL, SILENT, OTHER = 1.2, 1.05, 1.0, 0.85, 0.4
"""Factors: about just what is named, about it among others, no name on either side, silent on it, about something else."""

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


def fit(wanted: Named, passage: Passage) -> float:
    """How well what the passage is about fits what the question names: a product of factors, 1 where nothing is named."""
    about = passage.about
    factor = _levels(wanted.levels, wanted.held, about.levels, about.named) * _places(wanted, about.named)
    for cls, ids in wanted.others:
        factor *= PART if any(f"{cls}:{ident}" in about.named for ident in ids) else SILENT
    return factor


def _levels(asked: tuple[str, ...], held: str | None, heading: tuple[str, ...], named: frozenset[str]) -> float:
    if not asked:
        return 0.9 if heading else NEUTRAL
    if not heading:
        return NEUTRAL if any(f"level:{level}" in named for level in asked) or asked == (held,) else SILENT
    if heading[0] == asked[0]:
        return SAME
    return PART if set(heading) & set(asked) else OTHER


def _asked_place(question: Question) -> bool:
    asked = asked_tokens(question.reading)
    return any(mention.cls == "place" and mention.start in asked for mention in question.reading.mentions)


def _places(wanted: Named, named: frozenset[str]) -> float:
    if not wanted.places:
        return NEUTRAL
    if any(f"place:{place}" in named for place in wanted.places):
        return SAME
    if any(f"place:{place}" in named for place in wanted.around):
        return PART
    factor = ABROAD if any(name.startswith("place:") for name in named) else NOWHERE
    return factor if wanted.said else factor**CARRIED
