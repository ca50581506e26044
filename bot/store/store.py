"""The store's front: one object with a part for each thing that is kept."""

from __future__ import annotations

from sqlalchemy import text

from bot.store.claims import Claims
from bot.store.database import Database
from bot.store.migration import migrate
from bot.store.people import People
from bot.store.threads import Threads
from bot.store.workspaces import Workspaces


class Store:
    """Everything kept, in one database. Safe to use from several threads; every method may raise ``StoreError``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.claims = Claims(database)
        self.threads = Threads(database)
        self.people = People(database)
        self.workspaces = Workspaces(database)

    def check(self) -> None:
        """Raises ``StoreError`` where the database doesn't answer."""
        with self._database.read() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        self._database.close()


def open_store(url: str) -> Store:
    """The store at ``url`` (``sqlite:////path/to/file`` or ``postgresql://…``), brought to this version's schema. Raises ``StoreError``."""
    database = Database(url)
    try:
        migrate(database)
    except BaseException:
        database.close()
        raise
    return Store(database)
