"""A conversation brought up to the knowledge of today, so that nothing that was deleted or corrected is ever said again.

A conversation carries the answers given in it, which moves such as "shorter" or "which guide?" repeat. When the guides change under
it, points whose quote no longer stands there are dropped, and with them whatever the vocabulary no longer knows.
"""

from __future__ import annotations

from bot.answer import Answer, Citation, Point
from bot.conversation import Conversation, Turn
from bot.question import Profile, Slots
from retrieval.library import Library
from retrieval.vocabulary import Certification, Company, Entry, Level, Place, Role, Skill

_CLASSES: dict[str, type[Entry]] = {
    "levels": Level, "roles": Role, "skills": Skill, "places": Place, "companies": Company, "certifications": Certification,
    "level": Level, "role": Role, "place": Place, "goal": Level,
}  # fmt: skip
"""The class of entry that each field of ``Slots`` and ``Profile`` holds ids of."""


def refreshed(conversation: Conversation, library: Library) -> Conversation:
    """The conversation without what ``library`` does not hold (any more); the same object where it holds all of it."""
    if not conversation.turns and conversation.profile.empty:
        return conversation
    known = _known(library)
    turns = tuple(turn for turn in (_turn(turn, library, known) for turn in conversation.turns) if turn is not None)
    profile = _profile(conversation.profile, known)
    if turns == conversation.turns and profile == conversation.profile:
        return conversation
    return Conversation(turns=turns, profile=profile)


def _known(library: Library) -> dict[str, frozenset[str]]:
    return {field: library.vocabulary.ids(cls) for field, cls in _CLASSES.items()}


def _turn(turn: Turn, library: Library, known: dict[str, frozenset[str]]) -> Turn | None:
    """A turn with what still holds; ``None`` where its answer stood on nothing else."""
    answer = _answer(turn.answer, library)
    if answer is None:
        return None
    passages = tuple(ident for ident in turn.passages if ident in library.by_id)
    levels = tuple(level for level in turn.levels if level in known["levels"])
    slots = Slots.model_validate({field: tuple(ident for ident in ids if ident in known[field]) for field, ids in turn.slots})
    shown = tuple(ident for ident in turn.shown if ident in library.by_id)
    return turn.model_copy(update={"answer": answer, "passages": passages, "shown": shown, "levels": levels, "slots": slots})


def _answer(answer: Answer, library: Library) -> Answer | None:
    if all(_stands(citation, library) for point in answer.points for citation in point.citations):
        return answer
    points = tuple(point for point in answer.points if _whole(point, library))
    return answer.model_copy(update={"points": points}) if points else None


def _whole(point: Point, library: Library) -> bool:
    return all(_stands(citation, library) for citation in point.citations)


def _stands(citation: Citation, library: Library) -> bool:
    passage = library.by_id.get(citation.passage)
    return passage is not None and passage.holds(citation.quote)


def _profile(profile: Profile, known: dict[str, frozenset[str]]) -> Profile:
    """What a person told stays, but for names that the vocabulary no longer has."""
    update = {field: None for field in ("level", "role", "place", "goal") if getattr(profile, field) not in known[field] | {None}}
    skills = tuple(skill for skill in profile.skills if skill in known["skills"])
    return profile.model_copy(update={**update, "skills": skills})
