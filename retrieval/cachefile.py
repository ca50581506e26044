"""The form of a cache file: named arrays, mapped into memory as they are, under a key that says from what they were made.

A file is written under another name and then renamed, so nobody ever sees half a file and two processes may write at once. Nothing in it
is executed and nothing is trusted: one that is damaged, cut off, of another format, key or user is refused.
"""

from __future__ import annotations

import json
import mmap
import os
import tempfile
import time
from collections.abc import Mapping
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
_DTYPES = frozenset({"|u1", "<u2", "<u4", "<u8", "<i4", "<i8", "<f8"})
_ALIGN = 64


class DamagedError(Exception):
    """A cache file that can't be used; the message says why."""


class Part(NamedTuple):
    """Where an array stands in the file's data."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    offset: int


def open_file(path: Path, key: str, full: bool = False) -> Arrays:
    """The arrays of a cache file. Raises ``DamagedError`` or ``OSError``; ``full`` checks all of it, whatever its size and age."""
    found, arrays = open_any(path, full)
    if found != key:
        raise DamagedError("it was made from something else")
    return arrays


def open_any(path: Path, full: bool = False) -> tuple[str, Arrays]:
    """The key and the arrays of a cache file, whatever its key. Raises ``DamagedError`` or ``OSError``."""
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        if hasattr(os, "getuid") and status.st_uid not in (os.getuid(), 0):
            raise DamagedError("it belongs to another user")
        if status.st_size < len(MAGIC) + 40:
            raise DamagedError("it is cut off")
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    header, start = _header(data)
    if header.get("size") != len(data) - start:
        raise DamagedError("it is cut off")
    touched = header.get("written") != status.st_mtime_ns
    if (full or touched or len(data) <= ALWAYS_CHECKED) and _digest(memoryview(data)[start:]) != header.get("digest"):
        raise DamagedError("its content is damaged")
    try:
        parts = [Part(str(name), str(dtype), tuple(map(int, shape)), int(offset)) for name, dtype, shape, offset in header["parts"]]
        return str(header["key"]), {part.name: _array(data, start, part) for part in parts}
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedError(f"its table of contents is wrong ({error})") from error


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


def write_file(path: Path, key: str, arrays: Arrays) -> None:
    """Writes a cache file, whole or not at all. Raises ``OSError``."""
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


def _digest(data: memoryview) -> str:
    return sha256(data).hexdigest()


def _aligned(size: int) -> int:
    return -(-size // _ALIGN) * _ALIGN
