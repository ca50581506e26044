from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from retrieval.fact import amounts, column_kind
from retrieval.library import Library, load
from retrieval.vocabulary import Level
from tests.retrieval.writing import ANY_TEXT, MATTER, knowledge

COLUMNS = """
- {id: level, name: Level, measure: subject}
- {id: base, name: Base salary, measure: pay, basis: base, aliases: [base]}
- {id: total, name: Total compensation, measure: pay, basis: total compensation}
- {id: years, name: Years, measure: years, aliases: [years of experience]}
- {id: note, name: Notes, measure: text}
"""
LEVELS = "- {id: mid, name: Mid-level, rank: 1, aliases: [mid]}\n- {id: senior, name: Senior, rank: 2, aliases: [sr], titles: [Programmer]}\n"
TABLE = """
## Pay

| Level | Base salary (USD) | Total compensation | Years | Notes | Mood |
| --- | --- | --- | --- | --- | --- |
| Senior | $120k–$150k | $1.2M+ | 5-8 | 3 notes | 7 |
| Mid-level to Sr | 90,000 | – | n/a | | 8 |
| Programmer | $100 | | 4+ | | |
"""


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("$75k–$105k", 75_000, 105_000),
        ("$75–$105k", 75_000, 105_000),
        ("$950k–1.1M", 950_000, 1_100_000),
        ("R$80,000–200,000", 80_000, 200_000),
        ("900–1,100", 900, 1_100),
        ("1,00,000", 100_000, 100_000),
        ("₹6–12 LPA", 600_000, 1_200_000),
        ("75 000–105 000 €", 75_000, 105_000),
        ("75\u00a0000 €", 75_000, 75_000),
        ("5-8 years", 5, 8),
        ("8+", 8, 8),
        ("15.5%", 15.5, 15.5),
        ("3 months", 3, 3),
        ("€45.000", 45_000, 45_000),
        ("€45.000–€52.500,50", 45_000, 52_500.5),
        ("1.234.567", 1_234_567, 1_234_567),
        ("CHF 90’000", 90_000, 90_000),
        ("4,5 years", 4.5, 4.5),
        ("1.250k", 1_250, 1_250),
        ("3.125%", 3.125, 3.125),
        ("0.125", 0.125, 0.125),
    ],
)
def test_a_cell_s_figures_are_read_with_their_units(cell: str, low: float, high: float) -> None:
    assert amounts(cell, [("lpa", 1e5)]) == (low, high)


def test_a_currency_s_units_are_those_of_the_vocabulary(tmp_path: Path) -> None:
    guide = MATTER + "## Pay\n\n| Level | Base salary |\n| --- | --- |\n| Senior | ¤3–5 kiloquid |\n"
    currency = '- {id: xxx, name: Quid, symbols: ["¤"], units: {kiloquid: 1000}}\n'
    library = load(knowledge(tmp_path, {"g.md": guide}, {"columns.yaml": COLUMNS, "levels.yaml": LEVELS, "currencies.yaml": currency}))
    assert [(fact.low, fact.high) for fact in library.facts] == [(3_000, 5_000)]


@pytest.mark.parametrize("cell", ["", "varies", "v1.2.3", "12.05.2024", "9" * 400, "²"])
def test_what_only_looks_like_a_number_is_none(cell: str) -> None:
    assert amounts(cell) == (None, None)


@given(ANY_TEXT)
def test_any_cell_is_read(cell: str) -> None:
    low, high = amounts(cell)
    assert (low is None) == (high is None)
    assert low is None or 0 <= low < 1e22


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("facts")
    return load(knowledge(folder, {"g.md": MATTER + TABLE}, {"columns.yaml": COLUMNS, "levels.yaml": LEVELS}))


def test_each_cell_under_a_known_column_is_a_fact_for_its_row_s_levels(small: Library) -> None:
    assert [(fact.basis, fact.subject, fact.levels, fact.low, fact.high, fact.line) for fact in small.facts] == [
        ("base", "Senior", ("senior",), 120_000, 150_000, 11),
        ("total", "Senior", ("senior",), 1_200_000, 1_200_000, 11),
        ("years", "Senior", ("senior",), 5, 8, 11),
        ("base", "Mid-level to Sr", ("mid", "senior"), 90_000, 90_000, 12),
        ("base", "Programmer", ("senior",), 100, 100, 13),
        ("years", "Programmer", ("senior",), 4, 4, 13),
    ]


def test_the_places_of_the_heading_are_around_the_rows_that_name_none(tmp_path: Path) -> None:
    guide = MATTER + "## Pay in Leeds\n\n### Base salary\n\n| Level | Place | Base salary |\n|---|---|---|\n| Senior | – | 5 |\n| Senior | York | 4 |\n"
    places = "- {id: leeds, name: Leeds}\n- {id: york, name: York}\n"
    columns = COLUMNS + "- {id: place, name: Place, measure: subject}\n"
    library = load(knowledge(tmp_path, {"g.md": guide}, {"columns.yaml": columns, "levels.yaml": LEVELS, "places.yaml": places}))
    assert [(fact.value, fact.places, fact.around) for fact in library.facts] == [("5", (), ("leeds",)), ("4", ("york",), ())]


def test_a_fact_keeps_the_guide_s_own_words(small: Library) -> None:
    first = small.facts[0]
    assert (first.value, first.column, first.kind) == ("$120k–$150k", "Base salary (USD)", "base")
    assert first.row == "Senior | $120k–$150k | $1.2M+ | 5-8 | 3 notes | 7"


def test_a_column_is_known_by_the_longest_name_in_its_heading(small: Library) -> None:
    found = column_kind("Years of experience (base)", small.vocabulary)
    assert found is not None
    assert found.id == "years"
    assert column_kind("Baseline", small.vocabulary) is None


def test_every_fact_of_the_real_guides_stands_in_its_row_and_names_real_levels(library: Library) -> None:
    levels = {level.id for level in library.vocabulary.all(Level)}
    for fact in library.facts:
        passage = library.by_id[fact.passage]
        assert fact.value in fact.row.split(" | ")
        assert any(statement.text == fact.row and statement.line == fact.line for statement in passage.statements)
        assert set(fact.levels) <= levels
        assert fact.low is None or fact.high is None or fact.low <= fact.high, fact


def test_a_table_under_unknown_columns_gives_no_facts(tmp_path: Path) -> None:
    library = load(knowledge(tmp_path, {"g.md": MATTER + TABLE}))
    assert library.facts == ()
    assert len(library.passages) == 1
