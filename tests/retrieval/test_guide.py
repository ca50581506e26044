"""Guides as editors write them, well or badly: nothing that is written is lost, and what would be is said with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.guide import read_guide
from retrieval.library import Library
from retrieval.sections import sentences
from retrieval.words import comparable
from tests.retrieval.writing import MATTER, TEXT, read, said

TABLE = "| Level | Base |\n| --- | --- |\n"


def test_a_section_becomes_a_passage_under_its_heading_path(tmp_path: Path) -> None:
    guide, passages, problems = read(tmp_path, "\n# Title\n\nIntro.\n\n## Senior\n\n### Pay\n\nIt pays. A lot.\n\n- one\n  - two\n")
    assert guide is not None
    assert not problems
    assert [(passage.id, passage.section, passage.line) for passage in passages] == [("g#g", "g", 7), ("g#pay", "Senior › Pay", 13)]
    assert [(one.kind, one.line, one.text) for one in passages[1].statements] == [
        ("sentence", 15, "It pays."),
        ("sentence", 15, "A lot."),
        ("item", 17, "one"),
        ("item", 18, "two"),
    ]


def test_a_sentence_knows_its_own_line_in_a_paragraph_of_several(tmp_path: Path) -> None:
    _, passages, _ = read(tmp_path, "## A\n\nOne is short. Two goes\non here. Three\n\n**Four\nstays**  \nopen. Five.\n")
    assert [(one.line, one.text) for one in passages[0].statements] == [
        (8, "One is short."), (8, "Two goes on here."), (9, "Three"), (11, "Four stays open."), (13, "Five."),
    ]  # fmt: skip


def test_marks_are_no_text(tmp_path: Path) -> None:
    body = "## A\n\n[link](http://x.y 'title'), ![picture](z.png), **b**, _i_, `a | b`, &amp; \\* one<br>two\n\n> quoted\n\n```python\ncode\n```\n"
    _, passages, problems = read(tmp_path, body)
    assert not problems
    assert passages[0].text == "link, picture, b, i, a | b, & * one two\nquoted\ncode"


def test_what_looks_like_a_link_definition_is_text(tmp_path: Path) -> None:
    _, passages, _ = read(tmp_path, "## A\n\n[Note]: important\n")
    assert passages[0].text == "[Note]: important"


def test_phrasings_belong_to_their_section_and_are_no_text(tmp_path: Path) -> None:
    _, passages, _ = read(tmp_path, "## A\n\nText.\n\n<!-- Asked\n- how much\n* what pay\nbare line\n-->\n\n<!-- a note among editors -->\n\n## B\n\nMore.\n")
    assert [passage.asked for passage in passages] == [("how much", "what pay", "bare line"), ()]
    assert [passage.text for passage in passages] == ["Text.", "More."]


def test_a_table_keeps_its_cells_lines_and_bars(tmp_path: Path) -> None:
    _, passages, problems = read(tmp_path, f"## A\n\n{TABLE}| Senior | $1 \\| $2 |\n| Staff | |\n")
    assert not problems
    table = passages[0].table
    assert table is not None
    assert (table.columns, table.rows, table.lines) == (("Level", "Base"), (("Senior", "$1 | $2"), ("Staff", "")), (10, 11))


def test_sections_of_one_name_under_different_headings_get_ids_of_their_own(tmp_path: Path) -> None:
    _, passages, problems = read(tmp_path, "intro\n\n# T\n\ntext\n\n## A\n\n### X\n\none\n\n## B\n\n### X\n\ntwo\n\n## 🚀\n\nthree\n\n## 🔥\n\nfour\n")
    assert not problems
    assert [passage.id for passage in passages] == ["g#g", "g#g-2", "g#x", "g#b-x", "g#section", "g#section-2"]


@pytest.mark.parametrize("line", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(tmp_path: Path, line: str, mark: str) -> None:
    body = f"# T\n\n## A\n\nOne. Two\nthree.\n\n{TABLE}| Senior | $1k |\n"
    plain = read(tmp_path, body)
    assert read(tmp_path, body.replace("\n", line), mark + MATTER.replace("\n", line)) == plain
    assert plain[0] is not None


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("## A\n\n| a | b |\n| --- |\n| 1 | 2 |\n", "8: This looks like a table, but is none."),
        ("## A\n\n| a | b |\n| 1 | 2 |\n", "8: This looks like a table, but is none."),
        (f"## A\n\n{TABLE}| 1 | 2 | 3 |\n", "10: The row has 3 cells, the table's heading row has 2."),
        (f"## A\n\n{TABLE}| 1 | 2 |\ntext\n", "11: The row has 1 cell, the table's heading row has 2. Put an empty line after the table."),
        (f"## A\n\n{TABLE}| | 2 |\n", "10: The row's first cell is empty."),
        (f"## A\n\ntext\n\n{TABLE}\n", "10: The table has no rows."),
        (f"## A\n\n{TABLE}| 1 | 2 |\n\n{TABLE}| 3 | 4 |\n", "12: The section has a second table."),
        ("## A\n\nuse List<String> here\n", "8: Readers would not see the HTML '<String>'."),
        ("## A\n\nx\n\n<div>\nlost\n</div>\n", "10: Readers would not see the HTML '<div> lost </div>'."),
        ("## A\n\nx\n\n<!-- asked\n- y\n\n## B\n\nlost\n", "10: The comment is not closed"),
        ("## A\n\nx\n\n<!-- asked\n- y\n--> lost\n", "12: Readers would not see the text after the comment: 'lost'."),
        ("## A\n\nx\ny <!-- asked\n- z\n-->\n", "9: A comment begins in the middle of a text."),
        ("## A\n\none\n\n## a!\n\ntwo\n", "10: The heading 'a!' already stands in line 6."),
        ("# A\n\none\n\n# B\n\ntwo\n", "10: The guide has a second title, 'B'; the first stands in line 6."),
        ("## A\n\nx\n\n##\n\ny\n", "10: The heading has no text."),
        ("## A\n\nx\n\n## B\n\n## C\n\ny\n", "10: The section 'B' has no text."),
        ("## A\n\nx\n\n## B\n\n<!-- asked\n- y\n-->\n", "10: The section 'B' has no text."),
        ("", "1: The guide has no text."),
        ("# Title\n", "1: The guide has no text."),
    ],
)  # fmt: skip
def test_a_slip_in_the_text_is_said_with_its_line_and_the_guide_refused(tmp_path: Path, body: str, problem: str) -> None:
    guide, passages, problems = read(tmp_path, body)
    assert f"guides/g.md:{problem}" in said(problems)
    assert guide is None
    assert passages == ()
    assert all(problem.remedy for problem in problems)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1: The guide is empty."),
        (" \n\t\n", "1: The guide is empty."),
        ("# Title\n\nText.\n", "1: The front matter is missing."),
        ("---\ntitle: x\n\nText.\n", "1: The front matter is missing."),
        ("---\n- title\n---\n## A\n\nx\n", "2: The front matter is not a list of 'field: value' lines."),
        ("---\ntitle: a: b\n---\n## A\n\nx\n", "2: This is not valid YAML"),
        ("---\npublisher: P\nreviewed: 2026-01-31\n---\n## A\n\nx\n", "1: The front matter has no 'title'."),
        (MATTER.replace("publisher", "publsher") + "## A\n\nx\n", "3: The front matter has the unknown field 'publsher'. Did you mean 'publisher'?"),
        (MATTER.replace("2026-01-31", "last week") + "## A\n\nx\n", "4: 'reviewed' is not a date. Write it as 2026-11-22."),
        (MATTER.replace("2026-01-31", "2026-02-30") + "## A\n\nx\n", "4: A value can't be read: day is out of range for month."),
        (MATTER.replace("A guide", "2026") + "## A\n\nx\n", "2: 'title' is not valid."),
        (MATTER.replace("title", "id: h\ntitle") + "## A\n\nx\n", "2: 'id' is not written: the file's name says it. Delete the line."),
        (MATTER.replace("title", "title: B\ntitle") + "## A\n\nx\n", "3: The field 'title' already stands in line 2."),
    ],
)  # fmt: skip
def test_a_slip_in_the_front_matter_is_said_with_its_line(tmp_path: Path, text: str, problem: str) -> None:
    guide, _, problems = read(tmp_path, text, matter="")
    assert f"guides/g.md:{problem}" in said(problems)
    assert guide is None


def test_all_problems_of_a_guide_are_said_at_once_in_the_order_of_its_lines(tmp_path: Path) -> None:
    matter = "---\ntitel: A guide\nreviewed: soon\n---\n"
    _, _, problems = read(tmp_path, "## A\n\nx\n\n## A\n\n| a | b |\n| --- | --- |\n| | 1 |\n\n<i>y</i>\n", matter)
    assert [problem.line for problem in problems] == [1, 1, 2, 3, 9, 13, 15, 15]


def test_a_file_that_is_not_utf_8_is_refused_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "g.md").write_bytes(MATTER.encode() + "## A\n\nnaïve\n".encode("latin-1"))
    assert said(read_guide(tmp_path / "g.md", "guides/g.md")[2]) == "guides/g.md:8: The file is not UTF-8 text. Save it as UTF-8 in your editor."


@given(TEXT)
def test_a_paragraph_is_its_sentences(paragraph: str) -> None:
    assert " ".join(" ".join(sentences(paragraph)).split()) == " ".join(paragraph.split())


WORD = st.sampled_from(["senior", "pays", "$120k", "U.S.", "Why?", "i.e.", "C++", "**bold**", "`code`", "_on_", "naïve", "数据", "🚀", "50%", "a|b", "End."])
LINE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
PARAGRAPH = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
ITEMS = st.lists(LINE, min_size=1, max_size=3).map(lambda lines: "\n".join(f"- {line}" for line in lines))
CELL = WORD.map(lambda word: word.replace("|", "\\|"))
ROWS = st.lists(st.tuples(CELL, CELL), min_size=1, max_size=3).map(lambda rows: "| x | y |\n| --- | --- |\n" + "\n".join(f"| {a} | {b} |" for a, b in rows))
SECTION = st.tuples(st.sampled_from(["##", "###", "####"]), st.lists(st.one_of(PARAGRAPH, ITEMS), min_size=1, max_size=3), st.none() | ROWS)


def written(sections: list[tuple[str, list[str], str | None]]) -> str:
    parts: list[str] = []
    for number, (marks, blocks, table) in enumerate(sections):
        parts += [f"{marks} Heading{number}", *blocks, *([table] if table else []), f"<!-- asked\n- hidden{number}\n-->"]
    return "\n\n".join(parts) + "\n"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SECTION, min_size=1, max_size=5))
def test_no_passage_loses_text(tmp_path: Path, sections: list[tuple[str, list[str], str | None]]) -> None:
    guide, passages, problems = read(tmp_path, written(sections))
    assert guide is not None, said(problems)
    assert len(passages) == len(sections) == len({passage.id for passage in passages})
    for number, ((_, blocks, table), passage) in enumerate(zip(sections, passages, strict=True)):
        rows = table.split("\n")[2:] if table else []
        assert comparable(passage.text) == comparable("\n".join([*blocks, *rows]))
        assert passage.heading == f"Heading{number}"
        assert passage.asked == (f"hidden{number}",)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SECTION, min_size=1, max_size=5))
def test_every_statement_begins_on_its_line(tmp_path: Path, sections: list[tuple[str, list[str], str | None]]) -> None:
    body = written(sections)
    _, passages, _ = read(tmp_path, body)
    lines = (MATTER + body).split("\n")
    for passage in passages:
        for statement in passage.statements:
            here = comparable(" ".join(lines[statement.line - 1 : statement.line + 3]))
            first = comparable(statement.text.split(" ")[0])
            assert first in comparable(lines[statement.line - 1])
            assert comparable(statement.text) in here


MARKS = [
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "> ",
    "## ",
    "### ",
    "---",
    "*",
    "_",
    "**",
    "[",
    "]",
    "]:",
    "<",
    ">",
    "<!--",
    "-->",
    "\\",
    "    ",
    "`w`",
    "!",
    " ",
    "|",
    " | ",
]
SOUP = st.lists(st.one_of(st.integers(0, 9999).map(lambda number: f"w{number}"), st.sampled_from(MARKS)), max_size=60).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(SOUP)
def test_whatever_is_typed_is_read_whole_or_refused(tmp_path: Path, soup: str) -> None:
    guide, passages, problems = read(tmp_path, "## First\n\ntext\n\n" + soup)
    assert (guide is None) == bool(problems)
    if guide is not None and "<!--" not in soup:
        kept = " ".join(f"{passage.section} {passage.text} {passage.table}" for passage in passages)
        assert all(word in kept for word in re.findall(r"w\d+", soup))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT)
def test_any_text_is_a_guide_or_is_refused(tmp_path: Path, text: str) -> None:
    for matter in ("", MATTER, "---\n"):
        guide, _, problems = read(tmp_path, text, matter)
        assert (guide is None) == bool(problems)


def test_every_statement_of_the_real_guides_stands_at_its_line(library: Library) -> None:
    for guide in library.guides.values():
        lines = (library.folder / guide.file).read_text(encoding="utf-8").split("\n")
        for passage in library.passages:
            for statement in passage.statements if passage.guide == guide.id else ():
                paragraph = " ".join(lines[statement.line - 1 : statement.line + 5])
                assert f" {comparable(statement.text)} " in f" {comparable(paragraph)} ", f"{guide.file}:{statement.line}"


def test_the_real_guides_lose_no_word(library: Library) -> None:
    for guide in library.guides.values():
        text = (library.folder / guide.file).read_text(encoding="utf-8")
        visible = text.split("---\n", 2)[2].split("<!--")
        words = set(comparable(" ".join(part.split("-->", 1)[-1] for part in visible)).split())
        kept = set(comparable(" ".join(f"{one.section} {one.text} {' '.join(one.table.columns) if one.table else ''}" for one in library.passages)).split())
        assert words <= kept | set(comparable(guide.title).split())
