"""A disk of the tests' own that is really full: a small file system in memory, or, where none may be mounted, a limit on how large files may grow."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

SIZE = 1_500_000
"""Bytes: an empty database and its log need some 300,000."""


class Disk(Protocol):
    """``fill`` leaves no room for the process with this number, ``free`` makes room again."""

    folder: Path

    def fill(self, process: int) -> None: ...

    def free(self, process: int) -> None: ...


class Mounted:
    """A file system in memory; filling it gives ``ENOSPC`` to whoever writes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self, process: int) -> None:
        """Takes what room there is, down to the last byte."""
        for size in (65_536, 512, 1):
            try:
                with self._filler.open("ab", buffering=0) as file:
                    while True:
                        file.write(b"\0" * size)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def free(self, process: int) -> None:
        self._filler.unlink()


class Limited:
    """A limit on the size of the process's files; writing beyond it gives ``EFBIG``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, process: int) -> None:
        """No file may grow, and none be written where it is large already."""
        resource.prlimit(process, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    def free(self, process: int) -> None:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@contextmanager
def small_disk(folder: Path, mounted: bool) -> Iterator[Disk]:
    """A disk that can be filled without harm to anybody. Where nothing may be mounted, it is the limit in any case."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "advisor-test", str(folder)]
    if not mounted or os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        yield Limited(folder)
        return
    try:
        yield Mounted(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
