"""What a question sets side by side: two or three levels, places, roles or routes, and which of them a text is about."""

from __future__ import annotations

from typing import NamedTuple

from bot.case import Case
from bot.claims import cue_before
from bot.places import containing, country
from bot.sentences import asked_part
from retrieval.library import Library
from retrieval.passage import Passage
from retrieval.reading import Mention, Reading

MOST = 3
"""More things than this are a list, not a comparison: a phone shows no more columns."""
DENIED = 2
"""So many words after a denial a route is denied."""
BEGINNING = 3
"""A clause is about the name that stands among its first words."""


class Side(NamedTuple):
    """One of the things compared: its class and id in the vocabulary, and the name that people are shown."""

    cls: str
    id: str
    name: str


def sides(case: Case, classes: tuple[str, ...]) -> tuple[Side, ...]:
    """The things of one of the ``classes`` that a question compares; none where it compares nothing, or more than a table can hold."""
    question, reading = case.question, case.question.reading
    if not (question.cue("compare") or question.cue("each-of-two")):
        classes = tuple(cls for cls in classes if cls == "place")  # two places in one question are always set side by side
    for cls in sorted(classes, key=lambda cls: len(_asked(case, cls, alone=True)) < 2):
        ids = _asked(case, cls)
        said = {mention.id for mention in mentions(reading, cls)} | case.library.home
        if len(ids) > 1:
            return apart(case, cls, ids) if set(ids) <= said or question.cue("each-of-two") else ()
    return ()


def _asked(case: Case, cls: str, alone: bool = False) -> tuple[str, ...]:
    """What the question is about of a class; one role stands beside that of all guides ("frontend or backend"), unless ``alone``."""
    slots = case.question.slots
    if cls == "route":
        asked = asked_part(case.question.reading)[1]
        return tuple(dict.fromkeys(mention.id for mention in mentions(case.question.reading, "route") if mention.start in asked))
    ids: tuple[str, ...] = getattr(slots, f"{cls}s")
    beside = sorted(case.library.home) if not alone and cls == "role" and len(ids) == 1 and ids[0] not in case.library.home else ()
    return (*ids, *beside)


def apart(case: Case, cls: str, ids: tuple[str, ...]) -> tuple[Side, ...]:
    """Things of a class as sides, if there are two or three and none lies in another ("India, or Bengaluru if you have it")."""
    nested = cls == "place" and any(other in containing(place, case.library) for place in ids for other in ids)
    return tuple(Side(cls, ident, case.library.vocabulary.name(cls, ident)) for ident in ids) if 1 < len(ids) <= MOST and not nested else ()


def only(case: Case, side: Side) -> Case:
    """The case of the same question about one side alone, without the others of its class."""
    slots = case.question.slots.model_copy(update={f"{side.cls}s": (side.id,)})
    return case._replace(question=case.question.model_copy(update={"slots": slots}))


def of_text(text: str, compared: tuple[Side, ...], library: Library, direct: bool = False) -> frozenset[str]:
    """Ids of the sides that a text names; ``direct``ly, or of places also by what they hold or lie in."""
    ids = {mention.id for mention in mentions(library.read(text), compared[0].cls)}
    return frozenset(side.id for side in compared if side.id in ids) if direct else _meant(ids, compared, library)


def first_named(text: str, compared: tuple[Side, ...], library: Library) -> str:
    """The side that a clause is about: the one with which it begins; nothing where it begins with none, or with two ("DevOps and SRE suit …")."""
    begins = [mention for mention in mentions(library.read(text), compared[0].cls) if mention.start < BEGINNING]
    ids = _meant({mention.id for mention in begins}, compared, library)
    return next(iter(ids)) if len(ids) == 1 else ""


def mentions(reading: Reading, cls: str) -> list[Mention]:
    """What a text names of a class; of routes without those denied ("without a degree"), or inside a longer one ("master's degree")."""
    if cls != "route":
        return [mention for mention in reading.mentions if mention.cls == cls]
    spans = [range(mention.start, mention.end) for mention in reading.routes]
    inside = [any(len(span) > m.end - m.start and m.start in span and m.end - 1 in span for span in spans) for m in reading.routes]
    return [mention for mention, within in zip(reading.routes, inside, strict=True) if not within and not cue_before(reading, mention, "denial", DENIED)]


def of_section(passage: Passage, compared: tuple[Side, ...], library: Library) -> frozenset[str]:
    """Ids of the sides that a section's heading is about; a city's country counts, a region does not."""
    cls = compared[0].cls
    if cls == "route":
        return of_text(passage.heading, compared, library)
    about = passage.about.places if cls == "place" else passage.about.roles
    return frozenset(side.id for side in compared if {side.id, *(country(side.id, library) if cls == "place" else ())} & set(about))


def _meant(ids: set[str], compared: tuple[Side, ...], library: Library) -> frozenset[str]:
    """The sides among what a text names; of places also those inside one that it names and around it ("Canada (Toronto)" is of both, and of no other city)."""
    if compared[0].cls != "place":
        return frozenset(ids & {side.id for side in compared})
    around = ids | {outer for place in ids for outer in containing(place, library)}
    narrow = {outer for place in ids for outer in containing(place, library)[:1]}
    return frozenset(side.id for side in compared if side.id in around or (set(containing(side.id, library)[:1]) & ids) - narrow)
