"""What is kept of people: under a hash, shown on request, gone on request."""

from __future__ import annotations

from bot.question import Profile
from bot.store import Feedback, Store, ThreadKey, open_store
from bot.store.records import Thread
from tests.store.samples import question

PROFILE = Profile(level="senior", years=6, skills=("go",), goal="staff")


def test_a_person_is_always_the_same_hash_which_is_not_the_user_id(url: str) -> None:
    stores = [open_store(url) for _ in range(2)]
    one, other = (opened.people.person("T1", "U123") for opened in stores)
    assert one == other
    assert "U123" not in one
    for opened in stores:
        opened.close()


def test_a_user_id_has_another_hash_in_another_workspace_and_after_a_purge(store: Store) -> None:
    before = store.people.person("T1", "U123")
    assert store.people.person("T2", "U123") != before
    store.workspaces.purge("T1")
    assert store.people.person("T1", "U123") != before


def test_a_profile_is_kept_and_replaced(store: Store) -> None:
    assert store.people.profile("T1", "p1") == Profile()
    store.people.save_profile("T1", "p1", PROFILE, now=1)
    store.people.save_profile("T1", "p1", PROFILE.model_copy(update={"years": 7.5}), now=2)
    assert store.people.profile("T1", "p1").years == 7.5
    assert store.people.profile("T2", "p1") == Profile()


def test_an_empty_profile_leaves_nothing_behind(store: Store) -> None:
    store.people.save_profile("T1", "p1", PROFILE, now=1)
    store.people.save_profile("T1", "p1", Profile(), now=2)
    assert store.people.profile("T1", "p1").empty


def test_questions_come_back_latest_first_and_only_to_their_workspace(store: Store) -> None:
    for ident, when in (("q1", 10.0), ("q2", 20.0)):
        store.people.add_question(question(ident, asked_at=when))
    assert [asked.id for asked in store.people.questions("T1", "p1")] == ["q2", "q1"]
    assert store.people.question("q1", "T2") is None


def test_a_second_verdict_takes_the_place_of_the_first(store: Store) -> None:
    given = Feedback(question="q1", team="T1", person="p1", verdict="up", given_at=1)
    store.people.add_feedback(given)
    later = given.model_copy(update={"verdict": "down", "reason": "Out of date", "given_at": 2.0})
    store.people.add_feedback(later)
    assert store.people.feedback("T1", "p1") == [later]


def test_forgetting_a_person_deletes_all_of_theirs_and_nothing_of_others(store: Store) -> None:
    mine, shared, others = (ThreadKey("T1", "C1", thread) for thread in ("1.1", "2.2", "3.3"))
    for key, people in ((mine, ["p1"]), (shared, ["p1", "p2"]), (others, ["p2"])):
        store.threads.save(Thread(key=key, people=dict.fromkeys(people, PROFILE)), now=5)
    for person in ("p1", "p2"):
        store.people.save_profile("T1", person, PROFILE, now=5)
        store.people.add_question(question(f"q-{person}", person=person))
        store.people.add_feedback(Feedback(question=f"q-{person}", team="T1", person=person, verdict="up", given_at=5))
    assert store.people.thread_count("T1", "p1") == 2
    store.people.forget("T1", "p1")
    assert store.people.profile("T1", "p1").empty
    assert store.people.questions("T1", "p1") == []
    assert store.people.feedback("T1", "p1") == []
    assert store.people.thread_count("T1", "p1") == 0
    assert store.threads.load(shared).version == 0
    assert store.people.profile("T1", "p2") == PROFILE
    assert store.threads.asked_in(others, "p2")
    assert len(store.people.questions("T1", "p2")) == len(store.people.feedback("T1", "p2")) == 1
