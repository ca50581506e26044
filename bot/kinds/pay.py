"""What a level, role or place earns: every guide's figures side by side, each with its kind and scope."""

from __future__ import annotations

import re

from bot import cells, compose, figures, unpaid, wording
from bot.answer import Answer, Point
from bot.case import Case, Draft, level_names, passages_of, place_names
from bot.evidence import Evidence
from bot.follow import FADE, TERSE, own_words
from bot.idioms import PAYS, asks_wage
from bot.ladder import forks
from bot.paid import concerned
from bot.topics import OTHER
from retrieval.fact import Fact
from retrieval.phrasings import SOFT

FIGURE = re.compile(r"\d{2,3}(?:k|[.,]000)", re.IGNORECASE)
SPELLED = re.compile(r"\b\d{2,3} (?:thousand|grand|k)\b", re.IGNORECASE)
HINTED, CLEAR, SURE = 0.2, 0.4, 0.7
"""Shares of the topic: enough beside a word or figure of pay and a level, enough by itself, enough against a section in words."""
RIVAL = 0.62
"""The likeness of a section's phrasings from which on the section answers better than a table of figures."""
PLACED = 0.75
"""How near the score of the best table must come to that of the best section in words, where a place is named."""
BRIEF = 5
"""A message of so few words that has a word of pay is about nothing else."""
SPOKEN = 0.55
"""The likeness from which on a section in words answers where there are no figures for a place that the message does not name."""
OUTDONE = 1.8
"""So many times the best table's score, a section in words answers better than the figures of a level."""
ALONE = 0.9
"""The same where neither level nor place is named."""
LADDER = 3
"""A table of more statements gives the pay of several levels."""
DUTIES = 35
"""Words on what a rung is that the message did not name."""
MOST = 8
"""Points that an answer on pay may have."""
EXTRA, COMPARED = 0.58, 0.42
"""The likeness from which on a section in words is added to the figures; lower where the question asks who earns more."""


def answer(case: Case) -> Draft | None:
    """Figures for the level, place or role that the question names; an abstention where the guides have none."""
    case = _both_tracks(case)
    if not claims(case):
        return None
    slots = case.question.slots
    if _whole_ladder(case):
        return _tables(case)
    facts = concerned(case)
    if not facts:
        elsewhere = unpaid.without_own_place(case)
        told = answer(elsewhere) if elsewhere is not None else None
        return unpaid.beyond(case, told) if told is not None else None if _said_in_words(case) else unpaid.none(case)
    lines = figures.lines(case, facts)[:MOST]
    points = figures.rows(case) or lines
    if _sets_tracks_apart(case):
        words, _ = compose.points(_sentences(case, HINTED), case.question, case.library, budget=115)
        points = (*words, *points)[:MOST]
    least = COMPARED if case.topic("compare-pay") >= CLEAR else EXTRA
    more, _ = compose.points(_sentences(case, least), case.question, case.library, budget=40) if len(lines) <= 6 and not _bare(case) else ((), ())
    more = tuple(point for point in (*_duties(case), *_beside(case, facts), *more) if point not in points)
    stated = any(fact.levels for fact in facts) or not slots.places
    lead = case.say("pay-lead", subject=subject(case, levels=stated)) if len(lines) > 1 or slots.places else ""
    return Draft(Answer(outcome="answered", kind="pay", lead=lead, points=(*points, *more)), "pay", passages_of(case, (*points, *more)))


def _duties(case: Case) -> list[Point]:
    """What a rung is that the message only points at ("and the one above?")."""
    question, library = case.question, case.library
    if len(question.slots.levels) != 1 or question.reading.ids("level") or not (question.cue("next") or question.cue("previous")):
        return []
    level = question.slots.levels[0]
    found = (passage for passage in library.passages if passage.about.levels[:1] == (level,) and "duties" in passage.about.topics)
    return [wording.brief(passage, question, library, DUTIES) for passage in found][:1]


def _beside(case: Case, facts: list[Fact]) -> list[Point]:
    """What the sections with a role's own figures say of pay in words beside them ("plus substantial commission")."""
    of_roles = [fact for fact in facts if fact.roles and not set(fact.roles) & case.library.home and not fact.levels]
    sections = dict.fromkeys(case.library.by_id[fact.passage] for fact in of_roles)
    said = {passage: [clause for clause in cells.sentences(passage) if cells.pays(case, clause)] for passage in sections}
    return [Point(**cells.together(case, passage, clauses)) for passage, clauses in said.items() if clauses]


def _whole_ladder(case: Case) -> bool:
    """Whether the question is about each level, where most of the guides' figures are from."""
    slots = case.question.slots
    return case.question.cue("every-level") and not slots.levels and set(slots.places) <= case.library.home_places


def _tables(case: Case) -> Draft | None:
    """Every guide's table of pay by level, whole."""
    library = case.library
    tables = dict.fromkeys(fact.passage for fact in library.facts if fact.measure == "pay" and fact.levels and not fact.places and not fact.around)
    chosen = [library.by_id[ident] for ident in tables if len(library.by_id[ident].statements) > LADDER]
    points = tuple(wording.point_of(passage, case.question, library) for passage in chosen)
    return Draft(Answer(outcome="answered", kind="pay", points=points), "pay", tuple(chosen)) if points else None


def claims(case: Case) -> bool:
    """Whether the question asks what somebody earns, and no section answers it better in words."""
    settled = _settled(case)
    if settled is not None:
        return settled
    if not _asks(case):
        return False
    words, score = next(((item.likeness, item.score) for item in case.evidence if not _has_pay(case, item)), (0.0, 0.0))
    question, slots = case.question, case.question.slots
    foreign = [role for role in slots.roles if role not in case.library.home and role != question.told.role]
    if not slots.levels and PAYS in question.exact and not question.cue("compare") and unpaid.unspoken(case, foreign):
        return True
    if foreign and not slots.levels and words >= HINTED:
        return False
    if (slots.levels or slots.places) and PAYS in question.weights and (question.words <= BRIEF or _asks_only_pay(case)):
        return True
    return _outweighs(case, bool(foreign), words, score)


def _settled(case: Case) -> bool | None:
    """Whether names and turns of phrase settle it: three levels, "what's a senior on", or the turn before; ``None`` where they don't."""
    question, slots = case.question, case.question.slots
    if len(slots.levels) > 2 and PAYS in question.exact and not question.cue("compare"):
        return True
    if slots.levels and question.words <= TERSE and asks_wage(question.reading) and case.topic("skills") < HINTED:
        return True
    return case.forced("pay")


def _asks(case: Case) -> bool:
    """Whether the question has a word, figure or topic of pay, and asks for no price and no reason."""
    question, slots = case.question, case.question.slots
    amount = any(FIGURE.fullmatch(token.text) or _signed(case, token.text) for token in question.reading.tokens) or bool(SPELLED.search(question.text))
    names = bool(slots.levels or slots.places or slots.roles)
    said = question.weights.get(PAYS, 0.0) > FADE or question.cue("money") or amount or (names and case.topic("pay") >= SURE and not _told_better(case))
    priced = question.cue("price") and not any(term.key == PAYS for term in question.reading.terms)
    return said and not priced and not slots.certifications and (amount or not question.cue("reason"))


def _outweighs(case: Case, foreign: bool, words: float, score: float) -> bool:
    """Whether tables of pay answer better than the best section in words, of which the likeness and the score are given."""
    question, slots = case.question, case.question.slots
    if PAYS in question.weights and _whole_ladder(case):
        return True
    share = case.topic("pay") + case.topic("compare-pay")
    tables = max((item.score for item in case.evidence if _has_pay(case, item)), default=0.0)
    if slots.levels and not question.context and not question.reading.ids("level") and case.topic(OTHER) > share:
        return False
    if slots.levels or foreign:
        apart = question.cue("both-tracks")
        beaten = score > OUTDONE * tables and not (apart or foreign or question.context or case.library.guides_named(question.text))
        return share >= HINTED and (words < RIVAL or share >= SURE) and not beaten
    if slots.places and not set(slots.places) <= case.library.home_places:
        return share >= HINTED and tables >= PLACED * score
    return share >= CLEAR and tables >= ALONE * score


def _asks_only_pay(case: Case) -> bool:
    """Whether a follow-up's one word of its own is one of pay ("and what does it pay here"), whatever was talked about before."""
    return bool(case.question.context) and PAYS in case.question.exact and own_words(case.question) == 1 and case.question.words <= TERSE


def _said_in_words(case: Case) -> bool:
    """Whether a section in words speaks best to a question whose place is only known from before ("would they cut my pay?")."""
    best = case.evidence[0] if case.evidence else None
    named = case.question.cue("own-place") or set(case.question.slots.places) & set(case.question.reading.ids("place"))
    return best is not None and not named and bool(case.question.slots.places) and best.passage.table is None and best.likeness >= SPOKEN


def _told_better(case: Case) -> bool:
    """Whether the question is more like what people ask of a section in words than of any table of pay ("a visa for the UK or Canada")."""
    words, tables = (max((item.likeness for item in case.evidence if _has_pay(case, item) == pay), default=0.0) for pay in (False, True))
    return words > tables


def _both_tracks(case: Case) -> Case:
    """Where the question sets the tracks against each other: management's first rung and the technical rung beside it."""
    question = case.question
    others = [level for level in question.slots.levels if level != question.told.level]
    if not _sets_tracks_apart(case) or len(others) > 1 or case.topic("compare-pay") + case.topic("pay") < CLEAR:
        return case
    levels = forks(question.reading, case.library)
    return case._replace(question=question.model_copy(update={"slots": question.slots.model_copy(update={"levels": levels})})) if levels else case


def _sets_tracks_apart(case: Case) -> bool:
    """Whether the question, or the one before at which it points ("which one pays more"), sets the tracks against each other."""
    before = case.conversation.subject
    points = before is not None and case.question.cue("pronoun") and bool(case.question.context)
    return case.question.cue("both-tracks") or (points and before is not None and case.library.reader.read(before.text).cue("both-tracks"))


def _bare(case: Case) -> bool:
    """Whether the question holds a level and a word of pay and nothing else: figures answer it whole."""
    return {PAYS, "@level"} >= {key for key, weight in case.question.weights.items() if weight > SOFT}


def _has_pay(case: Case, item: Evidence) -> bool:
    return "pay" in case.library.measures(item.passage.id)


def _sentences(case: Case, least: float = EXTRA) -> list[Evidence]:
    """Sections in words that fit the question well beside the figures, or better than any table (unless a guide is named)."""
    table = max((item.score for item in case.evidence if _has_pay(case, item)), default=0.0)
    leading = table if not case.library.guides_named(case.question.text) else float("inf")
    near = [item for item in case.evidence[:6] if case.matches.of("passage", item.passage.id) >= least or item.score >= leading]
    return [item for item in near if item.passage.table is None]


def subject(case: Case, levels: bool = True) -> str:
    """Whose pay it is, in words: "Senior", "Germany", "Backend developer"; without ``levels`` where no figure is one level's."""
    slots = case.question.slots
    names = [name for name in (level_names(case, slots.levels if levels else ()), place_names(case, slots.places)) if name]
    return ", ".join(names) or case.say("pay-overall")


def _signed(case: Case, word: str) -> bool:
    """Whether a word is a figure behind a sign of a currency that the vocabulary knows."""
    symbols = case.library.vocabulary.symbols
    return word.startswith(symbols) and any(word.startswith(sign) and word[len(sign) : len(sign) + 1].isdigit() for sign in symbols)
