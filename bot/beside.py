"""Guides side by side: where one guide's figure or list answers, what the other guides put in its place belongs beside it.

Two passages match where their tables hold the same kind of figure (growth with growth), or where both list several entries of the
same class of the vocabulary (certifications with certifications).
"""

from __future__ import annotations

from bot.case import Case
from bot.evidence import Evidence
from retrieval.passage import Passage

LISTED = 3
"""So many entries of one class make a passage a list of them."""
LEAST = 0.35
"""The share of the best passage's score below which a list of another guide is about something else."""
CLASSES = ("certification", "role")
MOST = 3


def side_by_side(case: Case) -> list[Evidence]:
    """The evidence with the other guides' counterparts of the best passage right behind it."""
    evidence = list(case.evidence)
    if not evidence:
        return evidence
    best = evidence[0]
    chosen = (_figure_tables(case, best) or _named_lists(best, evidence))[:MOST]
    ids = {item.passage.id for item in chosen}
    return [best, *chosen, *(item for item in evidence[1:] if item.passage.id not in ids)]


def _figure_tables(case: Case, best: Evidence) -> list[Evidence]:
    """The other tables that hold figures of the kinds in the best passage's table."""
    kinds = case.library.figures(best.passage.id)
    if not kinds:
        return []
    others = [passage for passage in case.library.passages if passage is not best.passage and kinds & case.library.figures(passage.id)]
    ranked = {item.passage.id: at for at, item in enumerate(case.evidence)}
    others.sort(key=lambda passage: ranked.get(passage.id, len(ranked)))
    return [best._replace(passage=passage) for passage in others]


def _named_lists(best: Evidence, evidence: list[Evidence]) -> list[Evidence]:
    """The first passage of each other guide that lists entries of a class that the best one lists."""
    found: dict[str, Evidence] = {}
    for item in evidence[1:]:
        alike = item.score >= LEAST * best.score and _lists(best.passage) & _lists(item.passage)
        if alike and item.passage.guide != best.passage.guide:
            found.setdefault(item.passage.guide, item._replace(score=best.score))
    return list(found.values())


def _lists(passage: Passage) -> set[str]:
    """The classes of which a passage's items name several entries."""
    names = [name.partition(":")[0] for name in passage.about.named]
    items = [statement for statement in passage.statements if statement.kind == "item"]
    return {cls for cls in CLASSES if names.count(cls) >= LISTED} if len(items) >= LISTED else set()
