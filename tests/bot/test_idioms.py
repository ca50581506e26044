"""Turns of phrase that mean something by where they stand: "what's a senior on?" asks for pay, "is a senior on call?" does not."""

from __future__ import annotations

import pytest

from bot.advisor import Advisor
from bot.answer import plain
from bot.idioms import asks_wage
from retrieval.library import Library
from tests.bot.asked import answer_to


@pytest.mark.parametrize(
    ("message", "figure"),
    [
        ("what's a senior on?", "$130k–$180k"),
        ("what are seniors on, usually?", "$130k–$180k"),
        ("whats a lead on these days", "$165k"),
        ("what's the take home of a senior", "$150k–$200k"),
    ],
)
def test_what_somebody_is_on_asks_for_pay(advisor: Advisor, message: str, figure: str) -> None:
    answer = answer_to(advisor, message)
    assert answer.kind == "pay"
    assert figure in plain(answer)


def test_what_one_should_be_on_is_pay(advisor: Advisor) -> None:
    assert answer_to(advisor, "what should i be on as a mid").kind == "pay"


@pytest.mark.parametrize(
    "message",
    [
        "what's a senior on?",
        "what should i be on as a mid",
        "whats a lead on these days",
        "what are people on in berlin",
        "how much are devs on",
        "what's a staff engineer on at the moment, roughly",
    ],
)
def test_a_question_that_ends_in_on_asks_for_a_wage(library: Library, message: str) -> None:
    assert asks_wage(library.read(message))


@pytest.mark.parametrize(
    "message",
    [
        "are juniors on call?",
        "what do they judge a junior on",
        "what should i be on top of as a mid",
        "what do people on this team do",
        "i'm a senior on a platform team",
    ],
)
def test_on_before_what_it_belongs_to_asks_for_no_wage(library: Library, message: str) -> None:
    assert not asks_wage(library.read(message))


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("are juniors on call?", "on-call duty"),
        ("what do they judge a junior on", "code quality"),
        ("what projects is a staff engineer on", "internal platforms"),
    ],
)
def test_what_is_no_wage_is_answered_without_figures_of_pay(advisor: Advisor, message: str, told: str) -> None:
    text = plain(answer_to(advisor, message))
    assert told in text
    assert "$" not in text


@pytest.mark.parametrize("message", ["staff vs senior, whats the real difference apart from the paycheck", "aside from pay, staff or senior?"])
def test_pay_that_is_left_aside_is_not_what_the_comparison_is_about(advisor: Advisor, message: str) -> None:
    answer = answer_to(advisor, message)
    headings = [point.heading for point in answer.points if point.cells]
    assert answer.kind == "compare"
    assert headings[0] == "What they do"
    assert "senior engineer plus experience" in answer.points[0].text


@pytest.mark.parametrize(
    "message", ["4 years, django and postgres. what rung of the ladder is that?", "i have 4 yoe, django and postgres. what rung of the ladder is that?"]
)
def test_which_rung_so_many_years_are_is_a_question_of_standing(advisor: Advisor, message: str) -> None:
    answer = answer_to(advisor, message)
    assert answer.kind == "standing"
    assert "4 years" in answer.lead
    assert all("Mid-level" in point.text or "mid level" in point.text for point in answer.points[:3])


def test_which_level_without_years_is_no_question_of_standing(advisor: Advisor) -> None:
    assert answer_to(advisor, "what level is that").kind != "standing"


def test_a_take_home_is_a_test_and_the_take_home_of_a_level_is_pay(advisor: Advisor) -> None:
    assert "take-home tests" in answer_to(advisor, "do companies still hand out take homes?").points[0].text
    assert "take-home" not in plain(answer_to(advisor, "what's the take home of a senior"))
