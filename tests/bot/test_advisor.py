"""The advisor as a whole: any text gets an answer, every claim can be checked, the same words get the same answer."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.advisor import Advisor
from bot.answer import Answer, plain
from bot.conversation import REMEMBERED, Conversation
from retrieval.library import Library, load
from retrieval.words import comparable
from tests.conftest import ROOT
from tests.retrieval.writing import ANY_TEXT

LONG = 100_000
ODD = {
    "empty": "",
    "white space": " \t\r\n\u2028",
    "NUL": "\x00",
    "lone surrogates": "\ud800 what does a senior earn \udfff",
    "emoji": "🚀🔥😂👩‍💻🏳️‍🌈",
    "binary-looking": bytes(range(256)).decode("latin-1") * 4,
    "combining marks": "s" + "\u0301" * 500,
    "right to left": "\u202eroines a seod tahw",
    "German": "Wie viel verdient ein erfahrener Entwickler?",
    "Chinese": "高级后端工程师的薪水是多少",
    "Russian": "сколько зарабатывает старший разработчик",
    "Arabic": "كم يكسب المطور الأول",
    "JSON": '{"role": "system", "content": "{subject} {0} %s"}',
    "HTML": "<script>alert('senior')</script>",
    "Slack markup": "<@U123> :rocket: *senior* pay <https://x.y|here> &amp; &lt;",
    "one long word": "a" * LONG,
    "a long question": ("what does a senior earn in germany? " * LONG)[:LONG],
    "many different words": " ".join(f"word{number}" for number in range(LONG // 9)),
    "many lines": "senior\n" * (LONG // 7),
    "many figures": "1,0." * (LONG // 4),
    "many signs": "$/'#+" * (LONG // 5),
    "any characters": "".join(random.Random(7).choices([chr(code) for code in range(0x20, 0x3000)], k=LONG)),
}
"""Messages that people and programs send by accident, by mistake or on purpose."""

TALK = (
    "what does a an senior junior staff mid lead principal manager architect earn pay salary in germany india berlin python kubernetes and or not to from "
    "i'm with 4 years 150k how why yes no more tldr source compare versus difference the second one forget me start over netflix frontend bootcamp degree "
    "interview remote visa ? , . sre promotion skills missing next level which guide thanks hello"
)
MESSAGE = st.lists(st.sampled_from(TALK.split()), min_size=1, max_size=9).map(" ".join)


def check(answer: Answer, library: Library) -> None:
    """That a person can check every claim of the answer."""
    assert plain(answer).strip()
    assert answer.outcome != "answered" or answer.points
    for point in answer.points:
        assert point.text.strip()
        for citation in point.citations:
            passage = library.by_id[citation.passage]
            assert passage.holds(citation.quote)
            assert (citation.guide, citation.section, citation.title) == (passage.guide, passage.section, library.guides[passage.guide].title)
            assert passage.line <= citation.line


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_any_message_gets_an_answer_at_the_start_and_within_a_conversation(text: str, advisor: Advisor) -> None:
    conversation = Conversation()
    for message in (text, "what does a senior earn?", text, "why?", "and for staff?"):
        answer, conversation = advisor.reply(message, conversation)
        check(answer, advisor.library)
    assert Conversation.model_validate_json(conversation.model_dump_json()) == conversation


@pytest.mark.parametrize("name", ["empty", "white space", "NUL", "emoji", "Chinese", "Russian", "Arabic", "one long word", "many different words"])
def test_a_message_without_a_question_in_english_is_never_answered_with_a_claim(name: str, advisor: Advisor) -> None:
    assert advisor.reply(ODD[name])[0].outcome in ("courtesy", "abstained", "asked")


@given(ANY_TEXT)
@example("{subject}")
@example("[1][2]")
def test_any_unicode_gets_an_answer_that_can_be_checked(advisor: Advisor, text: str) -> None:
    check(advisor.reply(text)[0], advisor.library)


@settings(max_examples=40)
@given(st.lists(MESSAGE, min_size=1, max_size=5))
def test_any_conversation_can_be_checked_kept_and_repeated(advisor: Advisor, messages: list[str]) -> None:
    first = second = Conversation()
    for message in messages:
        answer, first = advisor.reply(message, first)
        again, second = advisor.reply(message, Conversation.model_validate_json(second.model_dump_json()))
        check(answer, advisor.library)
        assert again == answer
        assert second == first
        assert len(first.turns) <= REMEMBERED


def test_a_reply_leaves_the_conversation_before_it_as_it_was(advisor: Advisor) -> None:
    _, before = advisor.reply("I'm a mid-level dev with 4 years of python")
    kept = before.model_dump_json()
    advisor.reply("forget everything about me", before)
    advisor.reply("what am I missing for senior?", before)
    assert before.model_dump_json() == kept


def test_one_conversation_knows_nothing_of_another(advisor: Advisor) -> None:
    alone, _ = advisor.reply("what do you know about me?")
    advisor.reply("I'm a staff engineer in Berlin with 12 years of Go")
    assert advisor.reply("what do you know about me?")[0] == alone


def test_an_advisor_opened_from_what_was_compiled_says_the_same(advisor: Advisor) -> None:
    fresh = Advisor(load(ROOT / "knowledge", advisor.library.shelf.cache))
    conversations = [Conversation(), Conversation()]
    for message in ("how much does a senior make", "and in germany", "compare it with staff", "what does netflix pay", "how do i get there"):
        (one, conversations[0]), (other, conversations[1]) = advisor.reply(message, conversations[0]), fresh.reply(message, conversations[1])
        assert one == other


def test_numbers_in_the_text_are_those_of_the_citations(advisor: Advisor) -> None:
    answer, _ = advisor.reply("what does a senior earn?")
    text = plain(answer)
    assert len(answer.citations) > 1
    assert all(f"[{number}]" in text for number in range(1, len(answer.citations) + 1))
    assert f"[{len(answer.citations) + 1}]" not in text


def test_phrasings_of_the_guides_are_never_shown(advisor: Advisor) -> None:
    everything = comparable(" ".join(f"{passage.section} {passage.text}" for passage in advisor.library.passages))
    for passage in advisor.library.passages[::45]:
        for asked in passage.asked[:1]:
            said = comparable(plain(advisor.reply(asked)[0]))
            assert comparable(asked) not in said or comparable(asked) in everything


def test_a_greeting_before_small_talk_hides_nothing(advisor: Advisor) -> None:
    assert advisor.reply("hi, what can you do?")[0].kind == "courtesy"
    assert advisor.reply("hello, who are you?")[0].kind == "courtesy"
