"""What reading and compiling the knowledge yields, kept in one file beside the data, so that a start need not repeat it.

A file holds named arrays, mapped into memory as they are, under a key that says from what they were made. It is written under
another name and then renamed, so nobody ever sees half a file and two processes may write at once. Nothing in it is executed
and nothing is trusted: a file that is damaged, cut off, of another format, key or user counts as none, and a folder that can't be
written only costs time. No error of the cache reaches the caller.
"""

from __future__ import annotations

import json
import logging
import mmap
import os
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]

MAGIC = b"career-advisor cache 1\n"
ALWAYS_CHECKED = 8 << 20
"""Up to this many bytes a file is checked in full whenever it is opened; a longer one only if it was touched since it was written."""
KEPT = 4
"""How many files of a name stay, the most recently written ones: knowledge folders take turns without rebuilding."""
_DTYPES = frozenset({"|u1", "<u2", "<u4", "<u8", "<i4", "<i8", "<f8"})
_ALIGN = 64
_STALE = 3600
_log = logging.getLogger(__name__)


class DamagedError(Exception):
    """A cache file that can't be used; the message says why."""


class Part(NamedTuple):
    """Where an array stands in the file's data."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    offset: int


class Cache:
    """A folder of compiled knowledge. ``None`` as the folder is a cache that keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def path(self, name: str, key: str) -> Path | None:
        """The file for a key, whether it is there or not."""
        return self.folder / f"{name}-{key[:32]}.cache" if self.folder else None

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
            _write(path, key, arrays)
            _tidy(path.parent, name)
        except OSError as error:
            _log.info("The cache can't be kept in %s: %s", path.parent, error)
            return False
        return True


NO_CACHE = Cache(None)


def open_file(path: Path, key: str, full: bool = False) -> Arrays:
    """The arrays of a cache file. Raises ``DamagedError`` or ``OSError``; ``full`` checks all of it, whatever its size and age."""
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        if hasattr(os, "getuid") and status.st_uid not in (os.getuid(), 0):
            raise DamagedError("it belongs to another user")
        if status.st_size < len(MAGIC) + 40:
            raise DamagedError("it is cut off")
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    header, start = _header(data)
    if header.get("key") != key or header.get("size") != len(data) - start:
        raise DamagedError("it was made from something else" if header.get("key") != key else "it is cut off")
    touched = header.get("written") != status.st_mtime_ns
    if (full or touched or len(data) <= ALWAYS_CHECKED) and _digest(memoryview(data)[start:]) != header.get("digest"):
        raise DamagedError("its content is damaged")
    try:
        parts = [Part(str(name), str(dtype), tuple(map(int, shape)), int(offset)) for name, dtype, shape, offset in header["parts"]]
        return {part.name: _array(data, start, part) for part in parts}
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedError(f"its table of contents is wrong ({error})") from error


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


def _header(data: mmap.mmap) -> tuple[dict[str, Any], int]:
    at = len(MAGIC)
    if data[:at] != MAGIC:
        raise DamagedError("it is no cache file of this version")
    length = int.from_bytes(data[at : at + 8], "little")
    digest, raw = data[at + 8 : at + 40], data[at + 40 : at + 40 + length]
    if len(raw) != length or sha256(raw).digest() != digest:
        raise DamagedError("its table of contents is damaged")
    header = json.loads(raw)
    if not isinstance(header, dict):
        raise DamagedError("its table of contents is wrong")
    return header, _aligned(at + 40 + length)


def _array(data: mmap.mmap, start: int, part: Part) -> NDArray[Any]:
    if part.dtype not in _DTYPES or min((part.offset, *part.shape)) < 0:
        raise ValueError(f"{part.name} is a {part.dtype} of {part.shape} at {part.offset}")
    return np.ndarray(part.shape, dtype=part.dtype, buffer=data, offset=start + part.offset)


def _write(path: Path, key: str, arrays: Arrays) -> None:
    parts: list[Part] = []
    chunks: list[memoryview | bytes] = []
    size = 0
    for name, array in arrays.items():
        plain = np.ascontiguousarray(array)
        plain = plain.astype(plain.dtype.newbyteorder("<"), copy=False)
        parts.append(Part(name, plain.dtype.str, plain.shape, size))
        gap = _aligned(plain.nbytes) - plain.nbytes
        chunks += [plain.reshape(-1).view(np.uint8).data if plain.nbytes else b"", b"\0" * gap]
        size += plain.nbytes + gap
    written = time.time_ns() // 1000 * 1000
    digest = sha256()
    for chunk in chunks:
        digest.update(chunk)
    raw = json.dumps({"key": key, "size": size, "digest": digest.hexdigest(), "written": written, "parts": parts}).encode()
    head = MAGIC + len(raw).to_bytes(8, "little") + sha256(raw).digest() + raw
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines([head, b"\0" * (_aligned(len(head)) - len(head)), *chunks])
        os.utime(temporary, ns=(written, written))
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def _tidy(folder: Path, name: str) -> None:
    """Drops all but the newest files of a name, and what writers that were interrupted left behind."""
    with suppress(OSError):
        files = sorted(folder.glob(f"{name}-*.cache"), key=lambda path: -path.stat().st_mtime)
        left = [path for path in folder.glob(f".{name}-*") if time.time() - path.stat().st_mtime > _STALE]
        for path in (*files[KEPT:], *left):
            path.unlink(missing_ok=True)


def _digest(data: memoryview) -> str:
    return sha256(data).hexdigest()


def _aligned(size: int) -> int:
    return -(-size // _ALIGN) * _ALIGN
