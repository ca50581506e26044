"""Dialogues played by several processes at once: each dialogue is a conversation of its own, so the verdicts are the same as one by one."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from bot.advisor import Advisor
from bot.evaluation.conversations import Dialogue
from bot.evaluation.judge import Played, play

WORTH = 60
"""From so many dialogues on it pays to start further processes."""
SHARE = 30
"""Dialogues that a process takes at a time."""

_advisors: list[Advisor] = []
"""In a process that plays: the advisor with which it was started."""


def play_shared(dialogues: Sequence[Dialogue], advisor: Advisor) -> Iterator[Played]:
    """What ``play`` gives, in the same order. Only where a process can be forked, so that the library is not read again, and has a core of its own."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    if cores < 2 or len(dialogues) < WORTH:
        yield from play(dialogues, advisor)
        return
    advisor.reply("")  # What is opened at the first question is opened once, before the processes part.
    with ProcessPoolExecutor(cores, multiprocessing.get_context("fork"), _advisors.append, (advisor,)) as pool:
        for played in pool.map(_played, [dialogues[at : at + SHARE] for at in range(0, len(dialogues), SHARE)]):
            yield from played


def _played(dialogues: Sequence[Dialogue]) -> list[Played]:
    return list(play(dialogues, _advisors[-1]))
