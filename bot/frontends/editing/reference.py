"""``career-advisor knowledge reference``: writes the generated parts of the editors' pages anew."""

from __future__ import annotations

from pathlib import Path

import click

from bot.settings import Settings


@click.command(hidden=True)
@click.argument("pages", metavar="PAGE…", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def reference(settings: Settings, pages: tuple[Path, ...]) -> None:
    """Write the reference of fields and columns in PAGE anew, between its marks."""
    from bot.editing.reference import renew

    for page in pages:
        click.echo(f"{page}: {'written anew' if renew(page, settings.knowledge) else 'current'}")
