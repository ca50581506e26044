"""The knowledge folders that the tests of editing work on, and copies of them to change."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "sample"


def copied(to: Path) -> Path:
    """A copy of the sample folder that a test may change."""
    return Path(shutil.copytree(SAMPLE, to / "knowledge"))


def replaced(path: Path, old: str, new: str) -> None:
    """Changes a file as an editor would; the old words must stand in it."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} does not stand in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def cut(folder: Path, name: str) -> Path:
    """Writes a class of the vocabulary in two files of a folder of its name, the last entry in the second one; gives that."""
    whole, within = folder / "vocabulary" / f"{name}.yaml", folder / "vocabulary" / name
    text = whole.read_text(encoding="utf-8")
    at = text.rindex("\n- ") + 1
    within.mkdir()
    (within / "first.yaml").write_text(text[:at], encoding="utf-8")
    (within / "second.yaml").write_text(text[at:], encoding="utf-8")
    whole.unlink()
    return within / "second.yaml"
