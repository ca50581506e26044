"""One knowledge folder's place in the cache: what is compiled from it is built once and then opened.

The key is a hash of every knowledge file, of this program and of the versions of the libraries that read and compile, so
a change of any of them is another key and nothing ever has to be declared stale.
"""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import TypeVar

from retrieval.cache import Arrays, Cache

T = TypeVar("T")

FILES = ("guides/*.md", "vocabulary/*.yaml")
"""What of a knowledge folder makes a difference."""
LIBRARIES = ("markdown-it-py", "numpy", "pydantic", "pyspellchecker", "PyStemmer", "PyYAML", "rank-bm25")
CODE = ("retrieval/*.py", "retrieval/*.txt", "bot/*.py")
_log = logging.getLogger(__name__)


class Shelf:
    """A cache bound to the key of one knowledge folder."""

    def __init__(self, cache: Cache, key: str, building: Callable[[], None] | None = None) -> None:
        self.cache, self.key = cache, key
        self._building = building

    def kept(self, name: str, build: Callable[[], T], arrays: Callable[[T], Arrays], opened: Callable[[Arrays], T]) -> T:
        """What ``opened`` makes of the arrays kept under ``name``; where there are none or it can't, what ``build`` gives, kept for next time.

        ``opened`` refuses arrays that make no sense with a ``ValueError``, ``KeyError``, ``TypeError`` or ``IndexError``.
        """
        with uncollected():
            return self._kept(name, build, arrays, opened)

    def _kept(self, name: str, build: Callable[[], T], arrays: Callable[[T], Arrays], opened: Callable[[Arrays], T]) -> T:
        found = self.cache.read(name, self.key)
        if found is not None:
            try:
                return opened(found)
            except (ValueError, KeyError, TypeError, IndexError) as error:
                _log.info("The cache's %s is left aside: %s", name, error)
        say, self._building = self._building, None
        if say is not None:
            say()
        built = build()
        if self.cache.folder is not None:
            try:
                self.cache.write(name, self.key, arrays(built))
            except ValueError as error:
                _log.info("The %s can't be kept: %s", name, error)
        return built


@contextmanager
def uncollected() -> Iterator[None]:
    """Puts off garbage collection: nothing that is read is garbage, and looking for it again and again would triple the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def key_of(folder: Path) -> str:
    """The key of a knowledge folder as it is now. A file that can't be read counts by its name."""
    digest = sha256(f"{sys.version}{sys.byteorder}{[(name, _version(name)) for name in LIBRARIES]}".encode())
    root = Path(__file__).resolve().parents[1]
    for base, patterns in ((root, CODE), (folder, FILES)):
        for pattern in patterns:
            for path in sorted(base.glob(pattern)):
                content = _content(path)
                digest.update(f"{path.relative_to(base).as_posix()}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
                digest.update(content)
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "?"
