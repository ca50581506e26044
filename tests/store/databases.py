"""Empty databases of both kinds for tests; the PostgreSQL server starts with the first that needs it."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Self

import psycopg

from tests.store.postgres import Server, server


class Databases:
    """Makes databases; stops the server at the end."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._server: Server | None = None
        self._made = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def server(self) -> Server:
        if self._server is None:
            self._server = self._stack.enter_context(server())
        return self._server

    def empty(self, kind: str, folder: Path) -> str:
        """The address of a database that nothing has been written to."""
        self._made += 1
        if kind == "sqlite":
            return f"sqlite:///{folder / f'store-{self._made}.sqlite3'}"
        name = f"store_{self._made}"
        with psycopg.connect(self.server.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.server.url(name)
