"""Installations, and what is deleted when."""

from __future__ import annotations

from bot.question import Profile
from bot.store import ClaimKey, Feedback, Installation, Store, ThreadKey
from bot.store.records import Thread
from bot.store.workspaces import CLAIM_DAYS, DAY
from tests.store.samples import question

INSTALLATION = Installation(enterprise="", team="T1", data={"bot_token": "xoxb-1", "is_enterprise_install": False}, installed_at=1)


def fill(store: Store, team: str, now: float) -> None:
    store.claims.take(ClaimKey(team, "C1", "1.1"), f"E-{team}-{now}", "one", "job", now, 10)
    store.threads.save(Thread(key=ThreadKey(team, "C1", str(now)), people={"p1": Profile()}), now=now)
    store.people.save_profile(team, "p1", Profile(level="senior"), now=now)
    store.people.add_question(question(f"q-{team}-{now}", team=team, asked_at=now))
    store.people.add_feedback(Feedback(question=f"q-{team}-{now}", team=team, person="p1", verdict="up", given_at=now))


def test_an_installation_is_found_replaced_and_removed(store: Store) -> None:
    store.workspaces.install(INSTALLATION)
    newer = INSTALLATION.model_copy(update={"data": {"bot_token": "xoxb-2"}})
    store.workspaces.install(newer)
    assert store.workspaces.installation("T1") == newer
    assert store.workspaces.installation("T2") is None
    assert store.workspaces.installation("") is None
    store.workspaces.uninstall("T1")
    assert store.workspaces.installation("T1") is None


def test_an_enterprise_and_its_workspaces_install_and_leave_each_for_itself(store: Store) -> None:
    whole = INSTALLATION.model_copy(update={"enterprise": "E1", "team": "", "installed_at": 2.0})
    inside = INSTALLATION.model_copy(update={"enterprise": "E1", "team": "T3"})
    for made in (whole, inside):
        store.workspaces.install(made)
    assert store.workspaces.installation("E1") == whole
    assert store.workspaces.installation("T3") == inside
    store.workspaces.purge("T3")
    assert store.workspaces.installation("T3") is None
    assert store.workspaces.installation("E1") == whole
    store.workspaces.purge("E1")
    assert store.workspaces.installation("E1") is None


def test_the_latest_installation_of_a_workspace_counts(store: Store) -> None:
    """A workspace that joined an enterprise after it had installed the app."""
    store.workspaces.install(INSTALLATION)
    joined = INSTALLATION.model_copy(update={"enterprise": "E1", "installed_at": 9.0})
    store.workspaces.install(joined)
    assert store.workspaces.installation("T1") == joined
    store.workspaces.uninstall("T1")
    assert store.workspaces.installation("T1") is None


def test_purging_a_workspace_deletes_all_of_its_own_and_nothing_of_others(store: Store) -> None:
    for team in ("T1", "T2"):
        fill(store, team, now=100)
        store.workspaces.install(INSTALLATION.model_copy(update={"team": team}))
    store.workspaces.purge("T1")
    assert store.workspaces.installation("T1") is None
    assert store.people.profile("T1", "p1").empty
    assert store.people.questions("T1", "p1") == []
    assert not store.threads.asked_in(ThreadKey("T1", "C1", "100"), "p1")
    assert store.claims.open() == 1
    assert store.workspaces.installation("T2") is not None
    assert store.threads.asked_in(ThreadKey("T2", "C1", "100"), "p1")


def test_threads_and_questions_go_after_their_days_and_profiles_stay(store: Store) -> None:
    fill(store, "T1", now=0)
    fill(store, "T2", now=20 * DAY)
    gone = store.workspaces.retain(now=31 * DAY, days=30)
    assert gone == {"threads": 1, "askers": 1, "questions": 1, "feedback": 1, "claims": 2, "oauth_states": 0}
    assert store.people.profile("T1", "p1").level == "senior"
    assert store.people.questions("T1", "p1") == []
    assert len(store.people.questions("T2", "p1")) == 1


def test_claims_are_kept_for_longer_than_slack_retries(store: Store) -> None:
    key = ClaimKey("T1", "C1", "1.1")
    store.claims.take(key, "E1", "one", "job", 0, 10)
    store.workspaces.retain(now=CLAIM_DAYS * DAY - 1, days=1)
    assert not store.claims.take(key, "E1", "one", "job", 1, 10)


def test_a_state_is_good_for_one_use_and_not_for_ever(store: Store) -> None:
    store.workspaces.issue_state("abc", until=10)
    store.workspaces.issue_state("old", until=10)
    assert store.workspaces.consume_state("abc", now=5)
    assert not store.workspaces.consume_state("abc", now=5)
    assert not store.workspaces.consume_state("old", now=11)
    assert not store.workspaces.consume_state("never", now=5)
