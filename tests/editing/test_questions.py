"""What people asked in vain: grouped, without names, exported for completion; and what it says about what to write."""

from __future__ import annotations

import json
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import cli
from bot.advisor import Advisor
from bot.conversation import Conversation
from bot.evaluation.conversations import read_dialogues
from bot.store import Feedback, Question, open_store
from retrieval.library import load
from tests.editing.folders import SAMPLE, copied, replaced

ASKED = (
    ("anna", "what does an artisan earn in japan"),
    ("ben", "artisan salary in japan?"),
    ("anna", "<@U12345> how many days of holiday do i get"),
    ("cara", "how many days of leave"),
    ("cara", "what does a painter earn, mail me at joe@example.org or +44 114 496 0000"),
    ("dan", "what does an artisan earn?"),
    ("dan", "how do i stand out as a trainee"),
)
NOW = time.time() - 3 * 86_400
"""Three days ago."""


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A store in which seven questions were asked, and the last was voted down."""
    advisor = Advisor(load(SAMPLE))
    url = f"sqlite:///{tmp_path / 'advisor.sqlite3'}"
    store = open_store(url)
    for number, (who, text) in enumerate(ASKED):
        answer, _ = advisor.reply(text, Conversation())
        store.people.add_question(Question(id=f"q{number}", team="T1", person=store.people.person("T1", who), text=text, answer=answer, asked_at=NOW + number))
    store.people.add_feedback(Feedback(question="q6", team="T1", person="x", verdict="down", reason="not what I asked", given_at=NOW))
    store.people.add_feedback(Feedback(question="q6", team="T1", person="y", verdict="down", given_at=NOW))
    store.people.add_feedback(Feedback(question="q5", team="T1", person="y", verdict="up", given_at=NOW))
    store.close()
    return url


def run(url: str, command: str, *arguments: str, folder: Path = SAMPLE) -> Result:
    return CliRunner().invoke(cli, ["--knowledge", str(folder), "knowledge", command, "--database", url, *arguments], prog_name="career-advisor")


def test_alike_questions_stand_together_most_people_first_and_answered_ones_are_left_out(url: str) -> None:
    groups = json.loads(run(url, "questions", "--json").output)
    assert [(sorted(group["questions"]), group["times"], group["people"], group["down"]) for group in groups] == [
        (["how many days of holiday do i get", "how many days of leave"], 2, 2, 0),
        (["artisan salary in japan?", "what does an artisan earn in japan"], 2, 2, 0),
        (["how do i stand out as a trainee"], 1, 1, 1),
        (["what does a painter earn, mail me at … or …"], 1, 1, 0),
    ]


def test_nobody_is_named(url: str) -> None:
    for output in (run(url, "questions").output, run(url, "questions", "--json").output, run(url, "coverage", "--json").output):
        for name in ("U12345", "anna", "joe", "496"):
            assert name not in output


def test_what_was_said_and_why_stands_beside_each(url: str) -> None:
    said = run(url, "questions").output
    assert "said: The guides don't say how many days of leave there are; the office knows." in said
    assert "why:  The answer was voted down. “not what I asked”" in said
    assert said.endswith("4 groups of 6 questions.\n")


def test_what_was_written_since_is_told_and_can_be_left_out(url: str, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    replaced(folder / "guides" / "pay.md", "| Artisan | Netherlands | €45k–€52k |", "| Artisan | Netherlands | €45k–€52k |\n| Artisan | Japan | €50k |")
    groups = json.loads(run(url, "questions", "--json", folder=folder).output)
    assert {group["today"] for group in groups if "artisan salary in japan?" in group["questions"]} == {"answered"}
    still = json.loads(run(url, "questions", "--json", "--open", folder=folder).output)
    assert not any("artisan salary in japan?" in group["questions"] for group in still)
    assert not any(cell["wanted"] for cell in json.loads(run(url, "coverage", "--json", folder=folder).output)["cells"] if cell["level"] == "artisan")


def test_the_export_is_a_file_of_conversations(url: str, tmp_path: Path) -> None:
    file = tmp_path / "wanted.yaml"
    done = run(url, "questions", "--export", str(file))
    assert done.output == f"Written: 4 conversations to complete in {file}.\n"
    dialogues, problems = read_dialogues([file])
    assert problems == []
    assert [(dialogue.turns[0].ask, dialogue.turns[0].abstain) for dialogue in dialogues][2:] == [
        ("how do i stand out as a trainee", False),
        ("what does a painter earn, mail me at … or …", True),
    ]
    assert CliRunner().invoke(cli, ["--knowledge", str(SAMPLE), "evaluate", str(file)]).exit_code == 0


def test_only_the_last_days_count_where_asked_for(url: str) -> None:
    assert run(url, "questions", "--days", "1").output == "no groups of no questions.\n"
    assert run(url, "questions", "--days", "5").output.endswith("4 groups of 6 questions.\n")


def test_a_database_that_is_not_there_is_said_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none" / "advisor.sqlite3"
    done = run(f"sqlite:///{path}", "questions")
    assert done.exit_code == 1
    assert "There is no database" in done.output
    assert not path.parent.exists()
    assert "can't be used" in run(f"sqlite:///{SAMPLE / 'guides' / 'pay.md'}", "questions").output


def test_coverage_tells_what_each_guide_states_and_what_is_wanted(url: str) -> None:
    found = json.loads(run(url, "coverage", "--json").output)
    cells = {(cell["level"], cell["topic"]): cell for cell in found["cells"]}
    assert cells["artisan", "pay"]["stated"] == {"pay": ["pay#all-rungs-base-salary-in-sheffield", "pay#all-rungs-base-salary-in-utrecht"]}
    assert (cells["artisan", "pay"]["wanted"], cells["artisan", "pay"]["people"]) == (2, 2)
    assert cells["builder", "stall"]["stated"] == {"ladder": ["ladder#builder-why-people-stall"]}
    assert cells["works-captain", "pay"]["stated"] == {}
    assert set(cells["builder", "years"]["stated"]) == {"ladder", "pay"}


def test_the_writing_list_begins_with_what_most_people_wanted(url: str) -> None:
    said = run(url, "coverage").output
    listed = [line for line in said.splitlines() if line.startswith("- ")]
    assert "artisan salary in japan?" in listed[0] or "holiday" in listed[0]
    assert any(line.startswith("- Trainee: what makes people stand out (asked in vain once") for line in listed[:4])
    assert "Works Captain | ·" in said
    assert "To write" not in run(url, "coverage", "--top", "0").output


def test_coverage_needs_no_database(tmp_path: Path) -> None:
    env = {"DATABASE_URL": "", "XDG_DATA_HOME": str(tmp_path)}
    done = CliRunner().invoke(cli, ["--knowledge", str(SAMPLE), "knowledge", "coverage"], env=env)
    assert done.exit_code == 0
    assert "- Trainee: what they are judged on (no guide states it)" in done.output


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_coverage_as_a_picture(url: str, ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"coverage.{ending}"
    assert run(url, "coverage", "--picture", str(file)).exit_code == 0
    raw = file.read_bytes()
    if ending == "png":
        assert raw.startswith(b"\x89PNG")
    else:
        words = " ".join(ElementTree.fromstring(raw).itertext())
        assert "Master Builder" in words
        assert "how to advance" in words


def test_a_picture_of_another_kind_is_refused(url: str, tmp_path: Path) -> None:
    done = run(url, "coverage", "--picture", str(tmp_path / "coverage.docx"))
    assert done.exit_code == 1
    assert "has to end in .svg or .png" in done.output
