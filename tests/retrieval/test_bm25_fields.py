"""Fields are scored on their own and added up with their weights."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.bm25 import Bm25Index
from retrieval.fields import GUIDES, HEADING_LEAST, HEADING_MOST, FieldedIndex, ask, field_weights, follow_up, pairs
from tests.retrieval.engines import corpus, queries

TEXTS, HEADINGS = corpus(300), corpus(300, seed=9)


def test_the_score_is_the_weighted_sum_of_each_fields_own() -> None:
    weights = {"text": 0.7, "heading": 1.5}
    index = FieldedIndex({"text": TEXTS, "heading": HEADINGS}, weights)
    texts, headings = Bm25Index(TEXTS), Bm25Index(HEADINGS)
    for query in queries(TEXTS, 40):
        expected = 0.7 * texts.scores(query) + 1.5 * headings.scores(query)
        assert np.abs(index.scores(query) - expected).max() < 1e-9


def test_a_field_may_be_empty_or_weigh_nothing() -> None:
    empty: list[list[str]] = [[] for _ in TEXTS]
    only = FieldedIndex({"text": TEXTS}, {"text": 1.0})
    for index in (
        FieldedIndex({"text": TEXTS, "asked": empty}, {"text": 1.0, "asked": 9.0}),
        FieldedIndex({"text": TEXTS, "heading": HEADINGS}, {"text": 1.0, "heading": 0.0}),
    ):
        for query in queries(TEXTS, 20):
            assert index.search(query, 10) == only.search(query, 10)


def test_a_term_of_one_field_is_not_found_in_another() -> None:
    index = FieldedIndex({"text": [["a"], ["b"]], "heading": [["b"], []], "pairs": [["a b"], []]})
    assert [hit.document for hit in index.search({"a b": 1.0}, 5)] == [0]
    assert [hit.document for hit in index.search({"a": 1.0}, 5)] == [0]
    assert index.holds("b")
    assert not index.holds("ta")


def test_fields_that_do_not_fit_are_refused_with_what_to_do() -> None:
    with pytest.raises(ValueError, match="different numbers of documents"):
        FieldedIndex({"text": [["a"]], "heading": []})
    with pytest.raises(ValueError, match="There is no field"):
        FieldedIndex({"body": [["a"]]})


def test_headings_count_more_where_passages_are_short() -> None:
    weights = [field_weights({"text": [["a"] * length] * 3, "heading": [["b"]] * 3})["heading"] for length in (0, 10, 80, 160, 1000)]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == HEADING_MOST
    assert weights[-1] == HEADING_LEAST


def test_every_field_of_guides_has_a_weight() -> None:
    assert set(GUIDES) == {"text", "heading", "asked", "pairs"}


def test_pairs_pass_over_function_words() -> None:
    assert pairs([("how", True), ("system", False), ("the", True), ("design", False), ("work", False)]) == ["system design", "design work"]


def test_function_words_weigh_little_and_repeated_words_more() -> None:
    query = ask([("how", True), ("pay", False), ("pay", False)])
    assert 0 < query["how"] < 1
    assert query["pay"] == 2


def test_earlier_questions_add_the_less_the_older_they_are() -> None:
    query = follow_up([[("old", False)], [("older", False)], [("now", False)]])
    assert query["now"] == 1 > query["older"] > query["old"] > 0
    assert follow_up([[("now", False)]]) == ask([("now", False)])
    assert follow_up([]) == {}
