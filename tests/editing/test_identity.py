"""Old answers and today's passages: an id stays while its heading stays, and a stamp tells whether the words did."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.identity import digest, look_up, stamp
from retrieval.library import load
from tests.editing.folders import SAMPLE, copied, replaced

IDENT = "ladder#builder-why-people-stall"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path)


def stamped() -> str:
    return stamp(load(SAMPLE).by_id[IDENT])


def test_a_passage_keeps_its_id_wherever_other_sections_come_and_go(folder: Path) -> None:
    before = {passage.id: digest(passage) for passage in load(folder).passages}
    replaced(folder / "guides" / "ladder.md", "## Trainee\n", "## Preface\n\n### How to read this\n\nFrom the lowest rung to the highest.\n\n## Trainee\n")
    after = {passage.id: digest(passage) for passage in load(folder).passages}
    assert before.items() < after.items()


def test_the_same_words_are_the_same_passage(folder: Path) -> None:
    found = look_up(stamped(), load(folder))
    assert found.passage is not None
    assert (found.passage.id, found.state) == (IDENT, "same")


def test_marks_and_line_breaks_do_not_count_as_a_change_but_a_digit_does(folder: Path) -> None:
    guide = folder / "guides" / "pay.md"
    kept = stamp(load(folder).by_id["pay#tool-allowance"])
    replaced(guide, "gets a tool allowance of £400", "gets a **tool allowance**\nof £400")
    assert look_up(kept, load(folder)).state == "same"
    replaced(guide, "£400", "£450")
    assert look_up(kept, load(folder)).state == "changed"


def test_a_changed_passage_is_shown_as_it_is_today(folder: Path) -> None:
    replaced(folder / "guides" / "ladder.md", "refuse custom orders", "avoid custom orders")
    found = look_up(stamped(), load(folder))
    assert found.state == "changed"
    assert found.passage is not None
    assert "avoid custom orders" in found.passage.text


def test_a_passage_whose_heading_was_reworded_is_found_by_its_words(folder: Path) -> None:
    replaced(folder / "guides" / "ladder.md", "### Builder: why people stall", "### Builder: what holds people up")
    found = look_up(stamped(), load(folder))
    assert found.passage is not None
    assert (found.passage.id, found.state) == ("ladder#builder-what-holds-people-up", "same")


def test_a_deleted_passage_is_gone(folder: Path) -> None:
    replaced(folder / "guides" / "ladder.md", "### Builder: why people stall\n\nBuilders stall when they refuse", "Builders dislike it when they refuse")
    found = look_up(stamped(), load(folder))
    assert (found.passage, found.state) == (None, "gone")


def test_the_bare_id_of_an_older_answer_still_opens_its_passage(folder: Path) -> None:
    found = look_up(IDENT, load(folder))
    assert (found.passage is not None, found.state) == (True, "same")


@pytest.mark.parametrize("nonsense", ["", "@", "#", "ladder#", "@0123456789", "ladder#x@0123456789", "a" * 5000, "ladder#builder-why-people-stall@xyz"])
def test_nonsense_is_gone(nonsense: str) -> None:
    assert look_up(nonsense, load(SAMPLE)).passage is None
