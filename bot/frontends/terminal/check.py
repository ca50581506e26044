"""``career-advisor knowledge check``: every problem in every file of the knowledge folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.frontends.terminal.text import counted, printable
from bot.settings import Settings

if TYPE_CHECKING:
    from retrieval.library import Library
    from retrieval.problems import Problem


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts instead of text for people.")
@click.option("--notes", is_flag=True, help="Print the notes too: what is worth knowing, but need not be mended.")
@click.pass_context
def check(ctx: click.Context, as_json: bool, notes: bool) -> None:
    """Check every file of the knowledge folder.

    Prints each problem as "file:line: what is wrong and what to do". Ends with status 1 if there is any error; warnings and notes alone
    give status 0. A guide with an error is left out of the answers until it is mended.

    \b
    Warnings: a section that nobody will find, a figure outside a table, a column that is not known,
    a guide not reviewed for a year, two guides with one title.
    Notes: sections without ways of asking, figures that guides give differently, vocabulary that
    nothing uses.

    \b
    Examples:
        career-advisor knowledge check
        career-advisor --knowledge my/knowledge knowledge check
        career-advisor knowledge check --notes
        career-advisor knowledge check --json | jq '.problems[].file'
    """
    folder = ctx.obj.knowledge if isinstance(ctx.obj, Settings) else Path("knowledge")
    from bot.editing.reviewing import examine

    library, problems = examine(folder, date.today())
    errors = [problem for problem in problems if problem.severity == "error"]
    if as_json:
        fields = {"ok": not errors, "folder": str(folder), "guides": len(library.guides) if library else 0, "passages": len(library.passages) if library else 0}
        click.echo(json.dumps({**fields, "problems": [problem.model_dump() for problem in problems]}, ensure_ascii=False, indent=2))
    else:
        for problem in problems if notes else (problem for problem in problems if problem.severity != "note"):
            click.echo(printable(f"{_where(folder, problem)}: {problem.severity}: {problem.what} {problem.remedy}"))
        click.echo(_summary(folder, library, problems, notes))
    ctx.exit(1 if errors else 0)


def _where(folder: Path, problem: Problem) -> str:
    """File and line as editors and terminals open them."""
    return f"{problem.file if problem.file == str(folder) else folder / problem.file}:{problem.line}"


def _summary(folder: Path, library: Library | None, problems: Sequence[Problem], notes: bool) -> str:
    holds = f"{counted(len(library.guides), 'guide')}, {counted(len(library.passages), 'passage')}" if library else "no guide that can be used"
    serious = [problem for problem in problems if problem.severity != "note"]
    found = f"{counted(len(serious), 'problem')} in {counted(len({problem.file for problem in serious}), 'file')}" if serious else "no problems"
    rest = len(problems) - len(serious)
    more = f" {counted(rest, 'note').capitalize()}{'' if notes else ', shown with --notes'}." if rest else ""
    return f"{folder}: {holds}, {found}.{more}"
