"""What people say about the answer before: shorter, more, which guide, yes, the second one, are you sure."""

from __future__ import annotations

from collections.abc import Callable

from bot import compose, wording
from bot.answer import Answer, Point
from bot.case import Case, Draft, passages_of
from bot.conversation import Turn
from bot.evidence import rank
from bot.follow import own_words
from bot.kinds import pay, profile
from bot.learning import Owner
from retrieval.passage import Passage

CLAIM = 0.58
"""The likeness from which on a message is such a move."""
LONGEST = 12
"""A move has no more words than this."""
PICKS = ("first", "second", "third", "last")
"""Moves that pick an item; a message that says more of it is a question about it."""
FEW = 30
"""Words of a short answer."""


def move(case: Case) -> str:
    """The id of the move that the message is, or an empty string."""
    if case.question.cue("which-guide") and case.conversation.subject is not None and not _asks_for_all(case):
        return "source"
    if case.question.cue("sure") and case.question.words <= LONGEST and case.conversation.subject is not None:
        return "sure-question"
    if case.question.cue("next") or case.question.cue("previous"):
        return ""
    ident, likeness = case.alone.best("move")
    if (ident in PICKS and own_words(case.question) and _says_more(case, ident)) or _names_more(case, ident) or not case.shares_a_word("move", ident):
        return ""
    names = [mention for mention in case.question.reading.mentions if mention.id not in case.library.home]
    if likeness < CLAIM or case.question.words > LONGEST or names:
        return ""
    if case.asks_otherwise("move", ident):
        return ""
    rival = max(case.alone.best(kind)[1] for kind in ("passage", "topic", "courtesy"))
    return ident if likeness >= rival else ""


def _asks_for_all(case: Case) -> bool:
    """Whether a message asks for the guides themselves ("which guides do you have") rather than for the source of an answer."""
    _, courtesy = case.alone.best("courtesy")
    return courtesy >= CLAIM and courtesy > case.alone.of("move", "source")


def answer(case: Case) -> Draft | None:
    """The reply to a move; ``None`` where the message is none, or is one that another kind answers with the context."""
    ident = move(case)
    if ident == "show-profile":
        return profile.show(case)
    if ident == "forget-profile":
        return profile.forget(case)
    if ident in ("yes", "no") and case.conversation.turns and case.conversation.turns[-1].answer.abstained:
        return Draft(Answer(outcome="courtesy", kind="courtesy", lead=case.say("empty")))
    handler = HANDLERS.get(ident)
    if handler is None:
        return None
    last = case.conversation.subject
    if last is None:
        if _says_more(case, ident):
            return None
        return Draft(Answer(outcome="courtesy", kind="courtesy", lead=case.say("nothing-before")))
    return handler(case, last)


def _names_more(case: Case, ident: str) -> bool:
    """Whether a message holds an everyday word of the trade that the move's phrasing lacks ("the upsides, tldr")."""
    phrasing = case.library.read(case.alone.nearest.get(Owner("move", ident), ""))
    known = {term.key for term in phrasing.terms}
    return any(term.key.startswith("=") and term.key not in known for term in case.question.reading.terms)


def _says_more(case: Case, ident: str) -> bool:
    """Whether a message at the start of a conversation holds a telling word that the move's phrasing lacks: then it is a question."""
    phrasing = case.library.read(case.alone.nearest.get(Owner("move", ident), ""))
    known = {term.key for term in case.matcher.terms(phrasing)}
    return any(term.key not in known for term in case.matcher.terms(case.question.reading) if not term.soft)


def shorter(case: Case, last: Turn) -> Draft:
    """The last answer's first points up to a few words."""
    kept: list[Point] = []
    for point in last.answer.points:
        if kept and wording.word_count([*kept, point]) > FEW:
            break
        kept.append(point)
    if not kept:
        return again(case, last)
    return _points(case, last, tuple(kept), case.say("shorter-lead"))


def more(case: Case, last: Turn) -> Draft:
    """Evidence on the last question that was not shown yet."""
    fresh = [item for item in case.evidence if item.passage.id not in last.shown]
    points, used = compose.points(fresh, case.question, case.library)
    if not points or fresh[0].score < 0.2:
        return Draft(Answer(outcome="courtesy", kind="courtesy", lead=case.say("nothing-more")))
    return Draft(Answer(outcome="answered", kind="more", points=points), last.topic, used)


def source(case: Case, last: Turn) -> Draft:
    """The guides behind the last answer; where the message says which part, the points that hold its words."""
    if not last.answer.points:
        return again(case, last)
    said = {term.key for term in case.question.reading.terms if not term.soft}
    scored = [(len(said & {term.key for term in case.library.read(point.text).terms}), point) for point in _recent_points(case)]
    best = max(score for score, _ in scored)
    chosen = [point for score, point in scored if score == best] if best > 0 else list(last.answer.points)
    names = dict.fromkeys(case.library.guides[citation.guide].publisher for point in chosen[:4] for citation in point.citations)
    return _points(case, last, tuple(chosen[:4]), case.say("source-lead", subject=" and ".join(names)))


def agreement(case: Case, last: Turn) -> Draft | None:
    """What the other guides say on the same question."""
    cited = {citation.guide for citation in last.answer.citations}
    if (case.question.cue("money") or last.kind == "pay") and case.question.slots.levels:
        return pay.answer(case._replace(question=case.question.model_copy(update={"kind": "pay"})))
    others = [item for item in case.evidence if item.passage.guide not in cited]
    if last.kind in ("pay", "years", "compare") or not others or others[0].score < 0.25:
        return None
    points, used = compose.points(others, case.question, case.library)
    return Draft(Answer(outcome="answered", kind="more", points=points), last.topic, used)


def again(case: Case, last: Turn) -> Draft:
    """The last answer once more."""
    return Draft(last.answer, last.topic, passages_of(case, last.answer.points))


def _recent_points(case: Case) -> list[Point]:
    return [point for turn in reversed(case.conversation.turns[-4:]) for point in turn.answer.points]


def _points(case: Case, last: Turn, points: tuple[Point, ...], lead: str) -> Draft:
    return Draft(Answer(outcome="answered", kind=last.kind, lead=lead, points=points), last.topic, passages_of(case, points))


def why(case: Case, last: Turn) -> Draft | None:
    """The sections beside those just shown that give reasons: their headings or phrasings ask why."""
    families = {(citation.guide, tuple(citation.section.split(" › ")[:-1])) for citation in last.answer.citations}
    beside = [
        item
        for item in case.evidence
        if (item.passage.guide, item.passage.path[:-1]) in families and gives_reasons(case, item.passage, again=item.passage.id in last.passages)
    ]
    if not beside:
        return None
    points, used = compose.points(beside[:2], case.question, case.library)
    return Draft(Answer(outcome="answered", kind="sections", points=points), last.topic, used)


def gives_reasons(case: Case, passage: Passage, again: bool = False) -> bool:
    """Whether a section is asked for with "why" by its heading or by most of its phrasings; one shown just before, only by its heading."""
    asks = [any(cue.id == "reason" for cue in case.library.read(text).cues) for text in (passage.heading, *passage.asked)]
    return asks[0] or (not again and sum(asks) >= 0.3 * len(asks))


def pick(case: Case, last: Turn) -> Draft | None:
    """The section on the nth item of the list just shown."""
    listed = [item for point in last.answer.points for item in point.text.partition(": ")[2].split("; ") if "; " in point.text]
    order = {"first": 0, "second": 1, "third": 2, "last": -1}[move(case)]
    if not listed or order >= len(listed):
        return None
    terms = {term.key: 1.0 for term in case.library.terms(case.library.read(listed[order]))}
    question = case.question.model_copy(update={"weights": terms, "exact": terms, "context": {}})
    matches = case.matcher.match(terms)
    found = [item for item in rank(question, matches, {}, case.library) if item.passage.id not in last.passages]
    points, used = compose.points(found, question, case.library)
    return Draft(Answer(outcome="answered", kind="sections", points=points), last.topic, used) if points else None


HANDLERS: dict[str, Callable[[Case, Turn], Draft | None]] = {
    "shorter": shorter,
    "more": more,
    "source": source,
    "why": why,
    "first": pick,
    "second": pick,
    "third": pick,
    "last": pick,
    "repeat": again,
    "sure-question": source,
    "agreement": agreement,
}
