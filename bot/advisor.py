"""The advisor: ``reply(text, conversation)`` gives the answer and the conversation after it. Terminal, Slack and tests share it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot import gates, limits, named, parts, premise
from bot.answer import Answer
from bot.case import Case, Draft
from bot.conversation import Conversation, Turn
from bot.evidence import rank, subject_strengths, topic_strengths
from bot.follow import complete, leaning, of_oneself
from bot.kinds import compare, courtesy, gap, moves, pay, placement, profile, sections, standing, transition, years
from bot.matching import Matcher
from bot.question import Profile, Question
from bot.refresh import refreshed
from bot.suggest import suggestions
from bot.understand import BACKGROUND, understand
from retrieval.library import Library

KINDS: tuple[Callable[[Case], Draft | None], ...] = (
    moves.answer,
    courtesy.answer,
    gates.wordless,
    gates.foreign,
    limits.company,
    limits.listed,
    limits.elsewhere,
    profile.note,
    gap.answer,
    pay.answer,
    standing.answer,
    compare.answer,
    placement.answer,
    transition.answer,
    years.answer,
    sections.answer,
)
"""Who looks at a question, in this order; the last one always answers."""


OFFERED = {"yes": 0, "first": 0, "second": 1, "third": 2}
"""Which of the questions offered a move takes up."""
CLEAR_PART = 0.7
"""How well a part of a message must be answered, against the whole, to count as a question of its own."""

TOGETHER = 2
"""If so many of the whole message's best sections are what its parts lead to, it is one question."""
PAY = 0.3
"""The share of the topic from which on a question is about pay, and may mean the person's own."""
CLEAR_LIKENESS = 0.5
"""The likeness to a section's phrasings with which it counts as one all the same."""


class Advisor:
    """Answers from one library. Holds no state: a dialogue is a fold of ``reply`` over its messages."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.matcher = Matcher(library)

    def reply(self, text: str, conversation: Conversation = Conversation()) -> tuple[Answer, Conversation]:
        """The answer to a message, and the conversation with this turn added. Never raises, whatever the text."""
        conversation = refreshed(conversation, self.library)
        case = self.case(self._offered(text, conversation) or text, conversation)
        draft = self._several(case) or self._draft(case)
        draft = named.told_apart(case, premise.corrected(case, draft))
        levels = draft.levels or case.question.slots.levels
        offered = suggestions(draft, levels, conversation, self.library)
        draft = draft._replace(answer=draft.answer.model_copy(update={"follow_ups": offered}))
        return draft.answer, _after(case, draft)

    def case(self, text: str, conversation: Conversation, background: Mapping[str, float] | None = None) -> Case:
        """A question as read, completed, matched and ranked. ``background`` holds terms of the message around it."""
        bare = understand(text, self.library, self.matcher)
        if background:
            bare = bare.model_copy(update={"weights": {key: BACKGROUND * weight for key, weight in background.items()} | bare.weights})
        question = complete(bare, conversation, self.library)
        alone = self.matcher.match(bare.weights)
        matches = self.matcher.match(question.weights) if question.context else alone
        if "=pay" in bare.weights or self.matcher.topics.shares(question.weights | question.pairs).get("pay", 0.0) >= PAY:
            question = of_oneself(question, conversation, self.library)
        topics = topic_strengths(question, self.matcher, self.library.reader.topics(bare.reading.text))
        evidence = tuple(rank(question, matches, topics, self.library, subject_strengths(question, self.matcher)))
        return Case(question, matches, evidence, conversation, self.library, self.matcher, alone, topics)

    def _draft(self, case: Case) -> Draft:
        if not case.question.weights:
            return Draft(Answer(outcome="courtesy", kind="courtesy", lead=case.say("empty")))
        return next(draft for kind in KINDS if (draft := kind(case)) is not None)

    def _offered(self, text: str, conversation: Conversation) -> str:
        """The question that was offered under the last answer, where the message is a yes to it or picks it by its place."""
        last = conversation.turns[-1].answer if conversation.turns else None
        if last is None or not last.follow_ups:
            return ""
        place = OFFERED.get(moves.move(self.case(text, conversation)))
        lists = any("; " in point.text for point in last.points)
        if place is None or place >= len(last.follow_ups) or (lists and place):
            return ""
        return last.follow_ups[place]

    def _several(self, case: Case) -> Draft | None:
        """The joint answer to a message of several questions; ``None`` where it is one."""
        texts = parts.parts(case.question.reading.text, self._topical)
        if len(texts) < 2:
            return None
        drafts: list[Draft] = []
        conversation = case.conversation
        whole = case.evidence[0].score if case.evidence else 0.0
        around = dict(case.question.weights)
        for text in texts:
            for term in self.library.terms(self.library.reader.read(text)):
                around.pop(term.key, None)
        for text in texts:
            part = self.case(text, conversation, around)
            draft = self._draft(part)
            best = part.evidence[0] if part.evidence else None
            weak = draft.answer.kind == "sections" and best is not None and best.score < CLEAR_PART * whole and best.likeness < CLEAR_LIKENESS
            if weak or draft.answer.outcome not in ("answered", "abstained"):
                return None
            if leaning(part.question).elliptical and drafts and drafts[-1].answer.abstained:
                return None
            if not (draft.passages and any(draft.passages[0] in earlier.passages for earlier in drafts)):
                drafts.append(draft)
            conversation = _after(part, draft._replace(topic=""))
        together = {item.passage.id for item in case.evidence[:TOGETHER]}
        if len(drafts) < 2 or not distinct(drafts) or all(draft.passages and draft.passages[0].id in together for draft in drafts):
            return None
        return parts.joined(drafts, case.say("the-rest"))

    def _topical(self, text: str) -> bool:
        """Whether a few words name a topic by themselves: pay or a length of time."""
        if len(text.split()) > parts.SHORT_TAIL:
            return False
        cues = {cue.id for cue in self.library.reader.read(text).cues}
        return bool(cues & {"money", "duration", "price"})


def _roles(question: Question, draft: Draft) -> tuple[str, ...]:
    """The roles that the turn was about: those its message named, else those of the first section shown, else those carried over."""
    named = question.reading.ids("role")
    return named or next((passage.about.roles for passage in draft.passages[:1]), ()) or question.slots.roles


def distinct(drafts: list[Draft]) -> bool:
    """Whether the parts lead to different sections: the first passage of none is cited by another."""
    firsts = [draft.passages[0] for draft in drafts if draft.passages]
    return len(firsts) + sum(draft.answer.abstained for draft in drafts) == len(drafts) and all(
        first not in draft.passages for at, first in enumerate(firsts) for other, draft in enumerate(d for d in drafts if d.passages) if other != at
    )


def _after(case: Case, draft: Draft) -> Conversation:
    """The conversation after a turn."""
    question, before = case.question, case.conversation.subject
    shown = tuple(passage.id for passage in draft.passages)
    seen = (*before.shown, *shown) if before and draft.answer.kind == "more" else shown
    levels = draft.levels or question.slots.levels or next((passage.about.levels[:1] for passage in draft.passages), ())
    turn = Turn(
        text=question.text, kind=draft.answer.kind, slots=question.slots.model_copy(update={"levels": levels, "roles": _roles(question, draft)}), levels=levels,
        topic=draft.topic, weights=question.weights, pairs=question.pairs, answer=draft.answer, passages=shown, shown=seen,
    )  # fmt: skip
    # "What do seniors earn?" aims at nothing: a goal is remembered only where the person speaks of themself.
    told = question.told if question.cue("own") else question.told.model_copy(update={"goal": None})
    profile = Profile() if draft.answer.kind == "forgotten" else case.conversation.profile.merged(told)
    return case.conversation.after(turn, profile)
