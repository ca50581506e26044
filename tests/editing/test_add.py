"""From a document to a guide that the advisor answers from; and everything that people hand in by mistake."""

from __future__ import annotations

import os
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import cli
from bot.advisor import Advisor
from bot.answer import plain
from bot.conversation import Conversation
from bot.editing import files
from bot.editing.importing import guide_name
from retrieval.library import load
from tests.editing import papers
from tests.editing.folders import copied


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path)


def add(folder: Path, file: Path, *options: str, says: str | None = None) -> Result:
    fixed = () if says is not None else ("--publisher", "Inspectors", "--yes")
    return CliRunner().invoke(cli, ["--knowledge", str(folder), "knowledge", "add", str(file), *fixed, *options], input=says, prog_name="career-advisor")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def written(folder: Path, done: Result, name: str = "inspector-ladder") -> str:
    assert done.exit_code == 0, done.output
    return (folder / "guides" / f"{name}.md").read_text(encoding="utf-8")


MARKDOWN = """# Inspector Ladder

## Inspector: what they do

An inspector looks at each frame before it goes to the paint shop.

<!-- asked
- what does an inspector do
-->

## Inspector: pay

| Level | Base salary (GBP a year) |
|---|---|
| Inspector | £31k–£35k |
"""


@pytest.mark.parametrize("kind", ["markdown", "html", "docx", "pdf", "text"])
def test_a_document_of_each_kind_becomes_a_guide_that_is_answered_from(kind: str, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / f"document.{kind}"
    if kind == "docx":
        papers.word(file)
    elif kind == "pdf":
        papers.pdf(file)
    elif kind == "text":
        file = file.with_suffix(".txt")
        file.write_text("Inspector Ladder\n\nInspector: what they do\n\nAn inspector looks at each frame before it goes to the paint shop.\n", encoding="utf-8")
    else:
        file = file.with_suffix(".md" if kind == "markdown" else ".html")
        file.write_text(MARKDOWN if kind == "markdown" else papers.WEBPAGE, encoding="utf-8")
    written(folder, add(folder, file))
    library = load(folder)
    assert [str(problem) for problem in library.problems if problem.severity == "error"] == []
    assert library.guides["inspector-ladder"].title == "Inspector Ladder"
    answer, _ = Advisor(library).reply("what does an inspector of frames do?", Conversation())
    assert "frame" in plain(answer)
    assert "inspector-ladder" in {citation.guide for citation in answer.citations}


def test_headings_lists_and_tables_of_a_word_document_are_kept_word_for_word(folder: Path, tmp_path: Path) -> None:
    text = written(folder, add(folder, papers.word(tmp_path / "ladder.docx")))
    assert "## Inspector grade 1\n\n### Inspector grade 1: what they do\n\n" + papers.PROSE in text
    assert "- measuring the alignment\n- signing the frame book of bay 1" in text
    assert "| Level | Base salary (GBP a year) | Notes |\n|---|---|---|\n| Inspector 1 | £31k–£35k | with tools |\n| Deputy | £29k |  |" in text


def test_figures_of_an_imported_table_are_facts(folder: Path, tmp_path: Path) -> None:
    papers_text = MARKDOWN.replace("| Inspector | £31k–£35k |", "| Artisan | £99k |")
    file = tmp_path / "pay.md"
    file.write_text(papers_text, encoding="utf-8")
    written(folder, add(folder, file))
    answer, _ = Advisor(load(folder)).reply("what does an artisan earn?", Conversation())
    assert "Inspectors: base £99k" in plain(answer)


def test_a_pdf_s_headings_tables_and_lists_are_found_and_its_running_foot_is_not_kept(folder: Path, tmp_path: Path) -> None:
    text = written(folder, add(folder, papers.pdf(tmp_path / "ladder.pdf")))
    assert "## Inspector grade 2: what they do\n\n" + papers.PROSE in text
    assert "| Inspector 2 | £32k |" in text
    assert "- measuring the alignment" in text
    assert "page" not in text


def test_a_web_page_loses_its_scripts_menus_and_sign_up_lines_and_keeps_its_text(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(papers.WEBPAGE, encoding="utf-8")
    done = add(folder, file)
    text = written(folder, done)
    for gone in ("fetch", "alert", "javascript", "Home", "Sign up", "©", "color: red", "example.com"):
        assert gone not in text
    assert "looks at **each frame** & signs the book." in text
    assert "2 scripts or frames were left out: nothing is run." in done.output
    assert "1 picture has no text and can't be read." in done.output


def test_what_looks_like_noise_stays_where_the_editor_wants_it(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(papers.WEBPAGE, encoding="utf-8")
    assert "Sign up for free today!" in written(folder, add(folder, file, "--keep-all"))


def test_merged_cells_are_split_and_said(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(papers.WEBPAGE, encoding="utf-8")
    done = add(folder, file)
    text = written(folder, done)
    assert "| Inspector | £31k | £35k |\n| Inspector | £32k | £36k |" in text
    assert "2 merged cells were split" in done.output
    done = add(folder, papers.word(tmp_path / "ladder.docx", merged=True), "--replace")
    assert "merged cell" in done.output
    assert "| Deputy | £29k | with tools |" in written(folder, done)


def test_nothing_is_written_without_a_yes(folder: Path, tmp_path: Path) -> None:
    before = snapshot(folder)
    done = add(folder, papers.word(tmp_path / "ladder.docx"), says="Inspectors\n\nn\n")
    assert done.exit_code == 0
    assert "Nothing was written." in done.output
    assert snapshot(folder) == before
    assert add(folder, tmp_path / "ladder.docx", says="").exit_code != 0
    assert snapshot(folder) == before


def test_the_front_matter_is_asked_for(folder: Path, tmp_path: Path) -> None:
    done = add(folder, papers.word(tmp_path / "ladder.docx"), says="Inspectors: Sheffield\ngrades of inspectors\ny\n")
    text = written(folder, done)
    assert text.startswith('---\ntitle: Inspector Ladder\npublisher: "Inspectors: Sheffield"\ncovers: grades of inspectors\nreviewed: ')
    assert load(folder).guides["inspector-ladder"].publisher == "Inspectors: Sheffield"


@pytest.mark.parametrize("value", ["yes", "2026", "# hash", "a: b", "'quoted' \"twice\"", "- dash", "é", "null", "{brace}", "a\nb", "%"])
def test_any_words_are_kept_in_the_front_matter(value: str, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(MARKDOWN, encoding="utf-8")
    done = add(folder, file, "--covers", value, "--title", value, "--name", "inspector-ladder")
    written(folder, done)
    guide = load(folder).guides["inspector-ladder"]
    assert (guide.covers, guide.title) == (" ".join(value.split()),) * 2


def test_an_existing_guide_is_replaced_only_on_request(folder: Path, tmp_path: Path) -> None:
    file = papers.word(tmp_path / "ladder.docx")
    written(folder, add(folder, file))
    before = snapshot(folder)
    done = add(folder, file)
    assert done.exit_code == 1
    assert "take its place with --replace. Nothing was written." in done.output
    assert snapshot(folder) == before
    assert add(folder, file, "--replace").exit_code == 0


def test_a_guide_can_be_printed_instead(folder: Path, tmp_path: Path) -> None:
    before = snapshot(folder)
    done = CliRunner().invoke(cli, ["--knowledge", str(folder), "knowledge", "add", str(papers.word(tmp_path / "l.docx")), "--publisher", "P", "--print"])
    assert done.stdout.startswith("---\ntitle: Inspector Ladder\n")
    assert snapshot(folder) == before


def docx_of(path: Path, name: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "<x/>")
    return path


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (files.UNPACKED + 1))
    return path


def made(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


GERMAN = ("Die Prüferin sieht sich jeden Rahmen an, bevor er in die Lackiererei geht, und schreibt in das Buch, was ihr aufgefallen ist. " * 6).encode()

BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a PDF of scans": (lambda to: papers.scan(to / "a.pdf"), "pictures of text"),
    "a PDF with a password": (lambda to: papers.pdf(to / "a.pdf", encrypted=True), "protected with a password"),
    "a damaged PDF": (lambda to: made(to / "a.pdf", b"%PDF-1.7\nnonsense"), "damaged"),
    "a Word document with a password": (lambda to: made(to / "a.docx", files._OLE + b"\0" * 600), "protected with a password"),
    "a damaged Word document": (lambda to: made(to / "a.docx", b"PK\x03\x04" + b"\0" * 50), "damaged"),
    "a Word document that is none": (lambda to: made(to / "a.docx", b"just text"), "is not the DOCX document that its name says"),
    "a Word document without sense in it": (lambda to: docx_of(to / "a.docx", "word/document.xml"), "damaged"),
    "a packed file": (lambda to: docx_of(to / "a.zip", "a.txt"), "without a Word document in it"),
    "a packed file that swells": (lambda to: bomb(to / "a.docx"), "unpacks to 250 MB"),
    "a file of 50 MB": (lambda to: made(to / "a.txt", b"a" * 50_000_000), "50 MB; at most 25 MB"),
    "a spreadsheet": (lambda to: made(to / "a.csv", b"Level,Pay\nBuilder,1\n"), "is a spreadsheet"),
    "a spreadsheet by another name": (lambda to: docx_of(to / "a.docx", "xl/workbook.xml"), "is a spreadsheet"),
    "a picture": (lambda to: made(to / "a.png", b"\x89PNG\r\n\x1a\n\0\0"), "of a kind that can't be read (.png)"),
    "bytes that are no text": (lambda to: made(to / "a.txt", bytes(range(256)) * 40), "holds no text"),
    "an empty file": (lambda to: made(to / "a.md", b" \n"), "is empty"),
    "a page without text": (lambda to: made(to / "a.html", b"<html><body><script>alert(1)</script></body></html>"), "holds no text"),
    "a document in another language": (lambda to: made(to / "a.txt", GERMAN), "does not read like English"),
    "a document in another script": (lambda to: made(to / "a.txt", "Мастер смотрит на каждую раму".encode()), "does not read like English"),
    "a folder": (lambda to: to, "is a folder"),
    "a file that is not there": (lambda to: to / "none.md", "There is no file"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_can_t_be_taken_is_said_in_a_sentence_and_nothing_is_written(case: str, folder: Path, tmp_path: Path) -> None:
    make, why = BAD[case]
    before = snapshot(folder)
    to = tmp_path / "in"
    to.mkdir()
    done = add(folder, make(to))
    assert done.exit_code == 1
    assert why in done.output
    assert "Traceback" not in done.output
    assert snapshot(folder) == before


def test_a_document_in_another_language_is_taken_on_request(folder: Path, tmp_path: Path) -> None:
    done = add(folder, made(tmp_path / "a.txt", GERMAN), "--any-language", "--title", "Prüferin")
    assert "Die Prüferin" in written(folder, done, "pruferin")


def test_pages_of_a_scan_within_a_pdf_are_named(folder: Path, tmp_path: Path) -> None:
    done = add(folder, papers.scan(tmp_path / "a.pdf", pages=3, text_on=2), "--title", "Scan")
    assert "Pages without text, which can't be read (pictures?): 1, 3." in done.output


def test_two_guides_with_one_title_are_told_apart_by_name_and_said_by_check(folder: Path, tmp_path: Path) -> None:
    written(folder, add(folder, papers.word(tmp_path / "ladder.docx"), "--title", "Frame Builder Ladder", "--name", "second"), "second")
    said = CliRunner().invoke(cli, ["--knowledge", str(folder), "knowledge", "check"]).output
    assert "is also that of guides/ladder.md" in said


def test_a_link_out_of_the_folder_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    outside = made(tmp_path / "outside.md", b"precious")
    (folder / "guides" / "inspector-ladder.md").symlink_to(outside)
    done = add(folder, papers.word(tmp_path / "ladder.docx"), "--replace")
    assert "a link to a place outside the knowledge folder. Nothing was written." in done.output
    assert outside.read_bytes() == b"precious"


def test_a_name_can_t_lead_out_of_the_folder(folder: Path, tmp_path: Path) -> None:
    written(folder, add(folder, papers.word(tmp_path / "ladder.docx"), "--name", "../../evil"), "evil")
    assert not (tmp_path / "evil.md").exists()


def test_a_folder_that_can_t_be_written_is_said_and_left_as_it_was(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(folder)

    def refuse(*_: object) -> None:
        raise OSError(30, os.strerror(30))

    monkeypatch.setattr(os, "fsync", refuse)
    done = add(folder, papers.word(tmp_path / "ladder.docx"))
    assert done.exit_code == 1
    assert "can't be written (Read-only file system). Nothing was written." in done.output
    assert snapshot(folder) == before


def test_without_the_converters_it_is_said_how_to_get_them(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = papers.word(tmp_path / "ladder.docx")
    monkeypatch.delitem(sys.modules, "bot.editing.worddocument", raising=False)
    monkeypatch.setitem(sys.modules, "mammoth", None)
    done = add(folder, file)
    assert done.exit_code == 1
    assert "install the converters first: pip install 'career-advisor[editing]'" in done.output


HARD = {
    "two tables in a section": "## S\n\nText.\n\n| Level | Years |\n|---|---|\n| A | 1 |\n\n| Level | Years |\n|---|---|\n| B | 2 |\n",
    "a table without rows": "## S\n\nText.\n\n| Level | Years |\n|---|---|\n",
    "rows too long and too short": "## S\n\n| Level | Years |\n|---|---|\n| A | 1 | 2 | 3 |\n| B |\n",
    "empty first cells": "## S\n\n| Level | Years |\n|---|---|\n|  | 1 |\n",
    "headings that stand twice": "## S\n\nText one.\n\n## S\n\nText two.\n",
    "headings without text": "## S\n\n## T\n\n### U\n\n## V\n\nText.\n",
    "steps left out": "#### S\n\nText.\n\n## T\n\nText.\n\n###### U\n\nText.\n",
    "HTML within": "## S\n\nUse <b>bold</b>, List<String>, a < b<br>and `<code>`.\n\n<div>box</div>\n",
    "an open comment": "## S\n\nText <!-- never closed\n\nMore.\n",
    "something like a table": "## S\n\n| not a table\n\n|a|b|\n\nText.\n",
    "no heading at all": "Text one.\n\nText two.\n",
    "several titles": "# One\n\nText.\n\n# Two\n\nText.\n",
}


@pytest.mark.parametrize("case", HARD)
def test_a_document_in_bad_form_still_becomes_a_guide_that_loads(case: str, folder: Path, tmp_path: Path) -> None:
    file = made(tmp_path / "a.md", HARD[case].encode())
    done = add(folder, file, "--title", "Hard", "--name", "hard")
    text = written(folder, done, "hard")
    library = load(folder)
    assert [str(problem) for problem in library.problems] == []
    kept = " ".join(passage.text for passage in library.passages if passage.guide == "hard")
    for word in re.findall(r"Text \w+|Text\.|String|box|More", HARD[case]):
        assert word in kept, (word, text)


@pytest.mark.parametrize(("title", "name"), [("Engineering Ladder 2026!", "engineering-ladder-2026"), ("Über uns", "uber-uns"), ("日本", ""), ("../x", "x")])
def test_a_file_s_name_comes_from_the_title(title: str, name: str) -> None:
    assert guide_name(title) == name
