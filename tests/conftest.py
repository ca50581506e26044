"""What all tests share: the real guides, read once in a run, and how hypothesis searches."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from bot.advisor import Advisor
from retrieval.cache import Cache
from retrieval.library import Library, load

ROOT = Path(__file__).resolve().parents[1]

# The same examples in every run, so that a build fails for what was changed; `--hypothesis-profile search` looks for new ones.
settings.register_profile("suite", deadline=None, derandomize=True, max_examples=60, database=None)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Library:
    """The guides and the vocabulary of the project. Workers share what one of them has compiled."""
    base = tmp_path_factory.getbasetemp()
    return load(ROOT / "knowledge", Cache((base if worker_id == "master" else base.parent) / "compiled"))


@pytest.fixture(scope="session")
def advisor(library: Library) -> Advisor:
    return Advisor(library)
