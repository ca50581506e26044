"""Small talk: a greeting, thanks, what the advisor is and can do. Its replies stand in the vocabulary."""

from __future__ import annotations

from bot.answer import Answer
from bot.case import Case, Draft
from bot.clauses import ASKING
from bot.learning import Owner
from retrieval.vocabulary import Courtesy

LIKELY, CLAIM, SURE = 0.45, 0.66, 0.8
"""The agreement that small talk needs: where no section is near, where one is, and where the message may be a follow-up."""
THANKS, LONGEST = "thanks", 14
"""The entry that answers thanks, and how long a message may be that thanks and asks nothing."""
FAR = 0.4
"""The likeness below which no section is near."""


def answer(case: Case) -> Draft | None:
    if _thanks(case):
        return reply(case, THANKS)
    ident, likeness = case.alone.best("courtesy")
    rival = max(case.alone.best(kind)[1] for kind in ("passage", "topic"))
    nearest = case.alone.nearest.get(Owner("courtesy", ident), "")
    if case.question.words > 2 * len(nearest.split()) + 2:
        return None
    named = [mention for mention in case.question.reading.mentions if mention.id not in case.library.home]
    leaning = case.conversation.subject is not None and bool(case.question.context) and not case.question.cue("which-guide")
    least = SURE if leaning else CLAIM if rival >= FAR else LIKELY
    wants_reasons = case.question.cue("reason") and not case.library.read(nearest).cue("reason")
    if (
        wants_reasons
        or (leaning and rival >= CLAIM and _goes_on(case))
        or (leaning and case.asks_otherwise("courtesy", ident))
        or not case.shares_a_word("courtesy", ident)
        or (leaning and _points_back(case, nearest))
    ):
        return None
    if named or likeness < least or likeness < rival:
        return None
    return reply(case, ident)


def _thanks(case: Case) -> bool:
    """Whether a message thanks and asks nothing, whatever else it says."""
    question = case.question
    asks = "?" in question.text or any(question.cue(cue) for cue in ASKING)
    known = any(entry.id == THANKS for entry in case.library.vocabulary.all(Courtesy))
    return known and question.cue("thanks") and not asks and question.words <= LONGEST and question.told.empty


def _goes_on(case: Case) -> bool:
    """Whether the message begins with a word that asks for the next thing ("and bad?" after "whats good about it")."""
    return any(cue.id == "further" and cue.start == 0 for cue in case.question.reading.cues)


def _points_back(case: Case, nearest: str) -> bool:
    """Whether the message points at what was said before ("how do they know that") and the phrasing does not."""
    return case.question.cue("pronoun") and not case.library.read(nearest).cue("pronoun")


def reply(case: Case, ident: str) -> Draft:
    entry = case.library.vocabulary.get(Courtesy, ident)
    guides = ", ".join(f"{guide.title} ({guide.publisher}, reviewed {guide.reviewed:%Y-%m-%d})" for guide in case.library.guides.values())
    topics = case.say("topics")
    return Draft(Answer(outcome="courtesy", kind="courtesy", lead=entry.reply.format(guides=guides, topics=topics)))
