"""Professions of other fields: asked about they are refused, as a background they are not."""

from __future__ import annotations

import pytest

from bot.advisor import Advisor


@pytest.mark.parametrize(
    "text",
    [
        "how do i become a ux designer?",
        "what skills does a sommelier need",
        "do i need a degree to be a graphic designer",
        "how much does a registered nurse make",
    ],
)
def test_a_question_about_another_profession_is_refused(advisor: Advisor, text: str) -> None:
    assert advisor.reply(text)[0].abstained


@pytest.mark.parametrize(
    "text",
    ["how could a nurse become a backend developer?", "I'm a teacher, can I get into backend?", "former chef here, how long until I am hired as a developer?"],
)
def test_a_way_from_another_profession_is_answered(advisor: Advisor, text: str) -> None:
    answer, _ = advisor.reply(text)
    assert answer.outcome == "answered"
