"""A running program and a folder that changes under it: all or nothing, within two seconds, and nothing deleted is said again."""

from __future__ import annotations

import logging
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.advisor import Advisor
from bot.answer import plain
from bot.conversation import Conversation
from bot.frontends.terminal.blocks import as_text
from bot.frontends.terminal.talk import Talk
from bot.refresh import refreshed
from bot.reload import Live
from retrieval.library import load
from tests.editing.folders import ROOT, copied, cut, replaced

SECONDS = 2.0
"""How long a change may take to be in use."""
STALL = "why do builders stall?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path)


@pytest.fixture
def live(folder: Path) -> Iterator[Live]:
    with Live(Advisor(load(folder))) as live:
        time.sleep(0.3)
        yield live


def comes(live: Live, what: str, seconds: float = SECONDS) -> str:
    """Waits for a sentence of the news that holds ``what``; fails after ``seconds``."""
    until, heard = time.monotonic() + seconds, ""
    while time.monotonic() < until:
        heard += " ".join(live.news())
        if what in heard:
            return heard
        time.sleep(0.01)
    raise AssertionError(f"{what!r} did not come in {seconds} seconds, but {heard!r}")


def says(live: Live, question: str) -> str:
    return plain(live.reply(question, Conversation())[0])


def test_a_corrected_figure_is_answered_within_two_seconds(folder: Path, live: Live) -> None:
    replaced(folder / "guides" / "pay.md", "£37k–£44k", "£39k–£46k")
    comes(live, "The guides have changed: answers now come from 3 guides, 29 passages.")
    assert "£39k–£46k" in says(live, "what does an artisan earn?")
    assert live.warning == ""


def test_an_edit_of_the_project_s_own_guides_takes_well_under_two_seconds_of_work(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge"))
    live = Live(Advisor(load(folder)))
    question = live.advisor.library.passages[0].heading
    live.reply(question, Conversation())
    path = folder / live.advisor.library.guides[live.advisor.library.passages[0].guide].file
    path.write_text(path.read_text(encoding="utf-8") + "\n## A new section\n\nThe quokka test is taken in May.\n", encoding="utf-8")
    started = time.thread_time()
    assert live.reload(), live.warning
    live.reply(question, Conversation())
    assert time.thread_time() - started < SECONDS
    assert any("quokka" in passage.text for passage in live.advisor.library.passages)


def test_a_new_word_of_the_vocabulary_is_understood_within_two_seconds(folder: Path, live: Live) -> None:
    replaced(folder / "vocabulary" / "levels.yaml", "aliases: [t3, craftsman", "aliases: [t3, torchbearer, craftsman")
    comes(live, "have changed")
    assert "£37k–£44k" in says(live, "what does a torchbearer earn?")


def test_a_vocabulary_file_in_a_folder_of_its_class_is_watched_like_the_others(folder: Path, live: Live) -> None:
    second = cut(folder, "levels")
    comes(live, "have changed")
    ident = second.read_text(encoding="utf-8").partition("id: ")[2].partition(",")[0]
    second.write_text(second.read_text(encoding="utf-8").replace("aliases: [", "aliases: [torchbearer, ", 1), encoding="utf-8")
    comes(live, "have changed")
    assert live.advisor.library.read("a torchbearer").ids("level") == (ident,)


def test_a_save_by_renaming_counts_as_a_change(folder: Path, live: Live) -> None:
    new = folder / "guides" / ".pay.md.tmp"
    new.write_text((folder / "guides" / "pay.md").read_text(encoding="utf-8").replace("£37k–£44k", "£39k–£46k"), encoding="utf-8")
    new.replace(folder / "guides" / "pay.md")
    comes(live, "have changed")
    assert "£39k–£46k" in says(live, "what does an artisan earn?")


def test_a_folder_put_in_the_place_of_another_is_noticed(folder: Path, live: Live, tmp_path: Path) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    replaced(other / "guides" / "pay.md", "£37k–£44k", "£39k–£46k")
    folder.rename(tmp_path / "old")
    other.rename(folder)
    comes(live, "have changed", seconds=2 * SECONDS)
    assert "£39k–£46k" in says(live, "what does an artisan earn?")
    replaced(folder / "guides" / "pay.md", "£39k–£46k", "£40k–£47k")
    comes(live, "have changed", seconds=2 * SECONDS)
    assert "£40k–£47k" in says(live, "what does an artisan earn?")


BROKEN = {
    "front matter that is not valid": ("pay.md", "reviewed: 2026-10-15", "reviewed: soon", "guides/pay.md:5: 'reviewed' is not a date."),
    "a table without rows": ("ladder.md", "| Trainee | 0–2 |\n| Builder | 2–5 |\n| Artisan | 5–9 |\n| Master Builder | 9+ |\n", "", "The table has no rows."),
    "a sentence that is gone": ("../vocabulary/messages.yaml", "- {id: pay-lead,", "- {id: pay-leed,", "The sentence 'pay-lead' is missing."),
    "a rung that nothing knows": ("../vocabulary/levels.yaml", "next: builder", "next: bilder", "Did you mean 'builder'?"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_edit_keeps_the_last_good_knowledge_and_is_said(case: str, folder: Path, live: Live, caplog: pytest.LogCaptureFixture) -> None:
    file, old, new, why = BROKEN[case]
    before = live.advisor
    with caplog.at_level(logging.WARNING, "career_advisor.reload"):
        replaced(folder / "guides" / file, old, new)
        comes(live, "is not used")
    assert live.advisor is before
    assert why in live.warning
    assert live.warning.endswith("Answers still come from the last good one.")
    assert live.warning in caplog.text
    assert "£37k–£44k" in says(live, "what does an artisan earn?")
    if new:
        replaced(folder / "guides" / file, new, old)
        comes(live, "have changed")
        assert live.warning == ""


def test_an_edit_saved_half_way_is_waited_for(folder: Path, live: Live) -> None:
    path = folder / "guides" / "pay.md"
    text = path.read_text(encoding="utf-8").replace("£37k–£44k", "£39k–£46k")
    path.write_text("", encoding="utf-8")
    assert "£37k–£44k" in says(live, "what does an artisan earn?")
    time.sleep(0.05)
    path.write_text(text, encoding="utf-8")
    comes(live, "have changed")
    assert "£39k–£46k" in says(live, "what does an artisan earn?")


def test_an_edit_that_stays_half_saved_is_left_aside_until_it_is_whole(folder: Path, live: Live) -> None:
    path = folder / "guides" / "pay.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[:60], encoding="utf-8")
    assert "The front matter is missing." in comes(live, "is not used")
    path.write_text(text.replace("£37k–£44k", "£39k–£46k"), encoding="utf-8")
    comes(live, "have changed")
    assert "£39k–£46k" in says(live, "what does an artisan earn?")


def test_a_guide_that_was_broken_from_the_start_does_not_hold_up_the_others(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    replaced(folder / "guides" / "crew.md", "reviewed: 2026-08-20", "reviewed: soon")
    with Live(Advisor(load(folder))) as live:
        time.sleep(0.3)
        replaced(folder / "guides" / "pay.md", "£37k–£44k", "£39k–£46k")
        comes(live, "answers now come from 2 guides")


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, live: Live, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere.md"
    outside.write_text((folder / "guides" / "pay.md").read_text(encoding="utf-8").replace("£37k–£44k", "£99k–£99k"), encoding="utf-8")
    (folder / "guides" / "pay.md").unlink()
    (folder / "guides" / "pay.md").symlink_to(outside)
    assert "a link to a place outside" in comes(live, "is not used")
    assert "£99k" not in says(live, "what does an artisan earn?")


def test_an_answer_begun_on_the_old_knowledge_ends_on_it(folder: Path, live: Live) -> None:
    begun = live.advisor
    replaced(folder / "guides" / "pay.md", "£37k–£44k", "£39k–£46k")
    comes(live, "have changed")
    assert "£37k–£44k" in plain(begun.reply("what does an artisan earn?", Conversation())[0])


SECTION = "### Builder: why people stall"


def delete_stall(folder: Path) -> None:
    path = folder / "guides" / "ladder.md"
    text = path.read_text(encoding="utf-8")
    start = text.index(SECTION)
    path.write_text(text[:start] + text[text.index("## Artisan", start) :], encoding="utf-8")


@pytest.mark.parametrize("message", [STALL, "say that again", "shorter", "source", "more", "why", "are you sure", "the first one", "what do the others say"])
def test_deleted_text_is_never_answered_again(message: str, folder: Path) -> None:
    live = Live(Advisor(load(folder)))
    answer, conversation = live.reply(STALL, Conversation())
    assert "refuse custom orders" in plain(answer)
    delete_stall(folder)
    assert live.reload()
    again, after = live.reply(message, conversation)
    assert "refuse custom orders" not in again.model_dump_json()
    assert "refuse custom orders" not in after.model_dump_json()


def test_a_conversation_survives_names_that_the_vocabulary_no_longer_has(folder: Path) -> None:
    live = Live(Advisor(load(folder)))
    _, conversation = live.reply("i'm a builder, i know brazing and jig setup, what's missing for artisan?", Conversation())
    _, conversation = live.reply("what does an artisan earn in utrecht", conversation)
    replaced(folder / "vocabulary" / "skills.yaml", "- {id: jig, name: Jig setup, aliases: [jig, setting up the jig]}\n", "")
    replaced(folder / "vocabulary" / "places.yaml", "- {id: utrecht, name: Utrecht, in: netherlands}\n", "")
    assert live.reload(), live.warning
    kept = refreshed(conversation, live.advisor.library)
    assert "jig" not in kept.profile.skills
    assert "brazing" in kept.profile.skills
    answer, _ = live.reply("and what about a builder?", conversation)
    assert answer.outcome in ("answered", "abstained")


def test_a_conversation_on_unchanged_knowledge_stays_the_same_object(folder: Path) -> None:
    advisor = Advisor(load(folder))
    _, conversation = advisor.reply("what does an artisan earn?", Conversation())
    assert refreshed(conversation, advisor.library) is conversation


def test_the_chat_tells_of_a_change_and_of_a_broken_one(folder: Path) -> None:
    live = Live(Advisor(load(folder)))
    talk = Talk(live.advisor, live=live)
    assert "£37k–£44k" in as_text(talk.hear("what does an artisan earn?"))
    replaced(folder / "guides" / "pay.md", "£37k–£44k", "£39k–£46k")
    live.reload()
    said = as_text(talk.hear("what does an artisan earn?"))
    assert said.startswith("Note: The guides have changed")
    assert "£39k–£46k" in said
    replaced(folder / "guides" / "pay.md", "reviewed: 2026-10-15", "reviewed: soon")
    live.reload()
    said = as_text(talk.hear("and a builder?"))
    assert said.startswith("Note: The changed knowledge is not used: guides/pay.md:5:")
    assert "£29k–£34k" in said


def test_the_chat_opens_an_old_answer_s_passage_as_it_is_today_or_says_that_it_is_gone(folder: Path) -> None:
    live = Live(Advisor(load(folder)))
    talk = Talk(live.advisor, live=live)
    talk.hear(STALL)
    replaced(folder / "guides" / "ladder.md", "refuse custom orders", "avoid custom orders")
    live.reload()
    said = as_text(talk.hear("/passage 1"))
    assert "The passage has changed since this answer. Today it says:" in said
    assert "avoid custom orders" in said
    replaced(folder / "guides" / "ladder.md", SECTION, "### Builder: obstacles")
    live.reload()
    assert "no longer there" in as_text(talk.hear("/passage 1"))


@pytest.mark.skipif(os.geteuid() == 0, reason="the root user may read everything")
def test_a_guide_that_may_not_be_read_keeps_the_last_good_knowledge(folder: Path, live: Live) -> None:
    (folder / "guides" / "pay.md").chmod(0)
    assert "can't be read" in comes(live, "is not used")
