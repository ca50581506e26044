"""An explanation as the terminal shows it, for ``explain`` and ``/why``."""

from __future__ import annotations

from bot.frontends.explain import Explanation, Named
from bot.frontends.terminal.blocks import Block, Grid, Item, Line
from bot.frontends.terminal.text import clipped

TERMS = 14
"""How many of the question's search terms are shown, the weightiest first."""


def view(why: Explanation) -> list[Block]:
    """Reading, likenesses, ranking and decision, in this order."""
    return [*_reading(why), Line(), *_alike(why), Line(), *_ranking(why), Line(), *_decision(why)]


def _reading(why: Explanation) -> list[Block]:
    rows = {
        "question": clipped(why.question, 200),
        "names": _names(why.named),
        "repaired": ", ".join(f"{wrong} → {right}" for wrong, right in why.repaired),
        "turns of phrase": _names(why.cues),
        "asks about": "; ".join(f"{slot}: {_listed(value)}" for slot, value in why.slots.items()),
        "carried over": ", ".join(why.carried),
        "tells": "; ".join(f"{key}: {_listed(value)}" for key, value in why.told.items()),
        "search terms": ", ".join(f"{term} {weight:.2g}" for term, weight in list(why.terms.items())[:TERMS]),
    }
    return [Line("How it was read", "title"), *(Item("-", f"{label}: {value}") for label, value in rows.items() if value)]


def _names(named: tuple[Named, ...]) -> str:
    return ", ".join(f"“{clipped(item.words, 40)}” = {item.cls}:{item.id}" for item in named)


def _listed(value: object) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, tuple | list) else str(value)


def _alike(why: Explanation) -> list[Block]:
    rows = tuple((item.kind, item.id, f"{item.likeness:.2f}", clipped(item.phrasing, 60)) for item in why.alike)
    return [Line("What it is most alike to", "title"), Grid(("kind", "id", "likeness", "nearest phrasing"), rows) if rows else Line("nothing")]


def _ranking(why: Explanation) -> list[Block]:
    if not why.passages:
        return [Line("Passages, best first", "title"), Line("none shares a word with it")]
    parts = tuple(why.passages[0].parts)
    rows = []
    for item in why.passages:
        figures = (f"{item.parts.get(part, 0.0):.2f}" for part in parts)
        rows.append(("*" if item.cited else "", f"{item.score:.2f}", *figures, f"{item.guide}: {item.section}"))
    return [Line("Passages, best first (* = cited)", "title"), Grid(("", "score", *parts, "passage"), tuple(rows))]


def _decision(why: Explanation) -> list[Block]:
    said = f"{why.outcome}, kind {why.kind}" + (f", topic {why.topic}" if why.topic else "")
    lines: list[Block] = [Line("Who decided", "title"), Line(why.decided), Item("-", f"outcome: {said}")]
    return [*lines, Item("-", f"asked in turn: {', '.join(why.asked)}")] if why.asked else lines
