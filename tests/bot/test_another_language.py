"""Messages in another language get an honest sentence; English with every word misspelt, or with foreign names, gets an answer."""

from __future__ import annotations

import pytest

from bot.advisor import Advisor
from bot.conversation import Conversation

FOREIGN = (
    "wie viel verdient ein senior in deutschland",
    "was muss ich lernen um senior zu werden",
    "¿cuánto gana un ingeniero senior?",
    "combien gagne un senior ?",
    "que faut il pour devenir senior",
    "quanto ganha um dev senior",
    "quanto guadagna un senior backend developer",
    "hur mycket tjänar en senior utvecklare",
    "hoeveel verdient een senior developer",
    "ile zarabia programista na stanowisku senior",
    "как стать сеньором без диплома",
)
ENGLISH = (
    "wich langauge shoud i lern frist fro bakend",
    "hw mcuh do leed bakend devs ern",
    "how much does a senior make in São Paulo?",
    "can a Kubernetes dev from Kraków work in Berlin",
    "junior vs senior",
    "salary in germany",
    "yrs til senior?",
)


@pytest.mark.parametrize("text", FOREIGN)
def test_a_message_in_another_language_is_told_that_it_cannot_be_read(advisor: Advisor, text: str) -> None:
    answer, _ = advisor.reply(text)
    assert answer.abstained
    assert "English" in answer.lead
    assert not answer.points


def test_another_language_is_seen_in_the_middle_of_a_conversation_too(advisor: Advisor) -> None:
    _, conversation = advisor.reply("what does a senior earn?", Conversation())
    answer, _ = advisor.reply("und wie viel verdient ein junior", conversation)
    assert answer.abstained
    assert "English" in answer.lead


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_errors_and_foreign_names_is_read(advisor: Advisor, text: str) -> None:
    answer, _ = advisor.reply(text)
    assert "English" not in answer.lead


def test_typing_errors_in_every_word_are_no_other_language(advisor: Advisor) -> None:
    assert advisor.reply("whta langauge do i lern frist for bakend wrok")[0].outcome == "answered"


@pytest.mark.parametrize("text", ["uk vs us visa", "tpm vs sre", "jr vs sr", "são paulo vs bangalore"])
def test_names_set_against_each_other_are_of_no_language(advisor: Advisor, text: str) -> None:
    assert advisor.reply(text)[0].outcome == "answered"
