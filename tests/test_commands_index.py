"""``career-advisor index`` builds, shows and checks what is kept, and says clearly where it can't."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import cli
from bot.commands_index import PARTS
from tests.editing.folders import copied


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small knowledge folder, for it is built many times."""
    return copied(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory, knowledge: Path) -> Path:
    """A cache folder in which everything is built."""
    folder = tmp_path_factory.mktemp("cache")
    built = run(knowledge, folder)
    assert built.exit_code == 0, built.output
    assert "3 guides, " in built.output
    return folder


def run(knowledge: Path, cache: Path | str, *options: str) -> Result:
    return CliRunner().invoke(cli, ["--knowledge", str(knowledge), "--cache", str(cache), "index", *options])


def test_building_keeps_every_part(cache: Path) -> None:
    assert sorted(path.name.partition("-")[0] for path in cache.iterdir()) == sorted(PARTS)


def test_info_names_each_part_and_says_nothing_is_missing(knowledge: Path, cache: Path) -> None:
    said = run(knowledge, cache, "--info")
    assert said.exit_code == 0
    assert all(f"\n{name} " in said.output for name in PARTS)
    assert "not kept" not in said.output


def test_info_builds_nothing_and_ends_with_1_where_parts_are_missing(knowledge: Path, tmp_path: Path) -> None:
    said = run(knowledge, tmp_path / "empty", "--info")
    assert said.exit_code == 1
    assert "Build what is missing with: career-advisor index" in said.output
    assert not (tmp_path / "empty").exists()


def test_what_is_kept_is_what_a_fresh_build_gives(knowledge: Path, cache: Path) -> None:
    said = run(knowledge, cache, "--verify")
    assert said.exit_code == 0, said.output
    assert "whole" in said.output


def test_verify_names_the_parts_that_are_damaged_and_missing(knowledge: Path, cache: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(cache, copy)
    damaged, missing = next(copy.glob("index-*")), next(copy.glob("reader-*"))
    raw = bytearray(damaged.read_bytes())
    raw[-1000] ^= 1
    damaged.write_bytes(raw)
    missing.unlink()
    said = run(knowledge, copy, "--verify")
    assert said.exit_code == 1
    assert "index: its content is damaged" in said.output
    assert "reader: is not kept" in said.output
    assert run(knowledge, copy).exit_code == 0
    assert run(knowledge, copy, "--verify").exit_code == 0


def test_a_cache_that_is_off_or_can_not_be_written_is_said(knowledge: Path, tmp_path: Path) -> None:
    off = run(knowledge, "off")
    assert off.exit_code == 1
    assert "the cache is off" in off.output
    blocked = tmp_path / "file"
    blocked.write_text("")
    refused = run(knowledge, blocked)
    assert refused.exit_code == 1
    assert "can't be written" in refused.output


@pytest.mark.parametrize("options", [(), ("--verify",)])
def test_knowledge_that_can_not_be_used_is_named(tmp_path: Path, options: tuple[str, ...]) -> None:
    said = run(tmp_path / "none", tmp_path / "cache", *options)
    assert said.exit_code == 1
    assert "There is no such folder" in said.output
    assert "Traceback" not in said.output
