"""Series of sections: a guide that goes through countries, roles or routes one by one under headings of one shape ("Visas: Canada")."""

from __future__ import annotations

from bot.case import Case
from bot.sides import Side, mentions, of_section, of_text
from retrieval.passage import Passage
from retrieval.reading import Reading
from retrieval.words import is_stop_word

LEAST = 3
"""So many sections of one shape make a series."""


def heading(case: Case, passage: Passage, compared: tuple[Side, ...]) -> str:
    """What a section says of its side: its heading without the part that names one."""
    rest = [part for part in _parts(passage) if not of_text(part, compared, case.library)]
    text = ": ".join(rest) or passage.path[-2 if len(passage.path) > 1 else -1]
    return text[:1].upper() + text[1:]


def is_series(case: Case, passage: Passage, compared: tuple[Side, ...]) -> bool:
    """Whether a section is one of a series on things of the sides' kind."""
    stem, above = _parts(passage)[0], _family(passage)
    family = [other for other in case.library.passages if other.guide == passage.guide and _family(other) == above and _parts(other)[0] == stem]
    return sum(names_one(case, other, compared) for other in family) >= LEAST


def unstated(case: Case, passage: Passage, side: Side, compared: tuple[Side, ...]) -> bool:
    """Whether a series leaves a side out, and no other section that names it could say the same: of roles none at all, of others none on its subjects.

    What all guides are about is left out nowhere.
    """
    if any(other.id in case.library.home for other in compared) or not is_series(case, passage, compared):
        return False
    naming = [other for other in case.library.passages if _names(case, other, side)]
    near = [other for other in naming if _family(other) == _family(passage) or set(other.subjects) & set(passage.subjects)]
    return not (naming if side.cls == "role" else near)


def _names(case: Case, passage: Passage, side: Side) -> bool:
    return bool(of_text(passage.heading, (side,), case.library)) or f"{side.cls}:{side.id}" in passage.about.named


def elsewhere(case: Case, passage: Passage, side: Side, compared: tuple[Side, ...]) -> Passage | None:
    """What the same part of a guide says of another side, under a heading of the same shape."""
    beside = [other for other in case.library.passages if _family(other) == _family(passage) and names_one(case, other, compared)]
    shape = heading(case, passage, compared)
    return next((o for o in beside if of_section(o, compared, case.library) == {side.id} and heading(case, o, compared) == shape), None)


def names_one(case: Case, passage: Passage, compared: tuple[Side, ...]) -> bool:
    """Whether a part of a heading with several is a name of the sides' class, with at most one word beside it."""
    parts = _parts(passage)
    return len(parts) > 1 and any(_is_name(case.library.read(part), compared[0].cls) for part in parts)


def _is_name(reading: Reading, cls: str) -> bool:
    named = {at for mention in mentions(reading, cls) for at in range(mention.start, mention.end)}
    beside = [token for at, token in enumerate(reading.tokens) if at not in named and not is_stop_word(token.text)]
    return bool(named) and len(beside) <= 1


def _parts(passage: Passage) -> list[str]:
    return [part.strip() for part in passage.heading.split(":")]


def _family(passage: Passage) -> tuple[str, ...]:
    """The guide and the headings above a section."""
    return passage.guide, *passage.path[:-1]
