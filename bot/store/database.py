"""The connection to SQLite or PostgreSQL: one way to read, one to write, and errors that name no value."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.store.errors import StoreError

PATIENCE = 8
"""Seconds to wait for a lock, a connection or a statement before giving up."""
CONNECTIONS = 20


class Database:
    """An engine with two kinds of transaction. Any failure of the database is raised as ``StoreError``."""

    def __init__(self, url: str) -> None:
        self.url = _url(url)
        self.lite = self.url.get_backend_name() == "sqlite"
        self._writer = Lock()
        self.engine = _sqlite(self.url) if self.lite else _postgresql(self.url)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that may write; SQLite takes its only writer's place at once, so that it can't fail half-way."""
        with self._guarded(), self._turn(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        with self._guarded(), self.engine.connect().execution_options(reading=True) as connection, connection.begin():
            yield connection

    def insert(self, table: Table) -> Any:
        """An insert with ``on_conflict_…``, which both databases have but each under its own name."""
        return sqlite.insert(table) if self.lite else postgresql.insert(table)

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """SQLite has one writer, and who finds its place taken polls for it: with many threads some never get it. So they queue here."""
        if not self.lite:
            yield
            return
        if not self._writer.acquire(timeout=PATIENCE):
            raise PoolTimeoutError("too many wait to write")
        try:
            yield
        finally:
            self._writer.release()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, PoolTimeoutError, sqlite3.Error) as error:
            cause = _cause(getattr(error, "orig", None) or error)
            where = f"the file {self.url.database}" if self.lite else f"the server {self.url.host or 'local socket'}"
            raise StoreError(f"The database can't be used just now ({cause}): {where}. Check that it is there, reachable, not full and not locked.") from error


def _cause(error: BaseException) -> str:
    """The database's own code for an error, which never holds a value: SQLITE_FULL, 53100; else its type."""
    return str(getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or type(error).__name__)


def _url(text: str) -> URL:
    try:
        url = make_url(text)
        backend = url.get_backend_name()
        if backend == "postgres":
            backend, url = "postgresql", url.set(drivername="postgresql")
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise StoreError("DATABASE_URL is no address of a database. Write sqlite:////path/to/file or postgresql://user:password@host/name.") from error
    if backend not in ("sqlite", "postgresql"):
        raise StoreError(
            f"DATABASE_URL names '{backend}', but only sqlite and postgresql are known. Write sqlite:////path/to/file or postgresql://user:password@host/name."
        )
    return url.set(drivername="postgresql+psycopg") if backend == "postgresql" else url


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise StoreError("DATABASE_URL names no file. Write sqlite:////path/to/file.")
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder of the database {url.database} can't be made ({error.strerror}). Name another file in DATABASE_URL.") from error
    engine = create_engine(url, hide_parameters=True, pool_size=CONNECTIONS, pool_timeout=PATIENCE, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    """WAL lets readers read while one writes; transactions are begun by hand, as the driver would begin them too late."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA secure_delete=ON")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get("reading") else "BEGIN IMMEDIATE")


def _postgresql(url: URL) -> Engine:
    limits = f"-c statement_timeout={PATIENCE * 1000} -c lock_timeout={PATIENCE * 1000} -c client_encoding=utf8"
    arguments = {"connect_timeout": PATIENCE, "options": limits}
    try:
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_size=CONNECTIONS, pool_timeout=PATIENCE, connect_args=arguments)
    except ImportError as error:
        raise StoreError("DATABASE_URL names PostgreSQL, but its driver is not installed. Run: pip install 'career-advisor[postgresql]'") from error
