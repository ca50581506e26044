"""Conversations as stored: whole, and never overwritten by one who read an older version."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.conversation import Conversation
from bot.question import Profile
from bot.store import StaleThreadError, Store, ThreadKey, open_store
from bot.store.records import Thread
from tests.store.samples import CONVERSATION, question

KEY = ThreadKey("T1", "C1", "1.1")


def test_a_thread_never_seen_is_an_empty_conversation(store: Store) -> None:
    assert store.threads.load(KEY) == Thread(key=KEY)


def test_a_thread_comes_back_as_it_was(store: Store) -> None:
    people = {"p1": CONVERSATION.profile, "p2": Profile()}
    store.threads.save(Thread(key=KEY, conversation=CONVERSATION, people=people), now=5, question=question())
    assert store.threads.load(KEY) == Thread(key=KEY, conversation=CONVERSATION, people=people, version=1)
    assert store.people.question("q1", "T1") == question()


def test_only_who_was_answered_in_a_thread_has_asked_in_it(store: Store) -> None:
    store.threads.save(Thread(key=KEY, people={"p1": Profile()}), now=5)
    assert store.threads.asked_in(KEY, "p1")
    assert not store.threads.asked_in(KEY, "p2")
    assert not store.threads.asked_in(KEY._replace(team="T2"), "p1")


def test_saving_an_older_version_is_refused_and_changes_nothing(store: Store) -> None:
    first = store.threads.load(KEY)
    store.threads.save(first, now=5)
    with pytest.raises(StaleThreadError):
        store.threads.save(first.model_copy(update={"conversation": CONVERSATION}), now=6, question=question())
    assert store.threads.load(KEY).conversation == Conversation()
    assert store.people.question("q1", "T1") is None


def test_no_turn_is_lost_when_many_write_to_one_thread(url: str) -> None:
    stores = [open_store(url) for _ in range(2)]

    def add(at: int) -> None:
        for _ in range(100):
            thread = stores[at % 2].threads.load(KEY)
            people = {**thread.people, f"p{at}": Profile(years=at)}
            try:
                return stores[at % 2].threads.save(thread.model_copy(update={"people": people}), now=at)
            except StaleThreadError:
                continue
        raise AssertionError("never got a turn")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(24)))
    thread = stores[0].threads.load(KEY)
    assert (thread.version, len(thread.people)) == (24, 24)
    for opened in stores:
        opened.close()


def test_a_conversation_can_be_deleted_alone(store: Store) -> None:
    other = KEY._replace(thread="2.2")
    for key in (KEY, other):
        store.threads.save(Thread(key=key, people={"p1": Profile()}), now=5)
    store.threads.forget(KEY)
    assert store.threads.load(KEY).version == 0
    assert not store.threads.asked_in(KEY, "p1")
    assert store.threads.asked_in(other, "p1")
