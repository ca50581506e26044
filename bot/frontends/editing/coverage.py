"""``career-advisor knowledge coverage``: what the guides state, and what is still to be written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.frontends.editing.source import read, source_options
from bot.frontends.terminal.blocks import Block, Grid, Item, Line
from bot.frontends.terminal.opening import open_advisor
from bot.frontends.terminal.text import clipped, counted
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.editing.coverage import Cell, Coverage


@click.command()
@source_options
@click.option("--top", type=click.IntRange(min=0), default=15, show_default=True, help="How many lines of the writing list to print.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts instead of tables for people.")
@click.option("--picture", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Draw it into FILE (.svg or .png), for a slide.")
@click.pass_obj
def coverage(settings: Settings, database: str | None, days: int | None, top: int, as_json: bool, picture: Path | None) -> None:
    """Show which guide states what for which level, and what to write next.

    A table of levels by topics: how many guides state it, "·" for none, and after "?" how often it was asked in vain. Then a list of what
    to write, most wanted first. What was asked comes from the Slack app's database, where there is one.

    \b
    Examples:
        career-advisor knowledge coverage
        career-advisor knowledge coverage --days 90 --picture coverage.svg
        career-advisor knowledge coverage --json | jq '.cells[] | select(.wanted > 0)'
    """
    from bot.editing.coverage import cover
    from bot.editing.files import UnreadableError
    from bot.editing.picture import draw
    from bot.frontends.terminal.screens import show

    found = cover(open_advisor(settings), read(database, days, needed=False))
    if as_json:
        click.echo(found.model_dump_json(indent=2))
    else:
        show(_view(found, top))
    if picture is not None:
        try:
            draw(found, picture)
        except UnreadableError as error:
            raise click.ClickException(str(error)) from None
        click.echo(f"Drawn: {picture}", err=True)


def _view(found: Coverage, top: int) -> list[Block]:
    columns = ("", *found.topics.values())
    rows = tuple((name, *(_mark(found.cell(level, topic)) for topic in found.topics)) for level, name in found.levels.items())
    blocks: list[Block] = [Line(f"What {counted(len(found.guides), 'guide')} state (guides, ?times asked in vain)", "title"), Grid(columns, rows)]
    wanted = found.to_write
    if top and wanted:
        blocks += [Line(), Line("To write, most wanted first", "title")]
        blocks += [Item("-", _says(cell, found)) for cell in wanted[:top]]
        blocks += [Line(f"… and {len(wanted) - top} more", "quiet")] if len(wanted) > top else []
    return blocks


def _mark(cell: Cell) -> str:
    count = str(len(cell.stated)) if cell.stated else "·"
    return f"{count} ?{cell.wanted}" if cell.wanted else count


def _says(cell: Cell, found: Coverage) -> str:
    stated = f"stated by {', '.join(cell.stated)}" if cell.stated else "no guide states it"
    asked = f"asked in vain {'once' if cell.wanted == 1 else f'{cell.wanted} times'}, for example “{clipped(cell.asked[0], 80)}”; " if cell.wanted else ""
    return f"{found.levels[cell.level]}: {found.topics[cell.topic]} ({asked}{stated})"
