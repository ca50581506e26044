"""What a level, role or place earns: every guide's figures side by side, each with its kind and scope."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Answer, Figure, Point
from bot.case import Case, Draft, cite_row, level_names, passages_of, place_names, publisher
from bot.evidence import containing
from retrieval.fact import Fact
from retrieval.vocabulary import Place

CLAIM = 0.5
"""The likeness to the topic from which on a question is one about pay."""
MOST = 9
"""Points that an answer on pay may have."""


def answer(case: Case) -> Draft | None:
    if not claims(case):
        return None
    slots = case.question.slots
    roles = tuple(role for role in slots.roles if role not in case.matcher.home)
    if slots.companies or slots.certifications or (roles and not slots.levels):
        return None
    facts = [fact for fact in case.library.facts if fact.measure == "pay" and _concerns(case, fact)]
    if not facts:
        return _none(case)
    points = tuple(_points(case, _trimmed(case, facts)))[:MOST]
    lead = case.say("pay-lead", subject=subject(case))
    return Draft(Answer(outcome="answered", kind="pay", lead=lead, points=points, note=""), "pay", passages_of(case, points))


def claims(case: Case) -> bool:
    """Whether the question asks for pay and no section answers it better in words."""
    strength = case.topic("pay")
    best = next((item for item in case.evidence if "pay" not in item.passage.about.topics), None)
    named = bool(case.question.slots.levels or case.question.slots.places)
    rival = best.likeness if best else 0.0
    return strength >= CLAIM and strength >= rival * (0.85 if named else 1.0)


def subject(case: Case) -> str:
    """Whose pay it is, in words: "Senior", "Germany", "Backend developer"."""
    slots = case.question.slots
    names = [name for name in (level_names(case, slots.levels), place_names(case, slots.places)) if name]
    return ", ".join(names) or case.say("pay-overall")


def _concerns(case: Case, fact: Fact) -> bool:
    slots = case.question.slots
    if slots.places:
        wanted = {name for place in slots.places for name in (place, *containing(place, case.library))}
        inside = {name for place in fact.places for name in (place, *containing(place, case.library))}
        if not (set(slots.places) & inside or (set(fact.places) & wanted and _country(case, fact.places))):
            return False
        return not slots.levels or not fact.levels or bool(set(fact.levels) & set(slots.levels))
    if slots.levels:
        return bool(set(fact.levels) & set(slots.levels))
    return not fact.levels and _overall(case, fact)


def _country(case: Case, places: Sequence[str]) -> bool:
    """Whether a place is no wider than a country: a figure for Europe is none for Portugal."""
    return any(case.library.vocabulary.get(Place, place).currency or containing(place, case.library)[:1] for place in places)


def _overall(case: Case, fact: Fact) -> bool:
    """Whether a fact without a level speaks of the guides' own profession at home."""
    home = case.library.guides[fact.guide].place
    at_home = not fact.places or bool(home and set(fact.places) <= set(case.library.read(home).ids("place")))
    return at_home and (not fact.roles or bool(set(fact.roles) & case.matcher.home))


def _trimmed(case: Case, facts: list[Fact]) -> list[Fact]:
    """Without the rows that only repeat another row's figures of the same guide."""
    kept: list[Fact] = []
    for fact in facts:
        twin = any(fact.guide == other.guide and fact.value == other.value and fact.kind == other.kind and set(fact.levels) & set(other.levels) for other in kept)
        if not twin:
            kept.append(fact)
    return kept


def _points(case: Case, facts: list[Fact]) -> list[Point]:
    rows: dict[tuple[str, str, int], list[Fact]] = {}
    for fact in facts:
        rows.setdefault((fact.guide, fact.passage, fact.line), []).append(fact)
    guides = list(dict.fromkeys(guide for guide, _, _ in rows))
    ordered = sorted(rows.items(), key=lambda item: (_rank(case, item[1][0]), guides.index(item[0][0])))
    return [_point(case, group) for _, group in ordered]


def _rank(case: Case, fact: Fact) -> int:
    """Levels in the order of the question, general figures before those of a special scope."""
    levels = case.question.slots.levels
    place = next((at for at, level in enumerate(levels) if level in fact.levels), 0)
    return 10 * place + (5 if fact.places and not case.question.slots.places else 0) + (3 if "top" in fact.basis else 0)


def _point(case: Case, group: list[Fact]) -> Point:
    first = group[0]
    names = publisher(case, first.guide)
    label = f"{names}, {first.subject}" if _needs_label(case, first) else names
    figures = ", ".join(f"{fact.kind} {fact.value}".strip() for fact in group)
    low, high = first.low, group[-1].high
    figure = Figure(label=label, low=low, high=high or low, unit=first.column, open_ended="+" in first.value) if low else None
    return Point(text=f"{label}: {figures}", citations=(cite_row(case, first),), figure=figure)


def _needs_label(case: Case, fact: Fact) -> bool:
    return len(fact.levels) != 1 or len(case.question.slots.levels) > 1 or bool(fact.places)


def _none(case: Case) -> Draft | None:
    slots = case.question.slots
    if not slots.levels and not slots.places:
        return None
    known = [fact for fact in case.library.facts if fact.measure == "pay"]
    if slots.places:
        names = dict.fromkeys(case.library.vocabulary.name("place", place) for fact in known for place in fact.places)
        text = case.say("no-pay-place", subject=place_names(case, slots.places), known=", ".join(names))
    else:
        names = dict.fromkeys(case.library.level(level).name for fact in known for level in fact.levels)
        text = case.say("no-pay-level", subject=level_names(case, slots.levels), known=", ".join(names))
    return Draft(Answer(outcome="abstained", kind="pay", lead=text), "pay")


