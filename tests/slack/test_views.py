"""Windows and the Home tab: whatever guides, people and profiles hold, Slack takes them, and nothing in them is live."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.advisor import Advisor
from bot.frontends.slack import texts
from bot.frontends.slack.suggestions import suggest
from bot.frontends.slack.views import data, home, passage, profile, reason
from bot.question import Profile
from bot.store import Feedback, Question
from retrieval.library import Library, load
from tests.slack import rules
from tests.slack.answers import ANSWERED, HOSTILE

ROOT = Path(__file__).resolve().parents[2]
NASTY = " ".join(mark.replace("\n", " ").replace("\x00", "") for mark in HOSTILE)


@pytest.fixture(scope="module")
def library() -> Library:
    return load(ROOT / "knowledge")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Guides that nobody should write: long beyond reason, full of markup, with a table as wide as a wall."""
    folder = tmp_path_factory.mktemp("knowledge")
    (folder / "guides").mkdir()
    shutil.copytree(ROOT / "knowledge" / "vocabulary", folder / "vocabulary")
    wide = "| Level | " + " | ".join(f"Column {at} <!here>" for at in range(30)) + " |\n|" + "---|" * 31 + "\n"
    rows = "".join(f"| Senior {at} | " + " | ".join(f"<@U{at}{cell}> {'x' * 60}" for cell in range(30)) + " |\n" for at in range(60))
    for number in range(60):
        long = "A very long sentence about seniors & staff. " * 2_000
        heading = ("Pay <!here> " * 40).strip()
        text = f"## {heading} {number}\n\n{NASTY}\n\n{long}\n\n## Table {number}\n\n{wide}{rows}\n## Last\n\nEnd.\n"
        matter = f"---\ntitle: '{('Guide <!channel> ' * 30).strip()} {number}'\npublisher: 'P <@U1>'\nreviewed: 2026-11-22\n---\n\n# Title\n\n"
        (folder / "guides" / f"g{number}.md").write_text(matter + (text if number < 2 else "## Pay\n\nSeniors earn more.\n"), encoding="utf-8")
    return load(folder)


def assert_shown(view: dict[str, Any]) -> None:
    assert rules.view_problems(view) == []
    assert rules.live("", view["blocks"]) == []


def test_every_passage_of_the_guides_can_be_opened(library: Library) -> None:
    for ident in library.by_id:
        assert_shown(passage.modal(library, ident))


def test_the_window_holds_the_whole_passage(library: Library) -> None:
    for found in library.passages:
        shown = "\n".join(passage.rendered(found))
        for statement in found.statements:
            words = statement.text.split(" | ")[0].split()[0].strip("*_`~\"'")
            assert words.replace("&", "&amp;").replace("<", "&lt;") in shown


def test_passages_and_lists_of_hostile_guides_can_be_shown(hostile: Library) -> None:
    for ident in hostile.by_id:
        assert_shown(passage.modal(hostile, ident))
    assert_shown(home.view(hostile, Profile(level="senior"), ("x" * 500, NASTY), 30))
    assert rules.size(texts.guides(hostile)) <= 3_000


def test_the_home_tab_shows_any_profile(library: Library) -> None:
    everything = Profile(level="senior", years=6.5, goal="staff", skills=tuple(entry["value"] for entry in profile.options(library, profile.SKILLS, "")))
    for known in (Profile(), everything, Profile(level="gone", goal=NASTY, skills=(NASTY,) * 50)):
        assert_shown(home.view(library, known, (), 30))
        assert_shown(profile.modal(library, known))


def test_the_data_of_somebody_who_asks_a_lot_can_be_shown(library: Library) -> None:
    asked = [Question(id=str(at), team="T1", person="p", text=NASTY * 20, answer=ANSWERED, asked_at=at * 1e5) for at in range(200)]
    given = [Feedback(question=str(at), team="T1", person="p", verdict="down", reason=NASTY * 20, given_at=at * 1e5) for at in range(200)]
    for kept in (data.Kept(Profile(), [], [], 0), data.Kept(Profile(level="mid"), asked, given, 200)):
        assert_shown(data.modal(library, kept, 30))


def test_the_windows_of_feedback_can_be_shown() -> None:
    assert_shown(reason.modal("0" * 32))
    assert_shown(reason.thanks())


@pytest.mark.parametrize(
    ("typed", "first"),
    [("", "intern"), ("sen", "senior"), ("SDE2", "mid"), ("senoir", "senior"), ("  staff ", "staff"), ("zzzzqqq", None), ("x" * 5_000, None)],
)
def test_a_select_finds_levels_by_name_alias_and_likeness(library: Library, typed: str, first: str | None) -> None:
    found = profile.options(library, profile.LEVEL, typed)
    assert len(found) <= 100
    assert (found[0]["value"] if found else None) == first


def test_suggestions_fit_the_profile_and_are_answered(library: Library) -> None:
    advisor = Advisor(library)
    fitting = suggest(advisor, Profile(level="mid", goal="senior"))
    assert len(fitting) == 4
    assert "Senior" in fitting[0]
    assert all(advisor.reply(question)[0].outcome == "answered" for question in (*fitting, *suggest(advisor, Profile())))


ODD = {"state": {"values": {"profile.level": 5, "profile.skills": {"profile.skills": None}}}}


@pytest.mark.parametrize("view", [{}, {"state": None}, {"state": {"values": []}}, ODD])
def test_a_window_that_comes_back_in_any_shape_is_read(library: Library, view: dict[str, Any]) -> None:
    assert profile.read(library, view, Profile(role="manager")) == (Profile(role="manager"), {})
    assert reason.read(view) == ""
