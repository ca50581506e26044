"""What asks in a message counts, what tells counts less, and interjections and hedges not at all."""

from __future__ import annotations

import pytest

from bot.advisor import Advisor
from bot.sentences import asked_part, chatter_of, sentence_weights
from bot.slots import slots_of
from bot.understand import understand
from retrieval.library import Library
from retrieval.reading import Reading


def read(library: Library, text: str) -> Reading:
    return library.reader.read(text)


def words(reading: Reading, places: set[int]) -> list[str]:
    return [token.text for at, token in enumerate(reading.tokens) if at in places]


def test_what_a_sentence_opens_with_says_nothing_and_the_same_word_later_does(library: Library) -> None:
    reading = read(library, "cool, ok so how nice is the job?")
    assert words(reading, chatter_of(reading)) == ["cool", "ok", "so"]


def test_hearsay_names_no_company(library: Library) -> None:
    reading = read(library, "is it as bad for juniors as on reddit?")
    assert slots_of(reading, None, library).companies == ()
    assert slots_of(read(library, "does Reddit hire juniors?"), None, library).companies == ("reddit",)


def test_a_clause_that_names_nothing_of_the_trade_counts_less_before_one_that_asks(library: Library) -> None:
    reading = read(library, "so the quokka wondered: what does a senior earn?")
    weights = dict(zip((token.text for token in reading.tokens), sentence_weights(reading), strict=True))
    assert weights["quokka"] < weights["earn"] == 1.0


def test_a_long_message_asks_with_its_questions_and_a_terse_one_with_all_its_words(library: Library) -> None:
    story = read(library, "I am drafting the promotion criteria of our team these weeks. Which areas are engineers weighed on?")
    assert asked_part(story)[0].strip() == "Which areas are engineers weighed on?"
    assert asked_part(read(library, "wife says Dubai. pay there?"))[0] == "wife says Dubai. pay there?"


@pytest.mark.parametrize(
    ("message", "places"),
    [
        ("I am from Lagos and weighing Germany against Canada. Which permit would I need?", ("germany", "canada")),
        ("I am from Pune, 5 yoe. Considering Canada or Australia. Which visas are there?", ("canada", "australia")),
        ("which visa do I need in Germany, I'm Indian", ("germany",)),
        ("moving from the UK to Germany, what do people earn in each of the two?", ("united-kingdom", "germany")),
    ],
)
def test_a_place_that_the_person_tells_of_is_not_asked_about(library: Library, message: str, places: tuple[str, ...]) -> None:
    assert set(slots_of(read(library, message), None, library).places) == set(places)


@pytest.mark.parametrize(
    ("message", "level"),
    [("what skills are on the list for the level after mid", "senior"), ("whats above principal?", "distinguished"), ("one step up, staff I think", "staff")],
)
def test_the_level_beside_the_one_named_is_meant(library: Library, message: str, level: str) -> None:
    assert slots_of(read(library, message), None, library).levels == (level,)


def test_years_that_are_told_weigh_less_than_what_is_asked(advisor: Advisor) -> None:
    weights = understand("3 years in, which certificates are worth it?", advisor.library, advisor.matcher).weights
    assert weights["=year"] < weights["=certification"]
