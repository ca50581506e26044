"""The gates before an answer: is there evidence, is it about what the question names, does it hold what the question wants?

A gate that stays shut makes an abstention with its reason and the nearest thing that the guides do cover. Gates never relax to
find something to cite.
"""

from __future__ import annotations

from bot.answer import Answer
from bot.case import Case, Draft
from bot.evidence import Evidence
from retrieval.vocabulary import Limit

ENOUGH = 0.2
"""The score below which the best passage is no evidence."""
SURE = 0.55
"""The likeness from which on a question is taken to be one that a limit or a phrasing describes."""
COVERED = 0.25
"""The share of the question's telling words that the best passages must hold, or be asked for with."""


def refusal(case: Case) -> Draft | None:
    """The first shut gate's abstention, or ``None`` where all are open."""
    if not case.evidence or case.evidence[0].score < ENOUGH:
        return abstain(case, case.say("abstain-weak"))
    return _uncovered_name(case) or _uncovered_words(case)


def limit(case: Case) -> Draft | None:
    """An abstention where the question is more alike to a known limit of the guides than to anything in them."""
    ident, likeness = case.matches.best("limit")
    rival = max((item.likeness * min(item.fit, 1.0) for item in case.evidence[:5]), default=0.0)
    if not ident or likeness < 0.42 or likeness < rival * 1.02:
        return None
    entry = case.library.vocabulary.get(Limit, ident)
    follow = (entry.nearest,) if entry.nearest else ()
    return Draft(Answer(outcome="abstained", kind="limit", lead=entry.reason, follow_ups=follow))


def _uncovered_name(case: Case) -> Draft | None:
    """A company, place, certification or foreign role that the question names and no good evidence is about."""
    slots = case.question.slots
    good = [item for item in case.evidence[:6] if item.score >= 0.7 * case.evidence[0].score]
    for cls, ids in (("company", slots.companies), ("place", slots.places), ("certification", slots.certifications), ("role", slots.roles)):
        for ident in ids:
            if cls == "role" and ident in case.matcher.home:
                continue
            if not any(f"{cls}:{ident}" in item.passage.about.named or item.likeness > 0.75 for item in good):
                return abstain(case, case.say("abstain-named", subject=case.library.vocabulary.name(cls, ident)))
    return None


def _uncovered_words(case: Case) -> Draft | None:
    best = case.evidence[0]
    if best.likeness >= SURE:
        return None
    held = _held(case, best)
    weights = {key: weight * case.matcher.weight(key) for key, weight in case.question.weights.items() if weight >= 0.9}
    total = sum(weights.values())
    if not total or sum(weight for key, weight in weights.items() if key in held) >= COVERED * total:
        return None
    missing = [key for key in weights if key not in held]
    words = [case.question.reading.tokens[term.token].text for term in case.question.reading.terms if term.key in missing]
    return abstain(case, case.say("abstain-words", subject=", ".join(dict.fromkeys(words[:4]))) if words else case.say("abstain-weak"))


def _held(case: Case, best: Evidence) -> set[str]:
    texts = (*best.passage.path, best.passage.text, *best.passage.asked)
    return {term.key for text in texts for term in case.matcher.terms(case.library.read(text))}


def abstain(case: Case, reason: str) -> Draft:
    """An abstention that offers the nearest section's subject."""
    near = case.evidence[0].passage if case.evidence else None
    follow = (near.asked[0],) if near is not None and near.asked else ()
    text = f"{reason} {case.say('nearest', subject=near.section)}" if near is not None else reason
    return Draft(Answer(outcome="abstained", kind="unclear", lead=text, follow_ups=follow))
