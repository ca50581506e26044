"""Pointing: the level or place that "the one above", "the latter" or "the other option" means, and what else follows from it."""

from __future__ import annotations

from typing import Literal

from bot.conversation import Conversation, Turn
from bot.ladder import end_of, next_level, previous_level
from bot.question import Question, Slots
from retrieval.library import Library
from retrieval.reading import Reading, pairs
from retrieval.vocabulary import Level

POINTING = ("next", "two-up", "previous", "top-rung", "bottom-rung", "first-of-two", "second-of-two", "other-of-two")
"""Turns of phrase that point at a level of the conversation: once they have, they are no words to search for."""
COUNTS = ("two", "2")
"""How people write the number of levels above that they mean."""
SHOWN = 3
"""So many of the passages shown before tell what a follow-up is about."""


def pointed_at(question: Question, subject: Turn, conversation: Conversation, library: Library) -> Slots:
    """ "The one above", "the latter": the level that a pointing phrase means."""
    slots, before = question.slots, subject.levels
    places = subject.slots.places
    if question.cue("of-three") and slots.empty:
        return slots.model_copy(update=_last_three(conversation))
    second = question.cue("second-of-two") or question.cue("other-of-two")
    if not slots.places and (second or question.cue("first-of-two")):
        places = places if len(places) > 1 else () if len(before) > 1 else _in_turn(conversation, "places")
        if len(places) > 1:
            return slots.model_copy(update={"places": places[1:2] if second else places[:1]})
    levels = _levels_meant(question, before, conversation, library) if before and not slots.levels else ()
    return slots.model_copy(update={"levels": levels}) if levels else slots


def _levels_meant(question: Question, before: tuple[str, ...], conversation: Conversation, library: Library) -> tuple[str, ...]:
    """The end of a track, one of two levels, or what stands above or below the level ``before``; none where the message points at no level."""
    end = end_of(question.reading, _track(question, before[0], library), library)
    if end:
        return (end,)
    of_two = _of_two(question, before, conversation, library)
    if of_two:
        return of_two
    if several_above(question.reading):
        return two_up(before[0], library)
    step = next_level if question.cue("next") else previous_level if question.cue("previous") else None
    level = step(before[0], library) if step else None
    return (level,) if level else ()


def _track(question: Question, level: str, library: Library) -> str:
    """The track of a level, or the other one where the message points at that."""
    own = library.level(level).track
    others = sorted({other.track for other in library.vocabulary.all(Level)} - {own})
    return others[0] if question.cue("other-of-two") and len(others) == 1 else own


def several_above(reading: Reading) -> bool:
    """Whether the message points at more than one level above: a number says so, or the plural ("the rungs above", not "the rung above")."""
    spans = (reading.tokens[cue.start : cue.end] for cue in reading.cues if cue.id == "two-up")
    return any(token.text.lower() in COUNTS or token.name != token.text.lower() for span in spans for token in span)


def two_up(level: str, library: Library) -> tuple[str, ...]:
    """The two levels above one, or those that there are; two that a guide describes as one count as one."""
    first = next_level(level, library)
    second = next_level(first, library) if first else None
    together = any({first, second} <= set(passage.about.levels) and "duties" in passage.about.topics for passage in library.passages)
    third = next_level(second, library) if second and together else None
    return tuple(filter(None, (first, second, third)))


def _of_two(question: Question, before: tuple[str, ...], conversation: Conversation, library: Library) -> tuple[str, ...]:
    """The level meant by "the first", "the latter" or "the other one", of the last two levels that stood side by side."""
    pair = before if len(before) > 1 else next((turn.levels for turn in reversed(conversation.turns) if len(turn.levels) > 1), ())
    if question.cue("each-of-two") and question.cue("money"):
        return pair if len(pair) == 2 else _last_two(conversation)
    if len(pair) < 2 and not question.cue("other-of-two"):
        pair = _in_turn(conversation, "levels")
    if len(pair) < 2:
        return ()
    if question.cue("other-of-two"):
        if len(before) > 1:
            return pair[1:2]
        track = library.level(before[0]).track
        rest = [level for level in pair if level != before[0]]
        return tuple([level for level in rest if before[0] in pair or library.level(level).track != track][:1])
    return pair[1:2] if question.cue("second-of-two") else pair[:1] if question.cue("first-of-two") else ()


def _last_two(conversation: Conversation) -> tuple[str, ...]:
    """The last two levels that were talked about one after the other, if these are all ("the two" after a junior and a senior)."""
    levels = tuple(dict.fromkeys(turn.levels[0] for turn in conversation.turns if turn.on_subject and len(turn.levels) == 1))
    return levels if len(levels) == 2 else ()


def _last_three(conversation: Conversation) -> dict[str, tuple[str, ...]]:
    """The last three places or levels that were talked about one after the other, whichever there are."""
    found = {"places": _in_turn(conversation, "places"), "levels": _in_turn(conversation, "levels")}
    return {field: ids[-3:] for field, ids in found.items() if len(ids) > 2}


def _in_turn(conversation: Conversation, field: Literal["levels", "places"]) -> tuple[str, ...]:
    """The levels or places that were asked about one after the other, in the order of the conversation ("the first one" after a senior and a lead)."""
    return tuple(dict.fromkeys(ident for turn in conversation.turns if turn.on_subject for ident in getattr(turn.slots, field)[:1]))


def as_level(question: Question, library: Library) -> Question:
    """The question with "@level" in place of the words that point at one: "what does the second one do" reads like "what does a lead do"."""
    pointing = {at for cue in question.reading.cues if cue.id in POINTING for at in range(cue.start, cue.end)}
    keys: list[str] = []
    for term in library.terms(question.reading):
        key = "@level" if term.token in pointing else term.key
        if key != "@level" or keys[-1:] != [key]:
            keys.append(key)
    weights = {key: weight for key, weight in question.weights.items() if key in keys} | {"@level": 1.0}
    return question.model_copy(update={"weights": weights, "pairs": {pair: question.pairs.get(pair, 1.0) for pair in pairs(keys)}})


def parallel(slots: Slots, subject: Turn, library: Library) -> frozenset[str]:
    """The sections on the first level named that are of the same topics as those shown before on another level; those on a role named alone."""
    if slots.roles and not slots.levels and slots.roles != subject.slots.roles:
        return frozenset(passage.id for passage in library.passages if passage.about.roles[:1] == slots.roles[:1] and slots.roles[0] not in library.home)
    shown = [library.by_id[ident] for ident in subject.passages[:SHOWN] if ident in library.by_id]
    topics = {passage.about.topics for passage in shown if passage.about.topics and passage.about.levels[:1] != slots.levels[:1] and passage.about.levels}
    return frozenset(
        passage.id for passage in library.passages if slots.levels and passage.about.levels[:1] == slots.levels[:1] and passage.about.topics in topics
    )
