"""The knowledge folder as a whole: what is broken is said at once and left out, the rest is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.library import Library, load
from retrieval.problems import KnowledgeError
from tests.retrieval.writing import MATTER, knowledge

GOOD = MATTER + "# T\n\n## Senior\n\nA senior designs systems.\n\n## Staff\n\nStaff sets direction.\n"
LEVELS = "- {id: senior, name: Senior, rank: 1}\n- {id: staff, name: Staff, rank: 2}\n"


def refused(folder: Path) -> str:
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    assert all(problem.remedy and problem.line >= 1 for problem in caught.value.problems)
    return str(caught.value)


def test_a_missing_folder_is_named_with_what_to_do(tmp_path: Path) -> None:
    assert (
        refused(tmp_path / "nowhere")
        == f"{tmp_path / 'nowhere'}:1: There is no such folder. Name the folder that holds 'guides/' and 'vocabulary/' with --knowledge."
    )


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "There is no such folder." in refused(tmp_path / "file")


def test_an_empty_folder_asks_for_a_guide(tmp_path: Path) -> None:
    assert refused(tmp_path) == "guides:1: The folder holds no guide that can be read. Put at least one guide (a Markdown file) into 'guides/'."
    assert "holds no guide" in refused(knowledge(tmp_path, {"notes.txt": GOOD}))


def test_where_no_guide_can_be_read_the_problems_of_all_files_are_said(tmp_path: Path) -> None:
    folder = knowledge(tmp_path, {"a.md": "", "b.md": "# T\n", "c.md": MATTER}, {"levels.yaml": "- {id: x}\n"})
    said = refused(folder)
    for place in ("vocabulary/levels.yaml:1:", "guides/a.md:1:", "guides/b.md:1:", "guides/c.md:1:", "guides:1:"):
        assert place in said


def test_a_broken_guide_is_left_out_and_said_and_the_others_answer(tmp_path: Path) -> None:
    library = load(knowledge(tmp_path, {"good.md": GOOD, "bad.md": GOOD.replace("## Staff", "## Senior")}))
    assert list(library.guides) == ["good"]
    assert [str(problem) for problem in library.problems] == [
        "guides/bad.md:12: The heading 'Senior' already stands in line 8. Give each section a heading of its own."
    ]
    assert {passage.guide for passage in library.passages} == {"good"}


def test_a_broken_vocabulary_entry_is_said_and_the_guides_are_read(tmp_path: Path) -> None:
    library = load(knowledge(tmp_path, {"good.md": GOOD}, {"levels.yaml": LEVELS + "- {id: lead, name: Lead, rank: 3, nxt: staff}\n"}))
    assert len(library.problems) == 1
    assert "Did you mean 'next'?" in str(library.problems[0])
    assert [passage.about.levels for passage in library.passages] == [("senior",), ("staff",)]


def test_windows_line_ends_and_a_byte_order_mark_give_the_same_library(tmp_path: Path) -> None:
    unix = load(knowledge(tmp_path / "unix", {"g.md": GOOD}, {"levels.yaml": LEVELS}))
    windows = load(knowledge(tmp_path / "windows", {"g.md": "\ufeff" + GOOD.replace("\n", "\r\n")}, {"levels.yaml": "\ufeff" + LEVELS.replace("\n", "\r\n")}))
    assert windows.passages == unix.passages
    assert windows.guides == unix.guides
    assert windows.problems == ()


def test_a_library_of_one_passage_and_no_vocabulary_can_be_searched(tmp_path: Path) -> None:
    library = load(knowledge(tmp_path, {"g.md": MATTER + "Only this.\n"}))
    assert [hit.document for hit in library.index.search({"onli": 1.0}, 3)] == [0]
    assert library.neighbours(library.passages[0]) == (None, None)


def test_the_project_s_own_knowledge_has_no_problem(library: Library) -> None:
    assert library.problems == ()
    assert len(library.guides) == 5
    assert len(library.by_id) == len(library.passages)


def test_neighbours_stay_within_their_guide(library: Library) -> None:
    for guide in library.guides:
        mine = [passage for passage in library.passages if passage.guide == guide]
        assert library.neighbours(mine[0])[0] is None
        assert library.neighbours(mine[-1])[1] is None
        assert library.neighbours(mine[1]) == (mine[0], mine[2])


def test_every_passage_is_found_by_its_own_words(library: Library) -> None:
    for number, passage in enumerate(library.passages):
        terms = {term.key: 1.0 for term in library.terms(library.read(f"{passage.section} {passage.text}"))}
        assert number in [hit.document for hit in library.index.search(terms, 5)], passage.id
