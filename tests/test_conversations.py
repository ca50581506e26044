"""The golden dialogues: each file of conversations reaches its floors, and the behaviours all hold."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.advisor import Advisor
from bot.evaluation.conversations import Dialogue, read_dialogues
from bot.evaluation.judge import Verdict, play
from bot.evaluation.report import misses, report

FOLDER = Path(__file__).resolve().parent / "conversations"
FILES = sorted(FOLDER.glob("*.yaml"))
FLOORS: dict[str, Any] = tomllib.loads((FOLDER / "floors.toml").read_text(encoding="utf-8"))


def dialogues(path: Path) -> tuple[Dialogue, ...]:
    found, problems = read_dialogues([path])
    assert not problems, "\n".join(map(str, problems))
    return found


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def played(request: pytest.FixtureRequest, advisor: Advisor) -> tuple[str, list[Verdict]]:
    """A file's name and its verdicts; a file is played once."""
    return request.param.stem, [turn.verdict for turn in play(dialogues(request.param), advisor)]


def test_the_files_have_floors_and_share_no_id() -> None:
    assert sorted(FLOORS) == [path.stem for path in FILES]
    assert read_dialogues(FILES)[1] == []


def test_a_file_reaches_its_floors(played: tuple[str, list[Verdict]]) -> None:
    name, verdicts = played
    total = report(verdicts).total
    short = "\n".join(misses(verdicts))
    assert total.pass_share * 100 >= FLOORS[name]["turns"], f"{total.passed} of {total.turns} turns pass{short}"
    assert (total.fact_recall or 0) * 100 >= FLOORS[name]["facts"], f"{total.facts_missing} of {total.facts} facts are missing{short}"


def test_no_quote_is_false_and_no_line_with_sources_beside_it_lacks_its_own(played: tuple[str, list[Verdict]]) -> None:
    for verdict in played[1]:
        assert not verdict.false_quotes, verdict.dialogue
        assert not (verdict.quotes and verdict.uncited), f"{verdict.dialogue} turn {verdict.number}: {verdict.text}"


def test_nothing_forbidden_is_said(played: tuple[str, list[Verdict]]) -> None:
    assert [f"{verdict.dialogue} turn {verdict.number}: {verdict.said_forbidden}" for verdict in played[1] if verdict.said_forbidden] == []
