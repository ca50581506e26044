"""What is installed: the guides ship with the package, versions are pinned for everyone, and make sets up from nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import requires, version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.settings import VERSION

ROOT = Path(__file__).resolve().parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins() -> dict[str, str]:
    lines = (line.strip() for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines())
    return {canonicalize_name(name): pinned for name, _, pinned in (line.partition("==") for line in lines if line and not line.startswith("#"))}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as pip and pipx build it."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True, timeout=120)
    return next(folder.glob("*.whl"))


def test_the_guides_and_the_vocabulary_ship_with_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for path in (ROOT / "knowledge").rglob("*.*"):
        assert f"bot/knowledge/{path.relative_to(ROOT / 'knowledge')}" in names


def test_an_installed_package_answers_from_its_own_guides_anywhere(wheel: Path, tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    zipfile.ZipFile(wheel).extractall(site)
    elsewhere.mkdir()
    env = {**os.environ, "PYTHONPATH": str(site), "CAREER_ADVISOR_CACHE": str(tmp_path / "cache")}
    env.pop("CAREER_ADVISOR_KNOWLEDGE", None)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "bot", "ask", "--json", "what comes after senior?"], cwd=elsewhere, env=env, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["citations"]


def test_the_package_has_the_command_and_no_tests(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    entry = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
    assert "career-advisor = bot.__main__:main" in archive.read(entry).decode()
    assert {name.split("/")[0] for name in archive.namelist() if ".dist-info" not in name} == {"bot", "retrieval"}
    assert f"career_advisor-{VERSION}" in wheel.name


def test_the_pins_hold_names_and_versions_only() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.!+]+", line), line


def test_each_dependency_and_each_of_theirs_is_pinned_within_its_range() -> None:
    pinned = pins()
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["dev"], *PROJECT["build-system"]["requires"]]
    seen: set[str] = set()
    queue = [Requirement(text) for text in wanted]
    while queue:
        requirement = queue.pop()
        name = canonicalize_name(requirement.name)
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        assert name in pinned, f"{name} has no pin"
        assert pinned[name] in requirement.specifier, f"{requirement} does not allow {pinned[name]}"
        if name not in seen:
            seen.add(name)
            queue += [Requirement(text) for text in requires(requirement.name) or ()]


def test_what_runs_here_is_what_is_pinned() -> None:
    for name in ("pydantic", "numpy", "click", "rich", "prompt-toolkit", "rank-bm25", "ruff", "mypy", "pytest"):
        assert version(name) == pins()[canonicalize_name(name)], "run: make setup"


def test_the_build_server_runs_what_people_run() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text(encoding="utf-8")


def test_make_names_the_remedy_where_no_python_is_new_enough(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "constraints.txt", "Makefile"):
        (tmp_path / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(["make", "setup", "PYTHONS=no-such-python"], cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert done.returncode != 0
    assert "No Python 3.11 or newer" in done.stderr.decode()


def test_make_has_nothing_to_do_where_everything_is_set_up(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "constraints.txt", "Makefile"):
        (tmp_path / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / ".ready").touch()
    done = subprocess.run(["make", "setup", "PYTHONS=no-such-python"], cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0
