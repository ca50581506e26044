"""Rows and features counted in arrays are those that counting one by one gives."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.topics import OTHER, SMOOTHING, Lessons, TopicModel
from retrieval.features import Features, features_of
from retrieval.reading import Term
from retrieval.rows import Rows, in_order, places_of
from retrieval.runs import Read, Runs

NUMBERS = st.lists(st.lists(st.integers(0, 5), max_size=6), max_size=8)
TERMS = [("=pay", False), ("a", True), ("long", False), ("long", True), ("skill:go", False), ("zé", False)]


def lists(rows: Rows) -> list[list[int]]:
    return [rows[at].tolist() for at in range(rows.count)]


@given(NUMBERS, st.data())
def test_rows_are_taken_joined_and_searched_as_lists_are(given_rows: list[list[int]], data: st.DataObject) -> None:
    rows = Rows.of(given_rows)
    assert lists(rows) == given_rows
    assert lists(rows.then(rows)) == given_rows + given_rows
    places = data.draw(st.lists(st.integers(0, len(given_rows) - 1), max_size=9) if given_rows else st.just([]))
    assert lists(rows.take(np.asarray(places, dtype=np.int64))) == [given_rows[at] for at in places]
    wanted = data.draw(st.lists(st.booleans(), min_size=6, max_size=6))
    assert rows.holding(np.asarray(wanted)).tolist() == [any(wanted[number] for number in row) for row in given_rows]
    assert rows.fits(6)
    assert rows.fits(5) == all(number < 5 for row in given_rows for number in row)


@given(NUMBERS)
def test_features_are_the_terms_and_neighbouring_pairs_of_each_text(texts: list[list[int]]) -> None:
    features, (feature, text) = features_of(Rows.of(texts), TERMS)
    keys = [[TERMS[number][0] for number in each] for each in texts]
    expected = [{*each, *(f"{one} {other}" for one, other in pairwise(each))} for each in keys]
    names = sorted(set().union(*expected))
    numbers = features.find([*names, "nobody", "a nobody", "nobody a", "a  a", ""]).tolist()
    assert numbers[len(names) :] == [-1] * 5
    assert sorted(numbers[: len(names)]) == list(range(len(features)))
    named = dict(zip(numbers, names, strict=False))
    found: list[set[str]] = [set() for _ in texts]
    for number, at in zip(feature.tolist(), text.tolist(), strict=True):
        assert named[number] not in found[at]
        found[at].add(named[number])
    assert found == expected
    again = Features.of(features.arrays())
    assert again.find(names).tolist() == numbers[: len(names)]


@given(st.lists(st.tuples(st.lists(st.integers(0, 5), max_size=5), st.frozensets(st.integers(0, 2))), max_size=12), st.lists(st.integers(0, 5), max_size=4))
def test_shares_are_those_that_counting_one_by_one_gives(lessons: list[tuple[list[int], frozenset[int]]], asked: list[int]) -> None:
    names = ("ladder", OTHER, "pay")
    features, sightings = features_of(Rows.of([text for text, _ in lessons]), TERMS)
    model = TopicModel(features, Lessons(sightings, names, Rows.of([sorted(topics) for _, topics in lessons])))
    query = {TERMS[number][0]: 1.0 for number in asked}
    rows = [({TERMS[number][0] for number in text}, names[topic]) for text, topics in lessons for topic in topics]
    held = {key for key in query if any(key in keys for keys, _ in rows)}
    beliefs = []
    for topic in sorted(names):
        mine = [keys for keys, of in rows if of == topic]
        belief = 0.5 * np.log((len(mine) + 1) / (len(rows) + 3))
        for key in held:
            general = (sum(key in keys for keys, _ in rows) + 1) / (len(rows) + 2)
            belief += np.log((sum(key in keys for keys in mine) + SMOOTHING * general) / (len(mine) + SMOOTHING) / general)
        beliefs.append(belief)
    shares = np.exp((np.asarray(beliefs) - max(beliefs)) / 1.6)
    assert list(model.shares(query)) == sorted(names)
    assert np.allclose(list(model.shares(query).values()), shares / shares.sum())
    again = TopicModel.of(features, model.arrays())
    assert again.shares(query) == model.shares(query)


WORDS = st.lists(st.sampled_from(["pay", "a", "go", "long", "b"]), max_size=5).map(" ".join)


@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8), st.sets(st.sampled_from(["pay", "go"])))
def test_runs_that_are_taken_over_are_those_that_reading_gives(before: list[str], after: list[str], changed: set[str]) -> None:
    def read(text: str, marked: set[str]) -> Read:
        words = text.split()
        return Read([_term(f"={word}" if word in marked else word) for word in words], words)

    earlier = Runs.read(before, lambda text: read(text, set()))
    fresh = Runs.read(after, lambda text: read(text, changed))
    taken = Runs.read(after, lambda text: read(text, changed), earlier, ~earlier.with_word(changed.__contains__))
    assert taken.anew == {text for text in after if text not in before or changed & set(text.split())}
    mine, others = taken.arrays(), fresh.arrays()
    assert all(mine[name].dtype == others[name].dtype and np.array_equal(mine[name], others[name]) for name in others)
    assert taken.keys(after) == fresh.keys(after) == Runs.of(mine).keys(after)


def _term(key: str) -> Term:
    return Term(key, -1, key in ("a", "b"))


@given(st.lists(st.one_of(st.integers(0, 9), st.integers(0, 1 << 62)), max_size=12))
def test_places_in_order_are_a_stable_argsort(numbers: list[int]) -> None:
    given_numbers = np.asarray(numbers, dtype=np.int64)
    assert in_order(given_numbers).tolist() == np.argsort(given_numbers, kind="stable").tolist()


@given(st.lists(st.integers(0, 9), max_size=12))
def test_distinct_numbers_and_their_places_are_those_that_sorting_gives(numbers: list[int]) -> None:
    given_numbers = np.asarray(numbers, dtype=np.int64)
    distinct, places = places_of(given_numbers, 10)
    assert [distinct.tolist(), places.tolist()] == [each.tolist() for each in np.unique(given_numbers, return_inverse=True)]
