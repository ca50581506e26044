"""Pointing: the level or place that "the one above", "the latter" or "the other option" means, and what else follows from it."""

from __future__ import annotations

from bot.conversation import Conversation, Turn
from bot.ladder import next_level, previous_level, top_level
from bot.question import Question, Slots
from retrieval.library import Library
from retrieval.reading import pairs

POINTING = ("next", "previous", "top-rung", "first-of-two", "second-of-two", "other-of-two")
"""Turns of phrase that point at a level of the conversation: once they have, they are no words to search for."""
SHOWN = 3
"""So many of the passages shown before tell what a follow-up is about."""


def pointed_at(question: Question, subject: Turn, conversation: Conversation, library: Library) -> Slots:
    """ "The one above", "the latter": the level that a pointing phrase means."""
    slots, before = question.slots, subject.levels
    places = subject.slots.places
    second = question.cue("second-of-two") or question.cue("other-of-two")
    if len(places) > 1 and not slots.places and (second or question.cue("first-of-two")):
        return slots.model_copy(update={"places": places[1:2] if second else places[:1]})
    if slots.levels or not before:
        return slots
    of_two = _of_two(question, before, conversation, library)
    if of_two:
        return slots.model_copy(update={"levels": of_two})
    if question.cue("top-rung"):
        return slots.model_copy(update={"levels": (top_level(before[0], library),)})
    step = next_level if question.cue("next") else previous_level if question.cue("previous") else None
    level = step(before[0], library) if step else None
    return slots.model_copy(update={"levels": (level,)}) if level else slots


def _of_two(question: Question, before: tuple[str, ...], conversation: Conversation, library: Library) -> tuple[str, ...]:
    """The level meant by "the first", "the latter" or "the other one", of the last two levels that stood side by side."""
    pair = before if len(before) > 1 else next((turn.levels for turn in reversed(conversation.turns) if len(turn.levels) > 1), ())
    if question.cue("each-of-two") and question.cue("money"):
        return pair if len(pair) == 2 else _last_two(conversation)
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
    """The sections on the first level named that are of the same topics as those shown before on another level."""
    shown = [library.by_id[ident] for ident in subject.passages[:SHOWN] if ident in library.by_id]
    topics = {passage.about.topics for passage in shown if passage.about.topics and passage.about.levels[:1] != slots.levels[:1] and passage.about.levels}
    return frozenset(
        passage.id for passage in library.passages if slots.levels and passage.about.levels[:1] == slots.levels[:1] and passage.about.topics in topics
    )
