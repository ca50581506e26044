"""``career-advisor evaluate`` as people and build servers call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import cli
from tests.conftest import ROOT

SAMPLE = ROOT / "tests" / "sample"
FILE = """
- id: crew
  kind: role
  turns:
    - ask: what does a shift captain do
      facts: [['hiring'], ['planning']]
      guides: [crew]
    - ask: "what do they drink\u202e?"
      facts: [['espresso']]
- id: artisan
  kind: pay
  turns:
    - ask: what does an artisan earn
      facts: [['£37k']]
      guides: [pay]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "asked.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["--knowledge", str(SAMPLE), "--cache", "off", "evaluate", *map(str, arguments)], prog_name="career-advisor")


def test_figures_by_kind_and_in_total_are_printed(file: Path) -> None:
    done = run(file)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[:4] == [
        "pay                1/1    turns pass   1/1 facts",
        "role               1/2    turns pass   2/3 facts",
        "turns passed        66.7%  (2/3)",
        "fact recall         75.0%  (4 facts)",
    ]
    assert done.stdout.splitlines()[-1].startswith("latency             median ")


def test_misses_are_shown_on_request_and_control_characters_do_not_steer_the_screen(file: Path) -> None:
    assert "crew turn 2" not in run(file).stdout
    shown = run(file, "--misses").stdout
    assert "crew turn 2 (role): what do they drink\ufffd?" in shown
    assert "missing facts: ['espresso']" in shown


def test_one_conversation_or_one_kind_can_be_played_alone(file: Path) -> None:
    assert "(1/1)" in run(file, "--only", "artisan").stdout
    assert "(1/2)" in run(file, "--kind", "role").stdout
    assert run(file, "--only", "artisn").stderr == "Error: no conversation has the id 'artisn'. Did you mean 'artisan'?\n"
    assert run(file, "--kind", "xyz").exit_code == 1
    assert "is not of the kind 'role'" in run(file, "--only", "artisan", "--kind", "role").stderr


@pytest.mark.parametrize(("options", "status"), [(("--floor", 66), 0), (("--floor", 67), 1), (("--fact-floor", 75), 0), (("--fact-floor", 75.1), 1)])
def test_a_figure_under_its_floor_ends_with_status_1(file: Path, options: tuple[str, float], status: int) -> None:
    done = run(file, *options)
    assert done.exit_code == status
    assert ("Under the floor: " in done.stderr) == bool(status)
    assert "turns passed" in done.stdout


def test_changes_since_a_baseline_are_shown_with_both_texts(file: Path, tmp_path: Path) -> None:
    kept = tmp_path / "before.json"
    assert run(file, "--json", kept).exit_code == 0
    before = json.loads(kept.read_text(encoding="utf-8"))
    turn = next(turn for turn in before["turns"] if turn["dialogue"] == "artisan")
    turn.update(text="An artisan earns nothing.", missing_facts=["£37k"])
    kept.write_text(json.dumps(before), encoding="utf-8")
    done = run(file, "--baseline", kept)
    assert "gained: artisan turn 1 (pay): what does an artisan earn\n  - An artisan earns nothing.\n  + " in done.stdout
    assert "since the baseline  1 turns gained, 0 lost, 0 said otherwise, 2 the same, 0 new, 0 gone" in done.stdout
    assert "0 new, 0 gone" in run(file, "--baseline", kept, "--only", "artisan").stdout


def test_what_is_wrong_with_files_is_one_message_without_a_traceback(file: Path, tmp_path: Path) -> None:
    file.write_text(FILE.replace("facts", "fact", 1) + "- words\n", encoding="utf-8")
    done = run(file, tmp_path / "none.yaml")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.splitlines()[0] == "Error: the conversations can't be used."
    assert [line.split(": ")[0].strip() for line in done.stderr.splitlines()[1:]] == [f"{file}:16", f"{file}:6", f"{tmp_path / 'none.yaml'}:1"]


def test_a_baseline_or_a_place_to_write_that_is_none_is_said(file: Path, tmp_path: Path) -> None:
    assert "can't be read (No such file or directory)" in run(file, "--baseline", tmp_path / "none.json").stderr
    done = run(file, "--json", tmp_path / "nowhere" / "r.json")
    assert done.exit_code == 1
    assert "can't be written (No such file or directory)." in done.stderr
    assert run(file, "--floor", "101").exit_code == 2
    assert run().exit_code == 2


def test_the_same_file_gives_the_same_bytes_in_processes_with_different_hash_seeds(tmp_path: Path) -> None:
    """Nothing is kept between the two, so all that is compiled from the guides is compiled twice."""
    conversations = ROOT / "tests" / "conversations" / "behaviour.yaml"
    kept = [tmp_path / f"{seed}.json" for seed in (1, 4242)]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "bot", "--cache", "off", "evaluate", str(conversations), "--json", str(path)],
            cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": path.stem}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for path in kept
    ]  # fmt: skip
    for process in processes:
        _, wrong = process.communicate(timeout=150)
        assert process.returncode == 0, wrong.decode()
    assert kept[0].read_bytes() == kept[1].read_bytes()
    assert json.loads(kept[0].read_bytes())["total"]["turns"] > 30
