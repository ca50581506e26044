"""Run in a new process: opens a kept index, answers one query, says how much memory is this process's own.

``python -m benchmarks.start ENGINE FOLDER TERM…``; the engine ``numpy`` only imports it, as the measure of a start.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(name: str, folder: str, terms: list[str]) -> None:
    """Prints the process's private memory in bytes, after the answer."""
    if name == "numpy":
        import numpy  # noqa: F401
    else:
        from benchmarks.engines import ENGINES

        engine = next(engine for engine in ENGINES if engine.name == name)()
        engine.open(Path(folder))
        assert engine.search(terms, 10)
    print("answered", flush=True)
    sys.stdin.readline()
    print(_private())


def _private() -> int:
    """Memory that no other process could share: what is mapped from files is left out, where the platform tells it apart."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) * 1024 for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("RssAnon"))
    import psutil

    uss: int = psutil.Process().memory_full_info().uss
    return uss


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
