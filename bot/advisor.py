"""The advisor: ``reply(text, conversation)`` gives the answer and the conversation after it. Terminal, Slack and tests share it."""

from __future__ import annotations

from collections.abc import Callable

from bot import gates
from bot.answer import Answer
from bot.case import Case, Draft
from bot.conversation import Conversation, Turn
from bot.evidence import rank
from bot.kinds import courtesy, pay, sections
from bot.matching import Matcher
from bot.understand import understand
from retrieval.library import Library

KINDS: tuple[Callable[[Case], Draft | None], ...] = (courtesy.answer, gates.limit, pay.answer, sections.answer)
"""Who looks at a question, in this order; the last one always answers."""


class Advisor:
    """Answers from one library. Holds no state: a dialogue is a fold of ``reply`` over its messages."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.matcher = Matcher(library)

    def reply(self, text: str, conversation: Conversation = Conversation()) -> tuple[Answer, Conversation]:
        """The answer to a message, and the conversation with this turn added. Never raises, whatever the text."""
        case = self.case(text, conversation)
        draft = self._draft(case)
        question = case.question
        shown = tuple(passage.id for passage in draft.passages)
        turn = Turn(text=question.text, kind=draft.answer.kind, slots=question.slots, topic=draft.topic, weights=question.weights, answer=draft.answer, passages=shown, shown=shown)
        return draft.answer, conversation.after(turn, conversation.profile.merged(question.told))

    def case(self, text: str, conversation: Conversation) -> Case:
        """A question as read, completed, matched and ranked."""
        question = understand(text, self.library, self.matcher)
        matches = self.matcher.match(question.weights)
        return Case(question, matches, tuple(rank(question, matches, self.library)), conversation, self.library, self.matcher)

    def _draft(self, case: Case) -> Draft:
        if not case.question.weights:
            return Draft(Answer(outcome="courtesy", kind="courtesy", lead=case.say("empty")))
        return next(draft for kind in KINDS if (draft := kind(case)) is not None)
