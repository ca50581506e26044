"""What a person denies is not remembered as theirs, and a question is not taken for the question before."""

from __future__ import annotations

import pytest

from bot.advisor import Advisor
from bot.conversation import Conversation


def after(advisor: Advisor, *messages: str) -> Conversation:
    conversation = Conversation()
    for message in messages:
        _, conversation = advisor.reply(message, conversation)
    return conversation


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("I don't know Docker", ()),
        ("I know python but not docker, what's missing for mid-level?", ("python",)),
        ("I have never used Kubernetes or AWS but I know SQL", ("sql",)),
        ("no experience with redis, but I know docker", ("docker",)),
        ("I know docker and redis", ("docker", "redis")),
        ("mid dev in toronto, 4 yrs, postgres and kafka", ("postgresql", "kafka")),
        ("im a senior. python, kafka, aws. what am i missing for staff?", ("python", "kafka", "aws")),
        ("three years at a small shop, Django + Redis, all of it CRUD. what now?", ("django", "redis")),
        ("my team uses docker. should i learn rust?", ("docker",)),
        ("is 5 years enough for kafka, redis and sql", ()),
        ("a friend has 5 years, java, spring", ()),
    ],
)
def test_only_skills_that_a_person_claims_are_theirs(advisor: Advisor, text: str, skills: tuple[str, ...]) -> None:
    assert after(advisor, text).profile.skills == skills


@pytest.mark.parametrize("text", ["junior, 1 yr, java", "I'm mid-level, 4 years, python and postgres", "two years in, node + redis", "I know docker and redis"])
def test_an_introduction_is_noted(advisor: Advisor, text: str) -> None:
    assert advisor.reply(text)[0].lead.startswith("Noted: ")


def test_a_level_listed_with_years_is_held(advisor: Advisor) -> None:
    told = after(advisor, "junior, 1 yr, java + sql").profile
    assert (told.level, told.years, told.skills) == ("junior", 1.0, ("java", "sql"))


def test_age_profession_and_home_stand_in_a_list(advisor: Advisor) -> None:
    told = after(advisor, "where would i begin, 41, nurse in leeds, two kids").profile
    assert (told.role, told.place) == ("nurse", "leeds")


@pytest.mark.parametrize("text", ["i gave myself two years to get a job", "i want to be a lead in one year", "what do you earn after ten years"])
def test_years_to_come_are_no_experience(advisor: Advisor, text: str) -> None:
    assert after(advisor, text).profile.years is None


def test_a_lead_of_mine_is_a_person_and_no_level(advisor: Advisor) -> None:
    assert advisor.case("my lead says no. what does a junior do", Conversation()).question.slots.levels == ("junior",)


def test_one_skill_asked_about_after_a_gap_is_no_gap(advisor: Advisor) -> None:
    conversation = after(advisor, "3 years, i know java and sql. what is missing for senior?")
    assert advisor.reply("is learning go worth it?", conversation)[0].kind != "gap"


def test_a_level_that_is_denied_is_not_held(advisor: Advisor) -> None:
    assert after(advisor, "I am not a senior").profile.level is None
    assert after(advisor, "I'm mid-level", "I'm not mid-level, I'm a junior").profile.level == "junior"


def test_where_a_person_lives_is_remembered_and_meant_by_here(advisor: Advisor) -> None:
    conversation = after(advisor, "I live in Berlin and I'm a senior")
    assert (conversation.profile.level, conversation.profile.place) == ("senior", "berlin")
    answer, _ = advisor.reply("what do people earn here", conversation)
    assert "Berlin" in answer.points[0].text


def test_a_goal_is_remembered_only_of_the_person(advisor: Advisor) -> None:
    assert after(advisor, "what is the pay for seniors").profile.goal is None
    assert after(advisor, "i'm a mid-level and want to become a senior").profile.goal == "senior"


def test_a_whole_question_after_an_answer_on_pay_is_not_about_pay(advisor: Advisor) -> None:
    answer, _ = advisor.reply("what does a lead do?", after(advisor, "what does a senior earn?"))
    assert answer.kind != "pay"
    answer, _ = advisor.reply("and for lead?", after(advisor, "what does a senior earn?"))
    assert answer.kind == "pay"


def test_skills_set_against_each_other_are_no_comparison_of_the_levels_before(advisor: Advisor) -> None:
    answer, _ = advisor.reply("python vs java", after(advisor, "difference between mid and senior"))
    assert answer.kind != "compare"


@pytest.mark.parametrize("text", ["?", "lol", "!!", "haha"])
def test_a_message_without_words_is_asked_what_it_wants(advisor: Advisor, text: str) -> None:
    answer, _ = advisor.reply(text, after(advisor, "what does a senior do?"))
    assert answer.outcome == "courtesy"


def test_a_claimed_figure_is_compared_as_a_number(advisor: Advisor) -> None:
    wrong, _ = advisor.reply("is it true that seniors earn 50k?")
    right, _ = advisor.reply("seniors earn 145k, right?")
    assert wrong.lead != right.lead
    assert "don't say" in wrong.lead


def test_pay_of_newcomers_in_a_city_is_not_shown_for_another_level(advisor: Advisor) -> None:
    answer, _ = advisor.reply("what does a staff engineer earn in San Francisco?")
    assert not any("140k" in point.text for point in answer.points)


def test_a_guide_that_holds_nothing_on_a_question_is_named_before_the_others_speak(advisor: Advisor) -> None:
    silent, _ = advisor.reply("what does NewCV say about the salary of a senior?")
    speaking, _ = advisor.reply("what does Himalayas say about the salary of a senior?")
    assert silent.lead.startswith("NewCV says nothing")
    assert "newcv" not in {citation.guide for citation in silent.citations}
    assert "says nothing" not in speaking.lead


def test_a_yes_to_a_refusal_that_offers_nothing_asks_what_is_meant(advisor: Advisor) -> None:
    answer, _ = advisor.reply("yes", after(advisor, "как стать сеньором без диплома"))
    assert answer.outcome == "courtesy"


def test_a_skill_can_be_taken_back(advisor: Advisor) -> None:
    assert after(advisor, "I'm a junior, I know Java and Docker", "I don't know Docker").profile.skills == ("java",)
    assert after(advisor, "I know Java and Docker", "remove Java from my profile").profile.skills == ("docker",)
    assert after(advisor, "I know Docker", "why would I not need Docker?").profile.skills == ("docker",)


@pytest.mark.parametrize("text", ["forget that i know docker", "I don't know docker after all"])
def test_a_skill_is_taken_back_in_other_words(advisor: Advisor, text: str) -> None:
    assert after(advisor, "I know docker and redis", text).profile.skills == ("redis",)


@pytest.mark.parametrize("text", ["my boss has 12 years of experience, what does he earn", "a friend of mine with 9 yrs went to Berlin, is that normal?"])
def test_what_is_said_of_somebody_else_is_not_the_person_s_own(advisor: Advisor, text: str) -> None:
    assert after(advisor, text).profile.years is None


@pytest.mark.parametrize(
    "text",
    [
        "2nd year student in Lahore. will AI eat our jobs by the time I graduate?",
        "Pakistani passport, 6 yoe java. which visa route is there for Germany?",
        "when in the year should I apply? a mate in Sofia told me december is dead",
    ],
)
def test_a_place_told_in_passing_is_not_asked_about(advisor: Advisor, text: str) -> None:
    assert advisor.reply(text)[0].outcome == "answered"


def test_a_company_that_nobody_knows_has_pay_of_its_own(advisor: Advisor) -> None:
    answer, _ = advisor.reply("what does Safaricom pay its leads")
    assert answer.abstained
    assert "safaricom" in answer.lead.lower()


def test_years_spent_before_at_something_else_are_not_those_that_count(advisor: Advisor) -> None:
    assert after(advisor, "I'm Maria, six years of Java behind me and before that two years in phone support. What do devs earn?").profile.years == 6


def test_an_age_is_no_experience(advisor: Advisor) -> None:
    assert after(advisor, "I am 53 years old and write specifications").profile.years is None


def test_years_right_behind_a_level_are_spent_at_it(advisor: Advisor) -> None:
    assert after(advisor, "senior for 2 years now, everyone asks me: manager or stay technical?").profile.level == "senior"
