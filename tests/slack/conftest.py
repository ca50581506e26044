"""One fake Slack and one running app for all tests that don't break them; a sample of each for those that do."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.slack.fake import FakeSlack
from tests.slack.people import Person
from tests.slack.process import AppProcess
from tests.store.databases import Databases

_people = itertools.count(1)


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    with Databases() as made:
        yield made


@pytest.fixture(scope="session")
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as running:
        yield running


@pytest.fixture(scope="session")
def app(slack: FakeSlack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppProcess]:
    with AppProcess(slack, f"sqlite:///{tmp_path_factory.mktemp('store')}/advisor.sqlite3") as running:
        yield running


@pytest.fixture
def person(slack: FakeSlack, app: AppProcess) -> Person:
    """Somebody whom the app has never met."""
    return Person(slack, f"U{next(_people):04d}")


@pytest.fixture
def channel() -> str:
    """A channel of this test's own."""
    return f"C{next(_people):04d}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> str:
    """The address of an empty database."""
    return databases.empty(request.param, tmp_path)
