"""What changed since an earlier evaluation: turns gained and lost with what was said then and now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from bot.evaluation.judge import Verdict
from bot.evaluation.report import Report


class BaselineError(Exception):
    """The earlier evaluation can't be used; the message says why and what to do."""


class Change(NamedTuple):
    """The same message in the same dialogue, judged before and now."""

    before: Verdict
    now: Verdict


class Comparison(NamedTuple):
    """Turns of two evaluations, set against each other. A message that reads otherwise now is a new one."""

    gained: tuple[Change, ...]
    lost: tuple[Change, ...]
    reworded: tuple[Change, ...]
    """Same verdict, other words."""
    same: int
    added: int
    gone: int


def read_report(path: Path) -> Report:
    """An evaluation that was written with ``--json``. Raises ``BaselineError`` where it is none."""
    try:
        return Report.model_validate_json(path.read_bytes())
    except OSError as error:
        raise BaselineError(f"'{path}' can't be read ({error.strerror}). Write one with: career-advisor evaluate FILE --json {path}") from None
    except ValidationError:
        raise BaselineError(f"'{path}' is no evaluation of this version. Write it anew with: career-advisor evaluate FILE --json {path}") from None


def compare(before: Report, now: Report) -> Comparison:
    """What changed between two evaluations, in the order of the later one."""
    old = {_key(turn): turn for turn in before.turns}
    changes = [Change(old[_key(turn)], turn) for turn in now.turns if _key(turn) in old]
    steady = [change for change in changes if change.before.passed == change.now.passed]
    reworded = tuple(change for change in steady if change.before.text != change.now.text)
    return Comparison(
        gained=tuple(change for change in changes if change.now.passed and not change.before.passed),
        lost=tuple(change for change in changes if change.before.passed and not change.now.passed),
        reworded=reworded,
        same=len(steady) - len(reworded),
        added=len(now.turns) - len(changes),
        gone=len(before.turns) - len(changes),
    )


def lines(changes: Comparison) -> Iterator[str]:
    """A comparison for people: each turn gained or lost, then the counts."""
    for label, group in (("gained", changes.gained), ("lost", changes.lost)):
        for before, now in group:
            yield f"\n{label}: {now.dialogue} turn {now.number} ({now.kind}): {now.ask}"
            yield from (f"  - {line}" for line in before.text.splitlines())
            yield from (f"  + {line}" for line in now.text.splitlines())
    yield ""
    yield (
        f"since the baseline  {len(changes.gained)} turns gained, {len(changes.lost)} lost, {len(changes.reworded)} said otherwise, "
        f"{changes.same} the same, {changes.added} new, {changes.gone} gone"
    )


def _key(turn: Verdict) -> tuple[str, int, str]:
    return turn.dialogue, turn.number, turn.ask
