"""A level beside a role ("TPM or engineering manager?"): what each is or does, and what the guides say of its pay."""

from __future__ import annotations

from bot import figures, table, wording
from bot.answer import Answer, Cell, Citation, Point
from bot.case import Case, Draft, listed, passages_of
from bot.cells import pays, sentences, together
from bot.idioms import PAYS
from bot.sides import MOST, Side
from retrieval.passage import Passage

WORDS = 30
"""Words for what a level does."""


def answer(case: Case) -> Draft | None:
    """A table of the levels and roles that the question sets side by side; ``None`` where it compares no level with a role."""
    compared = _sides(case)
    if not compared:
        return None
    sections = {side: _section(case, side) for side in compared}
    paid = _pay(case, sections)
    rows = paid if PAYS in case.question.weights and paid else [*_told(case, sections), *paid]
    if not rows:
        return None
    lead = case.say("compare-lead", subject=listed(side.name for side in compared))
    return Draft(Answer(outcome="answered", kind="unlike", lead=lead, points=tuple(rows)), "difference", passages_of(case, rows))


def _sides(case: Case) -> tuple[Side, ...]:
    """The levels and roles compared, in the order of the words: at least one of each that the guides describe, and none of them the person's own."""
    question, library = case.question, case.library
    goes_on = _goes_on(case)
    if not (question.cue("compare") or goes_on) or case.forced("unlike") is False:
        return ()
    roles = [role for role in question.slots.roles if role not in library.home and role != question.told.role]
    named_roles = {mention.start for mention in question.reading.mentions if mention.cls == "role"}
    qualifying = {m.id for m in question.reading.mentions if m.cls == "level" and m.end in named_roles}  # "senior SRE or senior backend"
    levels = [level for level in question.slots.levels if level not in qualifying and level != question.told.level]
    both = [*(("level", level) for level in levels), *(("role", role) for role in roles)]
    named = dict.fromkeys(both if goes_on else ((m.cls, m.id) for m in question.reading.mentions if (m.cls, m.id) in both))
    if not levels or not roles or len(named) > MOST:
        return ()
    return tuple(Side(cls, ident, library.vocabulary.name(cls, ident)) for cls, ident in named)


def _goes_on(case: Case) -> bool:
    """Whether the message names nothing and asks on about a table of unlike things ("which pays more")."""
    before = case.conversation.subject
    return before is not None and before.kind == "unlike" and bool(case.question.context) and not case.question.reading.mentions


def _section(case: Case, side: Side) -> Passage | None:
    """The section that says what a level does or what a role is, the one nearest to the question where there are several."""
    scores = {item.passage.id: item.score for item in case.evidence}
    if side.cls == "level":
        found = [p for p in case.library.passages if p.about.levels[:1] == (side.id,) and p.about.topics[:1] == ("duties",)]
    else:
        found = [p for p in case.library.passages if side.id in p.about.roles]
    return max(found, key=lambda passage: scores.get(passage.id, 0.0), default=None)


def _told(case: Case, sections: dict[Side, Passage | None]) -> list[Point]:
    """The row of what each does: a level's duties in brief, of a role what its section says beside pay."""
    cells = []
    for side, passage in sections.items():
        if passage is not None and side.cls == "role":
            clauses = [clause for clause in sentences(passage) if not pays(case, clause)] or sentences(passage)
            cells.append(Cell(column=side.name, **together(case, passage, clauses)))
        else:
            cells.append(table.cell(case, side.name, [wording.brief(passage, case.question, case.library, WORDS)] if passage is not None else []))
    return table.rows(case.say("row-duties"), cells)


def _pay(case: Case, sections: dict[Side, Passage | None]) -> list[Point]:
    """The row of what each is paid: every guide's figures, and what a role's section says of pay in words."""
    facts = figures.general(case, "pay")
    cells = []
    heading = case.say("row-pay")
    for side, passage in sections.items():
        told = [fact for fact in facts if side.id in (fact.levels if side.cls == "level" else fact.roles)]
        cell = table.figures(case, side.name, told, heading=heading)
        words = [clause for clause in sentences(passage) if pays(case, clause)] if passage is not None and side.cls == "role" else []
        cells.append(_beside(cell, **together(case, passage, words)) if passage is not None and words else cell)
    return table.rows(heading, cells)


def _beside(cell: Cell, text: str, citations: tuple[Citation, ...]) -> Cell:
    """Figures with what is said in words behind them; the words alone where there are no figures."""
    return Cell(column=cell.column, text=f"{cell.text}. {text}" if cell.citations else text, citations=(*cell.citations, *citations))
