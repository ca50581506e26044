"""Questions to go on with under an answer, from the vocabulary's suggestions."""

from __future__ import annotations

from bot.case import Draft
from bot.conversation import Conversation
from retrieval.library import Library
from retrieval.vocabulary import Suggestion

MOST = 3


def suggestions(draft: Draft, levels: tuple[str, ...], conversation: Conversation, library: Library) -> tuple[str, ...]:
    """Up to three questions that fit the answer's topic or kind and were not asked yet; an abstention keeps its own."""
    answer = draft.answer
    if answer.outcome != "answered" or answer.follow_ups:
        return answer.follow_ups
    level = library.level(levels[0]) if levels else None
    words = {"level": level.name, "next": library.level(level.next).name if level.next else ""} if level else {}
    entries = library.vocabulary.all(Suggestion)
    fitting = [entry for key in (draft.topic, answer.kind) for entry in entries if key in entry.after]
    asked = {turn.text.casefold() for turn in conversation.turns}
    questions = [filled(question, words) for entry in fitting for question in entry.questions]
    return tuple(dict.fromkeys(question for question in questions if question and question.casefold() not in asked))[:MOST]


def filled(question: str, words: dict[str, str]) -> str:
    """A question with its blanks filled, or nothing where a word for a blank is missing."""
    blanks = [name for name in ("level", "next") if f"{{{name}}}" in question]
    return question.format(**words) if all(words.get(name) for name in blanks) else ""
