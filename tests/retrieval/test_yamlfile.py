from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.yamlfile import Item, read_list, read_mapping, read_text
from tests.retrieval.writing import TEXT, said


def listed(folder: Path, text: str) -> tuple[list[Item], str]:
    path = folder / "a.yaml"
    path.write_bytes(text.encode("utf-8"))
    items, problems = read_list(path, "a.yaml")
    return items, said(problems)


def test_entries_know_the_line_on_which_they_begin(tmp_path: Path) -> None:
    items, problems = listed(tmp_path, "# a note\n- id: a\n  name: A\n\n- id: b\n")
    assert [(item.fields["id"], item.line) for item in items] == [("a", 2), ("b", 5)]
    assert not problems


def test_an_entry_knows_the_line_of_what_stands_deep_within_it(tmp_path: Path) -> None:
    items, _ = listed(tmp_path, "- id: a\n  turns:\n  - ask: x\n  - ask: y\n    facts:\n    - [one]\n    - [two,\n       three]\n")
    assert items[0].line_of("turns", 1, "facts", 1, 1) == 8
    assert items[0].line_of("turns", 1, "ask", "no such thing") == 4
    assert items[0].line_of("turns", 9) == 2
    assert items[0].line_of("nothing") == 1


def test_every_entry_that_cannot_be_read_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    items, problems = listed(tmp_path, "- id: a\n- just words\n- id: b\n  on: 2026-02-30\n- {[x]: y}\n- !odd z\n- id: c\n  id: d\n- id: e\n")
    assert [item.fields["id"] for item in items] == ["a", "d", "e"]
    assert problems.splitlines() == [
        "a.yaml:2: This entry has no fields. Write '- id: …' and its other fields under it.",
        "a.yaml:4: A value can't be read: day is out of range for month. Correct the date or number, or put quotes around it.",
        "a.yaml:5: This is not valid YAML: found unhashable key. Check the indentation, and put quotes around a value that holds ': ' or '#'.",
        "a.yaml:6: This is not valid YAML: could not determine a constructor for the tag '!odd'. "
        "Check the indentation, and put quotes around a value that holds ': ' or '#'.",
        "a.yaml:8: The field 'id' already stands in line 7. Keep one of the two, or put both values into it.",
    ]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("id: a\n", 1, "The file is not a list."),
        ("- id: a\n  name: b: c\n", 2, "This is not valid YAML"),
        ("- id: a\n- b: [1\n", 3, "This is not valid YAML"),
        ("- a: *unknown\n", 1, "found undefined alias"),
        ("- a: 1\n---\n- b: 2\n", 2, "This is not valid YAML"),
        ("- a: \x01\n", 1, "control characters are not allowed"),
        ("[" * 20_000, 2, "This is not valid YAML"),
    ],
)
def test_what_is_no_list_of_entries_is_said_with_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    items, problems = listed(tmp_path, text)
    assert items == []
    assert problems.startswith(f"a.yaml:{line}: ")
    assert what in problems


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "---\n"])
def test_a_file_without_entries_is_an_empty_list(tmp_path: Path, text: str) -> None:
    assert listed(tmp_path, text) == ([], "")


def test_the_marks_of_other_systems_make_no_difference(tmp_path: Path) -> None:
    unix = listed(tmp_path, "- id: a\n- id: b\n")
    windows = listed(tmp_path, "\ufeff- id: a\r\n- id: b\r\n")
    assert [(item.fields, item.line) for item in unix[0]] == [(item.fields, item.line) for item in windows[0]]


def test_a_file_that_is_not_text_or_not_there_is_said(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one\ntwo\xff\n")
    assert said(read_text(tmp_path / "a", "a")[1]) == "a:2: The file is not UTF-8 text. Save it as UTF-8 in your editor."
    assert said(read_text(tmp_path / "b", "b")[1]).startswith("b:1: The file can't be read (No such file or directory).")
    assert said(read_text(tmp_path, "c")[1]).startswith("c:1: The file can't be read (Is a directory).")


def test_a_mapping_names_the_line_in_its_file() -> None:
    assert said(read_mapping("title: a\nreviewed: 2026-13-01\n", "g.md", first_line=2)[1]).startswith("g.md:3: A value can't be read: month must be in 1..12.")
    assert said(read_mapping("title: a\ntitle: b\n", "g.md", first_line=2)[1]).startswith("g.md:3: The field 'title' already stands in line 2.")
    assert said(read_mapping("- a\n", "g.md", first_line=2)[1]).startswith("g.md:2: The front matter is not a list")
    assert said(read_mapping("a: b: c\n", "g.md", first_line=2)[1]).startswith("g.md:2: This is not valid YAML")


@given(st.one_of(TEXT, st.text(st.sampled_from("-:[]{}&*!|>'\"#%@`,? \n\tab1"), max_size=60)))
def test_any_text_is_read_or_said_to_be_wrong(text: str) -> None:
    fields, problems = read_mapping(text, "g.md")
    assert isinstance(fields, dict)
    assert all(problem.line >= 1 and problem.what and problem.remedy for problem in problems)
