"""What reading and compiling the knowledge yields, kept in one file beside the data, so that a start need not repeat it.

No error of the cache reaches the caller: a file that can't be trusted counts as none, and a folder that can't be written only costs time.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.cachefile import Arrays as Arrays
from retrieval.cachefile import DamagedError, open_any, open_file, write_file

KEPT = 4
"""How many files of a name stay, the most recently written ones: knowledge folders take turns without rebuilding."""
_STALE = 3600
_log = logging.getLogger(__name__)


class Cache:
    """A folder of compiled knowledge. ``None`` as the folder is a cache that keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def path(self, name: str, key: str) -> Path | None:
        """The file for a key, whether it is there or not."""
        return self.folder / f"{name}-{key[:32]}.cache" if self.folder else None

    def has(self, name: str, key: str) -> bool:
        """Whether there is a file for a key; it may still be damaged."""
        path = self.path(name, key)
        return path is not None and path.exists()

    def others(self, name: str, key: str) -> Iterator[tuple[str, Arrays]]:
        """What can be trusted of the files of a name under other keys than this one, the most recently written first: each key and its arrays."""
        for path in _newest(self.folder, name) if self.folder else ():
            try:
                other, arrays = open_any(path)
            except (OSError, DamagedError) as error:
                _log.info("The cache file %s is left aside: %s", path, error)
                continue
            if other != key:
                yield other, arrays

    def read(self, name: str, key: str) -> Arrays | None:
        """The arrays kept under ``key``, read-only; None where there are none that can be trusted."""
        path = self.path(name, key)
        if path is None:
            return None
        try:
            return open_file(path, key)
        except FileNotFoundError:
            return None
        except (OSError, DamagedError) as error:
            _log.info("The cache file %s is left aside: %s", path, error)
            return None

    def write(self, name: str, key: str, arrays: Arrays) -> bool:
        """Keeps the arrays under ``key`` and drops older files of the name. False where that can't be done."""
        path = self.path(name, key)
        if path is None:
            return False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, key, arrays)
            _tidy(path.parent, name)
        except OSError as error:
            _log.info("The cache can't be kept in %s: %s", path.parent, error)
            return False
        return True


NO_CACHE = Cache(None)


def prefixed(part: str, arrays: Arrays) -> dict[str, NDArray[Any]]:
    """The arrays under names that begin with ``part/``."""
    return {f"{part}/{name}": array for name, array in arrays.items()}


def under(arrays: Arrays, part: str) -> Arrays:
    """The arrays whose names begin with ``part/``, without it."""
    return {name.removeprefix(f"{part}/"): array for name, array in arrays.items() if name.startswith(f"{part}/")}


def as_text(text: str) -> NDArray[np.uint8]:
    """A text as an array, lone surrogates included."""
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), dtype=np.uint8)


def text_of(array: NDArray[Any]) -> str:
    """The text of such an array. Raises ``UnicodeDecodeError``, a ``ValueError``, where it is none."""
    return array.tobytes().decode("utf-8", "surrogatepass")


def strings_array(strings: Iterable[Any]) -> NDArray[np.uint8]:
    """Strings (or lists of them) as an array, lone surrogates included."""
    return as_text(json.dumps(list(strings), separators=(",", ":")))


def strings_of(array: NDArray[Any]) -> list[Any]:
    """The strings of such an array. Raises ``ValueError`` where it is none."""
    found = json.loads(text_of(array))
    if not isinstance(found, list):
        raise ValueError("The array holds no list.")
    return found


def _tidy(folder: Path, name: str) -> None:
    """Drops all but the newest files of a name, and what writers that were interrupted left behind."""
    with suppress(OSError):
        files = _newest(folder, name)
        left = [path for path in folder.glob(f".{name}-*") if time.time() - path.stat().st_mtime > _STALE]
        for path in (*files[KEPT:], *left):
            path.unlink(missing_ok=True)


def _newest(folder: Path, name: str) -> list[Path]:
    """The files of a name, the most recently written first; none where the folder can't be read."""
    with suppress(OSError):
        return sorted(folder.glob(f"{name}-*.cache"), key=lambda path: -path.stat().st_mtime)
    return []
