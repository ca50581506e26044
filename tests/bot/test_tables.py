"""Comparisons are a small table: a cell for each side, each cited to what is said of that side, and an honest word where nothing is."""

from __future__ import annotations

import pytest

from bot.advisor import Advisor
from bot.answer import Answer, Cell, Point, cite, plain, row
from retrieval.library import Library
from tests.bot.asked import answer_to, rows

SILENT = ("not stated in the guides", "not in this guide")


def test_two_levels_are_a_table_of_duties_years_and_pay(advisor: Advisor) -> None:
    table = rows(advisor, "what tells a junior from a senior")
    assert list(table) == ["What they do", "Years of experience", "Pay"]
    assert "0–2" in table["Years of experience"]["Junior"]
    assert "5–8" in table["Years of experience"]["Senior"]
    assert "$75k" in table["Pay"]["Junior"]
    assert "$145k" in table["Pay"]["Senior"]


def test_whose_a_figure_is_stands_only_behind_a_guide_s_second_one_of_a_kind(advisor: Advisor) -> None:
    years = rows(advisor, "junior or senior?")["Years of experience"]["Senior"]
    assert years == "Himalayas 5–8; Career Ladder 5–8; ResumeGeni 5–8; ResumeGeni, Senior and leadership (both tracks): 7+"


def test_what_is_stated_of_one_level_only_is_not_stated_of_the_other(advisor: Advisor) -> None:
    years = rows(advisor, "compare staff and lead")["Years of experience"]
    assert years["Staff"] == "not stated in the guides"
    assert "7–12" in years["Lead"]


def test_another_rung_under_one_title_keeps_its_guides_name_for_it(advisor: Advisor) -> None:
    assert "Backend Architect / Principal Engineer (lead level): 8+" in rows(advisor, "lead compared with principal")["Years of experience"]["Lead"]


def test_two_countries_have_each_guides_pay_in_a_row(advisor: Advisor) -> None:
    table = rows(advisor, "what do they pay in india compared with australia")
    assert table["Resumly"] == {"India": "in local currency ₹1,500,000", "Australia": "in local currency A$120,000"}
    assert table["Himalayas"]["India"].startswith("India (Bengaluru): ")


def test_visas_of_two_countries_stand_in_one_row(advisor: Advisor) -> None:
    visas = rows(advisor, "visa for the UK vs Canada")["Visas"]
    assert "Skilled Worker" in visas["United Kingdom"]
    assert "Express Entry" in visas["Canada"]


def test_a_country_without_a_section_in_the_series_is_not_stated(advisor: Advisor) -> None:
    assert rows(advisor, "australia vs france visa")["Visas"]["France"] == "not stated in the guides"


def test_a_place_inside_another_is_no_side_of_its_own(advisor: Advisor) -> None:
    assert not rows(advisor, "pay in india, or bangalore if you have it")


def test_degree_and_bootcamp_are_compared_by_cost_and_length(advisor: Advisor) -> None:
    table = rows(advisor, "cost and length: uni or bootcamp?")
    assert table["Cost (USD)"] == {"University degree": "$20k–$70k a year (U.S.)", "Bootcamp": "$8k–$20k"}
    assert "weeks" in table["Length"]["Bootcamp"]


def test_a_sentence_about_both_sides_is_cut_at_its_clauses(advisor: Advisor) -> None:
    apart = rows(advisor, "frontend vs backend, what is the difference")["How they differ"]
    assert apart["Frontend Developer"] == "Frontend developers build user interfaces"
    assert apart["Backend Developer"].startswith("Backend developers write")


@pytest.mark.parametrize(
    ("message", "heading", "sides"),
    [
        ("security engineer vs SRE", "Lateral move", {"Security Engineer": "authentication", "Site Reliability Engineer": "incident"}),
        ("ic track vs management track", "What it involves", {"Individual contributor track": "expertise", "Management track": "people leadership"}),
    ],
)
def test_roles_and_tracks_have_a_cell_each(advisor: Advisor, message: str, heading: str, sides: dict[str, str]) -> None:
    cells = rows(advisor, message)[heading]
    assert cells.keys() == sides.keys()
    assert all(word in cells[side] for side, word in sides.items())


def test_three_routes_fit_a_table(advisor: Advisor) -> None:
    cells = rows(advisor, "self-taught vs bootcamp vs degree")["Education route"]
    assert list(cells) == ["Self-taught", "Bootcamp", "University degree"]
    assert "12–24 weeks" in cells["Bootcamp"]


@pytest.mark.parametrize("message", ["recruiter or side projects, who helps a backend developer more?", "become a plumber or stay a backend developer?"])
def test_what_all_guides_are_about_is_no_side_beside_silence(advisor: Advisor, message: str) -> None:
    assert not any(text in SILENT for cells in rows(advisor, message).values() for text in cells.values())


def test_a_section_on_having_no_degree_is_not_about_the_degree(advisor: Advisor) -> None:
    cells = [cells.get("University degree", "") for cells in rows(advisor, "do i need a degree or can i teach myself").values()]
    assert cells
    assert not any("bootcamp graduates" in cell for cell in cells)


@pytest.mark.parametrize(
    "message",
    [
        "junior vs distinguished",
        "mid or senior pay",
        "toronto or sydney, pay?",
        "data engineer vs tpm",
        "master's or bootcamp",
        "uk vs india vs germany salaries",
    ],
)
def test_every_cell_is_cited_or_says_that_nothing_is_stated(advisor: Advisor, library: Library, message: str) -> None:
    answer = answer_to(advisor, message)
    cells = [cell for point in answer.points for cell in point.cells]
    assert cells
    assert all(bool(cell.citations) != (cell.text in SILENT) for cell in cells)
    assert all(library.by_id[citation.passage].holds(citation.quote) for cell in cells for citation in cell.citations)
    assert all(len({cell.column for cell in point.cells}) == len(point.cells) > 1 for point in answer.points if point.cells)


def test_three_levels_have_three_columns(advisor: Advisor) -> None:
    assert list(rows(advisor, "compare mid level, senior and lead")["Years of experience"]) == ["Mid-level", "Senior", "Lead"]


def test_the_aspect_that_is_asked_takes_the_place_of_duties_and_pay(advisor: Advisor) -> None:
    table = rows(advisor, "senior vs lead skills")
    assert list(table) == ["Skills"]
    assert "Distributed Systems" in table["Skills"]["Senior"]
    assert "Technical Strategy" in table["Skills"]["Lead"]


def test_a_level_that_is_described_under_other_topics_is_not_said_to_have_no_duties(advisor: Advisor) -> None:
    beside = rows(advisor, "intern vs junior")
    assert "What they do" not in beside
    assert "judged" in beside["What the guides say"]["Intern"]
    assert "What they do" in rows(advisor, "junior vs senior")


def test_a_section_on_two_levels_is_about_both(advisor: Advisor) -> None:
    assert "multiple teams" in rows(advisor, "engineering manager vs director")["What they do"]["Director"]


def test_figures_of_no_one_level_stand_in_no_level_s_column(advisor: Advisor) -> None:
    assert not rows(advisor, "junior and senior pay in india")
    assert "₹1,500,000" in plain(answer_to(advisor, "junior and senior pay in india"))


def test_pay_of_a_level_in_two_countries_says_which_figure_is_of_the_level(advisor: Advisor) -> None:
    germany = rows(advisor, "senior pay in germany vs uk")["Himalayas"]["Germany"]
    assert germany.startswith("Western Europe, Mid-level and Senior: in local currency EUR 45,000–95,000; Germany (Berlin): ")


def test_pay_of_a_country_is_that_of_the_place_and_not_of_its_region(advisor: Advisor) -> None:
    assert "North America" not in rows(advisor, "canada or germany, pay?")["Himalayas"]["Canada"]


def test_whose_a_figure_is_stays_where_no_level_tells(advisor: Advisor) -> None:
    assert rows(advisor, "canada vs usa pay")["ResumeGeni"]["United States"] == "Software developers (all), BLS May 2024: US median $133,080"


def test_the_scope_of_a_row_stays_with_its_figures(advisor: Advisor) -> None:
    table = rows(advisor, "north america or western europe, which is better?")
    assert table["About USD a year"] == {"North America": "USD 90,000–140,000 (mid-level)", "Western Europe": "not in this guide"}


def test_another_city_of_the_country_says_nothing_of_this_one(advisor: Advisor) -> None:
    assert not any("San Francisco" in cells.get("New York", "") for cells in rows(advisor, "new york vs toronto").values())


@pytest.mark.parametrize("message", ["machine learning engineer vs data engineer", "data engineer vs platform engineer", "sre vs product manager"])
def test_a_role_that_any_guide_names_is_not_said_to_be_left_out(advisor: Advisor, message: str) -> None:
    assert "not stated" not in plain(answer_to(advisor, message))


@pytest.mark.parametrize("message", ["sre vs solutions architect", "security engineer vs devops engineer", "usa vs canada visa"])
def test_nothing_stands_both_in_a_row_and_beside_it(advisor: Advisor, message: str) -> None:
    points = answer_to(advisor, message).points
    cells = {citation for point in points for cell in point.cells for citation in cell.citations}
    assert cells
    assert not any(set(point.citations) <= cells for point in points if not point.cells)


def test_the_routes_asked_about_are_compared_and_not_the_job_one_has(advisor: Advisor) -> None:
    table = rows(advisor, "i'm a frontend dev. a bootcamp or a cs degree, cost?")
    assert list(table["Cost (USD)"]) == ["Bootcamp", "University degree"]


def test_sections_under_headings_of_another_shape_make_no_row(advisor: Advisor) -> None:
    assert "When employers trade it for experience" not in rows(advisor, "self-taught vs degree: who gets hired more")


def test_a_row_is_a_line_with_a_number_behind_each_cited_cell(library: Library) -> None:
    passage = library.by_id["himalayas#visas-canada"]
    cited = Cell(column="Canada", text="Express Entry.", citations=(cite(passage, "G", passage.statements[0].text, passage.line),))
    answer = Answer(outcome="answered", kind="sections", points=(row("Visas", (cited, Cell(column="France", text="not stated in the guides"))),))
    assert plain(answer) == "Visas. Canada: Express Entry [1]. France: not stated in the guides"


def test_a_row_without_any_citation_cannot_be_built(library: Library) -> None:
    with pytest.raises(ValueError, match="citations"):
        row("Visas", (Cell(column="France", text="not stated in the guides"),))
    passage = library.by_id["himalayas#visas-canada"]
    cell = Cell(column="Canada", text="x", citations=(cite(passage, "G", passage.statements[0].text, passage.line),))
    with pytest.raises(ValueError, match="those of its cells"):
        Point(text="x", citations=(cite(passage, "Other", passage.statements[0].text, passage.line),), cells=(cell,))
