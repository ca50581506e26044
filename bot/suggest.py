"""Questions to go on with under an answer, from the vocabulary's suggestions."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

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
    asked = {turn.text.casefold() for turn in conversation.turns}
    questions = [question for key in (draft.topic, answer.kind) for question in offered(key, words, library)]
    return tuple(dict.fromkeys(question for question in questions if question.casefold() not in asked))[:MOST]


def offered(after: str, words: Mapping[str, str], library: Library) -> tuple[str, ...]:
    """The vocabulary's questions after a kind or topic that can be filled."""
    questions = (filled(question, words) for entry in library.vocabulary.all(Suggestion) if after in entry.after for question in entry.questions)
    return tuple(question for question in questions if question)


def filled(question: str, words: Mapping[str, str]) -> str:
    """A question with its blanks filled, or nothing where a word for a blank is missing."""
    blanks = (blank for _, blank, _, _ in Formatter().parse(question) if blank)
    return question.format(**words) if all(words.get(blank) for blank in blanks) else ""
