"""``career-advisor knowledge diff``: what a change of the knowledge did to the answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.frontends.editing.source import read, source_options
from bot.frontends.terminal.text import printable
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.advisor import Advisor
    from bot.evaluation.conversations import Dialogue

BESIDE = "conversations"
"""The folder beside the guides in which an owner keeps conversations of their own."""


@click.command()
@click.argument("revision", metavar="[REV]", default="HEAD")
@click.option(
    "--conversations",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Play these (YAML), or all of a folder; may be given often.",
)
@source_options
@click.option("--markdown", is_flag=True, help="Print Markdown for a pull request, side by side.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
@click.option("--most", type=click.IntRange(min=1), default=40, show_default=True, help="How many changed answers to show.")
@click.option("--fail-on-loss", is_flag=True, help="End with status 1 if an answer is no longer as its conversation expects it.")
@click.pass_context
def diff(
    ctx: click.Context,
    revision: str,
    files: tuple[Path, ...],
    database: str | None,
    days: int | None,
    markdown: bool,
    as_json: bool,
    most: int,
    fail_on_loss: bool,
) -> None:
    """Show which answers a change of the knowledge changed.

    Plays messages on the knowledge as it is and as it was in REV (a revision of Git, HEAD without it; or a folder): the conversations
    given, or those in the folder "conversations" beside the guides' folder; what people asked in vain, from the Slack app's database where
    there is one; and how people ask for the sections that changed. Shows each answer that is another one now, with what was lost (-) and
    gained (+).

    \b
    Examples:
        career-advisor knowledge diff
        career-advisor knowledge diff main --markdown > changes.md
        career-advisor knowledge diff v1.2 --conversations tests/conversations/first.yaml --fail-on-loss
    """
    from bot.editing import changepage
    from bot.editing.changes import difference
    from bot.editing.revisions import RevisionError, knowledge_at

    folder = ctx.obj.knowledge if isinstance(ctx.obj, Settings) else Path("knowledge")
    dialogues = _dialogues(files or (folder / BESIDE,) if (folder / BESIDE).is_dir() else files)
    questions = tuple(dict.fromkeys(gap.text for gap in read(database, days, needed=False)))
    try:
        with knowledge_at(revision, folder) as earlier:
            found = difference(_advisor(earlier, "as it was"), _advisor(folder, "as it is"), dialogues, questions)
    except RevisionError as error:
        raise click.ClickException(printable(str(error))) from None
    if as_json:
        click.echo(found.model_dump_json(indent=2))
    elif markdown:
        click.echo(changepage.markdown(found, revision, most), nl=False)
    else:
        for line in changepage.text(found, most):
            click.echo(printable(line))
    ctx.exit(1 if fail_on_loss and any(change.verdict == "worse" for change in found.changed) else 0)


def _dialogues(files: tuple[Path, ...]) -> tuple[Dialogue, ...]:
    from bot.evaluation.conversations import read_dialogues

    dialogues, problems = read_dialogues(path for file in files for path in (sorted(file.glob("*.yaml")) if file.is_dir() else [file]))
    if problems:
        raise click.ClickException("\n  ".join(["the conversations can't be used.", *(printable(str(problem)) for problem in problems)]))
    return dialogues


def _advisor(folder: Path, which: str) -> Advisor:
    """The advisor over a folder without an error. Raises ``click.ClickException`` where it has one: a guide left out would look deleted."""
    from bot.advisor import Advisor
    from retrieval.inside import outside
    from retrieval.library import load
    from retrieval.problems import KnowledgeError

    try:
        problems = tuple(outside(folder))
        library = load(folder) if not problems else None
        problems = problems or tuple(problem for problem in library.problems if problem.severity == "error") if library else problems
    except KnowledgeError as error:
        library, problems = None, error.problems
    if library is None or problems:
        lines = [f"the knowledge {which} has errors; mend them first.", *(printable(str(problem)) for problem in problems[:8])]
        raise click.ClickException("\n  ".join(lines))
    return Advisor(library)
