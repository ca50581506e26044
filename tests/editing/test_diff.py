"""What a change did to the answers: a corrected salary, a deleted section, a new guide, in Git and between folders."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import cli
from bot.editing.changepage import markdown
from bot.editing.changes import Changed, Difference, Message, Sections
from tests.editing.folders import SAMPLE, copied, cut, replaced

CONVERSATIONS = """
- id: pay
  kind: pay
  turns:
  - ask: what does an artisan earn?
    facts: [['£37k']]
    guides: [pay]
  - ask: and in utrecht?
    facts: [['€45k']]
- id: stall
  kind: stall
  turns:
  - ask: why do builders stall?
    facts: [['custom orders']]
- id: greeting
  kind: courtesy
  turns:
  - ask: hello
- id: holidays
  kind: limit
  turns:
  - ask: how many days of holiday do i get?
    abstain: true
"""
INSPECTOR = """---
title: Inspector Ladder
publisher: Inspectors
reviewed: 2026-11-01
---

# Inspector Ladder

### Inspector: what they do

An inspector measures the alignment of each frame before it goes to the paint shop.

<!-- asked
- what does an inspector do
- who checks the frames before paint
-->
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder in Git, with conversations beside its guides."""
    folder = copied(tmp_path)
    (folder / "conversations").mkdir()
    (folder / "conversations" / "own.yaml").write_text(CONVERSATIONS, encoding="utf-8")
    for command in (("init", "-q"), ("add", "-A"), ("-c", "user.name=E", "-c", "user.email=e@example.com", "commit", "-qm", "As it was")):
        subprocess.run(["git", "-C", str(folder.parent), *command], check=True, capture_output=True)
    return folder


def diff(folder: Path, *arguments: str) -> Result:
    env = {"DATABASE_URL": "", "XDG_DATA_HOME": str(folder.parent / "none")}
    return CliRunner().invoke(cli, ["--knowledge", str(folder), "knowledge", "diff", *arguments], env=env, prog_name="career-advisor")


def test_nothing_changed_is_said_in_a_sentence(folder: Path) -> None:
    done = diff(folder)
    assert (done.exit_code, done.output) == (0, "None of 5 answers changed.\n  No section changed.\n")


def test_a_corrected_salary_shows_the_figure_lost_and_gained(folder: Path) -> None:
    replaced(folder / "guides" / "pay.md", "£37k–£44k", "£39k–£46k")
    done = diff(folder)
    assert "Sections changed: pay#all-rungs-base-salary-in-sheffield" in done.output
    assert (
        "“what does an artisan earn?”  [no longer as expected]\n  - Tarn Pay Book: base £37k–£44k (pay)\n  + Tarn Pay Book: base £39k–£46k (pay)\n"
        in done.output
    )
    assert "utrecht" not in done.output
    assert diff(folder, "--fail-on-loss").exit_code == 1


def test_a_vocabulary_cut_into_several_files_changes_no_answer(folder: Path) -> None:
    for name in ("levels", "topics", "subjects", "messages"):
        cut(folder, name)
    assert diff(folder).output == "None of 5 answers changed.\n  No section changed.\n"


def test_a_deleted_section_shows_what_is_no_longer_said(folder: Path) -> None:
    path = folder / "guides" / "ladder.md"
    text = path.read_text(encoding="utf-8")
    start = text.index("### Builder: why people stall")
    path.write_text(text[:start] + text[text.index("## Artisan", start) :], encoding="utf-8")
    done = diff(folder)
    assert "Sections deleted: ladder#builder-why-people-stall" in done.output
    assert "“why do builders stall?”" in done.output
    assert "  - Builders stall when they refuse custom orders" in done.output
    assert "+ Builders stall when they refuse" not in done.output


def test_a_new_guide_shows_what_is_answered_now(folder: Path) -> None:
    (folder / "guides" / "inspector.md").write_text(INSPECTOR, encoding="utf-8")
    done = diff(folder)
    assert "Guide added: inspector" in done.output
    assert "Sections added: inspector#inspector-what-they-do" in done.output
    assert "“who checks the frames before paint”" in done.output
    assert "  + An inspector measures the alignment" in done.output
    assert diff(folder, "--fail-on-loss").exit_code == 0


def test_a_page_for_a_pull_request_stands_side_by_side_and_its_words_are_no_markup(folder: Path) -> None:
    replaced(folder / "guides" / "ladder.md", "refuse custom orders", "refuse <b>custom</b> | `orders` @all #1")
    replaced(folder / "guides" / "ladder.md", "refuse <b>custom</b> | `orders`", "refuse *custom* orders | a\\|b")
    page = diff(folder, "HEAD", "--markdown").output
    assert page.startswith("## What this change does to the answers\n\nCompared with HEAD: ")
    assert "| Before | Now |\n|---|---|\n| " in page
    assert "&#64;all &#35;1" in page
    assert "@all" not in page
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    assert {line.count("|") for line in rows} == {3}


def test_a_page_fits_into_a_comment_and_says_what_it_leaves_out() -> None:
    message = Message(source="conversation", dialogue="d", number=1, ask="why?")
    changed = tuple(Changed(message=message, before="b" * 4000, now="n" * 4000, gained=(), lost=("b",), outcome="") for _ in range(30))
    sections = Sections(added=(), deleted=(), changed=("pay#x",), guides_added=(), guides_deleted=())
    page = markdown(Difference(sections=sections, played=30, changed=changed), "main", 30)
    assert 50_000 < len(page) < 65_536
    assert page.count("### “why?” (d, message 1)") == 7
    assert "… and 23 more: “career-advisor knowledge diff main” shows all." in page


def test_scripts_get_every_change(folder: Path) -> None:
    replaced(folder / "guides" / "pay.md", "£37k–£44k", "£39k–£46k")
    found = json.loads(diff(folder, "--json").output)
    change = next(change for change in found["changed"] if change["message"]["source"] == "conversation")
    assert change["message"] == {"source": "conversation", "dialogue": "pay", "number": 1, "ask": "what does an artisan earn?"}
    assert (change["verdict"], change["lost"]) == ("worse", ["Tarn Pay Book: base £37k–£44k (pay)"])


def test_another_folder_can_stand_for_what_was(folder: Path) -> None:
    replaced(folder / "guides" / "pay.md", "£37k–£44k", "£39k–£46k")
    assert "£39k–£46k" in diff(folder, str(SAMPLE)).output


def test_a_revision_that_is_none_or_a_folder_without_git_is_said(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    done = diff(folder, "no-such-branch")
    assert done.exit_code == 1
    assert "There is no revision 'no-such-branch'" in done.output
    assert "There is no revision '--output=x'" in diff(folder, "--", "--output=x").output
    assert "is not kept in Git" in diff(copied(tmp_path_factory.mktemp("elsewhere"))).output


def test_a_revision_without_the_folder_is_said(folder: Path) -> None:
    folder.rename(folder.parent / "moved")
    assert "has no knowledge" in diff(folder.parent / "moved").output


def test_knowledge_with_errors_is_mended_before_it_is_compared(folder: Path) -> None:
    replaced(folder / "guides" / "pay.md", "reviewed: 2026-10-15", "reviewed: soon")
    done = diff(folder)
    assert done.exit_code == 1
    assert "the knowledge as it is has errors; mend them first.\n  guides/pay.md:5: 'reviewed' is not a date." in done.output


def test_conversations_with_errors_are_said(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "c.yaml"
    file.write_text("- id: x\n  kind: y\n  turns:\n  - say: hello\n", encoding="utf-8")
    done = diff(folder, "--conversations", str(file))
    assert done.exit_code == 1
    assert "the conversations can't be used." in done.output
