"""``make bench``: the engines side by side in one run, written to docs/benchmarks.md.

Every query goes to each engine in turn, so that a busy moment of the machine meets all of them; use the ratios.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np

from benchmarks.corpus import Documents, passages, questions
from benchmarks.engines import ENGINES, Engine, Ours, RankBm25
from benchmarks.report import put, table

SIZES = {300: 300, 10_000: 300, 100_000: 100}
FULL = {1_000_000: 30}
"""How many passages, and how many queries."""
K = 10
STARTS = 9
LONG = 5.0
"""Seconds after which an engine's start is not measured again."""


class Measured(NamedTuple):
    """One engine at one size: milliseconds, seconds, bytes."""

    name: str
    p50: float
    p99: float
    build: float
    start: float
    private: int
    disk: int


def measure(size: int, count: int) -> tuple[list[Measured], float, float]:
    """Every engine at one size, the start of a bare numpy, and the largest difference of our scores from rank-bm25's."""
    documents = passages(size)
    asked = questions(documents, count)
    engines: list[Engine] = []
    builds: list[float] = []
    for kind in ENGINES:
        started = time.perf_counter()
        engine = kind()
        engine.build(documents)
        builds.append(time.perf_counter() - started)
        engines.append(engine)
    differs = largest_difference(engines, asked)
    times = alternate(engines, asked)
    measured: list[Measured] = []
    with TemporaryDirectory() as folder:
        for engine in engines:
            (Path(folder) / engine.name).mkdir()
            engine.save(Path(folder) / engine.name)
        names = [engine.name for engine in engines]
        del engines, documents
        starts = cold_starts([*names, "numpy"], Path(folder), asked[0])
        for name, build in zip(names, builds, strict=True):
            spent = sorted(times[name])
            start, private = starts[name]
            disk = sum(path.stat().st_size for path in (Path(folder) / name).rglob("*") if path.is_file())
            measured.append(Measured(name, statistics.median(spent) * 1e3, spent[int(0.99 * len(spent))] * 1e3, build, start, private, disk))
    return measured, starts["numpy"][0], differs


def alternate(engines: list[Engine], asked: Documents) -> dict[str, list[float]]:
    """Seconds of each engine for each query, the best of three (of one where it takes long)."""
    spent: dict[str, list[float]] = {engine.name: [] for engine in engines}
    for engine in engines:
        for terms in asked[:5]:
            engine.search(terms, K)
    for at, terms in enumerate(asked):
        for turn in range(len(engines)):
            engine = engines[(at + turn) % len(engines)]
            tries: list[float] = []
            while len(tries) < 3 and sum(tries) < 0.3:
                started = time.perf_counter()
                engine.search(terms, K)
                tries.append(time.perf_counter() - started)
            spent[engine.name].append(min(tries))
    return spent


def largest_difference(engines: list[Engine], asked: Documents) -> float:
    """How far any passage's score for any query is from rank-bm25's own."""
    ours = next(engine for engine in engines if isinstance(engine, Ours))
    oracle = next(engine for engine in engines if isinstance(engine, RankBm25))
    largest = 0.0
    for terms in asked:
        expected = oracle.index.get_scores(terms)
        largest = max(largest, float(np.abs(ours.index.scores(dict.fromkeys(terms, 1.0)) - expected).max()))
        listed = np.sort(expected)[::-1][:K]
        largest = max(largest, float(np.abs(np.asarray(ours.search(terms, K)) - listed[listed != 0]).max()))
    return largest


def cold_starts(names: list[str], folder: Path, terms: list[str]) -> dict[str, tuple[float, int]]:
    """For each engine the seconds from nothing to the first answer (the best of several), and the memory of that process alone."""
    seconds: dict[str, list[float]] = {name: [] for name in names}
    private: dict[str, int] = {}
    for _ in range(STARTS):
        for name in names:
            if sum(seconds[name]) < LONG:
                spent, private[name] = cold(name, folder / name, terms)
                seconds[name].append(spent)
    return {name: (min(seconds[name]), private[name]) for name in names}


def cold(name: str, folder: Path, terms: list[str]) -> tuple[float, int]:
    """One start of a new process."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.start", name, str(folder), *terms]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        spent = time.perf_counter() - started
        process.stdin.write("\n")
        process.stdin.flush()
        return spent, int(process.stdout.readline())


def main(full: bool) -> None:
    """Measures every size and writes the tables."""
    rows: list[list[str]] = []
    ratios: list[list[str]] = []
    for size, count in {**SIZES, **(FULL if full else {})}.items():
        measured, bare, differs = measure(size, count)
        rows += [_row(size, each) for each in measured]
        ratios.append(_ratios(size, {each.name: each for each in measured}, bare, differs))
        print(table(_COLUMNS, rows[-len(measured) :]), flush=True)
    text = f"{table(_COLUMNS, rows)}\n\n{table(_RATIOS, ratios)}"
    put("speed", text)
    print(f"\n{text}")


def _row(size: int, each: Measured) -> list[str]:
    times = (f"{each.p50:.3f}", f"{each.p99:.3f}", f"{each.build:.2f}", f"{each.start:.2f}")
    return [f"{size:,}", each.name, *times, f"{each.private / 1e6:,.0f}", f"{each.disk / 1e6:,.1f}"]


def _ratios(size: int, measured: dict[str, Measured], bare: float, differs: float) -> list[str]:
    ours, rank, bm25s, tantivy = (measured[name] for name in ("ours", "rank_bm25", "bm25s", "tantivy"))
    speed = (f"{rank.p50 / ours.p50:,.1f}", f"{ours.p50 / bm25s.p50:.2f}", f"{ours.p50 / tantivy.p50:.2f}")
    start = (f"{(rank.build + bare) / ours.start:.1f}", f"{ours.start / bare:.2f}")
    return [f"{size:,}", *speed, *start, f"{rank.private / ours.private:.1f}", f"{ours.disk / size:.0f}", f"{differs:.0e}"]


_COLUMNS = ["passages", "engine", "p50 ms", "p99 ms", "build s", "start s", "private MB", "disk MB"]
_RATIOS = [
    "passages",
    "times faster than rank_bm25",
    "share of bm25s's time",
    "share of tantivy's time",
    "refit / our start",
    "our start / bare numpy",
    "rank_bm25's memory / ours",
    "bytes a passage",
    "largest difference from rank_bm25's scores",
]


if __name__ == "__main__":
    main(full="full" in sys.argv[1:])
