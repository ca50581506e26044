"""A follow-up stays with the subject of the answer before; a whole question, and what is nobody's word, do not."""

from __future__ import annotations

import pytest

from bot.advisor import Advisor
from bot.answer import Answer
from bot.conversation import Conversation


def last(advisor: Advisor, *messages: str) -> Answer:
    conversation, answer = Conversation(), None
    for message in messages:
        answer, conversation = advisor.reply(message, conversation)
    assert answer is not None
    return answer


def test_a_follow_up_on_a_level_stays_with_the_market(advisor: Advisor) -> None:
    answer = last(advisor, "how is the market?", "is it worse for juniors?")
    assert answer.kind == "sections"
    assert "juniors face more competition" in answer.points[0].text


def test_a_level_aimed_at_is_not_the_level_held(advisor: Advisor) -> None:
    assert "Lead to Staff" not in last(advisor, "am I ready for lead?", "how do I ask for a raise?").lead
    assert "Lead to Staff" not in last(advisor, "am I ready for lead?", "how do I get promoted?").lead


def test_a_place_put_into_the_question_before_is_refused_as_that_question_would_be(advisor: Advisor) -> None:
    assert last(advisor, "do I need a visa for Germany?", "what about Switzerland?").kind == "limit"


@pytest.mark.parametrize("noise", ["asdfghjkl", "qwerty zxcv"])
def test_words_that_nobody_knows_are_not_answered_from_the_conversation(advisor: Advisor, noise: str) -> None:
    assert last(advisor, "what is a good salary for a junior?", noise).abstained


def test_thanks_with_a_reason_are_thanks(advisor: Advisor) -> None:
    assert last(advisor, "what does a senior earn?", "ok thanks, that was helpful").outcome == "courtesy"
    assert last(advisor, "what does a senior earn?", "thanks! and a lead?").outcome == "answered"


def test_what_is_forgotten_is_no_subject_any_more(advisor: Advisor) -> None:
    conversation = Conversation()
    for message in ("I'm a junior, what do juniors earn?", "forget me"):
        _, conversation = advisor.reply(message, conversation)
    assert conversation.profile.empty
    assert conversation.subject is None


def test_years_after_a_question_of_pay_ask_for_the_pay_at_these_years(advisor: Advisor) -> None:
    answer = last(advisor, "what do juniors make?", "after 4 years?")
    assert answer.kind == "pay"
    assert "Mid-level" in answer.lead


def test_corrected_years_ask_the_question_before_again(advisor: Advisor) -> None:
    answer = last(advisor, "6 yoe, which level would that make me?", "sorry, fat fingers, 1.5 years not 6")
    assert answer.kind == "standing"
    assert "1.5" in answer.lead


def test_a_rung_that_is_only_pointed_at_is_named_and_told(advisor: Advisor) -> None:
    answer = last(advisor, "what does an engineering manager earn?", "and the one above?")
    assert "Director" in answer.points[0].text or "Senior Engineering Manager" in answer.points[0].text
    assert any("multiple teams" in point.text for point in answer.points)


def test_the_top_of_the_ladder_is_that_of_the_track_talked_about(advisor: Advisor) -> None:
    assert "VP" in last(advisor, "what does a director earn?", "and right at the top of that ladder?").points[0].text


def test_which_one_pays_more_asks_about_both_tracks_of_the_question_before(advisor: Advisor) -> None:
    answer = last(advisor, "stay technical or become an engineering manager?", "which one pays more?")
    assert any("roughly equivalent" in point.text for point in answer.points)
    assert any("Engineering Manager" in point.text for point in answer.points)


def test_a_message_that_says_more_than_a_pick_is_a_question(advisor: Advisor) -> None:
    answer = last(advisor, "degree or bootcamp, how long is each?", "whats the second one cost?")
    assert any("$8k" in point.text for point in answer.points)


def test_my_level_is_the_one_that_was_told(advisor: Advisor) -> None:
    answer = last(advisor, "I'm a mid-level dev, what does staff pay?", "and at my level?")
    assert "Mid-level" in answer.lead


def test_why_so_slow_stays_with_the_job_search(advisor: Advisor) -> None:
    assert last(advisor, "got laid off, how long does it take to find a job as a senior?", "why so slow?").kind == "sections"


def test_why_after_figures_asks_for_reasons_and_not_for_the_figures_again(advisor: Advisor) -> None:
    for question in ("what does a senior earn?", "pay for a lead?"):
        answer = last(advisor, question, "why?")
        assert answer.outcome == "answered"
        assert not answer.points[0].text.startswith(("Salary range", "Base salary"))


def test_why_so_long_is_no_goodbye(advisor: Advisor) -> None:
    assert last(advisor, "how many years to senior?", "why so long?").outcome == "answered"
    assert last(advisor, "so long!").outcome == "courtesy"


def test_a_section_of_reasons_that_was_just_shown_is_the_answer_to_why(advisor: Advisor) -> None:
    answer = last(advisor, "which backend specialties earn the most?", "why?")
    assert any("limited talent supply" in point.text for point in answer.points)


def test_how_to_get_to_a_level_is_a_step_whatever_is_told_around_it(advisor: Advisor) -> None:
    answer = last(advisor, "im a php dev from leeds, 3 yrs. how do i get to senior?")
    assert answer.kind == "transition"
    assert "Mid-level to Senior" in answer.lead


def test_the_first_and_the_other_of_two_levels_are_found_after_one_of_them_was_talked_about(advisor: Advisor) -> None:
    pair = "torn between lead and engineering manager, what tells them apart"
    first = last(advisor, pair, "what does the first one do")
    assert "Lead backend developers" in first.points[0].text
    other = last(advisor, pair, "what does the first one do", "and what would the other option pay me")
    assert other.kind == "pay"
    assert "Engineering Manager" in other.points[0].text


def test_one_level_up_says_of_that_level_what_was_said_of_the_one_before(advisor: Advisor) -> None:
    answer = last(advisor, "what does a senior do all day", "and one level up?")
    assert all("lead" in citation.section.lower() for citation in answer.points[0].citations)


def test_a_level_beside_the_one_pointed_at_is_compared_with_it(advisor: Advisor) -> None:
    _, conversation = advisor.reply("what does a lead do?")
    question = advisor.case("how is that job different from principal", conversation).question
    assert question.slots.levels == ("lead", "principal")


@pytest.mark.parametrize(
    ("before", "message"),
    [("which certificates are worth it", "so what do i show them then"), ("how long does finding a job take a junior", "is it any shorter for a senior")],
)
def test_a_question_in_the_words_of_a_move_is_none(advisor: Advisor, before: str, message: str) -> None:
    assert last(advisor, before, message).kind == "sections"


def test_where_one_lives_is_here_also_where_the_story_names_another_place(advisor: Advisor) -> None:
    answer = last(advisor, "I'm in Toronto. A recruiter wrote to me about a team in Berlin. Is 80k normal pay here?")
    assert "Canada" in answer.points[0].text


def test_getting_there_is_a_step_also_after_pay(advisor: Advisor) -> None:
    answer = last(advisor, "what does a senior earn?", "and staff?", "how do i get there?")
    assert answer.kind == "transition"
    assert "Staff" in answer.lead


def test_a_known_question_does_not_stay_with_the_subject_before(advisor: Advisor) -> None:
    _, conversation = advisor.reply("what does a mid level developer earn in india?")
    assert advisor.case("what about germany", conversation).question.near
    assert not advisor.case("do i need a degree", conversation).question.near


def test_the_two_are_the_levels_talked_about_one_after_the_other(advisor: Advisor) -> None:
    conversation = Conversation()
    for message in ("what does a mid level dev do", "and a senior?", "what do the two earn"):
        answer, conversation = advisor.reply(message, conversation)
    assert {cell.column for point in answer.points for cell in point.cells} == {"Mid-level", "Senior"}


def test_what_follow_ups_leave_to_the_answer_before_is_not_refused(advisor: Advisor) -> None:
    conversation = Conversation()
    for message in ("self teaching from scratch, how many months", "if only part time, same?"):
        answer, conversation = advisor.reply(message, conversation)
    assert answer.outcome == "answered"
    assert advisor.reply("is there a part time backend job?")[0].abstained
