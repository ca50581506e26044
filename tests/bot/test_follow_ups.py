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
    assert "juniors see more competition" in answer.points[0].text


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
