"""The ladder: the level beside another one, the top of a track, and the levels that so many years of experience mean."""

from __future__ import annotations

from retrieval.fact import Fact
from retrieval.library import Library
from retrieval.reading import Mention, Reading
from retrieval.vocabulary import Level

MANAGEMENT = "management"
"""The track that is not the technical one."""
ENDS = ("top-rung", "bottom-rung")
"""Turns of phrase for the ends of a track."""


def levels_at(years: float, library: Library) -> tuple[str, ...]:
    """Levels whose years of experience, in any guide, hold ``years``; the level with the nearest middle first."""
    found: dict[str, float] = {}
    for fact in library.facts:
        if fact.basis == "years" and fact.low is not None and holds(fact, years):
            middle = (fact.low + (fact.high if fact.high is not None else fact.low)) / 2
            for level in fact.levels:
                found[level] = min(abs(middle - years), found.get(level, 99.0))
    return tuple(sorted(found, key=lambda level: (found[level], level)))


def holds(fact: Fact, years: float) -> bool:
    """Whether a span of years holds a number of years; "8+" holds all from 8 on."""
    if fact.low is None:
        return False
    open_ended = "+" in fact.value
    return fact.low <= years and (open_ended or years <= (fact.high if fact.high is not None else fact.low))


def next_level(level: str, library: Library) -> str | None:
    """The level that people mean by "the next one"."""
    return library.vocabulary.get(Level, level).next


def top_level(track: str, library: Library) -> str | None:
    """The highest level of a track that any section is about; ``None`` where there is none."""
    about = {named for passage in library.passages for named in passage.about.levels}
    return max(((level.rank, level.id) for level in library.vocabulary.all(Level) if level.track == track and level.id in about), default=(0, None))[1]


def bottom_level(track: str, library: Library) -> str | None:
    """The lowest level of a track; ``None`` where the vocabulary has no such track."""
    return min(((level.rank, level.id) for level in library.vocabulary.all(Level) if level.track == track), default=(0, None))[1]


def end_of(reading: Reading, track: str, library: Library) -> str | None:
    """The level at the end of a track, where a text speaks of its highest or lowest rung."""
    if reading.cue("top-rung"):
        return top_level(track, library)
    return bottom_level(track, library) if reading.cue("bottom-rung") else None


def track_named(reading: Reading, library: Library) -> str:
    """The track that a text names ("the people side"); nothing where it names none or several."""
    tracks = {level.track for level in library.vocabulary.all(Level)}
    named = [track for track in sorted(tracks) if reading.cue(f"{track}-side")]
    return named[0] if len(named) == 1 else ""


def forks(reading: Reading, library: Library) -> tuple[str, ...]:
    """Management's first rung and the technical rung beside it, in the order in which a text speaks of the tracks; none where there is one track."""
    ladder = sorted(library.vocabulary.all(Level), key=lambda level: level.rank)
    first = next((level for level in ladder if level.track == MANAGEMENT), None)
    beside = next((level for level in ladder if first and level.track != MANAGEMENT and level.rank >= first.rank), None)
    if first is None or beside is None:
        return ()
    manages = [cue.start for cue in reading.cues if cue.id.startswith(f"{MANAGEMENT}-")]
    stays = [cue.start for cue in reading.cues if cue.id == "both-tracks"]
    return (first.id, beside.id) if manages and stays and min(manages) < min(stays) else (beside.id, first.id)


def first_rung(reading: Reading, library: Library) -> tuple[int, str] | None:
    """Where a question calls a track by its people's bare name ("how many people does a manager have"; nobody's own manager), and that track's lowest level."""
    taken = {at for m in reading.mentions if m.cls in ("level", "role") for at in range(m.start, m.end)}
    taken |= {at for cue in reading.cues if cue.id == "somebody" for at in range(cue.start, cue.end)}
    tracks = {f"{level.track}-rung": level.track for level in library.vocabulary.all(Level)}
    called = [cue for cue in reading.cues if cue.id in tracks and taken.isdisjoint(range(cue.start, cue.end))]
    level = bottom_level(tracks[called[0].id], library) if called else None
    return (called[0].start, level) if level else None


def previous_level(level: str, library: Library) -> str | None:
    """The level whose next one is ``level``."""
    return next((other.id for other in library.vocabulary.all(Level) if other.next == level), None)


def meant(reading: Reading, mention: Mention, library: Library) -> str:
    """The level that a mention means: the one named, or the one beside it ("the level after mid")."""
    for cue, step in (("next", next_level), ("previous", previous_level)):
        if any(found.id == cue and _touches(reading, found, mention) for found in reading.cues):
            return step(mention.id, library) or mention.id
    return mention.id


def _touches(reading: Reading, cue: Mention, mention: Mention) -> bool:
    """Whether a turn of phrase stands right before a mention, with nothing but a space between."""
    return cue.end == mention.start and reading.text[reading.tokens[cue.end - 1].end : reading.tokens[mention.start].start].isspace()
