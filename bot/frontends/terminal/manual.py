"""``career-advisor manual``: the help of every command as one Markdown page, kept as docs/commands.md."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

import click

from bot.settings import SETTINGS

WIDTH = 100


@click.command(hidden=True)
@click.pass_context
def manual(ctx: click.Context) -> None:
    """Print the help of every command as Markdown (docs/commands.md)."""
    root = ctx.find_root()
    pages = [f"## {page.command_path}\n\n```text\n{_help(page)}\n```\n" for page in walk(root.command, str(root.info_name))]
    rows = [f"| `{setting.name}` | {setting.sets} | {setting.default} |" for setting in SETTINGS]
    settings = "\n".join(["## Settings", "", "Variables of the environment.", "", "| Variable | What it sets | Without it |", "| --- | --- | --- |", *rows])
    click.echo("\n".join(["# Commands", "", "Written by `make docs` from the commands' own help; a test keeps it current.", "", *pages, settings]))


def walk(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[click.Context]:
    """A context for a command and for each that is under it, in the order of the help; hidden ones are left out."""
    command = copy(command)
    command._help_option = None  # click keeps the first one it made, which had other names where the command ran by itself
    ctx = click.Context(command, parent, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH, help_option_names=["-h", "--help"])
    yield ctx
    if isinstance(command, click.Group):
        for under in command.list_commands(ctx):
            found = command.get_command(ctx, under)
            if found is not None and not found.hidden:
                yield from walk(found, under, ctx)


def _help(ctx: click.Context) -> str:
    return "\n".join(line.rstrip() for line in ctx.command.get_help(ctx).splitlines())
