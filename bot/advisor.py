"""The advisor: ``reply(text, conversation)`` gives the answer and the conversation after it. Terminal, Slack and tests share it."""

from __future__ import annotations

from collections.abc import Callable

from bot import gates, limits, named, premise
from bot.answer import Answer
from bot.case import Case, Draft
from bot.conversation import Conversation, Turn
from bot.evidence import rank, subject_strengths, topic_strengths
from bot.follow import at_own_level, complete, of_oneself
from bot.kinds import asking, compare, courtesy, gap, moves, pay, placement, profile, sections, standing, transition, unlike, years
from bot.matching import Matcher
from bot.question import Profile, Question
from bot.refresh import refreshed
from bot.several import Answering, joint, within
from bot.suggest import suggestions
from bot.understand import understand
from retrieval.library import Library

KINDS: tuple[Callable[[Case], Draft | None], ...] = (
    moves.answer,
    courtesy.answer,
    gates.wordless,
    gates.foreign,
    gates.strange,
    limits.answer,
    profile.note,
    asking.answer,
    gap.answer,
    unlike.answer,
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
PAY = 0.3
"""The share of the topic from which on a question is about pay, and may mean the person's own."""


class Advisor:
    """Answers from one library. Holds no state: a dialogue is a fold of ``reply`` over its messages."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.matcher = Matcher(library)

    def reply(self, text: str, conversation: Conversation = Conversation()) -> tuple[Answer, Conversation]:
        """The answer to a message, and the conversation with this turn added. Never raises, whatever the text."""
        conversation = refreshed(conversation, self.library)
        case = self.case(text, conversation)
        offered = _offered(case) or asking.completed(case)
        case = self.case(offered, conversation) if offered else case
        draft = self._draft(case)
        draft = joint(case, draft, Answering(self.case, self._draft, _after)) or draft
        draft = named.told_apart(case, premise.corrected(case, draft))
        levels = draft.levels or case.question.slots.levels
        further = suggestions(draft, levels, conversation, self.library)
        draft = draft._replace(answer=draft.answer.model_copy(update={"follow_ups": further}))
        return draft.answer, _after(case, draft)

    def case(self, text: str, conversation: Conversation, around: Question | None = None) -> Case:
        """A question as read, completed, matched and ranked. ``around`` is the message of which it is a part."""
        bare = understand(text, self.library, self.matcher)
        if around is not None:
            bare = within(bare, around)
        conversation = conversation.model_copy(update={"profile": conversation.profile.without(bare.denied)})
        alone = self.matcher.match(bare.weights)
        question = complete(bare, conversation, self.library, max(alone.best("passage")[1], alone.best("subject")[1]))
        matches = self.matcher.match(question.weights) if question.context else alone
        question = at_own_level(question, conversation, self.library)
        asks_own = question.cue("money") and question.cue("own-level")
        if asks_own or "=pay" in bare.weights or self.matcher.topics.shares(question.weights | question.pairs).get("pay", 0.0) >= PAY:
            question = of_oneself(question, conversation, self.library)
        topics = topic_strengths(question, self.matcher, self.library.reader.topics(bare.reading.text))
        evidence = tuple(rank(question, matches, topics, self.library, subject_strengths(question, self.matcher)))
        return Case(question, matches, evidence, conversation, self.library, self.matcher, alone, topics)

    def _draft(self, case: Case, back: bool = True) -> Draft:
        """The first kind's answer; one that asks ``back`` only with choices that have an answer themselves."""
        if not case.question.weights:
            return Draft(Answer(outcome="courtesy", kind="courtesy", lead=case.say("empty")))
        drafts = (draft for kind in KINDS if (draft := kind(case)) is not None and (back or draft.answer.outcome != "asked"))
        return next(found for draft in drafts if (found := self._with_choices(draft, case)) is not None)

    def _with_choices(self, draft: Draft, case: Case) -> Draft | None:
        """A draft; where it asks back, with the choices that have an answer, and ``None`` where these are fewer than two."""
        if draft.answer.outcome != "asked":
            return draft
        answers = {text: self._draft(self.case(text, case.conversation), back=False) for text in draft.answer.follow_ups}
        choices = tuple(text for text, found in answers.items() if asking.leads_on(found, case))
        return draft._replace(answer=draft.answer.model_copy(update={"follow_ups": choices})) if len(choices) > 1 else None


def _offered(case: Case) -> str:
    """The question that was offered under the last answer, where the message is a yes to it or picks it by its place."""
    last = case.conversation.turns[-1].answer if case.conversation.turns else None
    if last is None or not last.follow_ups:
        return ""
    place = OFFERED.get(moves.move(case))
    lists = any("; " in point.text for point in last.points)
    chooses = last.outcome == "asked" and moves.move(case) == "yes"
    if place is None or place >= len(last.follow_ups) or (lists and place) or chooses:
        return ""
    return last.follow_ups[place]


def _roles(question: Question, draft: Draft) -> tuple[str, ...]:
    """The roles that the turn was about: those its message named, else those of the first section shown, else those carried over."""
    named = question.reading.ids("role")
    return named or next((passage.about.roles for passage in draft.passages[:1]), ()) or question.slots.roles


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
    if draft.answer.kind == "forgotten":
        return Conversation().after(turn, Profile())
    return case.conversation.after(turn, case.conversation.profile.merged(told))
