"""``career-advisor knowledge questions``: what people asked and the guides left open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.frontends.editing.source import read, source_options
from bot.frontends.terminal.opening import open_advisor
from bot.frontends.terminal.text import clipped, counted, printable
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.editing.asked import Wanted


@click.command()
@source_options
@click.option("--open", "only_open", is_flag=True, help="Leave out what the guides of today answer.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts instead of text for people.")
@click.option("--export", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write them to FILE as conversations to complete.")
@click.pass_obj
def questions(settings: Settings, database: str | None, days: int | None, only_open: bool, as_json: bool, export: Path | None) -> None:
    """Show what people asked and the guides left open, or answered badly.

    Unanswered and down-voted questions, grouped where they are alike, those of most people first: in their wordings, without names, with
    what the advisor said then and why, and whether the guides of today answer it.

    \b
    Examples:
        career-advisor knowledge questions --days 30
        career-advisor knowledge questions --open --export wanted.yaml
        career-advisor knowledge questions --database sqlite:////srv/advisor.sqlite3 --json
    """
    from bot.editing.asked import as_conversations, grouped

    gaps = read(database, days, needed=True)
    wanted = [group for group in grouped(gaps, open_advisor(settings)) if not only_open or group.today == "open"]
    if as_json:
        click.echo(json.dumps([group.model_dump(mode="json") for group in wanted], ensure_ascii=False, indent=2))
    elif export is None:
        for group in wanted:
            _show(group)
        click.echo(f"{counted(len(wanted), 'group')} of {counted(sum(group.times for group in wanted), 'question')}.")
    if export is not None:
        try:
            export.write_text(as_conversations(wanted), encoding="utf-8", newline="\n")
        except OSError as error:
            raise click.ClickException(f"'{export}' can't be written ({error.strerror}).") from None
        click.echo(f"Written: {counted(len(wanted), 'conversation')} to complete in {export}.", err=as_json)


def _show(group: Wanted) -> None:
    down = f", {group.down} voted down" if group.down else ""
    click.echo(printable(f"“{group.questions[0]}”"))
    click.echo(f"  asked {group.frequency}{down}, last on {group.latest:%Y-%m-%d}; today: {group.today}")
    for wording in group.questions[1:4]:
        click.echo(printable(f"  also: “{wording}”"))
    click.echo(printable(f"  said: {clipped(group.said, 200)}"))
    click.echo(printable(f"  why:  {clipped(group.why, 200)}"))
    click.echo("")
