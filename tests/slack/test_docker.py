"""The Docker files, as far as they can be checked without an engine: what they copy is there, and nothing runs as root or writes."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from bot.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
APPS = ("advisor", "web")


def test_all_that_is_copied_is_there_and_not_ignored() -> None:
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    sources = [name for line in re.findall(r"^COPY (?!--from)(.*) \S+$", DOCKERFILE, re.MULTILINE) for name in line.split()]
    assert set(sources) <= kept
    assert all((ROOT / name).exists() for name in sources)


def test_the_image_runs_as_an_ordinary_user() -> None:
    users = re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE)
    assert users
    assert users[-1].split(":")[0] not in ("0", "root")


def test_the_app_writes_nothing_but_its_data_and_reads_the_guides_only() -> None:
    for name in APPS:
        service = COMPOSE["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "./knowledge:/knowledge:ro" in service["volumes"]


def test_only_http_brings_postgresql() -> None:
    assert "profiles" not in COMPOSE["services"]["advisor"]
    assert COMPOSE["services"]["web"]["profiles"] == COMPOSE["services"]["postgresql"]["profiles"] == ["http"]


def test_every_setting_in_the_files_exists() -> None:
    known = {setting.name for setting in SETTINGS}
    used = {variable for name in APPS for variable in COMPOSE["services"][name]["environment"]}
    assert used <= known
    assert set(re.findall(r"\b((?:CAREER|SLACK|DATABASE)_\w+)=", DOCKERFILE)) <= known
