"""A cache that is not what was written counts as none, and no trouble with it reaches the caller."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from retrieval import cachefile as module
from retrieval.bm25 import Bm25Index
from retrieval.cache import KEPT, Arrays, Cache, as_text, text_of
from retrieval.cachefile import DamagedError, open_file
from retrieval.postings import Postings
from tests.retrieval.engines import corpus, queries

KEY = "k" * 64
ARRAYS: Arrays = {
    "whole": np.arange(1000, dtype=np.int64),
    "real": np.linspace(0, 1, 77),
    "none": np.zeros(0, dtype=np.int32),
    "text": as_text("naïve \ud800 \0 text"),
    "table": np.ones((3, 4), dtype=np.uint16),
}


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def file_of(cache: Cache) -> Path:
    path = cache.path("library", KEY)
    assert path is not None
    return path


def test_what_was_written_is_read_back_without_being_writable(cache: Cache) -> None:
    assert cache.write("library", KEY, ARRAYS)
    found = cache.read("library", KEY)
    assert found is not None
    assert list(found) == list(ARRAYS)
    for name, array in ARRAYS.items():
        np.testing.assert_array_equal(found[name], array)
        assert found[name].dtype == array.dtype
        assert not found[name].flags.writeable
    assert text_of(found["text"]) == "naïve \ud800 \0 text"


def test_a_cache_that_is_not_there_is_none(cache: Cache) -> None:
    assert cache.read("library", KEY) is None
    assert Cache(None).read("library", KEY) is None
    assert not Cache(None).write("library", KEY, ARRAYS)


def test_an_index_is_the_same_from_the_cache(cache: Cache) -> None:
    documents = corpus(300)
    index = Bm25Index(documents)
    cache.write("library", KEY, index.postings.arrays())
    found = cache.read("library", KEY)
    assert found is not None
    again = Bm25Index.of(Postings.from_arrays(found))
    assert again.postings.problem() is None
    for query in queries(documents, 50):
        assert again.search(query, 10) == index.search(query, 10)
    assert list(again.postings.lexicon) == list(index.postings.lexicon)


def test_a_file_cut_off_anywhere_counts_as_none(cache: Cache) -> None:
    cache.write("library", KEY, ARRAYS)
    whole = file_of(cache).read_bytes()
    for size in [*range(0, len(whole), 97), len(whole) - 1]:
        file_of(cache).write_bytes(whole[:size])
        assert cache.read("library", KEY) is None
    file_of(cache).write_bytes(whole + b"\0")
    assert cache.read("library", KEY) is None


def test_a_changed_byte_anywhere_counts_as_none(cache: Cache) -> None:
    cache.write("library", KEY, ARRAYS)
    whole = file_of(cache).read_bytes()
    for at in range(0, len(whole), 41):
        damaged = bytearray(whole)
        damaged[at] ^= 1
        file_of(cache).write_bytes(damaged)
        found = cache.read("library", KEY)
        assert found is None or all((found[name] == array).all() for name, array in ARRAYS.items())  # the gap behind the header may change


def test_a_long_file_is_checked_in_full_only_if_it_was_touched(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ALWAYS_CHECKED", 0)
    cache.write("library", KEY, ARRAYS)
    path = file_of(cache)
    checked: list[int] = []
    digest = module._digest

    def counting(data: memoryview) -> str:
        checked.append(len(data))
        return digest(data)

    monkeypatch.setattr(module, "_digest", counting)
    assert cache.read("library", KEY) is not None
    assert checked == []
    status = path.stat()
    raw = bytearray(path.read_bytes())
    raw[-100] ^= 1
    path.write_bytes(raw)
    assert cache.read("library", KEY) is None
    assert checked
    os.utime(path, ns=(status.st_mtime_ns, status.st_mtime_ns))
    with pytest.raises(DamagedError, match="content is damaged"):
        open_file(path, KEY, full=True)


def test_a_file_of_another_key_or_another_format_counts_as_none(cache: Cache) -> None:
    cache.write("library", "other" * 10, ARRAYS)
    other = cache.path("library", "other" * 10)
    assert other is not None
    other.rename(file_of(cache))
    assert cache.read("library", KEY) is None
    for content in (b"", b"\x80\x04.", b"PK\x03\x04" * 100, json.dumps({"key": KEY}).encode() * 10, os.urandom(5000)):
        file_of(cache).write_bytes(content)
        assert cache.read("library", KEY) is None


LIES = (None, [["x", "|O", [1], 0]], [["x", "<i8", [10**9], 0]], [["x", "<i8", [-1], 0]], [["x", "<i8", [1], -64]], [["x"]], [[1, "<i8", "no", 0]])


@pytest.mark.parametrize("parts", LIES)
def test_a_table_of_contents_that_lies_counts_as_none(cache: Cache, parts: object) -> None:
    cache.write("library", KEY, {"x": np.arange(8)})
    raw = file_of(cache).read_bytes()
    at = len(module.MAGIC)
    length = int.from_bytes(raw[at : at + 8], "little")
    header = json.loads(raw[at + 40 : at + 40 + length])
    body = raw[module._aligned(at + 40 + length) :]
    forged = json.dumps({**header, "parts": parts} if parts is not None else {name: value for name, value in header.items() if name != "parts"}).encode()
    head = module.MAGIC + len(forged).to_bytes(8, "little") + sha256(forged).digest() + forged
    file_of(cache).write_bytes(head + b"\0" * (module._aligned(len(head)) - len(head)) + body)
    assert cache.read("library", KEY) is None


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="this platform has no owners of files")
def test_a_file_of_another_user_counts_as_none(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write("library", KEY, ARRAYS)
    real = os.fstat

    def foreign(handle: int) -> os.stat_result:
        fields = list(real(handle))
        fields[4] = os.getuid() + 1
        return os.stat_result(fields)

    monkeypatch.setattr("retrieval.cachefile.os.fstat", foreign)
    assert cache.read("library", KEY) is None


def test_a_folder_that_can_not_be_written_is_done_without(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("not a folder")
    for folder in (blocked, blocked / "below", Path("/proc/none"), Path("/dev/null")):
        cache = Cache(folder)
        assert not cache.write("library", KEY, ARRAYS)
        assert cache.read("library", KEY) is None


def test_a_folder_in_the_place_of_the_file_is_done_without(cache: Cache) -> None:
    file_of(cache).mkdir(parents=True)
    assert cache.read("library", KEY) is None
    assert not cache.write("library", KEY, ARRAYS)
    assert [path.name for path in file_of(cache).parent.iterdir()] == [file_of(cache).name]


def test_writing_that_fails_half_way_leaves_what_was_there(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write("library", KEY, ARRAYS)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("retrieval.cachefile.os.utime", full)
    assert not cache.write("library", KEY, {"x": np.arange(3)})
    monkeypatch.undo()
    found = cache.read("library", KEY)
    assert found is not None
    assert list(found) == list(ARRAYS)
    assert [path.name for path in file_of(cache).parent.iterdir()] == [file_of(cache).name]


def test_old_files_and_what_interrupted_writers_left_are_dropped(cache: Cache) -> None:
    for number in range(9):
        cache.write("library", str(number) * 64, {"x": np.arange(3)})
        path = cache.path("library", str(number) * 64)
        assert path is not None
        os.utime(path, (number, number))
    left = file_of(cache).with_name(f".{file_of(cache).name}.abc")
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    other = file_of(cache).with_name("other-1.cache")
    other.write_bytes(b"")
    cache.write("library", KEY, ARRAYS)
    names = {path.name for path in file_of(cache).parent.iterdir()}
    assert left.name not in names
    assert other.name in names
    assert len(names) == KEPT + 1
    assert file_of(cache).name in names


def test_many_may_write_and_read_at_once_and_nobody_sees_half_a_file(cache: Cache) -> None:
    wrong: list[object] = []

    def work(number: int) -> None:
        for _ in range(20):
            cache.write("library", KEY, {"x": np.full(5000, number)})
            found = cache.read("library", KEY)
            if found is None or len(set(found["x"].tolist())) != 1:
                wrong.append(found)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_two_processes_that_start_at_once_both_get_their_arrays(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib, numpy as np; from retrieval.cache import Cache; cache = Cache(pathlib.Path(sys.argv[1]));"
        "found = cache.read('library', 'k' * 64) or cache.write('library', 'k' * 64, {'x': np.arange(10**6)}) and cache.read('library', 'k' * 64);"
        "print(int(found['x'].sum()))"
    )
    command, root = [sys.executable, "-c", program, str(tmp_path)], Path(__file__).parents[2]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) for _ in range(3)]
    assert [process.communicate(timeout=60)[0].strip() for process in started] == [str(sum(range(10**6)))] * 3
