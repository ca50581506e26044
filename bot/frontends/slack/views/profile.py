"""The window for the profile: level, years, skills and goal, chosen from the vocabulary by typing."""

from __future__ import annotations

import math
from typing import Any

from rapidfuzz import fuzz

from bot.frontends.slack import limits, parts
from bot.frontends.slack.parts import Block, option, plain_text
from bot.question import Profile
from retrieval.library import Library
from retrieval.vocabulary import Entry, Level, Skill

CALLBACK = "profile"
LEVEL, YEARS, SKILLS, GOAL = "profile.level", "profile.years", "profile.skills", "profile.goal"
_CLASSES: dict[str, type[Entry]] = {LEVEL: Level, SKILLS: Skill, GOAL: Level}
_MOST_YEARS = 60
_LIKE = 75
_WORN = "That can no longer be chosen. Please choose again."


def modal(library: Library, profile: Profile) -> Block:
    """The window, filled with what is known already."""
    blocks = [
        _input(LEVEL, "Your level", _select(library, LEVEL, profile.level)),
        _input(YEARS, "Years of experience", _years(profile.years)),
        _input(SKILLS, "Skills and technologies you use", _skills(library, profile.skills)),
        _input(GOAL, "The level you aim for", _select(library, GOAL, profile.goal)),
    ]
    return parts.modal("Your profile", CALLBACK, blocks, submit="Save", close="Cancel")


def _input(field: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": field, "optional": True, "label": plain_text(label, limits.INPUT), "element": {"action_id": field, **element}}


def _select(library: Library, field: str, chosen: str | None) -> Block:
    made: Block = {"type": "external_select", "min_query_length": 0, "placeholder": plain_text("Type to search", limits.PLACEHOLDER)}
    known = _known(library, field)
    return made | ({"initial_option": option(known[chosen].name, chosen)} if chosen in known and chosen else {})


def _skills(library: Library, chosen: tuple[str, ...]) -> Block:
    made: Block = {"type": "multi_external_select", "min_query_length": 0, "placeholder": plain_text("Type to search", limits.PLACEHOLDER)}
    known = _known(library, SKILLS)
    options = [option(known[ident].name, ident) for ident in chosen if ident in known][: limits.OPTIONS]
    return made | ({"initial_options": options} if options else {})


def _years(years: float | None) -> Block:
    made: Block = {"type": "number_input", "is_decimal_allowed": True, "min_value": "0", "max_value": str(_MOST_YEARS)}
    return made | ({"initial_value": f"{years:g}"} if years is not None else {})


def _known(library: Library, field: str) -> dict[str, Entry]:
    return {entry.id: entry for entry in library.vocabulary.all(_CLASSES[field])}


def options(library: Library, field: str, typed: str) -> list[Block]:
    """The entries that fit what has been typed: by the beginning of a name or alias, then by likeness; all of them at first."""
    if field not in _CLASSES:
        return []
    typed = typed.strip().lower()[:100]
    ranked = [(score, at, entry) for at, entry in enumerate(_known(library, field).values()) if (score := _fit(entry, typed)) > 0]
    ranked.sort(key=lambda item: (-item[0], item[1]))
    return [option(entry.name, entry.id) for _, _, entry in ranked[: limits.OPTIONS]]


def _fit(entry: Entry, typed: str) -> float:
    names = [name.lower() for name in (entry.name, entry.id, *entry.aliases, *entry.cased)]
    if not typed or any(name.startswith(typed) for name in names):
        return 200
    if any(typed in name for name in names):
        return 150
    best = max(fuzz.ratio(typed, name[: len(typed) + 2]) for name in names)
    return best if best >= _LIKE else 0


def read(library: Library, view: dict[str, Any], before: Profile) -> tuple[Profile, dict[str, str]]:
    """The profile as filled in, and what is wrong with it by field. What the window does not ask stays as it was."""
    errors: dict[str, str] = {}
    level, goal = (_one(library, view, field, errors) for field in (LEVEL, GOAL))
    chosen = [str(each.get("value")) for each in _state(view, SKILLS).get("selected_options") or () if isinstance(each, dict)]
    if not set(chosen) <= set(_known(library, SKILLS)):
        errors[SKILLS] = _WORN
    years = _number(_state(view, YEARS).get("value"), errors)
    filled = {LEVEL: ("level", level), GOAL: ("goal", goal), SKILLS: ("skills", tuple(dict.fromkeys(chosen))), YEARS: ("years", years)}
    return before.model_copy(update=dict(pair for field, pair in filled.items() if _state(view, field))), errors


def _one(library: Library, view: dict[str, Any], field: str, errors: dict[str, str]) -> str | None:
    chosen = _state(view, field).get("selected_option")
    value = str(chosen.get("value")) if isinstance(chosen, dict) else None
    if value is not None and value not in _known(library, field):
        errors[field] = _WORN
    return value


def _number(text: object, errors: dict[str, str]) -> float | None:
    if text in (None, ""):
        return None
    try:
        years = float(str(text))
    except ValueError:
        years = math.nan
    if not 0 <= years <= _MOST_YEARS:
        errors[YEARS] = f"Please write a number from 0 to {_MOST_YEARS}."
        return None
    return years


def _state(view: dict[str, Any], field: str) -> dict[str, Any]:
    """What was put into a field; empty where the payload does not hold it."""
    found: Any = view
    for key in ("state", "values", field, field):
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}
