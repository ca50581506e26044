"""Brings a database to the schema of this version, at start. Processes that start together wait for each other."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import text

from bot.store.database import Database
from bot.store.errors import StoreError

LOCK = 7_203_114
"""The number of PostgreSQL's advisory lock under which migrations run; any number does, if it stays the same."""


def migrate(database: Database) -> None:
    """Applies the migrations that the database has not had. Raises ``StoreError`` where it is newer than this version."""
    with database.write() as connection:
        if not database.lite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        settings = config()
        settings.attributes["connection"] = connection
        try:
            command.upgrade(settings, "head")
        except CommandError as error:
            what = "The database was made by a newer version of this program."
            raise StoreError(f"{what} Start that version, or name another database in DATABASE_URL.") from error


def config() -> Config:
    """Alembic's configuration: the migrations that are packaged with the code."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    return settings
