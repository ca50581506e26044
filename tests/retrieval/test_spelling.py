from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.spelling import SHORTEST, Speller
from tests.retrieval.writing import ANY_TEXT

WORDS = ["kubernetes", "senior", "senior", "salary", "backend", "redis", "staff", "manager", "architect", "promotion", "lead"]


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("senoir", "senior"),
        ("slary", "salary"),
        ("bakend", "backend"),
        ("kubernets", "kubernetes"),
        ("kuberntees", "kubernetes"),
        ("arcihtect", "architect"),
        ("SENOIR", "senior"),
    ],
)
def test_a_slip_finds_the_word_that_was_meant(speller: Speller, typed: str, meant: str) -> None:
    assert speller.repair(typed) == meant


@pytest.mark.parametrize("word", [*WORDS, "Seniors", "salaries", "banana", "table", "the", "0-2", "c++", "xq", "zzzzzzzzzz", "k" * 41])
def test_words_that_are_known_english_short_or_near_nothing_are_left_alone(speller: Speller, word: str) -> None:
    assert speller.repair(word) == word


def test_of_two_equally_near_words_the_more_frequent_wins() -> None:
    assert Speller(["stafx", "stafy", "stafy"]).repair("stafz") == "stafy"
    assert Speller(["stafx", "stafx", "stafy"]).repair("stafz") == "stafx"


def test_the_order_of_the_knowledge_makes_no_difference() -> None:
    typed = ["senoir", "slary", "redsi", "staf", "managr", "stafd"]
    assert [Speller(WORDS).repair(word) for word in typed] == [Speller(reversed(WORDS)).repair(word) for word in typed]


def test_a_repair_does_not_depend_on_what_was_repaired_before() -> None:
    worn = Speller(WORDS)
    for number in range(5000):
        worn.repair(f"{'abcdefghij'[number % 10]}{chr(97 + number // 10 % 26)}{chr(97 + number // 260 % 26)}qz")
    assert worn.repair("senoir") == Speller(WORDS).repair("senoir")


@given(ANY_TEXT)
def test_any_word_is_itself_or_becomes_a_known_one(word: str) -> None:
    speller = Speller(WORDS)
    assert speller.repair(word) in (word, *WORDS)


@given(st.lists(ANY_TEXT, max_size=8), ANY_TEXT)
def test_words_that_the_knowledge_holds_are_never_touched(words: list[str], other: str) -> None:
    speller = Speller([*words, other])
    assert all(speller.repair(word) == word for word in words if len(word) >= SHORTEST)
