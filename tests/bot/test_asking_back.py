"""What can mean several things gets one short question with choices, and the choice answers the question that was asked first."""

from __future__ import annotations

import pytest

from bot.advisor import Advisor
from bot.answer import Answer
from bot.conversation import Conversation
from retrieval.library import Library
from retrieval.vocabulary import Suggestion


def last_of(advisor: Advisor, *messages: str) -> Answer:
    conversation = Conversation()
    for message in messages:
        answer, conversation = advisor.reply(message, conversation)
    return answer


@pytest.mark.parametrize(
    "message",
    ["what would it take to reach the next level", "am i ready for the next rung?", "typical pay at my level?", "how long do people need for the next rung"],
)
def test_a_level_that_only_the_person_knows_is_asked_for(advisor: Advisor, message: str) -> None:
    answer = last_of(advisor, message)
    assert answer.outcome == "asked"
    assert answer.lead == "Which level are you at?"
    assert [choice.endswith(message) for choice in answer.follow_ups] == [True] * 3
    assert not answer.citations


@pytest.mark.parametrize("choice", ["senior", "im a senior", "the third one", "I'm a senior: what would it take to reach the next level"])
def test_the_choice_answers_the_question_that_was_asked(advisor: Advisor, choice: str) -> None:
    answer = last_of(advisor, "what would it take to reach the next level", choice)
    assert answer.kind == "transition"
    assert answer.lead == "From Senior to Lead:"


def test_a_level_beyond_the_choices_is_understood_too(advisor: Advisor) -> None:
    answer = last_of(advisor, "typical pay at my level?", "staff")
    assert answer.kind == "pay"
    assert "$190k–$280k" in " ".join(point.text for point in answer.points)


def test_skills_told_with_the_question_are_kept_for_its_answer(advisor: Advisor) -> None:
    answer = last_of(advisor, "i know docker and kafka. what is missing for the next level?", "mid-level")
    assert answer.kind == "gap"
    assert answer.lead.startswith("Towards Senior")


@pytest.mark.parametrize(
    "messages",
    [
        ("i'm a junior", "how do i get to the next level"),
        ("3 years of experience here", "what is missing for the next level?"),
        ("what does a lead do", "and how do i get to the next level"),
        ("how do i get from mid to the next level",),
        ("is a certificate worth it at my level",),
        ("what does each level pay, up to the next level of the top one",),
    ],
)
def test_nothing_is_asked_where_the_level_is_known_or_makes_no_difference(advisor: Advisor, messages: tuple[str, ...]) -> None:
    assert last_of(advisor, *messages).outcome != "asked"


@pytest.mark.parametrize("reply", ["6 years", "probably senior", "i'm a senior at a fintech", "senior"])
def test_a_reply_with_a_word_beside_the_level_or_with_years_is_one(advisor: Advisor, reply: str) -> None:
    assert last_of(advisor, "how do i get to the next level", reply).lead == "From Senior to Lead:"


def test_a_place_named_in_the_question_stays_with_it(advisor: Advisor) -> None:
    answer = last_of(advisor, "typical pay at my level in canada?", "senior")
    assert answer.kind == "pay"
    assert "CAD 80,000–120,000" in " ".join(point.text for point in answer.points)


def test_the_question_is_still_known_after_a_yes(advisor: Advisor) -> None:
    assert last_of(advisor, "how do i get to the next level", "yes", "senior").kind == "transition"


@pytest.mark.parametrize("messages", [("how do i get to the next level at google", "senior"), ("i'm a senior",), ("what does a junior earn", "germany")])
def test_only_a_first_message_that_tells_nothing_is_asked_what_about_a_name(advisor: Advisor, messages: tuple[str, ...]) -> None:
    assert last_of(advisor, *messages).outcome != "asked"


def test_choices_that_are_names_themselves_end(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = [Suggestion(id="x", name="x", after=("only-level",), questions=("{level}?", "{level}!"))]
    monkeypatch.setattr(library.vocabulary, "all", lambda cls, known=library.vocabulary.all: tuple(bare) if cls is Suggestion else known(cls))
    assert Advisor(library).reply("senior")[0].follow_ups == ("Senior?", "Senior!")


def test_a_long_story_is_asked_again_without_it(advisor: Advisor) -> None:
    story = "I joined this company out of the blue after a long break, and my team is nice, and the office has a dog. "
    answer = last_of(advisor, story + "How do I get to the next level?")
    assert answer.follow_ups[0] == "I'm a junior: How do I get to the next level?"


def test_yes_is_no_level(advisor: Advisor) -> None:
    asked = last_of(advisor, "typical pay at my level?")
    assert last_of(advisor, "typical pay at my level?", "yes") == asked


def test_another_question_may_follow_in_place_of_a_choice(advisor: Advisor) -> None:
    answer = last_of(advisor, "typical pay at my level?", "what do juniors earn?")
    assert answer.outcome == "answered"
    assert "$75k" in " ".join(point.text for point in answer.points)


@pytest.mark.parametrize(("name", "choices"), [("staff?", 3), ("principal engineer", 3), ("germany", 2)])
def test_a_name_alone_is_asked_what_about_it(advisor: Advisor, name: str, choices: int) -> None:
    answer = last_of(advisor, name)
    assert answer.outcome == "asked"
    assert len(answer.follow_ups) == choices
    assert all(last_of(advisor, name, choice).outcome == "answered" for choice in answer.follow_ups)


@pytest.mark.parametrize("name", ["india", "kubernetes", "what is the pay in germany"])
def test_nothing_is_asked_where_one_thing_can_be_told(advisor: Advisor, name: str) -> None:
    assert last_of(advisor, name).outcome == "answered"


def test_a_topic_after_a_name_is_about_that_name(advisor: Advisor) -> None:
    answer = last_of(advisor, "senior", "pay")
    assert answer.kind == "pay"
    assert "$145k" in " ".join(point.text for point in answer.points)


def test_a_name_alone_in_a_conversation_is_a_follow_up(advisor: Advisor) -> None:
    assert last_of(advisor, "what does a junior earn", "senior").kind == "pay"
