"""The commands as a shell and a script meet them: real processes, exit statuses, JSON, clear messages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.frontends.terminal import KNOWLEDGE, ROOT, environment, run, small


def test_an_answer_has_its_sources_and_status_0() -> None:
    done = run("ask", "what does a senior backend developer earn?")
    text = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert "[1]" in text
    assert "Sources" in text
    assert ".md:" in text
    assert b"\x1b" not in done.stdout


def test_a_question_that_no_guide_answers_ends_with_status_3() -> None:
    done = run("ask", "--json", "what does Netflix pay?")
    assert done.returncode == 3
    assert json.loads(done.stdout)["abstained"] is True


def test_the_words_of_a_question_need_no_quotes_and_may_come_from_standard_input() -> None:
    bare = run("ask", "what", "comes", "after", "senior")
    given = run("ask", "-", given=b"what comes after senior")
    assert bare.stdout == given.stdout
    assert bare.returncode == given.returncode == 0


def test_search_gives_the_best_passages_with_whole_text_to_scripts() -> None:
    done = run("search", "-k", "2", "--json", "system design")
    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert len(found) == 2
    assert found[0]["score"] >= found[1]["score"]
    assert "system design" in found[0]["text"].lower()
    assert found[0]["guide"] in {path.stem for path in (KNOWLEDGE / "guides").glob("*.md")}


def test_search_for_a_word_that_no_passage_holds_ends_with_status_3_and_a_hint() -> None:
    done = run("search", "🙂")
    assert done.returncode == 3
    assert "Try other words" in done.stdout.decode()


def test_explain_tells_the_reading_the_ranking_and_who_decided() -> None:
    done = run("explain", "--json", "how much does a staff engineer earn in germany")
    why = json.loads(done.stdout)
    assert done.returncode == 0
    assert {named["id"] for named in why["named"]} >= {"staff", "germany"}
    assert why["slots"]["levels"] == ["staff"]
    assert why["passages"][0]["score"] >= why["passages"][-1]["score"]
    assert why["passages"][0]["parts"]
    assert why["alike"]
    assert why["decided"]
    assert why["asked"]


def test_explain_names_the_limit_behind_an_abstention() -> None:
    text = run("explain", "what does netflix pay").stdout.decode()
    assert "No answer, by limits." in text
    assert "Who decided" in text


def test_the_option_for_the_folder_stands_before_or_after_the_command_or_in_the_environment(tmp_path: Path) -> None:
    folder = str(small(tmp_path))
    before = run("--knowledge", folder, "knowledge", "check")
    after = run("knowledge", "check", "--knowledge", folder)
    around = run("knowledge", "check", CAREER_ADVISOR_KNOWLEDGE=folder)
    assert before.stdout == after.stdout == around.stdout
    assert f"{folder}: 1 guide," in before.stdout.decode()


def test_a_folder_called_knowledge_where_the_command_runs_is_used(tmp_path: Path) -> None:
    small(tmp_path)
    assert "knowledge: 1 guide," in run("knowledge", "check", cwd=tmp_path).stdout.decode()


def test_without_such_a_folder_the_guides_that_ship_with_the_command_are_used(tmp_path: Path) -> None:
    assert "5 guides" in run("knowledge", "check", cwd=tmp_path).stdout.decode()


def test_the_projects_own_knowledge_has_no_errors() -> None:
    done = run("knowledge", "check", "--json")
    said = json.loads(done.stdout)
    assert [problem for problem in said["problems"] if problem["severity"] == "error"] == []
    assert said["ok"] is True
    assert done.returncode == 0


def test_every_problem_of_every_file_is_reported_with_its_line_and_status_1(tmp_path: Path) -> None:
    folder = small(tmp_path)
    (folder / "guides" / "bare.md").write_text("# No front matter\n\nText.\n", encoding="utf-8")
    (folder / "guides" / "empty.md").write_bytes(b"")
    (folder / "guides" / "latin.md").write_bytes(b"---\ntitle: Caf\xe9\n---\n")
    with (folder / "vocabulary" / "levels.yaml").open("a", encoding="utf-8") as file:
        file.write("\n- {id: vp2, name: VP two, rank: 9, next: no-such-level}\n")
    done = run("knowledge", "check", "--knowledge", str(folder))
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1
    for name in ("guides/bare.md:1: error", "guides/empty.md:1: error", "guides/latin.md:2: error", "vocabulary/levels.yaml:"):
        assert any(f"{folder}/{name}" in line for line in lines), name
    assert "1 guide," in lines[-1]


@pytest.mark.parametrize("kind", ["missing", "empty", "no guides", "a file"])
def test_a_folder_that_cannot_be_used_gets_a_clear_sentence_and_status_1(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    if kind == "a file":
        folder.write_text("not a folder", encoding="utf-8")
    elif kind != "missing":
        (folder / "guides").mkdir(parents=True) if kind == "no guides" else folder.mkdir()
    for args in (["ask", "hello"], ["chat"], ["chat", "--json"], ["search", "x"], ["explain", "x"], ["knowledge", "check"]):
        done = run("--knowledge", str(folder), *args)
        said = (done.stdout + done.stderr).decode()
        assert done.returncode == 1, args
        assert "Traceback" not in said
        assert "Name the folder" in said or "Put at least one guide" in said


def test_a_broken_guide_is_named_and_the_others_answer(tmp_path: Path) -> None:
    folder = small(tmp_path)
    (folder / "guides" / "broken.md").write_text("---\ntitle: Broken\npublisher: P\nreviewed: soon\n---\n# B\n\n## S\n\nText.\n", encoding="utf-8")
    asked = run("--knowledge", str(folder), "ask", "what comes after senior?")
    assert asked.returncode == 0
    assert "guides/broken.md is left out" in asked.stderr.decode()
    chat = run("--knowledge", str(folder), "chat", "--json", given=b"what comes after senior?\n")
    assert "guides/broken.md is left out" in chat.stderr.decode()
    assert json.loads(chat.stdout)["abstained"] is False


@pytest.mark.parametrize("args", [["ask"], ["aks", "x"], ["ask", "--jsn", "x"], ["search", "-k", "0", "x"], ["what is a senior"], ["knowledge", "chek"]])
def test_a_wrong_call_gets_help_and_status_2(args: list[str]) -> None:
    done = run(*args)
    assert done.returncode == 2
    assert "Error:" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_an_unknown_command_is_answered_with_the_nearest_one_and_a_bare_question_with_how_to_ask() -> None:
    assert "Did you mean 'ask'?" in run("aks", "x").stderr.decode()
    assert 'career-advisor ask "…"' in run("what is a senior").stderr.decode()


def test_bytes_that_are_no_text_get_an_answer() -> None:
    done = run("ask", "--json", b"\xff\xfe senior \x1b[31m \xf0\x9f\x99\x82")
    assert done.returncode in (0, 3)
    assert json.loads(done.stdout)["text"]
    assert b"Traceback" not in done.stderr


def test_an_output_that_holds_only_ascii_gets_an_answer_too() -> None:
    done = run("ask", "what does a senior earn?", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 0, done.stderr.decode()
    done.stdout.decode("ascii")


def test_closed_streams_are_no_error() -> None:
    done = run("chat", given=b"")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_fault_in_the_program_is_one_sentence_and_its_place_only_where_asked_for() -> None:
    script = "from bot.frontends.terminal import commands; commands.open_advisor = lambda _: 1 // 0; from bot.__main__ import main; main()"
    for debugging in ({}, {"CAREER_ADVISOR_DEBUG": "1"}):
        done = subprocess.run(
            [sys.executable, "-c", script, "ask", "hello"], capture_output=True, cwd=ROOT, env=environment(**debugging), timeout=60, check=False
        )
        assert done.returncode == 1
        assert ("Traceback" in done.stderr.decode()) is bool(debugging)
        assert "ZeroDivisionError" in done.stderr.decode()
