"""The ladder: the level beside another one, the top of a track, and the levels that so many years of experience mean."""

from __future__ import annotations

from retrieval.fact import Fact
from retrieval.library import Library
from retrieval.reading import Mention, Reading
from retrieval.vocabulary import Level


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


def top_level(level: str, library: Library) -> str:
    """The highest level of a level's track that any section is about; the level itself where there is none."""
    track = library.vocabulary.get(Level, level).track
    about = {named for passage in library.passages for named in passage.about.levels}
    ladder = (other for other in library.vocabulary.all(Level) if other.track == track and other.id in about)
    return max(ladder, key=lambda other: other.rank, default=library.vocabulary.get(Level, level)).id


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
