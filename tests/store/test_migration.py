"""The schema: made by migrations alone, once, whoever comes first, and refused where it is newer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from bot.store import StoreError, open_store
from bot.store.database import Database
from bot.store.migration import config, migrate
from bot.store.tables import metadata


def test_the_migrations_give_exactly_the_tables_that_the_code_uses(url: str) -> None:
    database = Database(url)
    migrate(database)
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    database.close()


def test_processes_that_start_together_migrate_once(url: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        for opened in pool.map(lambda _: open_store(url), range(6)):
            opened.check()
            opened.close()


def test_opening_again_keeps_what_is_there(url: str) -> None:
    first = open_store(url)
    person = first.people.person("T1", "U1")
    first.close()
    second = open_store(url)
    assert second.people.person("T1", "U1") == person
    second.close()


def test_a_migration_can_be_taken_back(url: str) -> None:
    database = Database(url)
    migrate(database)
    with database.write() as connection:
        settings = config()
        settings.attributes["connection"] = connection
        command.downgrade(settings, "base")
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    database.close()


def test_a_database_of_a_newer_version_is_refused_in_plain_words(url: str) -> None:
    open_store(url).close()
    database = Database(url)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(StoreError, match="newer version"):
        open_store(url)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("nonsense", "no address of a database"),
        ("mysql://a@b/c", "'mysql'"),
        ("sqlite://", "names no file"),
        ("postgresql://advisor@127.0.0.1:9/x", "can't be used just now"),
    ],
)
def test_an_address_that_leads_nowhere_says_what_to_write(address: str, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        open_store(address)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="can't be made"):
        open_store(f"sqlite:///{tmp_path}/file/store.sqlite3")


def test_what_is_no_database_is_refused_without_its_content(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite3").write_text("somebody's secret notes" * 200)
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{tmp_path}/store.sqlite3")
    assert "secret" not in str(caught.value)


def test_a_locked_database_is_an_error_that_tells_nothing_that_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.database.PATIENCE", 0.1)
    opened = open_store(f"sqlite:///{tmp_path}/store.sqlite3")
    blocker = Database(f"sqlite:///{tmp_path}/store.sqlite3")
    with blocker.write(), pytest.raises(StoreError) as caught:
        opened.people.person("T1", "U-secret")
    assert "U-secret" not in str(caught.value)
    assert "locked" in str(caught.value)
    opened.close()
    blocker.close()
