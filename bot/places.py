"""Places and what holds them: a city lies in a country, a country in a region, and a guide that speaks of one may speak of the other."""

from __future__ import annotations

from retrieval.library import Library
from retrieval.vocabulary import Place


def covered(place: str, library: Library) -> bool:
    """Whether any passage names the place, the one around it or one inside it."""
    near = (place, *inside(place, library), *containing(place, library)[:1])
    return place in library.home_places or any(f"place:{name}" in library.named for name in near)


def containing(place: str, library: Library) -> tuple[str, ...]:
    """The places that hold a place, from the nearest outwards."""
    found: list[str] = []
    current = library.vocabulary.get(Place, place).within
    while current and current not in found:
        found.append(current)
        current = library.vocabulary.get(Place, current).within
    return tuple(found)


def country(place: str, library: Library) -> tuple[str, ...]:
    """The country in which a place lies, if it lies in one: what has a currency of its own."""
    return tuple(outer for outer in containing(place, library) if library.vocabulary.get(Place, outer).currency)[:1]


def inside(place: str, library: Library) -> tuple[str, ...]:
    """The places that a place holds, at any depth."""
    return tuple(other.id for other in library.vocabulary.all(Place) if place in containing(other.id, library))
