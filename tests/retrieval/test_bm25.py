"""The engine against its oracle: rank-bm25's own scores."""

from __future__ import annotations

import math
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from rank_bm25 import BM25Okapi

from retrieval import selection
from retrieval.bm25 import K1, B, Bm25Index
from retrieval.postings import Postings, compile_postings, frequencies
from tests.retrieval.engines import corpus, queries

SIZES = (3, 10, 99, 100, 700)


def oracle(documents: list[list[str]]) -> BM25Okapi:
    return BM25Okapi(documents, k1=K1, b=B)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("fitted", [0, 10**6])
def test_okapi_scores_are_those_of_rank_bm25(size: int, fitted: int) -> None:
    documents = [document or ["w1"] for document in corpus(size, words=60)]
    index, expected = Bm25Index(documents, idf="okapi", fitted=fitted), oracle(documents)
    for query in queries(documents, 50):
        terms = [term for term, weight in query.items() for _ in range(math.ceil(weight))]
        assert np.abs(index.scores(frequencies(terms)) - expected.get_scores(terms)).max() < 1e-9


def test_okapi_gives_what_rank_bm25_gives_where_its_idf_is_zero_or_negative() -> None:
    for documents in ([["a"]], [["a"], ["b"]], [["a", "b"], ["a"]], [["a"], ["a", "b"], ["a", "c"], ["a"]]):
        index, expected = Bm25Index(documents, idf="okapi"), oracle(documents)
        for term in "abc":
            assert np.abs(index.scores({term: 1.0}) - expected.get_scores([term])).max() < 1e-9


def test_rank_bm25_and_counting_directly_compile_to_the_same_arrays() -> None:
    documents = corpus(300)
    fitted, direct = (compile_postings({"": documents}, K1, B, limit).arrays() for limit in (300, 299))
    assert fitted.keys() == direct.keys()
    for name, array in fitted.items():
        np.testing.assert_array_equal(array, direct[name], err_msg=name)


@pytest.mark.parametrize("idf", ["lucene", "okapi"])
def test_pruning_changes_no_hit_and_no_score(idf: str, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = corpus(3000)
    index = Bm25Index(documents, idf=idf)  # type: ignore[arg-type]
    asked = queries(documents, 300)
    plain = [index.search(query, k) for query in asked for k in (1, 3, 10, 100)]
    monkeypatch.setattr(selection, "MANY", 0)
    assert [index.search(query, k) for query in asked for k in (1, 3, 10, 100)] == plain
    assert all(not array.any() for array in index._scratch)


def test_hits_are_the_best_of_all_scores() -> None:
    documents = corpus(800)
    index = Bm25Index(documents)
    for query in queries(documents, 100):
        scores = index.scores(query)
        best = [at for at in np.argsort(-scores, kind="stable")[:10] if scores[at] > 0]
        assert [(hit.document, hit.score) for hit in index.search(query, 10)] == [(at, scores[at]) for at in best]


def test_the_default_idf_is_positive_and_falls_with_every_document_that_holds_the_term() -> None:
    size = 40
    documents = [[f"in{n}" for n in range(1, size + 1) if at < n] for at in range(size)]
    index = Bm25Index(documents)
    values = [index.idf(f"in{n}") for n in range(1, size + 1)]
    assert values == sorted(values, reverse=True)
    assert values[-1] > 0
    assert index.idf("in3") == pytest.approx(math.log(1 + (size - 3 + 0.5) / (3 + 0.5)))


def test_a_hundred_thousand_equal_passages_are_found_in_corpus_order() -> None:
    index = Bm25Index([["the", "same", "words"]] * 100_000)
    assert [hit.document for hit in index.search({"same": 1.0, "words": 1.0}, 10)] == list(range(10))
    assert len(index.search({"same": 1.0}, 10**7)) == 100_000


def test_a_vocabulary_of_a_million_terms_is_searched_term_by_term() -> None:
    index = Bm25Index([[f"t{number}" for number in range(start, start + 1000)] for start in range(0, 1_000_000, 1000)], fitted=0)
    assert [hit.document for hit in index.search({"t123456": 1.0}, 3)] == [123]
    assert not index.holds("t1000000")


def test_remembered_terms_stay_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.bm25._REMEMBERED", 100)
    index = Bm25Index([["a"]])
    index.search({f"unknown{number}": 1.0 for number in range(1000)}, 1)
    assert len(index._known) <= 100


def test_threads_may_search_one_index_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "MANY", 0)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    documents = corpus(2000)
    index, asked = Bm25Index(documents), queries(documents, 200)
    alone = [index.search(query, 10) for query in asked]
    try:
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(lambda query: index.search(query, 10), asked * 3)) == alone * 3
    finally:
        sys.setswitchinterval(interval)


def test_the_compiled_arrays_can_not_be_changed() -> None:
    arrays = Bm25Index(corpus(20)).postings.arrays()
    assert [name for name, array in arrays.items() if array.flags.writeable and name != "size"] == []


@pytest.mark.parametrize(("k1", "b"), [(-0.1, 0.5), (1.2, -0.1), (1.2, 1.1), (float("nan"), 0.5)])
def test_settings_that_make_no_sense_are_refused(k1: float, b: float) -> None:
    with pytest.raises(ValueError, match="give a k1"):
        Bm25Index([["a"]], k1=k1, b=b)


def test_an_unknown_form_of_idf_is_refused() -> None:
    with pytest.raises(ValueError, match="give 'lucene' or 'okapi'"):
        Bm25Index([["a"]], idf="bm25+")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["starts", "documents", "codes", "levels", "peaks", "hashes", "ends", "letters"])
def test_arrays_that_do_not_fit_together_are_refused(name: str) -> None:
    arrays = dict(Bm25Index(corpus(20)).postings.arrays())
    arrays[name] = arrays[name][:-1]
    try:
        found = Postings.from_arrays(arrays)
    except ValueError:
        return
    assert found.problem() is not None


def test_progress_is_told_while_terms_are_counted() -> None:
    told: list[tuple[int, int]] = []
    Bm25Index([["a"]] * 50_000, fitted=0, progress=lambda done, of: told.append((done, of)))
    assert told == [(20_000, 50_000), (40_000, 50_000), (50_000, 50_000)]
