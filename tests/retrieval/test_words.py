from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given

from retrieval import words as words_module
from retrieval.words import SPELLED, comparable, is_stop_word, name_form, normal, stem, stems, tokenise
from tests.retrieval.writing import ANY_TEXT


@pytest.mark.parametrize(
    "word", ["C#", "C++", "Node.js", "CI/CD", "0-2", "$150k", "$1.5M+", "S3", "k8s", ".NET", "€55,000", "10+", "l’eau", "Zürich", "数据库"]
)
def test_what_engineers_write_as_one_word_stays_one(word: str) -> None:
    assert [token.text for token in tokenise(f"say {word} twice")] == ["say", word, "twice"]


@pytest.mark.parametrize("text", ["", " ", "?!", "🙃🙃", "\x00", "_", "--", "\u200d"])
def test_text_without_a_word_has_no_tokens(text: str) -> None:
    assert tokenise(text) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("Databases", "database"), ("deploying", "deployed"), ("ＡＰＩ", "api"), ("manager's", "manager"), ("manager’s", "managers"), ("2–4", "2-4")],
)
def test_words_meet_whatever_their_ending_case_and_width(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["C#", "C++", "$150k", "0-2", "s3", "k8s"])
def test_words_with_signs_or_digits_keep_their_ending(word: str) -> None:
    assert stem(word) == word.lower()


def test_c_and_its_relatives_are_different_words() -> None:
    assert len({stem("C"), stem("C#"), stem("C++")}) == 3


def test_a_slash_between_common_words_parts_them_and_keeps_their_places() -> None:
    tokens = tokenise("and/or CI/CD")
    assert [(token.text, token.start, token.end) for token in tokens] == [("and", 0, 3), ("or", 4, 6), ("CI/CD", 7, 12)]


@pytest.mark.parametrize("word", ["the", "don't", "dont", "whats", "What's", "YOU’RE"])
def test_function_words_are_known_with_and_without_their_apostrophe(word: str) -> None:
    assert is_stop_word(word)


def test_words_written_in_a_hurry_are_read_as_what_they_stand_for() -> None:
    assert [token.stem for token in tokenise("shud ppl wld abt")] == [stem(word) for word in ("should", "people", "would", "about")]
    assert is_stop_word("shud")
    assert not is_stop_word("ppl")


def test_no_spelling_stands_for_two_words_or_for_itself() -> None:
    lines = [line.split() for line in Path(words_module.__file__).with_name("chat_spellings.txt").read_text(encoding="utf-8").splitlines()]
    shorts = [short for _, *rest in lines for short in rest]
    assert len(shorts) == len(set(shorts)) == len(SPELLED)
    assert not set(shorts) & {word for word, *_ in lines}


@pytest.mark.parametrize(
    ("plural", "singular"), [("Designers", "designer"), ("class", "class"), ("status", "status"), ("analysis", "analysis"), ("gas", "gas")]
)
def test_names_are_compared_without_a_plural_s(plural: str, singular: str) -> None:
    assert name_form(plural) == singular


@given(ANY_TEXT)
@example("a\x00b \ud800 x\udfff")
@example("and/or/and / a/ /b")
def test_tokens_stand_where_they_say_in_order_and_without_overlap(text: str) -> None:
    tokens = tokenise(text)
    assert all(text[token.start : token.end] == token.text and token.text for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))


@given(ANY_TEXT)
def test_no_letter_or_digit_is_left_out_of_the_tokens(text: str) -> None:
    covered = {at for token in tokenise(text) for at in range(token.start, token.end)}
    assert all(at in covered for at, character in enumerate(text) if character.isalnum())


@given(ANY_TEXT)
@example("'s")
@example("’S")
@example("...")
def test_no_form_of_a_word_is_empty_and_none_raises(text: str) -> None:
    for token in tokenise(text):
        assert token.stem == stem(token.text)
        assert token.stem
        assert token.name
        assert normal(token.text)
        assert token.is_stop_word in (True, False)


@given(ANY_TEXT)
def test_case_makes_no_difference_to_stems(text: str) -> None:
    assert len(stems(text)) == len(tokenise(text))
    if text.isascii():
        assert stems(text.lower()) == stems(text.upper()) or "/" in text


@given(ANY_TEXT, ANY_TEXT)
def test_the_run_of_words_ignores_marks_and_joins_like_text(one: str, other: str) -> None:
    assert comparable(f"{one} {other}") == f"{comparable(one)} {comparable(other)}".strip()
    assert comparable(f"**{one}**") == comparable(one)
