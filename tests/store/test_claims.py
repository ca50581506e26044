"""Claims: one holder for each message, whatever happens to the process that took it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.store import ClaimKey, ClaimLostError, Store, ThreadKey, open_store
from bot.store.records import Thread
from tests.store.samples import CONVERSATION

KEY = ClaimKey("T1", "C1", "1.1")


def take(store: Store, key: ClaimKey = KEY, event: str | None = "E1", holder: str = "one", now: float = 100.0) -> bool:
    return store.claims.take(key, event, holder, "job", now, lease=10)


def test_a_message_is_taken_once(store: Store) -> None:
    assert take(store)
    assert not take(store)


def test_the_same_message_under_another_event_is_not_taken_again(store: Store) -> None:
    assert take(store, event="E1")
    assert not take(store, event="E2", holder="two")


def test_the_same_event_with_another_message_is_not_taken_again(store: Store) -> None:
    assert take(store)
    assert not take(store, KEY._replace(ts="1.2"))


def test_messages_without_an_event_are_told_apart_by_their_place(store: Store) -> None:
    assert take(store, event=None)
    assert take(store, KEY._replace(channel="C2"), event=None)
    assert not take(store, event=None)


def test_of_many_who_try_at_once_one_gets_it(url: str) -> None:
    stores = [open_store(url) for _ in range(2)]
    with ThreadPoolExecutor(16) as pool:
        for round_ in range(10):
            key = KEY._replace(ts=f"2.{round_}")
            got = list(pool.map(lambda at, key=key: take(stores[at % 2], key, event=f"F{key.ts}", holder=str(at)), range(16)))
            assert sum(got) == 1
    for opened in stores:
        opened.close()


def test_a_claim_is_taken_over_only_when_its_lease_has_run_out(store: Store) -> None:
    take(store)
    assert store.claims.adopt("two", now=109, lease=10) == []
    (claim,) = store.claims.adopt("two", now=111, lease=10)
    assert (claim.key, claim.state, claim.job, claim.holder) == (KEY, "taken", "job", "two")
    assert store.claims.adopt("three", now=112, lease=10) == []


def test_a_living_process_keeps_its_claims(store: Store) -> None:
    take(store)
    store.claims.renew("one", until=200)
    assert store.claims.adopt("two", now=150, lease=10) == []


def test_a_process_never_takes_over_its_own_claims_unless_it_let_them_go(store: Store) -> None:
    take(store)
    assert store.claims.adopt("one", now=500, lease=10) == []
    store.claims.let_go(KEY, until=499)
    assert len(store.claims.adopt("one", now=500, lease=10)) == 1


def test_a_process_that_stops_lets_go_at_once(store: Store) -> None:
    take(store)
    store.claims.release("one", now=101)
    assert len(store.claims.adopt("two", now=101, lease=10)) == 1


def test_many_who_take_over_at_once_share_the_claims_out(url: str) -> None:
    stores = [open_store(url) for _ in range(2)]
    for at in range(30):
        take(stores[0], KEY._replace(ts=f"3.{at}"), event=f"G{at}")
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda at: stores[at % 2].claims.adopt(str(at), now=500, lease=10), range(8)))
    keys = [claim.key for group in got for claim in group]
    assert len(keys) == len(set(keys)) == 30
    for opened in stores:
        opened.close()


def test_the_answer_takes_the_place_of_the_job_together_with_the_thread(store: Store) -> None:
    take(store)
    thread = Thread(key=ThreadKey("T1", "C1", "1.1"), conversation=CONVERSATION)
    store.threads.save(thread, now=101, claim=KEY, holder="one", message="answer")
    (claim,) = store.claims.adopt("two", now=200, lease=10)
    assert (claim.state, claim.job, claim.message) == ("sending", None, "answer")
    assert store.threads.load(thread.key).conversation == CONVERSATION


def test_who_lost_the_claim_changes_nothing(store: Store) -> None:
    take(store)
    store.claims.adopt("two", now=200, lease=10)
    thread = Thread(key=ThreadKey("T1", "C1", "1.1"), conversation=CONVERSATION)
    with pytest.raises(ClaimLostError):
        store.threads.save(thread, now=201, claim=KEY, holder="one", message="answer")
    assert store.threads.load(thread.key).version == 0


def test_a_finished_claim_holds_no_words_and_is_never_taken_again(store: Store) -> None:
    take(store)
    assert store.claims.open() == 1
    store.claims.finish(KEY)
    assert store.claims.open() == 0
    assert store.claims.adopt("two", now=10_000, lease=10) == []
    assert not take(store)
