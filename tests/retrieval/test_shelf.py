"""A library from the cache answers as one that was read, and no state of the cache keeps a start from succeeding."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.advisor import Advisor
from bot.conversation import Conversation
from retrieval.cache import Cache
from retrieval.library import Library, load
from retrieval.shelf import key_of
from tests.editing.folders import SAMPLE

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = (
    "what does a staff engineer earn in germany?",
    "and for senoir?",
    "how do i get from mid to senior",
    "is a cka certification worth it",
    "thanks!",
    "what's the weather like",
    "compare ic and management",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge folder of one guide and the whole vocabulary, which may be changed."""
    folder = tmp_path_factory.mktemp("knowledge")
    shutil.copytree(ROOT / "knowledge" / "vocabulary", folder / "vocabulary")
    (folder / "guides").mkdir()
    shutil.copy(ROOT / "knowledge" / "guides" / "ladder.md", folder / "guides")
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    return Cache(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def expected(folder: Path, cache: Cache) -> list[str]:
    plain = dialogue(load(folder))
    assert dialogue(load(folder, cache)) == plain
    return plain


def dialogue(library: Library) -> list[str]:
    advisor, conversation = Advisor(library), Conversation()
    said: list[str] = []
    for question in QUESTIONS:
        answer, conversation = advisor.reply(question, conversation)
        said.append(answer.model_dump_json())
    return said


def test_answers_from_the_cache_are_those_of_the_files(folder: Path, cache: Cache, expected: list[str]) -> None:
    told: list[str] = []
    library = load(folder, cache, lambda: told.append("building"))
    assert dialogue(library) == expected
    assert told == []
    read = load(folder)
    assert library.passages == read.passages
    assert library.facts == read.facts
    assert library.guides == read.guides
    assert library.problems == read.problems


def test_each_part_that_is_damaged_is_built_anew(folder: Path, cache: Cache, expected: list[str]) -> None:
    assert cache.folder is not None
    names = sorted(path.name for path in cache.folder.iterdir())
    assert len(names) == 7
    for at, path in enumerate(sorted(cache.folder.iterdir())):
        raw = bytearray(path.read_bytes())
        raw[len(raw) // 2] ^= 1
        path.write_bytes(raw[: len(raw) // 3] if at % 2 else raw)
    told: list[str] = []
    assert dialogue(load(folder, cache, lambda: told.append("building"))) == expected
    assert told == ["building"]
    assert sorted(path.name for path in cache.folder.iterdir()) == names
    assert dialogue(load(folder, cache, pytest.fail)) == expected


def test_parts_of_which_the_content_makes_no_sense_are_built_anew(tmp_path: Path) -> None:
    folder, cache = SAMPLE, Cache(tmp_path)  # a small folder, for it is built some fifty times
    key, expected = key_of(folder), dialogue(load(folder, cache))
    parts = {name: dict(cache.read(name, key) or {}) for name in ("contents", "reader", "speller", "runs", "counts", "index", "phrasings")}
    for name, arrays in parts.items():
        for array in arrays:
            cache.write(name, key, {**arrays, array: arrays[array][:-1]})
            assert load(folder, cache).passages == load(folder, cache).passages
            cache.write(name, key, {other: kept for other, kept in arrays.items() if other != array})
            Advisor(load(folder, cache)).reply("what does a senior do?")
    assert dialogue(load(folder, cache)) == expected


def test_a_change_of_any_file_is_another_key(folder: Path) -> None:
    keys = {key_of(folder)}
    guide = folder / "guides" / "ladder.md"
    before = guide.read_text(encoding="utf-8")
    guide.write_text(before + "\n", encoding="utf-8")
    keys.add(key_of(folder))
    (folder / "guides" / "more.md").write_text("", encoding="utf-8")
    keys.add(key_of(folder))
    (folder / "guides" / "more.md").rename(folder / "guides" / "other.md")
    keys.add(key_of(folder))
    (folder / "guides" / "other.md").unlink()
    guide.write_text(before, encoding="utf-8")
    (folder / "vocabulary" / "moves").mkdir()
    (folder / "vocabulary" / "moves" / "a.yaml").write_text("", encoding="utf-8")
    keys.add(key_of(folder))
    (folder / "vocabulary" / "moves" / "a.yaml").write_text("# A comment\n", encoding="utf-8")
    keys.add(key_of(folder))
    shutil.rmtree(folder / "vocabulary" / "moves")
    assert len(keys) == 6
    assert key_of(folder) in keys


def test_starts_at_once_all_answer_and_leave_a_whole_cache(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "--knowledge", str(folder), "--cache", str(tmp_path / "cache"), "ask", "what does a senior do?"]
    for name in ("before the edit", "after the edit"):
        guide = folder / "guides" / "ladder.md"
        guide.write_text(guide.read_text(encoding="utf-8") + f"\n## {name}\n\nA senior engineer is {name} at the helm.\n", encoding="utf-8")
        answer_at_once(command)
        load(folder, Cache(tmp_path / "cache"), pytest.fail)


def answer_at_once(command: list[str]) -> None:
    """Three processes that start at the same time say the same."""
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(3)]
    said = [process.communicate(timeout=120) for process in started]
    assert len({out for out, _ in said}) == 1
    assert all(out.strip() and not error for out, error in said)
