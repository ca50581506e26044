"""One knowledge folder's place in the cache: what is compiled from it is built once and then opened.

The key is a hash of every knowledge file, of this program and of the versions of the libraries that read and compile, so
a change of any of them is another key and nothing ever has to be declared stale.
"""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import TypeVar

from retrieval.cache import Arrays, Cache

T = TypeVar("T")

FILES = ("guides/*.md", "vocabulary/*.yaml", "vocabulary/*/*.yaml")
"""What of a knowledge folder makes a difference."""
LIBRARIES = ("markdown-it-py", "numpy", "pydantic", "pyspellchecker", "PyStemmer", "PyYAML", "rank-bm25")
CODE = ("retrieval/*.py", "retrieval/*.txt", "bot/*.py")
_log = logging.getLogger(__name__)


class Shelf:
    """A cache bound to the key of one knowledge folder."""

    def __init__(self, cache: Cache, key: str, building: Callable[[], None] | None = None) -> None:
        self.cache, self.key = cache, key
        self._building = building
        self._later: list[Callable[[], object]] | None = None

    def put_off(self) -> None:
        """From now on nothing is written until ``settle``: whoever waits for an answer does not wait for the cache."""
        self._later = self._later or []

    def settle(self) -> None:
        """Writes what was put off."""
        later, self._later = self._later or [], None
        for write in later:
            write()

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
        if self.cache.folder is not None and self._later is not None:
            self._later.append(lambda: self._keep(name, lambda: arrays(built)))
        elif self.cache.folder is not None:
            self._keep(name, lambda: arrays(built))
        return built

    def _keep(self, name: str, arrays: Callable[[], Arrays]) -> None:
        try:
            self.cache.write(name, self.key, arrays())
        except ValueError as error:
            _log.info("The %s can't be kept: %s", name, error)


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


def digests(folder: Path) -> dict[str, str]:
    """The hash of each knowledge file as it is now, by its place in the folder. A file that can't be read counts by its name."""
    return dict(_digests(folder, FILES))


def key_of(folder: Path, files: Mapping[str, str] | None = None) -> str:
    """The key of a knowledge folder, whose ``files`` have these hashes (by default: as it is now)."""
    return _hash(program(), (digests(folder) if files is None else files).items())


@cache
def program() -> str:
    """A hash of this program, as it was when it was first asked for, and of the libraries that it reads and compiles with."""
    libraries = f"{sys.version}{sys.byteorder}{[(name, _version(name)) for name in LIBRARIES]}"
    return _hash(libraries, _digests(Path(__file__).resolve().parents[1], CODE))


def _hash(start: str, files: Iterable[tuple[str, str]]) -> str:
    digest = sha256(start.encode())
    for name, content in files:
        digest.update(f"{name}\0{content}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _digests(base: Path, patterns: Iterable[str]) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        for path in sorted(base.glob(pattern)):
            yield path.relative_to(base).as_posix(), sha256(_content(path)).hexdigest()


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
