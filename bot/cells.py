"""Parts of a passage as the text of a table's cell: clauses of its sentences, with the statements that they are cited from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from bot import wording
from bot.case import Case
from bot.idioms import PAYS
from retrieval.passage import Passage, Statement

END = re.compile(r"(?<=;)\s+")


class Clause(NamedTuple):
    """A clause, and the statements of the passage in which it stands."""

    text: str
    statements: tuple[Statement, ...]


def clauses_of(unit: Sequence[Statement]) -> list[Clause]:
    """A sentence's clauses, the last one with the list that it introduces."""
    *clauses, last = END.split(unit[0].text)
    items = wording.joined(unit)[len(unit[0].text) :]
    return [*(Clause(text, (unit[0],)) for text in clauses), Clause(last + items, tuple(unit))]


def sentences(passage: Passage) -> list[Clause]:
    """The clauses of a passage outside its table."""
    statements = [statement for statement in passage.statements if statement.kind != "row"]
    return [clause for unit in wording.units(statements) for clause in clauses_of(unit)]


def pays(case: Case, clause: Clause) -> bool:
    """Whether a clause speaks of pay."""
    return any(term.key == PAYS for term in case.library.read(clause.text).terms)


def together(case: Case, passage: Passage, clauses: Sequence[Clause]) -> dict[str, Any]:
    """The text and the citations of clauses, as a point or a cell takes them."""
    statements = tuple(dict.fromkeys(statement for clause in clauses for statement in clause.statements))
    text = " ".join(clause.text if clause.text.endswith((".", ";", ":", "!", "?")) else f"{clause.text}." for clause in clauses).rstrip(";")
    return {"text": text[:1].upper() + text[1:], "citations": wording.citations(passage, statements, case.library)}
