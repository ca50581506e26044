"""What the guides state for which level and topic, what people wanted and did not get: a list of what to write, most wanted first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from bot.advisor import Advisor
from bot.conversation import Conversation
from bot.editing.asked import nameless
from bot.store.gaps import Gap
from bot.topics import OTHER
from retrieval.library import Library
from retrieval.vocabulary import Level, Topic

ABOUT = 0.2
"""The share of the belief from which on a question counts as one about a topic."""
WHOLE = ""
"""The level of what is said of no level in particular."""


class Cell(BaseModel):
    """A level and a topic: the passages in which each guide states something, and how often people asked in vain."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: str
    """Id of the level; empty for what is said of no level in particular."""
    topic: str
    """Id of the topic; empty for what is asked about none."""
    stated: dict[str, tuple[str, ...]]
    """Ids of guides, and of their passages."""
    wanted: int = 0
    people: int = 0
    asked: tuple[str, ...] = ()
    """A few of the questions."""


class Coverage(BaseModel):
    """All levels by all topics, each with its name for people, and the guides that count."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    levels: dict[str, str]
    topics: dict[str, str]
    guides: tuple[str, ...]
    cells: tuple[Cell, ...]

    def cell(self, level: str, topic: str) -> Cell:
        """The cell of a level and a topic. Raises ``StopIteration`` where there is none."""
        return next(cell for cell in self.cells if (cell.level, cell.topic) == (level, topic))

    @property
    def to_write(self) -> tuple[Cell, ...]:
        """What is wanted most first; then what is stated of other levels only, in the order of the ladder."""
        by_level = {cell.topic for cell in self.cells if cell.level and cell.stated}
        gaps = [cell for cell in self.cells if cell.wanted or (cell.level and cell.topic in by_level and not cell.stated)]
        return tuple(sorted(gaps, key=lambda cell: (-cell.people, -cell.wanted, len(cell.stated))))


def cover(advisor: Advisor, gaps: Iterable[Gap]) -> Coverage:
    """The coverage of a library, joined to what was asked in vain."""
    library = advisor.library
    found = _stated(library)
    wanted: dict[tuple[str, str], list[Gap]] = {}
    for gap in gaps:
        if not gap.down and advisor.reply(nameless(gap.text), Conversation())[0].outcome == "answered":
            continue  # written since
        for place in _places(gap, advisor):
            wanted.setdefault(place, []).append(gap)
    levels = {WHOLE: "(any level)", **{level.id: level.name for level in _ladder(library)}}
    topics = {topic.id: topic.name for topic in library.vocabulary.all(Topic) if topic.headings}
    topics |= {"": "(other)"} if any(topic == "" for _, topic in wanted) else {}
    cells = tuple(_cell(level, topic, found.get((level, topic), {}), wanted.get((level, topic), [])) for level in levels for topic in topics)
    return Coverage(levels=levels, topics=topics, guides=tuple(library.guides), cells=cells)


def _cell(level: str, topic: str, stated: dict[str, list[str]], gaps: Sequence[Gap]) -> Cell:
    asked = Counter(nameless(gap.text) for gap in gaps)
    return Cell(
        level=level,
        topic=topic,
        stated={guide: tuple(dict.fromkeys(passages)) for guide, passages in stated.items()},
        wanted=len(gaps),
        people=len({gap.asker for gap in gaps}),
        asked=tuple(text for text, _ in asked.most_common(3)),
    )


def _ladder(library: Library) -> list[Level]:
    """The levels, track by track, from the lowest up; the tracks in the order in which they are first named."""
    levels = library.vocabulary.all(Level)
    tracks = list(dict.fromkeys(level.track for level in levels))
    return sorted(levels, key=lambda level: (tracks.index(level.track), level.rank))


def _stated(library: Library) -> dict[tuple[str, str], dict[str, list[str]]]:
    """What each passage's heading, and each row of a table, is about."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}

    def state(level: str, topic: str, guide: str, passage: str) -> None:
        found.setdefault((level, topic), {}).setdefault(guide, []).append(passage)

    for passage in library.passages:
        for topic in passage.about.topics:
            for level in passage.about.levels[:1] or (WHOLE,):
                state(level, topic, passage.guide, passage.id)
    for fact in library.facts:
        for level in fact.levels:
            state(level, fact.measure, fact.guide, fact.passage)
    return found


def _places(gap: Gap, advisor: Advisor) -> list[tuple[str, str]]:
    """The levels and the topic of a question."""
    case = advisor.case(nameless(gap.text), Conversation())
    shares = {topic: share for topic, share in case.topics.items() if topic != OTHER}
    topic = max(shares, key=lambda ident: shares[ident], default="")
    known = {entry.id for entry in advisor.library.vocabulary.all(Topic) if entry.headings}
    limited = gap.answer.abstained and gap.answer.kind == "limit"
    sure = topic in known and shares[topic] >= ABOUT and not limited
    return [(level, topic if sure else "") for level in case.question.slots.levels or (WHOLE,)]
