"""What the advisor relies on, held against every engine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.index import Index
from tests.retrieval.engines import ENGINES, Documents, corpus, queries

Build = Callable[[Documents], Index]

CORPUS = corpus(500)


@pytest.fixture(params=list(ENGINES.values()), ids=list(ENGINES))
def build(request: pytest.FixtureRequest) -> Build:
    built: Build = request.param
    return built


def test_an_empty_corpus_has_no_documents_and_no_hits(build: Build) -> None:
    index = build([])
    assert len(index) == 0
    assert index.search({"a": 1.0}, 5) == []


@pytest.mark.parametrize("documents", [[["a"]], [["a"], ["b"]], [["a", "b"], ["b"]], [["a"], ["a"]]])
def test_one_or_two_passages_are_found_by_their_terms(build: Build, documents: list[list[str]]) -> None:
    index = build(documents)
    for term in ("a", "b"):
        assert sorted(hit.document for hit in index.search({term: 1.0}, 5)) == [at for at, document in enumerate(documents) if term in document]


def test_a_passage_without_words_is_counted_and_never_found(build: Build) -> None:
    index = build([["a"], [], ["a", "b"], []])
    assert len(index) == 4
    assert {hit.document for hit in index.search({"a": 1.0, "b": 1.0, "": 1.0}, 10)} == {0, 2}


def test_a_corpus_of_passages_without_words_has_no_hits(build: Build) -> None:
    assert build([[], [], []]).search({"a": 1.0}, 5) == []


def test_no_shared_term_means_no_hit(build: Build) -> None:
    index = build(CORPUS)
    assert index.search({"nowhere": 1.0, "neither": 3.0}, 10) == []
    for query in queries(CORPUS, 60):
        found = {hit.document for hit in index.search(query, len(CORPUS))}
        assert found == {at for at, document in enumerate(CORPUS) if set(document) & set(query)}


def test_hits_go_from_the_best_down_with_ties_in_corpus_order(build: Build) -> None:
    index = build(CORPUS + CORPUS)
    for query in queries(CORPUS, 60):
        hits = index.search(query, 50)
        assert hits == sorted(hits, key=lambda hit: (-hit.score, hit.document))
        twin = {hit.document: hit.score for hit in index.search(query, len(index))}
        assert all(twin[hit.document] == twin[(hit.document + len(CORPUS)) % len(index)] for hit in hits)


def test_fewer_hits_asked_are_the_beginning_of_more(build: Build) -> None:
    index = build(CORPUS)
    for query in queries(CORPUS, 30):
        everything = index.search(query, 10**6)
        assert all(index.search(query, k) == everything[:k] for k in (1, 2, 7, 100))


@pytest.mark.parametrize("k", [0, -1, -100])
def test_no_hit_is_given_where_none_is_asked(build: Build, k: int) -> None:
    assert build(CORPUS).search({"w1": 1.0}, k) == []


def test_an_empty_query_and_weights_of_zero_find_nothing(build: Build) -> None:
    index = build(CORPUS)
    assert index.search({}, 5) == []
    assert index.search({"w1": 0.0}, 5) == []


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_a_weight_that_is_no_weight_is_an_error_that_names_the_term(build: Build, weight: float) -> None:
    with pytest.raises(ValueError, match="'w1' has the weight"):
        build(CORPUS).search({"w1": weight}, 5)


@pytest.mark.parametrize("term", ["a\0b", "\0", "\ud800", "é", "e\u0301", "💬", " ", "", "x" * 100_000])
def test_any_string_is_a_term(build: Build, term: str) -> None:
    index = build([["b"], [term, "b"], ["c"], ["d"], ["e"]])
    assert [hit.document for hit in index.search({term: 1.0}, 5)] == [1]
    assert index.search({term + "\0": 1.0}, 5) == []


def test_a_query_of_a_hundred_kilobytes_is_answered(build: Build) -> None:
    index = build(CORPUS)
    query = {f"unknown{number}": 1.0 for number in range(10_000)} | {"w7": 1.0}
    assert index.search(query, 5) == index.search({"w7": 1.0}, 5)


def test_a_term_of_more_documents_tells_less_and_an_unknown_one_most(build: Build) -> None:
    index = build([["a", "b"], ["a", "b"], ["a", "c"], ["d"], ["e"], ["f"], ["g"], ["h"]])
    assert index.idf("a") < index.idf("b") < index.idf("c") <= index.idf("nowhere")


def test_the_same_search_gives_the_same_hits_again(build: Build) -> None:
    first, second = build(CORPUS), build(CORPUS)
    for query in queries(CORPUS, 20):
        assert first.search(query, 10) == second.search(query, 10) == first.search(query, 10)
