"""The advisor end to end: a first answer from nothing, with and without what was compiled, and answers a second in one process."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.report import put, table
from bot.advisor import Advisor
from retrieval.cache import Cache
from retrieval.library import Library, load

KNOWLEDGE = Path(__file__).resolve().parents[1] / "knowledge"
QUESTION = "what does a senior backend engineer earn in germany?"
ANSWERS = 500
STARTS = 7


def ask(cache: str) -> float:
    """Seconds of one ``career-advisor ask`` in a new process."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "bot", "--knowledge", str(KNOWLEDGE), "--cache", cache, "ask", QUESTION]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def questions(library: Library, count: int) -> list[str]:
    """Questions as people ask them of the guides' sections."""
    asked = sorted({text for passage in library.passages for text in passage.asked})
    return random.Random(3).sample(asked, min(count, len(asked)))


def answers(library: Library) -> list[float]:
    """Seconds of each of many answers of one process, after a few to warm up."""
    advisor = Advisor(library)
    spent: list[float] = []
    for text in questions(library, ANSWERS):
        started = time.perf_counter()
        advisor.reply(text)
        spent.append(time.perf_counter() - started)
    return sorted(spent[20:])


def main() -> None:
    """Measures and writes the table."""
    with TemporaryDirectory() as folder:
        without = statistics.median(ask("off") for _ in range(3))
        first = ask(folder)
        cold = statistics.median(ask(folder) for _ in range(STARTS))
        bare = statistics.median(_bare() for _ in range(STARTS))
        spent = answers(load(KNOWLEDGE, Cache(Path(folder))))
    rows = [
        ["`ask`, nothing kept", f"{without:.2f} s"],
        ["`ask`, the first with a cache, which it fills", f"{first:.2f} s"],
        ["`ask`, from the cache", f"{cold:.2f} s"],
        ["importing numpy in a new process, for comparison", f"{bare:.2f} s"],
        ["an answer in a running process, median", f"{statistics.median(spent) * 1e3:.1f} ms"],
        ["an answer in a running process, 99th percentile", f"{spent[int(0.99 * len(spent))] * 1e3:.1f} ms"],
        ["answers a second from one process", f"{len(spent) / sum(spent):.0f}"],
    ]
    text = table(["what", "measured"], rows)
    put("advisor", text)
    print(text)


def _bare() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import numpy"], check=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
