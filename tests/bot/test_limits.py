"""Limits refuse what the sentences that ask want, not what a story around them tells."""

from __future__ import annotations

import pytest

from bot.advisor import Advisor
from bot.needs import meets, message
from retrieval.library import Library
from retrieval.vocabulary import Limit


@pytest.mark.parametrize(
    "message",
    [
        "been a junior for 18 months at a shop in Leeds and im bored. how do i get bumped up to the next rung?",
        "I look after six backend devs and I'm drafting our promotion criteria. Which areas are engineers normally weighed on?",
        "I am finishing college in Pune next year, my sister is a nurse. What package do backend people get in India?",
        "explain edge backend to me like im five",
    ],
)
def test_a_story_refuses_nothing(advisor: Advisor, message: str) -> None:
    assert advisor.reply(message)[0].outcome == "answered"


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("my sis is a nurse practitioner in ohio, what should she be earning?", "nothing outside tech"),
        ("will Go still be a thing in 2040 or should i bet on zig", "not forecasts beyond"),
        ("does spotify have on-call?", "Spotify"),
        ("lol what should we cook for dinner tonight", "career guides"),
        ("which firms in leipzig have an open junior seat this week", "can't search or apply"),
        ("what will a lead be on in 2032", "not forecasts beyond"),
    ],
)
def test_what_no_guide_can_answer_is_refused_with_its_reason(advisor: Advisor, message: str, reason: str) -> None:
    answer = advisor.reply(message)[0]
    assert answer.abstained
    assert reason in answer.lead


def test_projections_that_the_guides_quote_are_answered(advisor: Advisor) -> None:
    assert advisor.reply("how much are software jobs projected to grow by 2034?")[0].outcome == "answered"


def test_routes_into_two_countries_are_both_shown_although_they_are_told_alike(advisor: Advisor) -> None:
    text = " ".join(point.text for point in advisor.reply("which visa route is there for germany and which for the uk?")[0].points)
    assert "Blue Card" in text
    assert "Skilled Worker" in text


def test_the_pay_of_every_level_is_shown_where_the_country_of_the_figures_is_named(advisor: Advisor) -> None:
    answer = advisor.reply("salary by level from the bottom to the top, US")[0]
    assert answer.kind == "pay"
    assert any("$130k–$180k" in point.text for point in answer.points)


def test_which_site_hires_is_no_question_of_sources(advisor: Advisor) -> None:
    _, conversation = advisor.reply("can I work remotely?")
    answer, _ = advisor.reply("which sites hire folks across borders", conversation)
    assert any("RemoteOK" in point.text for point in answer.points)


def test_nobody_s_promotion_is_foretold(advisor: Advisor) -> None:
    assert advisor.reply("will she get promoted this year?")[0].abstained


def test_words_that_are_none_except_no_question_from_a_limit(library: Library) -> None:
    entry = next(entry for entry in library.vocabulary.all(Limit) if entry.id == "market-predictions")
    said = message(library.read("which framework will be hottest in 2031"), lambda cls, ident: False)
    assert meets(entry, said, library)
    assert meets(entry.model_copy(update={"unless": ("%",)}), said, library)
    assert not meets(entry.model_copy(update={"unless": ("framework",)}), said, library)


@pytest.mark.parametrize("message", ["im burnt out", "i feel sick"])
def test_trouble_is_not_taken_for_small_talk(advisor: Advisor, message: str) -> None:
    assert advisor.reply(message)[0].outcome != "courtesy"


def test_two_roles_set_against_each_other_are_not_refused_as_the_pay_of_one(advisor: Advisor) -> None:
    assert advisor.reply("security engineer vs SRE")[0].outcome == "answered"


def test_a_word_between_what_and_pay_is_no_company(advisor: Advisor) -> None:
    assert advisor.reply("what sorta pay is normal in toronto")[0].outcome == "answered"


def test_a_company_named_after_an_answer_on_pay_is_not_asked_for_its_own(advisor: Advisor) -> None:
    _, conversation = advisor.reply("what does a principal earn")
    assert advisor.reply("how rare are such people at google?", conversation)[0].outcome == "answered"
