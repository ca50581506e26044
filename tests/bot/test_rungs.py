"""What points along the ladder in a conversation: the rung above, the ends of a track, the first of several, and what names no rung."""

from __future__ import annotations

import pytest

from bot.advisor import Advisor
from bot.answer import Answer, plain
from bot.conversation import Conversation

MANAGER = "what does an engineering manager do"


def talk(advisor: Advisor, *messages: str) -> tuple[Answer, Conversation]:
    """The last answer of a conversation, and the conversation after it."""
    conversation, answer = Conversation(), None
    for message in messages:
        answer, conversation = advisor.reply(message, conversation)
    assert answer is not None
    return answer, conversation


def last(advisor: Advisor, *messages: str) -> Answer:
    return talk(advisor, *messages)[0]


def levels(advisor: Advisor, *messages: str) -> tuple[str, ...]:
    """The levels that the last message of a conversation was about."""
    return talk(advisor, *messages)[1].turns[-1].slots.levels


def columns(answer: Answer) -> dict[str, str]:
    """The cells of the answer's rows by column."""
    return {cell.column: cell.text for point in answer.points for cell in point.cells}


def test_the_one_above_has_its_duties_years_and_pay(advisor: Advisor) -> None:
    answer = last(advisor, "what is a mid level engineer supposed to handle", "and the one above?")
    told = [point.text for point in answer.points]
    assert "senior" in told[0].lower()
    assert any(text.startswith("Years of experience: ") and "5–8" in text for text in told)
    assert any(text.startswith("Pay: ") and "$145k" in text for text in told)


@pytest.mark.parametrize("message", ["and the rungs above that one?", "and the two rungs above that?"])
def test_the_rungs_above_a_manager_are_two_with_senior_managers_counted_as_directors(advisor: Advisor, message: str) -> None:
    assert levels(advisor, MANAGER, message) == ("senior-manager", "director", "vp")
    text = plain(last(advisor, MANAGER, message))
    assert "manage multiple teams" in text
    assert "A VP of Engineering owns" in text


@pytest.mark.parametrize("message", ["and the rungs above that one?", "and the two rungs above that?"])
def test_the_rungs_above_have_their_pay_where_pay_was_asked(advisor: Advisor, message: str) -> None:
    pay = columns(last(advisor, "what does an engineering manager earn", message))
    assert "$200k–$300k" in pay["Director"]
    assert "$280k–$450k" in pay["VP of Engineering"]


def test_pay_of_the_rungs_above_can_be_asked_afterwards(advisor: Advisor) -> None:
    pay = columns(last(advisor, MANAGER, "and the rungs above that one?", "and their pay?"))
    assert "$200k–$300k" in pay["Director"]
    assert "$280k–$450k" in pay["VP of Engineering"]


@pytest.mark.parametrize("before", [MANAGER, "what does an engineering manager earn"])
def test_the_rung_above_is_one_level(advisor: Advisor, before: str) -> None:
    assert levels(advisor, before, "and the rung above that?") == ("senior-manager",)
    assert "$280k" not in plain(last(advisor, before, "and the rung above that?"))


def test_the_ends_of_a_track_are_levels_of_that_track(advisor: Advisor) -> None:
    first, top, other = "what does the very first rung on the people side get", "and the top of it?", "ok and the top of the other track"
    assert levels(advisor, first) == ("manager",)
    assert levels(advisor, first, top) == ("vp",)
    assert levels(advisor, first, top, other) == ("distinguished",)
    assert "$280k–$450k" in plain(last(advisor, first, top))
    assert "Distinguished Engineer $250k–$500k" in plain(last(advisor, first, top, other))


def test_the_first_one_is_the_first_of_those_talked_about_one_by_one(advisor: Advisor) -> None:
    answer = last(advisor, "what does a lead do", "and a staff engineer?", "and a principal?", "and what does the first one make?")
    assert answer.kind == "pay"
    assert answer.lead.startswith("Lead pay")
    assert "$165k" in answer.points[0].text


def test_the_first_country_is_the_first_of_those_talked_about_one_by_one(advisor: Advisor) -> None:
    answer, conversation = talk(advisor, "visas for canada", "and the uk?", "what does the first country pay?")
    assert conversation.turns[-1].slots.places == ("canada",)
    assert "C$105,000" in plain(answer)
    assert "£" not in plain(answer)


def test_a_manager_s_team_and_pay_are_those_of_the_first_rung_of_management(advisor: Advisor) -> None:
    team = "how big a team does a manager get"
    assert "5–10 engineers" in last(advisor, team).points[0].text
    pay = last(advisor, team, "whats that job pay")
    assert pay.kind == "pay"
    assert "$170k–$230k" in pay.points[0].text


@pytest.mark.parametrize("message", ["my manager says i should learn go", "my lead says i should learn go"])
def test_somebody_s_own_manager_is_no_level(advisor: Advisor, message: str) -> None:
    answer, conversation = talk(advisor, message)
    assert answer.outcome == "answered"
    assert advisor.case(message, Conversation()).question.slots.levels == ()
    assert conversation.profile.level is None


def test_there_is_the_level_asked_about_and_not_the_one_held(advisor: Advisor) -> None:
    answer = last(advisor, "junior for 2 yrs in lisbon. what do mids do differently", "how do i get there")
    assert answer.kind == "transition"
    assert "From Junior to Mid-level" in answer.lead


def test_pay_where_no_guide_gives_any_is_said_so_above_general_figures(advisor: Advisor) -> None:
    answer = last(advisor, "junior for 2 yrs in lisbon. what do mids do differently", "how do i get there", "the pay tho")
    assert "The guides give no pay for Lisbon" in answer.lead
    assert "$110k–$160k" in plain(answer)


def test_pay_asked_in_a_place_that_no_guide_covers_is_not_answered_with_that_of_others(advisor: Advisor) -> None:
    answer = last(advisor, "what does a mid earn in lisbon")
    assert answer.abstained
    assert "Lisbon" in answer.lead


@pytest.mark.parametrize("message", ["ruby or php", "should i learn php"])
def test_a_language_that_no_guide_mentions_is_said_to_be_missing(advisor: Advisor, message: str) -> None:
    answer = last(advisor, message)
    assert answer.outcome == "answered"
    assert "don't mention PHP" in answer.lead


def test_languages_that_the_guides_mention_are_not_said_to_be_missing(advisor: Advisor) -> None:
    answer = last(advisor, "ruby or go")
    assert "don't mention" not in answer.lead
    assert "Ruby" in answer.points[0].text


def test_a_follow_up_of_one_word_of_pay_asks_for_pay_whatever_was_talked_about(advisor: Advisor) -> None:
    answer = last(advisor, "im a mid dev in toronto, 4 yrs, postgres", "how long does senior take", "and what does it pay here")
    assert answer.kind == "pay"
    assert "CAD 80,000" in plain(answer)


def test_how_many_there_are_at_a_company_after_pay_is_no_question_of_its_pay(advisor: Advisor) -> None:
    assert "5%" in plain(last(advisor, "what does a staff engineer make", "and one step up?", "how many of those are there at google"))


def test_a_heading_of_another_department_is_no_level_of_ours(advisor: Advisor) -> None:
    assert last(advisor, "what does a VP of Engineering make", "and what does a VP of marketing make").abstained


def test_the_first_of_two_tracks_is_the_one_named_first(advisor: Advisor) -> None:
    assert levels(advisor, "manager or staff later on?", "what does the first one do all day")[:1] == ("manager",)
