"""A level beside a role: what each does and is paid, and an honest word where no guide states a role's pay."""

from __future__ import annotations

import pytest

from bot.advisor import Advisor
from retrieval.library import Library
from tests.bot.asked import answer_to, rows

SILENT = "not stated in the guides"


def test_a_role_and_a_level_are_a_table_of_what_they_do_and_of_pay(advisor: Advisor) -> None:
    table = rows(advisor, "tpm or em?")
    assert list(table) == ["What they do", "Pay"]
    assert all(list(cells) == ["Technical Program Manager", "Engineering Manager"] for cells in table.values())
    assert "coordination more than code" in table["What they do"]["Technical Program Manager"]
    assert "5–10 engineers" in table["What they do"]["Engineering Manager"]


def test_pay_without_figures_is_told_in_words(advisor: Advisor) -> None:
    pay = rows(advisor, "tpm or em?")["Pay"]
    assert "on par" in pay["Technical Program Manager"]
    assert "$" not in pay["Technical Program Manager"]
    assert "$170k–$230k" in pay["Engineering Manager"]


def test_words_of_pay_stand_behind_a_role_s_figures(advisor: Advisor) -> None:
    cell = rows(advisor, "solutions architect or lead, which pays more")["Pay"]["Solutions Architect"]
    assert cell.index("$150k+") < cell.index("commission")


def test_which_pays_more_has_the_row_of_pay_alone(advisor: Advisor) -> None:
    table = rows(advisor, "tpm vs staff engineer, which pays more")
    assert list(table) == ["Pay"]
    assert "$190k–$280k" in table["Pay"]["Staff"]


def test_two_levels_and_a_role_have_three_columns_in_the_order_of_the_words(advisor: Advisor) -> None:
    table = rows(advisor, "staff engineer, em or tpm?")
    assert list(table) == ["What they do", "Pay"]
    assert all(list(cells) == ["Staff", "Engineering Manager", "Technical Program Manager"] for cells in table.values())


@pytest.mark.parametrize("message", ["i'm a senior. tpm or staff?", "i'm a senior. should i become a tpm or a staff engineer"])
def test_the_level_one_has_is_no_side(advisor: Advisor, message: str) -> None:
    assert list(rows(advisor, message)["Pay"]) == ["Technical Program Manager", "Staff"]


def test_pay_that_no_guide_states_is_said_not_to_be_stated(advisor: Advisor) -> None:
    table = rows(advisor, "should i become an sre or a lead")
    assert table["Pay"]["Site Reliability Engineer"] == SILENT
    assert "$165k" in table["Pay"]["Lead"]
    assert table["What they do"]["Site Reliability Engineer"] != SILENT


def test_a_level_that_only_qualifies_a_role_is_no_side(advisor: Advisor) -> None:
    answer = answer_to(advisor, "senior sre or tpm?")
    assert answer.kind != "unlike"
    assert not any("Senior" in point.columns for point in answer.points)


@pytest.mark.parametrize("message", ["senior vs staff", "sre vs tpm"])
def test_sides_of_one_sort_are_compared_elsewhere(advisor: Advisor, message: str) -> None:
    answer = answer_to(advisor, message)
    assert answer.outcome == "answered"
    assert answer.kind != "unlike"


def test_without_a_comparison_a_level_and_a_role_make_no_table(advisor: Advisor) -> None:
    assert answer_to(advisor, "can a lead become a tpm").kind != "unlike"


@pytest.mark.parametrize("message", ["tpm or em?", "should i become an sre or a lead", "solutions architect or staff engineer?"])
def test_every_cell_is_cited_or_says_that_nothing_is_stated(advisor: Advisor, library: Library, message: str) -> None:
    cells = [cell for point in answer_to(advisor, message).points for cell in point.cells]
    assert len(cells) == 4
    assert all(bool(cell.citations) != (cell.text == SILENT) for cell in cells)
    assert all(library.by_id[citation.passage].holds(citation.quote) for cell in cells for citation in cell.citations)


def test_which_pays_more_after_such_a_table_is_asked_of_both(advisor: Advisor) -> None:
    _, conversation = advisor.reply("tpm or em?")
    answer, _ = advisor.reply("which pays more", conversation)
    cells = {cell.column: cell.text for point in answer.points for cell in point.cells}
    assert "$170k" in cells["Engineering Manager"]
    assert "on par" in cells["Technical Program Manager"]
