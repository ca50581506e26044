"""``career-advisor knowledge add``: a document becomes a guide, shown before it is written."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.frontends.terminal.text import clipped, counted, printable
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.editing.importing import Import, Made

_SHOWN = 12
"""Lines of a list that are shown before the rest is counted."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--title", help="The guide's title. Without it: the document's own.")
@click.option("--publisher", help="Who says it: stands before each quote in an answer, so keep it short.")
@click.option("--covers", help="What the guide is about, in a line.")
@click.option("--reviewed", metavar="DATE", help="When somebody last read it through, as 2026-11-22. Without it: today.")
@click.option("--url", help="Where the document stands, if anywhere.")
@click.option("--place", help="Where its figures are from, for example 'United Kingdom'.")
@click.option("--currency", help="The currency of its figures, for example GBP.")
@click.option("--name", help="The file's name without '.md'. Without it: from the title.")
@click.option("--keep-all", is_flag=True, help="Take nothing out that looks like noise.")
@click.option("--replace", is_flag=True, help="Take the place of a guide of the same name.")
@click.option("--any-language", is_flag=True, help="Take a text that does not read like English.")
@click.option("--print", "to_print", is_flag=True, help="Print the guide instead of writing it.")
@click.option("--yes", is_flag=True, help="Ask nothing and write, for scripts: noise goes, fields come from the options and the document.")
@click.pass_context
def add(
    ctx: click.Context, /, file: Path, name: str | None, keep_all: bool, replace: bool, any_language: bool, to_print: bool, yes: bool, **given: str
) -> None:
    """Make a guide of a Markdown, HTML, Word, PDF or text document.

    Shows what it made of the document, what it could not read and what it would take out, and writes nothing without a yes. The words
    are kept as they are. Afterwards, add ways of asking under the sections (see docs/writing-guides.md) and run "knowledge check".

    \b
    Examples:
        career-advisor knowledge add ladder.docx
        career-advisor knowledge add pay.pdf --print | less
        career-advisor knowledge add ladder.docx --title "Engineering Ladder" --publisher "People Team" --yes
    """
    from bot.editing.files import UnreadableError
    from bot.editing.importing import guide_name, is_english, make_guide, read_document, suggested, write_guide

    folder = ctx.obj.knowledge if isinstance(ctx.obj, Settings) else Path("knowledge")
    asks = not yes and not to_print
    try:
        read = read_document(file)
        if not is_english(read) and not any_language:
            raise UnreadableError(
                f"{file.name} does not read like English, and questions are understood in English only. To take it all the same: --any-language"
            )
        read = _without_noise(read, keep_all, asks)
        fields = _fields({**suggested(read, date.today()), **{field: value for field, value in given.items() if value}}, asks)
        name = guide_name(name or fields["title"])
        if not name:
            raise UnreadableError("The title holds no letter that a file name could have. Give one with --name.")
        made = make_guide(read, name, fields)
        _report(read, made, f"guides/{name}.md")
        if to_print:
            click.echo(made.text, nl=False)
        elif any(problem.severity == "error" for problem in made.problems):
            raise UnreadableError(
                "The guide could not be read back; nothing was written. Mend the document in the places named above, or make a guide of --print's text."
            )
        elif yes or click.confirm(f"Write {folder / 'guides' / name}.md?", default=False, err=True):
            click.echo(f"Written: {write_guide(folder, name, made.text, replace)}. Next: career-advisor knowledge check")
        else:
            click.echo("Nothing was written.")
    except UnreadableError as error:
        raise click.ClickException(printable(str(error))) from None


def _without_noise(read: Import, keep_all: bool, asks: bool) -> Import:
    """The document after the editor's word on what looks like noise."""
    if not read.noise:
        return read
    _say(f"{counted(len(read.noise), 'piece')} of {read.name} {'looks' if len(read.noise) == 1 else 'look'} like noise:")
    _list([f"{piece.noise}: “{clipped(piece.text, 70)}”" for piece in read.noise])
    if keep_all or (asks and not click.confirm("Take them out?", default=True, err=True)):
        _say("They stay.")
        return read.kept()
    _say("They are taken out.")
    return read


def _fields(fields: dict[str, str], asks: bool) -> dict[str, str]:
    """The front matter, complete: what is missing is asked for, or is an error where nobody can be asked."""
    from bot.editing.files import UnreadableError

    for field, question in (("title", "Title"), ("publisher", "Publisher (stands before each quote, keep it short)")):
        if not fields.get(field) and asks and sys.stdin is not None:
            fields[field] = click.prompt(question, err=True).strip()
        if not fields.get(field):
            raise UnreadableError(f"The guide needs a {field}: give it with --{field}.")
    if asks and not fields.get("covers"):
        fields["covers"] = click.prompt("What it covers, in a line (may stay empty)", default="", show_default=False, err=True).strip()
    try:
        date.fromisoformat(fields["reviewed"])
    except ValueError:
        raise UnreadableError(f"'{fields['reviewed']}' is no date. Write --reviewed 2026-11-22.") from None
    return fields


def _report(read: Import, made: Made, shown: str) -> None:
    from bot.editing.pieces import words

    tables = sum(passage.table is not None for passage in made.passages)
    kept = [piece for piece in read.pieces if not piece.noise]
    _say(f"{read.name} ({read.kind}) → {shown}: {counted(len(made.passages), 'section')}, {counted(tables, 'table')}, {words(kept)} words.")
    _list([f"{passage.section} ({counted(len(passage.text.split()), 'word')})" for passage in made.passages])
    if read.notes or made.notes:
        _say("Please look at:")
        _list([*read.notes, *made.notes], len(read.notes) + len(made.notes))
    for problem in made.problems:
        _say(f"{problem.severity}: {problem}")


def _list(lines: list[str], most: int = _SHOWN) -> None:
    for line in lines[:most]:
        _say(f"  - {line}")
    if len(lines) > most:
        _say(f"  … and {len(lines) - most} more")


def _say(text: str) -> None:
    """To the person, beside what is printed for a pipe."""
    click.echo(printable(text), err=True)
