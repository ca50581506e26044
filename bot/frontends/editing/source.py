"""Where the commands take what people asked from: the database that the Slack app keeps."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from bot.settings import DATABASE, default_database

if TYPE_CHECKING:
    from bot.store.gaps import Gap

F = TypeVar("F", bound=Callable[..., object])
DAY = 86_400.0


def source_options(command: F) -> F:
    """The options that choose the database and how far back to look."""
    days = click.option("--days", type=click.IntRange(min=1), help="Only what was asked in the last so many days.")
    database = click.option(
        "--database", metavar="URL", help=f"Where the Slack app keeps what was asked. Without it: {DATABASE.name}, else {DATABASE.default}."
    )
    return database(days(command))


def read(database: str | None, days: int | None, needed: bool) -> tuple[Gap, ...]:
    """What was asked and not got. Where it is not ``needed`` and no database was named, none is no error.

    Raises ``click.ClickException`` where the database can't be read.
    """
    from bot.store import StoreError
    from bot.store.gaps import read_gaps

    named = database or os.environ.get(DATABASE.name, "").strip()
    try:
        return read_gaps(named or default_database(), time.time() - days * DAY if days else 0.0)
    except StoreError as error:
        if needed or named:
            raise click.ClickException(str(error)) from None
        return ()
