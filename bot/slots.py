"""What a message names: the levels it is about, the places it asks about rather than tells of, and the other names."""

from __future__ import annotations

from bot.claims import claimed, cue_before
from bot.ladder import ENDS, end_of, first_rung, meant, track_named
from bot.places import covered
from bot.question import Slots
from bot.sentences import asked_tokens, hedges
from retrieval.library import Library
from retrieval.reading import Mention, Reading


def slots_of(reading: Reading, held: str | None, library: Library) -> Slots:
    """What the question is about; ``held`` is the level that the person has."""
    names = _meant(reading)
    told, elsewhere = claimed(names, "skill", "known"), _told_places(names, library)
    return Slots(
        levels=_levels(names, held, library),
        roles=names.ids("role"),
        skills=tuple(skill for skill in names.ids("skill") if skill not in told),
        places=tuple(place for place in names.ids("place") if place not in elsewhere),
        companies=names.ids("company"),
        certifications=names.ids("certification"),
    )


def _meant(reading: Reading) -> Reading:
    """The reading without the names that are denied, that only stand in a hedge ("out of curiosity") or name a person ("my lead says")."""
    said_nothing = hedges(reading)
    people = {at for cue in reading.cues if cue.id == "somebody" for at in range(cue.start, cue.end)}
    kept = tuple(m for m in reading.mentions if m.start not in said_nothing | people and not cue_before(reading, m, "denial", 1))
    return Reading(reading.text, reading.tokens, kept, (), reading.cues)


def _levels(names: Reading, held: str | None, library: Library) -> tuple[str, ...]:
    """The level aimed at before the one the person has, where both are named; none of several where the question is about them all."""
    track = track_named(names, library)
    end = end_of(names, track, library) if track else None
    rungs = {at for cue in names.cues if end and cue.id in ENDS for at in range(cue.start, cue.end)}
    mentions = [mention for mention in names.mentions if mention.cls == "level" and mention.start not in rungs]
    if end and not mentions:
        return (end,)
    found = [(mention.start, meant(names, mention, library)) for mention in mentions]
    rung = first_rung(names, library) if not found or names.cue("compare") else None
    levels = dict.fromkeys(level for _, level in sorted([*found, *filter(None, (rung,))]))
    if names.cue("overall") and len(levels) > 1:
        return ()
    return tuple(sorted(levels, key=lambda level: level == held)) if len(levels) > 1 else tuple(levels)


def _told_places(names: Reading, library: Library) -> set[str]:
    """The places that the message tells of and does not ask about: where the person is or comes from, or what no guide covers."""
    asked, both = asked_tokens(names), names.cue("each-of-two")
    there = any(at in asked for at in _pointing_at_places(names))  # "dubai is tax free. how much is a lead there?"
    own = () if both or there else claimed(names, "place", "held", "target")
    places = (mention for mention in names.mentions if mention.cls == "place")
    return {place.id for place in places if _told(names, place, there or place.start in asked, place.id in own, both, library)}


def _pointing_at_places(names: Reading) -> set[int]:
    """The places of the tokens that point at a place named before: "there", but not "is there"."""
    elsewhere = {at for cue in names.cues if cue.id == "no-place" for at in range(cue.start, cue.end)}
    return {cue.start for cue in names.cues if cue.id == "there" and cue.end == cue.start + 1} - elsewhere


def _told(names: Reading, place: Mention, asked: bool, own: bool, both: bool, library: Library) -> bool:
    if cue_before(names, place, "quality", 1) and not cue_before(names, place, "origin", 2):
        return True
    if cue_before(names, place, "origin", 1) and not both:
        return True
    return not asked and (own or not covered(place.id, library))
