"""Follow-ups: what a message leaves out is filled in from the conversation, visibly.

A message that names only a level, place or role asks the question before about that one ("and for staff?"); one that names only a
topic asks it of the level before ("what about the pay?"). Whatever else a follow-up says is searched together with the faded
words of the turns before (weight 0.4 · 0.7^age, as measured on conversations: docs/decisions/0003).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.claims import years_tokens
from bot.conversation import Conversation, Turn
from bot.ladder import levels_at
from bot.pointing import POINTING, SHOWN, as_level, parallel, pointed_at, several_above, two_up
from bot.question import Question, Slots
from bot.sentences import asked_tokens, chatter_of
from retrieval.library import Library
from retrieval.reading import NAMED

FADE, AGEING = 0.4, 0.7
DEEP = 2
"""So many earlier turns lend their words to a follow-up; one to a message that only swaps a name in it."""
SWAP = 0.95
"""The weight of the earlier question's words where the message only swaps a name in it."""
UNANSWERED = ("limit", "unclear")
"""Kinds of turns without an answer: only a message that swaps a name in them refers to them ("what about Germany then?")."""
VERBS = ("do", "doe", "be", "is", "are", "'s")
ALONE = 0.98
"""The likeness from which on a whole question is a known one, nearly word for word: it does not stay with the subject before."""
TERSE = 9
"""Up to so many words a message can be a follow-up without a sign of it."""
WHOLE = 0.9
"""The likeness to a way of asking from which on a message with a question word is a whole question, however terse."""
TELLING = 2
"""Up to so many content words of its own a terse message counts as leaning on the one before."""


def at_own_level(question: Question, conversation: Conversation, library: Library) -> Question:
    """A question about "my level" or the levels above it with the level that the person told, whatever level the conversation was about."""
    level = conversation.profile.merged(question.told).level
    if level is not None and several_above(question.reading) and set(question.slots.levels) <= {level}:
        return question.model_copy(update={"slots": question.slots.model_copy(update={"levels": two_up(level, library)})})
    if level is None or not question.cue("own-level") or question.reading.ids("level"):
        return question
    beside = question.slots.levels if question.cue("pronoun") or question.cue("compare") or question.cue("jump") else ()
    slots = question.slots.model_copy(update={"levels": tuple(dict.fromkeys((*beside, level)))})
    return question.model_copy(update={"slots": slots, "weights": question.weights | {"@level": 1.0}})


def of_oneself(question: Question, conversation: Conversation, library: Library) -> Question:
    """A question about the person's own pay, with the level and place that they told, where it names none."""
    profile = conversation.profile.merged(question.told)
    here = question.cue("own-place") and not _asks_for_place(question) and bool(profile.place)
    own = question.cue("own") or question.told.years is not None
    levels = () if question.carried and question.cue("own-level") and not question.reading.ids("level") else question.slots.levels
    if not here and (levels or question.slots.places or not own or question.cue("overall")):
        return question
    level = profile.level or (next(iter(levels_at(profile.years, library)), None) if profile.years is not None else None)
    level = level if own and not question.cue("overall") and not levels else None
    slots = question.slots.model_copy(
        update={"levels": (level,) if level else question.slots.levels, "places": (profile.place,) if profile.place else question.slots.places}
    )
    weights = question.weights | ({"@level": 1.0} if level else {})
    return question.model_copy(update={"slots": slots, "weights": weights})


def _asks_for_place(question: Question) -> bool:
    """Whether a place that the question is about stands in a sentence that asks."""
    asked = asked_tokens(question.reading)
    named = {mention.id for mention in question.reading.mentions if mention.cls == "place" and mention.start in asked}
    carried = set(question.slots.places) - set(question.reading.ids("place"))
    return bool(carried or named & set(question.slots.places))


_NUMBER = re.compile(r"(?<![^\s(])\d{1,2}(?![\d.%k])")
"""A number of one or two digits that stands by itself: no sign of a currency before it."""


class Lean(NamedTuple):
    """How much a message leans on the conversation: not at all, by its names, or wholly."""

    elliptical: bool
    bare: bool


def complete(question: Question, conversation: Conversation, library: Library, likeness: float = 0.0) -> Question:
    """The question with what it leaves out; unchanged where it stands by itself. ``likeness`` is how well it is known by itself."""
    lean = leaning(question, likeness)
    last = conversation.turns[-1] if conversation.turns else None
    subject = last if last is not None and lean.bare and last.kind in UNANSWERED else conversation.subject
    if subject is None:
        return question
    bare = _NUMBER.findall(question.reading.text) if lean.elliptical and subject.kind in ("standing", "years") else []
    if len(bare) == 1 and question.told.years is None:
        question = question.model_copy(update={"told": question.told.model_copy(update={"years": float(bare[0])})})
    slots = pointed_at(question, subject, conversation, library)
    pointed = slots != question.slots
    if slots.levels != question.slots.levels:
        question = as_level(question, library)
    filled, carried = _filled(slots, subject, lean, question, library)
    weights = dict(question.weights) if not lean.bare else {key: weight for key, weight in question.weights.items() if ":" in key or key == "@level"}
    neighbours = dict(subject.pairs) if lean.bare else question.pairs
    context = _context(conversation, subject, filled, 1 if lean.bare else DEEP) if lean.elliptical else {}
    factor = SWAP / FADE if lean.bare else 1.0
    for key, weight in context.items():
        weights.setdefault(key, min(weight * factor, SWAP))
    if pointed or (filled.levels and not question.slots.levels):
        weights.setdefault("@level", SWAP)
    if not pointed and last is not None and last.kind == "pay" and lean.bare and question.told.years is not None and not question.slots.levels:
        reached = levels_at(question.told.years, library)[:1]
        filled, pointed = filled.model_copy(update={"levels": reached}), bool(reached)
    other = question.slots.skills or question.slots.certifications or question.slots.companies
    kind = subject.kind if lean.bare and subject.on_subject and not other and (filled != subject.slots or pointed) else ""
    topic = subject.topic if lean.elliptical else ""
    known = likeness >= ALONE and not lean.elliptical and not question.cue("pronoun") and asks_itself(question)
    near = frozenset() if known else frozenset(name for ident in subject.passages[:SHOWN] if ident in library.by_id for name in library.by_id[ident].subjects)
    update = {"slots": filled, "weights": weights, "pairs": neighbours, "context": context, "carried": carried, "kind": kind, "topic": topic, "near": near}
    return question.model_copy(update=update | {"parallel": parallel(filled, subject, library) if lean.bare else frozenset()})


def leaning(question: Question, likeness: float = 0.0) -> Lean:
    """Whether a message leans on the one before: it is terse or points back, and says little of its own."""
    content = own_words(question)
    starts = any(cue.id == "follow" and cue.start == 0 for cue in question.reading.cues)
    points = any(question.cue(cue) for cue in ("pronoun", "next", "two-up", "previous"))
    terse = question.words <= TERSE
    elliptical = (terse and content <= TELLING) or (question.words <= 2 * TERSE and (starts or points) and content <= 2 * TELLING)
    if (
        likeness >= WHOLE
        and (content > 1 or not question.slots.empty)
        and not (starts or points or question.cue("there") or question.cue("own-place"))
        and asks_itself(question)
    ):
        elliptical = False
    corrects = question.cue("correction") and not (question.slots.empty and question.told.years is None) and content <= 2 * TELLING
    swaps = elliptical and content == 0 and not question.cue("there") and not asks_itself(question)
    return Lean(elliptical or corrects, swaps or corrects)


def asks_itself(question: Question) -> bool:
    """Whether a message has a question word of its own, beside a turn of phrase for a follow-up: "what does a lead do" asks, "what about lead" swaps."""
    cues = question.reading.cues
    follows = [range(cue.start, cue.end) for cue in cues if cue.id == "follow" and cue.end - cue.start > 1]
    verbs = [term for term in question.reading.terms if term.key in VERBS]
    return bool(verbs) and any(cue.id == "asks" and not any(cue.start in span for span in follows) for cue in cues)


def own_words(question: Question) -> int:
    """How many content words a message has beside names and turns of phrase."""
    said = {
        at
        for cue in question.reading.cues
        if cue.id in (*POINTING, "follow", "filler", "pronoun", "correction", "overall", "own-level")
        for at in range(cue.start, cue.end)
    }
    said |= chatter_of(question.reading) | years_tokens(question.reading)
    said |= {at for at, token in enumerate(question.reading.tokens) if token.text.isdigit()}
    return sum(1 for term in question.reading.terms if not term.soft and term.key.partition(":")[0] not in NAMED and term.token not in said)


def _sets_beside(field: str, question: Question) -> bool:
    """Whether the message sets what it names beside what it points at: "how is that job different from principal", "there vs sao paulo"."""
    return question.cue("compare") and question.cue("pronoun") and field in ("levels", "places")


def _filled(slots: Slots, subject: Turn, lean: Lean, question: Question, library: Library) -> tuple[Slots, tuple[str, ...]]:
    """The slots with those of the subject where the message leans on it and names nothing of the class itself."""
    if not (lean.elliptical or question.cue("pronoun") or question.cue("each-of-two")) or question.cue("overall"):
        return slots, ()
    update: dict[str, tuple[str, ...]] = {}
    for field in ("levels", "places", "roles", "skills", "certifications", "companies"):
        mine, before = getattr(slots, field), getattr(subject.slots, field)
        if mine and before and len(mine) == len(before) == 1 and mine != before and _sets_beside(field, question):
            update[field] = (*before, *mine)
            continue
        if mine or not before:
            continue
        if field == "levels" and question.slots.skills and question.cue("compare"):
            continue
        if field == "levels" and not library.vocabulary.elsewhere.isdisjoint(slots.roles):
            continue
        if field == "companies" or (field in ("skills", "certifications") and not lean.bare):
            continue
        if field in ("places", "roles") and slots.levels and not lean.bare:
            continue
        update[field] = before
    classes = {"levels": "level", "places": "place", "roles": "role", "skills": "skill", "certifications": "certification"}
    carried = tuple(library.vocabulary.name(classes[field], ident) for field, ids in update.items() for ident in ids if field in ("levels", "places"))
    return slots.model_copy(update=update), carried


def _context(conversation: Conversation, subject: Turn, slots: Slots, turns: int) -> dict[str, float]:
    """The faded words of earlier turns on a subject; names of a class that the question names itself are left out."""
    named = {field.removesuffix("s") for field in ("levels", "places", "roles", "skills") if getattr(slots, field)}
    named |= {"company"} if slots.companies else set()
    context: dict[str, float] = {}
    age = 0
    for turn in reversed(conversation.turns):
        if not turn.on_subject and turn is not subject:
            continue
        for key, weight in turn.weights.items():
            cls = key.removeprefix("@").partition(":")[0]
            if not (cls in named and key != "@level"):
                context[key] = max(context.get(key, 0.0), weight * FADE * AGEING**age)
        age += 1
        if age == turns:
            break
    return context
