"""``career-advisor evaluate``: how good the answers are on conversations with what their answers must hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.frontends.terminal.opening import open_advisor
from bot.frontends.terminal.text import printable
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.evaluation.conversations import Dialogue
    from bot.evaluation.report import Report

PERCENT = click.FloatRange(0, 100)


@click.command()
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--misses", is_flag=True, help="Show every turn that fell short, and why.")
@click.option("--json", "kept", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write figures, answers and verdicts to FILE.")
@click.option("--only", metavar="ID", help="Play only the conversation with this id.")
@click.option("--kind", metavar="KIND", help="Play only conversations of this kind.")
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Show what changed since FILE was written with --json.")
@click.option("--floor", type=PERCENT, metavar="PERCENT", help="End with status 1 if fewer turns pass.")
@click.option("--fact-floor", type=PERCENT, metavar="PERCENT", help="End with status 1 if fewer of the facts are said.")
@click.pass_context
def evaluate(
    ctx: click.Context,
    files: tuple[Path, ...],
    misses: bool,
    kept: Path | None,
    only: str | None,
    kind: str | None,
    baseline: Path | None,
    floor: float | None,
    fact_floor: float | None,
) -> None:
    """Play conversations and judge the answers.

    A file is a YAML list of conversations: "id", "kind" and "turns", each with "ask", and then "facts" (lists of regular expressions of
    which one must be in the text), "guides" and "any_guides" (which must be cited), "not" (what must not be said) or "abstain: true".
    A turn passes where all of that holds. What --json writes is the same for the same answers, byte by byte; latency is only printed.

    \b
    Examples:
        career-advisor evaluate tests/conversations/*.yaml
        career-advisor evaluate tests/conversations/first.yaml --kind salary --misses
        career-advisor evaluate tests/conversations/*.yaml --json before.json
        career-advisor evaluate tests/conversations/*.yaml --baseline before.json --floor 90 --fact-floor 95
    """
    from bot.evaluation import report
    from bot.evaluation.sharing import play_shared

    dialogues = _chosen(files, only, kind)
    before = _baseline(baseline, only, kind) if baseline else None
    played = list(play_shared(dialogues, open_advisor(ctx.obj if isinstance(ctx.obj, Settings) else ctx.find_root().obj)))
    result = report.report(turn.verdict for turn in played)
    lines = [*report.misses(result.turns), ""] if misses else []
    lines += [*report.summary(result), *report.latency([turn.seconds for turn in played if turn.verdict.number > 1])]
    _echo(lines)
    if before is not None:
        from bot.evaluation import compare

        _echo(compare.lines(compare.compare(before, result)))
    if kept is not None:
        _keep(result, kept)
    ctx.exit(1 if _under(result, floor, fact_floor) else 0)


def _chosen(files: Sequence[Path], only: str | None, kind: str | None) -> tuple[Dialogue, ...]:
    """The conversations to play. Raises ``click.ClickException`` that names every problem of the files, or that none is left."""
    from bot.evaluation.conversations import read_dialogues
    from retrieval.problems import nearest

    dialogues, problems = read_dialogues(files)
    if problems:
        raise click.ClickException("\n  ".join(["the conversations can't be used.", *(printable(str(problem)) for problem in problems)]))
    for name, wanted, known in (("id", only, [one.id for one in dialogues]), ("kind", kind, sorted({one.kind for one in dialogues}))):
        if wanted is not None and wanted not in known:
            raise click.ClickException(f"no conversation has the {name} '{wanted}'. {nearest(wanted, known)}".rstrip())
    chosen = tuple(one for one in dialogues if only in (None, one.id) and kind in (None, one.kind))
    if not chosen:
        raise click.ClickException(f"the conversation '{only}' is not of the kind '{kind}'.")
    return chosen


def _baseline(path: Path, only: str | None, kind: str | None) -> Report:
    """The earlier evaluation, as far as it is of the chosen conversations."""
    from bot.evaluation.compare import BaselineError, read_report

    try:
        before = read_report(path)
    except BaselineError as error:
        raise click.ClickException(str(error)) from None
    turns = tuple(turn for turn in before.turns if only in (None, turn.dialogue) and kind in (None, turn.kind))
    return before.model_copy(update={"turns": turns})


def _keep(result: Report, path: Path) -> None:
    try:
        path.write_text(result.model_dump_json(indent=1) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.ClickException(f"'{path}' can't be written ({error.strerror}).") from None


def _under(result: Report, floor: float | None, fact_floor: float | None) -> bool:
    """Whether a figure is under its floor; each that is gets a line on standard error."""
    shares = (("turns passed", result.total.pass_share, floor), ("fact recall", result.total.fact_recall, fact_floor))
    low = [f"{name} {share:.1%} is under {wanted:g} %" for name, share, wanted in shares if share is not None and wanted is not None and share * 100 < wanted]
    for line in low:
        click.echo(f"Under the floor: {line}", err=True)
    return bool(low)


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo("\n".join(printable(part) for part in line.split("\n")))
