"""Why an answer is what it is: how the question was read, what it is alike to, what scored what, and who decided.

An editor who wonders why a guide is not found, and a person who types ``/why``, both get this. It holds no markup.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from bot import gates
from bot.advisor import KINDS, Advisor
from bot.answer import Answer, plain
from bot.case import Case
from bot.conversation import Conversation
from bot.evidence import Evidence
from bot.learning import Owner
from bot.matching import Matches

BEST = 3
"""How many of the likest topics, limits … are told of each kind."""
PASSAGES = 10
"""How many of the ranked passages are told."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(_Value):
    """Words of the question and the entry of the vocabulary that they name (a turn of phrase has the class ``cue``)."""

    words: str
    cls: str
    id: str
    name: str


class Likeness(_Value):
    """How alike (0 to 1) the question is to what the knowledge knows that people ask, and to which phrasing of it."""

    kind: str
    id: str
    likeness: float
    phrasing: str


class Ranked(_Value):
    """A passage in the ranking, its score, the parts from which the score comes, and whether the answer cites it."""

    passage: str
    guide: str
    section: str
    line: int
    score: float
    parts: dict[str, float]
    cited: bool


class Explanation(_Value):
    """One answer and everything behind it. ``slots`` and ``profile`` hold ids of the vocabulary."""

    question: str
    named: tuple[Named, ...]
    repaired: tuple[tuple[str, str], ...]
    cues: tuple[Named, ...]
    slots: dict[str, Any]
    carried: tuple[str, ...]
    told: dict[str, Any]
    terms: dict[str, float]
    alike: tuple[Likeness, ...]
    passages: tuple[Ranked, ...]
    asked: tuple[str, ...]
    """The kinds of question that were offered it, in their order; the last one took it."""
    gate: str
    """Which gate stayed shut and why; empty where all were open."""
    outcome: str
    kind: str
    topic: str
    decided: str
    text: str


def explain(advisor: Advisor, text: str, conversation: Conversation) -> Explanation:
    """The explanation of the answer to ``text`` at this point of a conversation."""
    answer, after = advisor.reply(text, conversation)
    case = advisor.case(text, conversation)
    question = case.question
    asked = _asked(case)
    gate = _gate(case, answer)
    return Explanation(
        question=question.text,
        named=_named(case, cues=False),
        repaired=question.reading.repaired,
        cues=_named(case, cues=True),
        slots=question.slots.model_dump(exclude_defaults=True),
        carried=question.carried,
        told=question.told.model_dump(exclude_defaults=True),
        terms=dict(sorted(question.weights.items(), key=lambda pair: -pair[1])),
        alike=_alike(case.matches),
        passages=tuple(_ranked(item, answer) for item in case.evidence[:PASSAGES]),
        asked=asked,
        gate=gate,
        outcome=answer.outcome,
        kind=answer.kind,
        topic=after.turns[-1].topic,
        decided=_decided(case, answer, asked, gate),
        text=plain(answer),
    )


def _named(case: Case, cues: bool) -> tuple[Named, ...]:
    reading = case.question.reading
    mentions = reading.cues if cues else reading.mentions
    name = case.library.vocabulary.name
    return tuple(Named(words=reading.words(mention), cls=mention.cls, id=mention.id, name=name(mention.cls, mention.id)) for mention in mentions)


def _alike(matches: Matches) -> tuple[Likeness, ...]:
    """The likest of each kind of owner but passages, which have a ranking of their own."""
    found: list[Likeness] = []
    for kind in sorted(matches.likeness.keys() - {"passage"}):
        best = sorted(matches.likeness[kind].items(), key=lambda pair: (-pair[1], pair[0]))[:BEST]
        found += (Likeness(kind=kind, id=ident, likeness=round(value, 3), phrasing=matches.nearest.get(Owner(kind, ident), "")) for ident, value in best)
    return tuple(found)


def _ranked(item: Evidence, answer: Answer) -> Ranked:
    passage = item.passage
    parts = {name: round(value, 3) for name, value in item._asdict().items() if isinstance(value, float) and name != "score"}
    cited = any(citation.passage == passage.id for citation in answer.citations)
    return Ranked(passage=passage.id, guide=passage.guide, section=passage.section, line=passage.line, score=round(item.score, 3), parts=parts, cited=cited)


def _asked(case: Case) -> tuple[str, ...]:
    """The names of the kinds up to the one that takes the question; none where it holds no word."""
    names: list[str] = []
    for kind in KINDS if case.question.weights else ():
        names.append(f"{kind.__module__.rpartition('.')[2]}.{kind.__qualname__}")
        if kind(case) is not None:
            break
    return tuple(names)


def _gate(case: Case, answer: Answer) -> str:
    if not answer.abstained:
        return ""
    unknown = gates.uncovered_names(case)
    if unknown:
        return f"names: no passage of any guide holds {', '.join(unknown)}"
    best = case.evidence[0].score if case.evidence else 0.0
    if best < gates.ENOUGH:
        return f"evidence: the best passage scores {best:.2f}, and {gates.ENOUGH:.2f} is needed"
    return "subject: this is something that the guides don't answer"


def _decided(case: Case, answer: Answer, asked: tuple[str, ...], gate: str) -> str:
    """One sentence: who decided."""
    if not asked:
        return "The message holds no word that can be read."
    by = asked[-1]
    owner = {"limits.answer": "limit", "courtesy.answer": "courtesy", "moves.answer": "move"}.get(by, "")
    ident, likeness = case.matches.best(owner) if owner else ("", 0.0)
    to = f" It is most alike to the {owner} '{ident}' ({likeness:.2f})." if ident else ""
    if answer.abstained:
        return f"No answer, by {by}. Gate on {gate}.{to}"
    return f"{'Answered' if answer.outcome == 'answered' else 'Replied to'} by {by}.{to}"
