"""Several questions in one message are answered one by one, within what the message names."""

from __future__ import annotations

import pytest

from bot.advisor import Advisor
from bot.parts import Signs, parts

PLAIN = Signs(asks=lambda text: "explain" in text, topical=lambda text: "pay" in text, topic=lambda text: text.split()[-1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How long does it take? And is there a good time of year?", ["How long does it take?", "is there a good time of year?"]),
        ("explain what a lead does and how many years it takes", ["explain what a lead does", "how many years it takes"]),
        ("lead developer: years, duties, pay", ["years", "duties", "pay"]),
        ("what does a senior do, and pay?", ["what does a senior do", "pay"]),
        ("do I need a degree and a certificate?", ["do I need a degree and a certificate?"]),
    ],
)
def test_a_message_falls_into_the_parts_that_ask(text: str, expected: list[str]) -> None:
    assert parts(text, PLAIN) == expected


def test_each_part_of_an_enumeration_is_answered(advisor: Advisor) -> None:
    answer, _ = advisor.reply("Two things: 1) how long does it take to make senior 2) which certificates are worth it?")
    assert "5–8" in answer.points[0].text
    assert any("certif" in point.text.lower() for point in answer.points)


def test_a_part_keeps_the_level_that_the_message_names(advisor: Advisor) -> None:
    answer, _ = advisor.reply("thinking of becoming an eng manager. what's the job really about and whats it pay")
    said = " ".join(point.text for point in answer.points)
    assert "5–10 engineers" in said
    assert "$170k–$230k" in said


def test_parts_of_what_is_refused_as_a_whole_are_not_answered_from_afar(advisor: Advisor) -> None:
    assert advisor.reply("my wrists are killing me after 10h of typing, which brace or keyboard should i get?")[0].abstained


def test_what_a_level_does_and_earns_is_told_together(advisor: Advisor) -> None:
    said = " ".join(point.text for point in advisor.reply("what does an architect do all day and what does it pay")[0].points)
    assert "reference architectures" in said
    assert "$205k" in said


def test_a_name_before_what_is_that_belongs_to_it(advisor: Advisor) -> None:
    kinds = {citation.section for citation in advisor.reply("backend architect, what is that and how much does it pay?")[0].citations}
    assert any("what they do" in section for section in kinds)
    assert any("median" in section for section in kinds)


def test_what_only_tells_of_the_refused_question_behind_it_is_not_answered(advisor: Advisor) -> None:
    answer, _ = advisor.reply("postgres keeps throwing 'deadlock detected' when i run my migration, how do i fix it")
    assert answer.abstained
    assert not answer.points


def test_years_told_in_one_part_count_in_the_other(advisor: Advisor) -> None:
    assert advisor.reply("4 yoe, what rung of the ladder is that?")[0].kind == "standing"
