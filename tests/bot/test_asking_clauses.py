"""What stands around a question does not hide it: the clauses that ask decide what it is about."""

from __future__ import annotations

import pytest

from bot.advisor import Advisor
from bot.clauses import asking, spans
from retrieval.library import Library


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("what does a senior earn?", []),
        ("i had a talk with my manager today, what does a senior earn?", ["what does a senior earn"]),
        ("is a degree needed? and how long is a bootcamp?", ["is a degree needed", "and how long is a bootcamp"]),
        ("", []),
        ("?!?!", []),
    ],
)
def test_the_clauses_that_hold_a_question_word_are_the_asking_ones(library: Library, text: str, clauses: list[str]) -> None:
    reading = library.reader.read(text)
    found = [reading.text[reading.tokens[span.start].start : reading.tokens[span.stop - 1].end] for span in asking(reading)]
    assert found == clauses


@pytest.mark.parametrize("text", ["one, two", "a - b; c (d) e. f", "word", "so, i said: no, never, not once. right?"])
def test_the_clauses_together_are_all_of_the_message(library: Library, text: str) -> None:
    reading = library.reader.read(text)
    assert [at for span in spans(reading) for at in span] == list(range(len(reading.tokens)))


@pytest.mark.parametrize(
    "text",
    [
        "hi all, my review with my boss is on monday and i am nervous. how much should a staff engineer earn these days?",
        "just curious, my flatmate says tech is overpaid: what does a staff engineer earn?",
    ],
)
def test_a_story_around_a_question_of_pay_does_not_hide_it(advisor: Advisor, text: str) -> None:
    answer, _ = advisor.reply(text)
    assert answer.kind == "pay"
    assert "Staff" in answer.lead + answer.points[0].text
