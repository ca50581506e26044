"""Limits: what the guides are known not to answer, told by words that settle it or by belief."""

from __future__ import annotations

from bot import belief
from bot.answer import Answer
from bot.case import Case, Draft
from bot.employers import employers, unnamed
from bot.gates import abstain, uncovered_names
from retrieval.elsewhere import elsewhere
from retrieval.vocabulary import Limit

CLEAR = 0.5
"""How clearly a question must be about a limit for its reason to be told."""
BELIEVED = 0.3
"""The belief (log odds) from which on a question is refused."""
BORROWED = 0.0
"""The same in a folder that knows other fields only by ways of asking that are no limit of its own: likeness to them can't speak for a refusal."""


def answer(case: Case) -> Draft | None:
    """An abstention where the words of a limit settle the question alone, or all that it shares with limits and with sections says so together."""
    met = belief.met(case)
    settled = next((entry for _, entry in met if entry.sure), None)
    if settled is not None:
        return _refused(settled)
    if belief.of(belief.signals(case, met)) < (BORROWED if elsewhere(case.library.vocabulary) else BELIEVED):
        return None
    companies = employers(case) or unnamed(case)
    if companies:
        return Draft(Answer(outcome="abstained", kind="limit", lead=case.say("abstain-company", subject=" and ".join(companies))))
    clearly, entry = belief.likest(case, met)
    unknown = uncovered_names(case) if not met else []
    if unknown:
        return abstain(case, case.say("abstain-named", subject=", ".join(unknown)))
    if entry is None or clearly < CLEAR:
        return Draft(Answer(outcome="abstained", kind="limit", lead=case.say("abstain-weak")))
    return _refused(entry)


def _refused(entry: Limit) -> Draft:
    follow = (entry.nearest,) if entry.nearest else ()
    return Draft(Answer(outcome="abstained", kind="limit", lead=entry.reason, follow_ups=follow))
