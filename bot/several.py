"""Several questions in one message: each part is answered by itself, within what the message names, and the answers are joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from bot import parts
from bot.case import Case, Draft
from bot.conversation import Conversation
from bot.follow import leaning
from bot.question import Question, Slots
from bot.sentences import BACKGROUND, QUESTION_WORD, SHORT, TOPICAL, begins_to_ask
from bot.topics import OTHER
from retrieval.words import spelled_out

CLEAR_PART = 0.7
"""How well a part of a message must be answered, against the whole, to count as a question of its own."""
CLEAR_LIKENESS = 0.5
"""The likeness to a section's phrasings with which it counts as one all the same."""
OWN_WORDS = 3
"""So many telling words, or a name, a part needs that is answered although the message as a whole is refused ("give me your prediction" has two)."""
FAIR = 0.8
"""The score with which a part is good evidence although the message as a whole is refused."""
ITEM_TOPIC = 0.5
"""The share from which on a few words name a topic of a level."""


class Answering(NamedTuple):
    """How a part is read, answered and remembered: what the advisor does with a whole message."""

    read: Callable[[str, Conversation, Question], Case]
    answer: Callable[[Case], Draft]
    after: Callable[[Case, Draft], Conversation]


def joint(case: Case, whole: Draft, advisor: Answering) -> Draft | None:
    """The joint answer to a message of several questions; ``None`` where it is one, or ``whole`` holds what its parts lead to.

    A comparison whose table holds what the other parts ask for ("isn't it the same job for more money?") answers for them all.
    """
    texts = parts.parts(spelled_out(case.question.reading.text), _signs(case))
    if len(texts) < 2:
        return None
    drafts: list[Draft] = []
    conversation = case.conversation
    around = _around(case, texts)
    for text in texts:
        part = advisor.read(text, conversation, around)
        draft = advisor.answer(part)
        leans = leaning(part.question).elliptical and not part.question.reading.mentions
        lost = leans and drafts and drafts[-1].answer.abstained
        if draft.answer.abstained and not (asks(text) or QUESTION_WORD.search(text)):
            continue  # a remark beside the question is no question to refuse
        if lost or _weak(part, draft, case, whole) or draft.answer.outcome not in ("answered", "abstained"):
            return None
        drafts = [earlier for earlier in drafts if not draft.answer.kind == earlier.answer.kind == "gap"]  # the one asked, not the one told
        if not (any(_same(draft, earlier) for earlier in drafts)):
            drafts.append(draft)
        conversation = advisor.after(part, draft._replace(topic=""))
    if len(drafts) == 2 and drafts[1].answer.abstained and _tells(case, texts[0]):
        return drafts[1]
    held = all(draft.passages and draft.passages[0] in whole.passages for draft in drafts)
    if len(drafts) == 1 and drafts[0].answer.kind == "compare" and not held:
        return drafts[0]
    if len(drafts) < 2 or held or not distinct(drafts):
        return None
    return parts.joined(drafts, case.say("the-rest"))


def _tells(case: Case, text: str) -> bool:
    """Whether the first part of a short message only tells what its question is about ("my migration fails, how do I fix it"); a claim is answered."""
    return case.question.words <= SHORT and not asks(text) and not case.question.cue("confirm")


def asks(text: str) -> bool:
    """Whether a part asks by its mark or by how it begins."""
    return "?" in text or begins_to_ask(text)


def _same(draft: Draft, earlier: Draft) -> bool:
    """Whether an answer begins with what an earlier one holds."""
    if draft.answer.kind == earlier.answer.kind == "pay" and draft.answer.points:
        return draft.answer.points[0] in earlier.answer.points
    figures = earlier.answer.kind == "pay"  # beside which sections in words may stand
    held = [passage for passage in earlier.passages if passage.table is not None or not figures]
    return bool(draft.passages) and draft.passages[0] in held


def within(part: Question, message: Question) -> Question:
    """A part of a message with what the message around it says: its other words, faded, and the names that the part leaves out."""
    background = {key: BACKGROUND * weight for key, weight in message.weights.items()}
    slots = (
        Slots(**{field: getattr(part.slots, field) or getattr(message.slots, field) for field in ("levels", "roles", "places")})
        if part.slots.empty
        else part.slots
    )
    years = part.told.years if part.told.years is not None else message.told.years
    told = part.told.model_copy(update={"years": years})
    return part.model_copy(update={"weights": background | part.weights, "slots": slots, "told": told})


def distinct(drafts: list[Draft]) -> bool:
    """Whether the parts lead to different sections: the first passage of none is cited by another."""
    told = [draft for draft in drafts if draft.passages]
    return len(told) + sum(draft.answer.abstained for draft in drafts) == len(drafts) and not any(
        _same(one, other) for at, one in enumerate(told) for beside, other in enumerate(told) if beside != at
    )


def _around(case: Case, texts: Iterable[str]) -> Question:
    """The message without the words of its parts."""
    said = {term.key for text in texts for term in case.library.terms(case.library.reader.read(text))}
    return case.question.model_copy(update={"weights": {key: weight for key, weight in case.question.weights.items() if key not in said}})


def _weak(part: Case, draft: Draft, case: Case, whole: Draft) -> bool:
    """Whether a part found little by itself: it belongs to the question beside it, or to what is refused as a whole."""
    best = part.evidence[0] if part.evidence else None
    score = case.evidence[0].score if case.evidence else 0.0
    low = best is not None and (best.score < CLEAR_PART * score or (whole.answer.abstained and best.score < FAIR)) and best.likeness < CLEAR_LIKENESS
    reading = part.question.reading
    bare = not reading.mentions and sum(not term.soft for term in reading.terms) < OWN_WORDS
    return draft.answer.kind == "sections" and (low or (whole.answer.abstained and bare))


def _signs(case: Case) -> parts.Signs:
    reader = case.library.reader

    def cues(text: str) -> set[str]:
        return {cue.id for cue in reader.read(text).cues}

    def topic(text: str) -> str:
        terms = {term.key: 1.0 for term in case.library.terms(reader.read(text))}
        best, share = max(case.matcher.topics.shares(terms).items(), key=lambda item: item[1])
        return best if share >= ITEM_TOPIC and best != OTHER else ""

    return parts.Signs(
        asks=lambda text: "asks" in cues(text), topical=lambda text: len(text.split()) <= parts.SHORT_TAIL and bool(cues(text) & TOPICAL), topic=topic
    )
