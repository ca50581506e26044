"""The closed lists, written well and badly; and the project's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.library import Library
from retrieval.reading import NAMED
from retrieval.vocabulary import CLASSES, Entry, Level, Place, Skill, Vocabulary, read_vocabulary
from tests.retrieval.writing import TEXT, knowledge, said


def read(folder: Path, **files: str) -> tuple[Vocabulary, str]:
    """The vocabulary of these files and its problems as people see them."""
    knowledge(folder, {}, {f"{name}.yaml": text for name, text in files.items()})
    vocabulary, problems = read_vocabulary(folder / "vocabulary")
    return vocabulary, said(problems)


def test_entries_keep_the_order_of_their_file(tmp_path: Path) -> None:
    vocabulary, problems = read(tmp_path, levels="- {id: b, name: B, rank: 2}\n- {id: a, name: A, rank: 1, next: b, aliases: [x, y]}\n")
    assert not problems
    assert [level.id for level in vocabulary.all(Level)] == ["b", "a"]
    assert vocabulary.get(Level, "a").aliases == ("x", "y")
    assert vocabulary.name("level", "b") == "B"


def test_a_missing_file_or_folder_is_an_empty_class(tmp_path: Path) -> None:
    vocabulary, problems = read_vocabulary(tmp_path / "nowhere")
    assert vocabulary.all(Level) == ()
    assert problems == []


def test_an_id_that_no_file_holds_raises(tmp_path: Path) -> None:
    vocabulary, _ = read(tmp_path, levels="- {id: a, name: A, rank: 1}\n")
    with pytest.raises(KeyError):
        vocabulary.get(Level, "b")


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("skills", "- {id: a, name: A, alias: [x]}", "1: Entry 'a' has the unknown field 'alias'. Did you mean 'aliases'? Fields: id, name,"),
        ("places", "- {id: a, name: A, within: b}", "1: Entry 'a' has the unknown field 'within'."),
        ("skills", "- {id: a, name: A, broader: [sq]}\n- {id: sql, name: D}", "1: Entry 'a': 'broader' names 'sq', which is no skill. Did you mean 'sql'?"),
        ("levels", "- id: a\n  name: A\n  rank: 1\n  next: zzz", "1: Entry 'a': 'next' names 'zzz', which is no level. Use an id from the level file."),
        ("levels", "- {id: a, name: A}", "1: Entry 'a' has no 'rank'. Add a line 'rank: …'."),
        ("levels", "- {id: a, name: A, rank: one}", "1: Entry 'a': 'rank' is not valid"),
        ("skills", "- {name: A}", "1: Entry '?' has no 'id'."),
        ("skills", "- {id: A b, name: A}", "1: Entry 'A b': 'id' is not valid"),
        ("skills", "- {id: a, name: A}\n- {id: a, name: B}", "2: The id 'a' stands twice. Give each entry an id of its own."),
        ("skills", "- {id: a, name: A, name: B}", "1: The field 'name' already stands in line 1."),
        ("skills", "- {id: a, name: A, aliases: word}", "1: Entry 'a': 'aliases' is not valid"),
        ("skills", "- {id: a, name: A, 5: x}", "1: Entry 'a': '5' is not valid"),
        ("skills", "a: b", "1: The file is not a list."),
    ],
)  # fmt: skip
def test_a_slip_is_said_with_file_and_line_and_the_nearest_valid_name(tmp_path: Path, file: str, text: str, problem: str) -> None:
    assert f"vocabulary/{file}.yaml:{problem}" in read(tmp_path, **{file: text})[1]


def test_the_problems_of_all_files_are_said_at_once_and_the_sound_entries_kept(tmp_path: Path) -> None:
    vocabulary, problems = read(
        tmp_path,
        levels="- {id: a, name: A, rank: 1}\n- {id: b, nam: B, rank: x}\n",
        skills="- just words\n- {id: c, name: C, broader: [d]}\n",
        places="- {id: e, name: E, in: f}\n- [\n",
    )
    assert [line.split(": ")[0] for line in problems.splitlines()] == [
        "vocabulary/levels.yaml:2", "vocabulary/levels.yaml:2", "vocabulary/levels.yaml:2",
        "vocabulary/skills.yaml:1", "vocabulary/places.yaml:3", "vocabulary/skills.yaml:2",
    ]  # fmt: skip
    assert [level.id for level in vocabulary.all(Level)] == ["a"]
    assert [skill.id for skill in vocabulary.all(Skill)] == ["c"]
    assert vocabulary.all(Place) == ()


def pieces(folder: Path, **files: str) -> tuple[Vocabulary, str]:
    """The vocabulary of a folder of levels with these files, and its problems."""
    (folder / "vocabulary" / "levels").mkdir(parents=True)
    for name, text in files.items():
        (folder / "vocabulary" / "levels" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return read(folder)


def test_a_class_may_be_written_in_the_files_of_a_folder_which_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    vocabulary, problems = pieces(tmp_path, b="- {id: lead, name: Lead, rank: 3}\n", a="\n- {id: senior, name: Senior, rank: 2, next: lead}\n", c="")
    assert not problems
    assert [level.id for level in vocabulary.all(Level)] == ["senior", "lead"]
    assert vocabulary.source(Level, "senior") == ("vocabulary/levels/a.yaml", 2)
    assert vocabulary.source(Level, "lead") == ("vocabulary/levels/b.yaml", 1)
    assert vocabulary.file(Level) == "vocabulary/levels/"
    assert vocabulary.file(Skill) == "vocabulary/skills.yaml"


def test_a_slip_in_one_of_several_files_is_said_with_that_file(tmp_path: Path) -> None:
    vocabulary, problems = pieces(
        tmp_path,
        a="- {id: a, name: A, rank: 1}\n- {id: a, name: A, rank: 1}\n- {id: b, name: B, rank: 2, next: x}\n",
        b="- {id: c, name: C}\n- {id: b, name: B, rank: 2}\n- [\n",
        c="\n- {id: a, name: A, rank: 3}\n",
    )
    assert problems.splitlines() == [
        "vocabulary/levels/a.yaml:2: The id 'a' stands twice. Give each entry an id of its own.",
        "vocabulary/levels/b.yaml:4: This is not valid YAML: did not find expected node content. "
        "Check the indentation, and put quotes around a value that holds ': ' or '#'.",
        "vocabulary/levels/c.yaml:2: The id 'a' already stands in vocabulary/levels/a.yaml:1. Give each entry an id of its own.",
        "vocabulary/levels/a.yaml:3: Entry 'b': 'next' names 'x', which is no level. Use an id from the level file.",
    ]
    assert [level.id for level in vocabulary.all(Level)] == ["a", "b"]


def test_a_file_and_a_folder_of_one_class_are_a_problem_and_both_are_read(tmp_path: Path) -> None:
    knowledge(tmp_path, {}, {"levels.yaml": "- {id: a, name: A, rank: 1}\n"})
    vocabulary, problems = pieces(tmp_path, more="- {id: b, name: B, rank: 2}\n")
    assert problems == (
        "vocabulary/levels.yaml:1: There is a folder vocabulary/levels/ beside this file. Move the file's entries into a file of vocabulary/levels/, "
        "or those of its files into this one: write them in one of the two."
    )
    assert [level.id for level in vocabulary.all(Level)] == ["a", "b"]


def test_what_is_no_yaml_file_in_the_folder_of_a_class_is_left_aside_as_it_is_in_the_vocabulary_s(tmp_path: Path) -> None:
    (tmp_path / "vocabulary" / "levels" / "old").mkdir(parents=True)
    (tmp_path / "vocabulary" / "skills").mkdir()
    for name in ("levels/old/x.yaml", "levels/notes.txt", "levels/a.yaml.bak", "notes.txt", "odd.yaml"):
        (tmp_path / "vocabulary" / name).write_text("- {id: x, name: X, rank: 1}\n", encoding="utf-8")
    knowledge(tmp_path, {}, {"skills.yaml": "- {id: a, name: A}\n"})
    vocabulary, problems = read_vocabulary(tmp_path / "vocabulary")
    assert problems == []
    assert vocabulary.all(Level) == ()
    assert [skill.id for skill in vocabulary.all(Skill)] == ["a"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT, st.sampled_from(CLASSES))
def test_any_text_is_read_or_said_to_be_wrong(tmp_path: Path, text: str, cls: type[Entry]) -> None:
    knowledge(tmp_path, {}, {cls.FILE: text})
    vocabulary, problems = read_vocabulary(tmp_path / "vocabulary")
    assert all(problem.line >= 1 and problem.what and problem.remedy for problem in problems)
    assert len(vocabulary.all(cls)) <= text.count("-")
    (tmp_path / "vocabulary" / cls.FILE).unlink()


def test_every_way_of_writing_a_name_is_read_as_that_entry(library: Library) -> None:
    wrong = [
        f"{cls.CLASS} {entry.id}: {alias}"
        for cls in CLASSES
        if cls.CLASS in NAMED
        for entry in library.vocabulary.all(cls)
        for alias in (entry.name, *entry.aliases, *entry.cased)
        if entry.id not in library.reader.read(alias).ids(cls.CLASS)
    ]
    assert wrong == []


def test_the_rungs_of_a_track_have_ranks_of_their_own_and_lead_upwards(library: Library) -> None:
    levels = library.vocabulary.all(Level)
    assert len({(level.track, level.rank) for level in levels}) == len(levels)
    for level in levels:
        if level.next is not None and library.level(level.next).track == level.track:
            assert library.level(level.next).rank > level.rank
