"""A fact: one cell of a guide's table, typed by the heading of its column and the first cell of its row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from retrieval.passage import Passage
from retrieval.reading import Reader
from retrieval.vocabulary import Column, Currency, Vocabulary
from retrieval.words import comparable

Measure = Literal["pay", "years", "subject", "text", "count", "share", "duration", "cost"]
_EMPTY = {"", "–", "-", "—", "n/a"}
_WRITTEN = r"(\d{1,3}(?:[\s\u202f'’]\d{3})+(?!\d)|\d+(?:[.,]\d+)*)"
_UNITS = {"k": 1e3, "m": 1e6}
"""What everybody writes behind a figure; a currency may have units of its own in the vocabulary."""
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_LONGEST = 15
"""Characters of the longest number that is a figure."""


class Fact(BaseModel):
    """A figure or text of a table: what it measures, for whom or where, and how the guide writes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    guide: str
    passage: str
    line: int
    measure: Measure
    basis: str
    """The id of the column's entry in the vocabulary."""
    kind: str
    """Short words for the basis ("base", "total compensation", "median"), empty where the guide states none."""
    column: str
    subject: str
    value: str
    row: str
    low: float | None = None
    high: float | None = None
    levels: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """The places that the row names: its figures are of these alone."""
    around: tuple[str, ...] = ()
    """The places in the section's heading, where the row names none ("Base salary in Sheffield")."""


def facts_of(passage: Passage, reader: Reader, vocabulary: Vocabulary) -> tuple[Fact, ...]:
    """The facts of a passage's table; columns that the vocabulary does not know give none."""
    table = passage.table
    if table is None:
        return ()
    columns = [column_kind(heading, vocabulary) for heading in table.columns]
    units = [(unit.lower(), factor) for currency in vocabulary.all(Currency) for unit, factor in currency.units.items()]
    found: list[Fact] = []
    for row, line in zip(table.rows, table.lines, strict=True):
        words = " ".join(cell for cell, column in zip(row, columns, strict=False) if column and column.measure == "subject")
        subject = reader.read(words or row[0])
        named = reader.label_levels(row[0]) if columns[0] is not None and columns[0].id == "level" else ()
        # A row that names no level is of the level in the section's heading, if that names one ("Entry-level: pay in New York").
        levels = tuple(dict.fromkeys((*named, *subject.ids("level")))) or passage.about.levels
        around = () if subject.ids("place") else passage.about.places
        for at, cell in enumerate(row[1:], start=1):
            column = columns[at] if at < len(columns) else None
            if column is None or column.measure in ("subject", "text") or cell.strip() in _EMPTY:
                continue
            low, high = amounts(cell, units)
            found.append(
                Fact(
                    guide=passage.guide, passage=passage.id, line=line, measure=column.measure, basis=column.id, kind=column.basis, column=table.columns[at],
                    subject=row[0], value=cell, row=" | ".join(row), low=low, high=high,
                    levels=levels, roles=subject.ids("role"), places=subject.ids("place"), around=around,
                )
            )  # fmt: skip
    return tuple(found)


def column_kind(heading: str, vocabulary: Vocabulary) -> Column | None:
    """The vocabulary's entry for a column heading: the one with the longest alias that the heading begins with or holds."""
    words = f" {comparable(heading)} "
    matches = [
        (len(alias), column)
        for column in vocabulary.all(Column)
        for alias in (comparable(name) for name in (column.name, *column.aliases))
        if f" {alias} " in words
    ]
    return max(matches, key=lambda match: match[0])[1] if matches else None


def amounts(cell: str, units: Iterable[tuple[str, float]] = ()) -> tuple[float | None, float | None]:
    """The lowest and highest figure of a cell: '$75k–$105k' gives (75000, 105000). A bare first half takes the second's unit.

    ``units`` are words behind a figure and what they multiply it by, beside 'k' and 'm'. Thousands may be set off by a comma, a point,
    a space or an apostrophe. What only looks like a number ('1.2.3', a date) is none.
    """
    scale = {**_UNITS, **dict(units), "": 1.0}
    written = ((_number(number, bool(unit)), unit.lower()) for number, unit in _pattern(tuple(scale)).findall(cell))
    found = [(number, unit) for number, unit in written if number is not None]
    if not found:
        return None, None
    last = found[-1][1]
    values = [number * scale[(unit or (last if number < 1000 else "")).replace("%", "")] for number, unit in found]
    return values[0], values[-1] if len(values) > 1 else values[0]


@lru_cache(maxsize=64)
def _pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True) if unit)
    return re.compile(rf"{_WRITTEN}\s?(%|(?:{words})(?![^\W\d_]))?(?![a-z])", re.IGNORECASE)


def _number(written: str, scaled: bool) -> float | None:
    """The number that is meant: '45,000', '45.000', '45 000' and '45’000' are one; '4.5' and '4,5' are another; '1.250' in front of a unit is 1¼."""
    plain = re.sub(r"[\s'’]", "", written)
    if _GROUPED.fullmatch(plain) and not (scaled and plain.count(".") == 1):
        plain = plain.replace(".", "")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d+,\d{1,2}", plain):
        plain = plain.replace(".", "").replace(",", ".")
    plain = plain.replace(",", "")
    return float(plain) if plain.count(".") < 2 and len(plain) <= _LONGEST else None
