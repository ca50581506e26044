"""A reviewer's eye on a knowledge folder that loads: what is not wrong, but keeps people from finding or trusting what is written.

Errors are the readers' business. This gives warnings (something to mend) and notes (something to know), each with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from retrieval.fact import Fact, column_kind
from retrieval.library import Library
from retrieval.passage import Passage
from retrieval.problems import Problem, nearest
from retrieval.unused import unused
from retrieval.vocabulary import Column, Currency, Subject

FRESH = timedelta(days=365)
"""How long a guide counts as reviewed."""
_LONGEST = 60
"""Characters of a text that a message repeats."""


def review(library: Library, today: date) -> tuple[Problem, ...]:
    """All warnings and notes on a library, by file and line."""
    found = [
        *_unfindable(library),
        *_untagged(library),
        *_loose_figures(library),
        *_columns(library),
        *_differing(library),
        *_old(library, today),
        *_twins(library),
    ]
    return tuple(sorted((*found, *unused(library)), key=lambda problem: (problem.file, problem.line)))


def _place(library: Library, passage: Passage) -> str:
    return library.guides[passage.guide].file


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _unfindable(library: Library) -> Iterator[Problem]:
    """Sections that hold nothing by which a question could meet them, and, guide by guide, those that only their own words find."""
    silent: dict[str, list[Passage]] = {}
    for passage in library.passages:
        if passage.asked:
            continue
        if passage.about.topics or passage.about.named:
            silent.setdefault(passage.guide, []).append(passage)
            continue
        yield Problem(
            file=_place(library, passage), line=passage.line, severity="warning",
            what=f"Nobody will find the section '{_short(passage.heading)}': it has no ways of asking, and nothing in it stands in the vocabulary.",
            remedy="Add an '<!-- asked' comment with the ways in which people ask for it.",
        )  # fmt: skip
    for passages in silent.values():
        many = f"{len(passages)} sections have" if len(passages) > 1 else f"The section '{_short(passages[0].heading)}' has"
        yield Problem(
            file=_place(library, passages[0]), line=passages[0].line, severity="note",
            what=f"{many} no ways of asking{' (the first stands here)' if len(passages) > 1 else ''}: only a question in the guide's own words finds them.",
            remedy="Add an '<!-- asked' comment with the ways in which people ask for each.",
        )  # fmt: skip


def _untagged(library: Library) -> Iterator[Problem]:
    """Tags of sections that name no subject: the section is then found without it."""
    known = [subject.id for subject in library.vocabulary.all(Subject)]
    for passage in library.passages:
        for ident in passage.subjects:
            if ident not in known:
                remedy = f"{nearest(ident, known)} Use an id of {library.vocabulary.file(Subject)}, or add one there.".strip()
                yield Problem(file=_place(library, passage), line=passage.line, severity="warning", what=f"There is no subject '{ident}'.", remedy=remedy)


def _loose_figures(library: Library) -> Iterator[Problem]:
    """Amounts of money in sentences of a section without a table: questions on pay are answered from tables. Elsewhere they may be in place."""
    pattern = money(library.vocabulary.all(Currency))
    for passage in library.passages:
        if passage.table is not None:
            continue
        loose = [(statement, match) for statement in passage.statements if (match := pattern.search(statement.text))]
        if loose:
            statement, match = loose[0]
            yield Problem(
                file=_place(library, passage), line=statement.line, severity="warning" if "pay" in passage.about.topics else "note",
                what=f"The figure {match.group().strip()} stands outside a table, so no question on pay finds it.",
                remedy="Put it into a table with a column that says what it is, for example 'Base salary'.",
            )  # fmt: skip


def money(currencies: Iterable[Currency]) -> re.Pattern[str]:
    """An amount of money in a text: a currency's sign or code beside a figure."""
    signs = sorted({re.escape(sign) for currency in currencies for sign in (*currency.symbols, currency.id.upper())}, key=len, reverse=True)
    if not signs:
        return re.compile(r"(?!)")
    either = "|".join(signs)
    return re.compile(rf"(?<!\w)(?:{either})\s?\d[\d.,]*\d?\s?[kKmM]?\b|\b\d[\d.,]*\s?[kKmM]?\s?(?:{either})(?!\w)")


def _columns(library: Library) -> Iterator[Problem]:
    """Columns whose heading the vocabulary does not know: their cells are shown but never found as figures."""
    known = [name for column in library.vocabulary.all(Column) for name in (column.name, *column.aliases)]
    kind = cache(lambda heading: column_kind(heading, library.vocabulary))
    for passage in library.passages:
        for heading in passage.table.columns if passage.table else ():
            if kind(heading) is None:
                yield Problem(
                    file=_place(library, passage), line=passage.table.lines[0] - 2 if passage.table else passage.line, severity="warning",
                    what=f"The column '{_short(heading)}' is not known, so its cells are no figures to the advisor." if heading else "A column has no heading.",
                    remedy=f"{nearest(heading, known)} Use a name from {library.vocabulary.file(Column)}, or add one there.".strip(),
                )  # fmt: skip


def _differing(library: Library) -> Iterator[Problem]:
    """Figures of the same kind for the same level, role and place that guides give differently."""
    groups: dict[tuple[object, ...], dict[str, Fact]] = {}
    for fact in library.facts:
        if fact.low is not None and len(fact.levels) == 1:
            groups.setdefault((fact.basis, fact.levels, frozenset(fact.roles) - library.home, fact.places), {}).setdefault(fact.guide, fact)
    for facts in groups.values():
        first, *others = facts.values()
        for other in others:
            if (first.low, first.high) != (other.low, other.high):
                yield Problem(
                    file=library.guides[other.guide].file, line=other.line, severity="note",
                    what=f"{other.column}, {other.subject}: {other.value} here, {first.value} in {library.guides[first.guide].file}:{first.line}.",
                    remedy="Nothing to do where both are right: answers show them side by side.",
                )  # fmt: skip


def _old(library: Library, today: date) -> Iterator[Problem]:
    for guide in library.guides.values():
        if today - guide.reviewed > FRESH:
            yield Problem(
                file=guide.file, line=line_of(library, guide.file, "reviewed"), severity="warning",
                what=f"The guide was last reviewed on {guide.reviewed}, more than a year ago.",
                remedy="Read it through, correct it, and set 'reviewed' to today.",
            )  # fmt: skip
        elif guide.reviewed > today:
            yield Problem(
                file=guide.file, line=line_of(library, guide.file, "reviewed"), severity="warning",
                what=f"The guide claims a review on {guide.reviewed}, which is still to come.", remedy="Set 'reviewed' to the day of the last review.",
            )  # fmt: skip


def _twins(library: Library) -> Iterator[Problem]:
    """Guides with one title: people could not tell from a citation which one they read."""
    first: dict[str, str] = {}
    for guide in library.guides.values():
        other = first.setdefault(guide.title.casefold().strip(), guide.file)
        if other != guide.file:
            yield Problem(
                file=guide.file, line=line_of(library, guide.file, "title"), severity="warning",
                what=f"The title '{_short(guide.title)}' is also that of {other}.",
                remedy="Give each guide a title of its own, so that a citation says which one is meant.",
            )  # fmt: skip


def line_of(library: Library, file: str, field: str) -> int:
    """The line of a front matter's field; 1 where the file can no longer be read."""
    try:
        lines = (library.folder / file).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return 1
    return next((number for number, line in enumerate(lines, start=1) if line.startswith(f"{field}:")), 1)
