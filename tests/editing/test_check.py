"""What the reviewer says of a folder: errors, warnings and notes, each with its file and line."""

from __future__ import annotations

import ast
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.editing.contract import SENTENCES
from bot.editing.reviewing import examine
from retrieval.problems import Problem
from tests.editing.folders import ROOT, SAMPLE, copied, cut, replaced

TODAY = date(2026, 11, 22)


def said(folder: Path, today: date = TODAY) -> list[Problem]:
    return list(examine(folder, today)[1])


def about(problems: list[Problem], words: str) -> Problem:
    found = [problem for problem in problems if words in problem.what]
    assert len(found) == 1, [str(problem) for problem in problems]
    return found[0]


def add(folder: Path, text: str, guide: str = "crew") -> int:
    """Adds text to the end of a guide; the line on which it begins."""
    path = folder / "guides" / f"{guide}.md"
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}\n{text}\n", encoding="utf-8")
    return before.count("\n") + 2


@pytest.mark.parametrize("folder", [SAMPLE, ROOT / "knowledge"], ids=["sample", "knowledge"])
def test_the_folders_as_they_are_have_neither_errors_nor_warnings(folder: Path) -> None:
    assert [str(problem) for problem in said(folder) if problem.severity != "note"] == []


def test_a_section_by_which_no_question_could_meet_it_is_named(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    line = add(folder, "### Odds and ends\n\nThe kettle is descaled on Fridays.")
    problem = about(said(folder), "Nobody will find the section 'Odds and ends'")
    assert (problem.file, problem.line, problem.severity) == ("guides/crew.md", line, "warning")


def test_a_section_that_only_its_own_words_find_is_a_note(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    line = add(folder, "### Works Captain: skills\n\nA works captain plans shifts.")
    problem = about(said(folder), "'Works Captain: skills' has no ways of asking")
    assert (problem.line, problem.severity) == (line, "note")


@pytest.mark.parametrize("amount", ["£61,000", "GBP 61k", "61.000 €", "€61k"])
def test_a_figure_of_pay_outside_a_table_is_named(tmp_path: Path, amount: str) -> None:
    folder = copied(tmp_path)
    line = add(folder, f"### Works Captain: pay\n\nA works captain earns {amount} a year.\n\n<!-- asked\n- what does a works captain earn\n-->")
    problem = about(said(folder), f"The figure {amount} stands outside a table")
    assert (problem.line, problem.severity) == (line + 2, "warning")


def test_a_column_that_is_not_known_is_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    replaced(folder / "guides" / "pay.md", "| Level | Base salary (GBP a year) |", "| Level | Bse salry (GBP a year) |")
    problem = about(said(folder), "The column 'Bse salry (GBP a year)' is not known")
    assert (problem.file, problem.line) == ("guides/pay.md", 18)
    assert "Did you mean 'Base salary'?" in problem.remedy


def test_figures_that_two_guides_give_differently_are_noted_with_both_places(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    replaced(folder / "guides" / "pay.md", "| Level | Years in level |", "| Level | Years of experience |")
    found = [problem for problem in said(folder) if " here, " in problem.what]
    assert [problem.severity for problem in found] == ["note"] * 3
    assert "Trainee: 1–2 here, 0–2 in guides/ladder.md:37." in found[0].what


def test_a_guide_that_nobody_reviewed_for_a_year_is_named() -> None:
    problem = about(said(SAMPLE, date(2027, 8, 21)), "last reviewed on 2026-08-20")
    assert (problem.file, problem.line, problem.severity) == ("guides/crew.md", 5, "warning")


def test_a_review_that_is_still_to_come_is_named() -> None:
    assert about(said(SAMPLE, date(2026, 10, 1)), "still to come").file == "guides/pay.md"


def test_two_guides_with_one_title_are_named(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    replaced(folder / "guides" / "pay.md", "title: Frame Builder Pay Book", "title: frame builder ladder")
    problem = about(said(folder), "is also that of guides/ladder.md")
    assert (problem.file, problem.line) == ("guides/pay.md", 2)


def test_a_tag_that_names_no_subject_is_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "vocabulary" / "subjects.yaml").write_text("- {id: night-shifts, name: work at night, asked: [do we work nights]}\n", encoding="utf-8")
    line = add(folder, "### At night\n\nThe workshop is closed at night.\n\n<!-- subjects: night-shift, night-shifts -->")
    problem = about(said(folder), "There is no subject 'night-shift'")
    assert (problem.file, problem.line, problem.severity) == ("guides/crew.md", line, "warning")
    assert "night-shifts" in problem.remedy


def test_an_entry_of_the_vocabulary_that_nothing_uses_is_noted_with_its_line(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with (folder / "vocabulary" / "skills.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: enamel, name: Enamelling}\n")
    problem = about(said(folder), "'enamel'")
    assert (problem.file, problem.line, problem.severity) == ("vocabulary/skills.yaml", 15, "note")


def test_a_link_out_of_the_folder_is_an_error_and_nothing_is_read(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: Secret\npublisher: P\nreviewed: 2026-01-01\n---\n\n## Secret\n\nThe secret.\n", encoding="utf-8")
    (folder / "guides" / "secret.md").symlink_to(secret)
    library, problems = examine(folder, TODAY)
    assert library is None
    assert [(problem.file, problem.severity) for problem in problems] == [("guides/secret.md", "error")]


def test_in_a_vocabulary_of_several_files_each_problem_names_its_own(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    for name in ("skills", "subjects", "columns"):
        cut(folder, name)
    with (folder / "vocabulary" / "skills" / "third.yaml").open("w", encoding="utf-8") as file:
        file.write("\n- {id: enamel, name: Enamelling}\n")
    add(folder, "### At night\n\n| Level | Moons |\n|---|---|\n| Builder | 3 |\n\n<!-- subjects: night-shift -->")
    problems = said(folder)
    unused = about(problems, "'enamel'")
    assert (unused.file, unused.line) == ("vocabulary/skills/third.yaml", 2)
    assert "Use an id of vocabulary/subjects/, or add one there." in about(problems, "There is no subject 'night-shift'").remedy
    assert "Use a name from vocabulary/columns/, or add one there." in about(problems, "The column 'Moons' is not known").remedy
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_a_folder_of_the_vocabulary_that_is_a_link_out_of_it_is_an_error(tmp_path: Path) -> None:
    folder, other = copied(tmp_path), tmp_path / "elsewhere"
    other.mkdir()
    (other / "a.yaml").write_text("- {id: enamel, name: Enamelling}\n", encoding="utf-8")
    (folder / "vocabulary" / "skills.yaml").unlink()
    (folder / "vocabulary" / "skills").symlink_to(other)
    library, problems = examine(folder, TODAY)
    assert library is None
    assert {problem.file for problem in problems} == {"vocabulary/skills", "vocabulary/skills/a.yaml"}


def test_a_link_within_the_folder_is_fine(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "guides" / "crew.md").rename(folder / "crew-2026.txt")
    (folder / "guides" / "crew.md").symlink_to(folder / "crew-2026.txt")
    assert [problem for problem in said(folder) if problem.severity == "error"] == []


def test_a_sentence_that_is_missing_or_has_a_blank_nobody_fills_is_an_error(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    messages = folder / "vocabulary" / "messages.yaml"
    replaced(messages, "{subject} at Tarn, by guide:", "{subjekt} at Tarn, by guide:")
    replaced(messages, "- {id: empty,", "- {id: emptied,")
    replaced(folder / "vocabulary" / "courtesies.yaml", "{guides}", "{guides")
    problems = said(folder)
    blank = about(problems, "nobody fills the blank {subjekt}")
    assert (blank.file, blank.line, blank.severity) == ("vocabulary/messages.yaml", 2, "error")
    assert "Did you mean 'subject'?" in blank.remedy
    assert about(problems, "The sentence 'empty' is missing").severity == "error"
    assert about(problems, "braces don't close").file == "vocabulary/courtesies.yaml"


def test_the_contract_holds_every_sentence_that_the_code_says() -> None:
    calls = [node for path in (ROOT / "bot").rglob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    for call in calls:
        if isinstance(call.func, ast.Attribute) and call.func.attr == "say" and call.args and isinstance(call.args[0], ast.Constant):
            ident = str(call.args[0].value)
            blanks = {str(keyword.arg) for keyword in call.keywords}
            assert set(SENTENCES.get(ident, {"?"})) == blanks, f"bring SENTENCES in bot/editing/contract.py up to date for '{ident}' ({blanks})"


def test_the_command_shows_warnings_and_counts_notes(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    line = add(folder, "### Odds and ends\n\nThe kettle is descaled on Fridays.")
    done = CliRunner().invoke(cli, ["--knowledge", str(folder), "knowledge", "check"])
    assert done.exit_code == 0
    assert f"{folder}/guides/crew.md:{line}: warning: Nobody will find" in done.output
    assert "note:" not in done.output
    assert "1 problem in 1 file. 8 notes, shown with --notes." in done.output
    assert "note: No guide" in CliRunner().invoke(cli, ["--knowledge", str(folder), "knowledge", "check", "--notes"]).output


def test_the_command_gives_scripts_all_of_it(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["--knowledge", str(SAMPLE), "knowledge", "check", "--json"])
    assert {problem["severity"] for problem in json.loads(done.output)["problems"]} == {"note"}
