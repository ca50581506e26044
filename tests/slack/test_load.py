"""Under load, with duplicates and a kill -9 in the middle, every message gets exactly one answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.slack.load import run
from tests.store.databases import Databases


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("kind", "processes"), [("sqlite", 1), ("postgresql", 2)])
def test_every_message_is_answered_exactly_once(kind: str, processes: int, databases: Databases, tmp_path: Path) -> None:
    figures = run(databases.empty(kind, tmp_path), processes)
    assert figures.asked == 300
    assert figures.answers == {"1 times": 300}, str(figures)
