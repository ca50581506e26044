"""Guides and vocabulary written for one test, and text of every kind that people and files hold."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies

from retrieval.guide import Guide, read_guide
from retrieval.passage import Passage
from retrieval.problems import Problem

MATTER = "---\ntitle: A guide\npublisher: A publisher\nreviewed: 2026-01-31\n---\n"
"""Front matter of five lines: what follows begins in line 6."""

ANY_TEXT = strategies.text(strategies.characters(codec=None, exclude_categories=[]), max_size=120)
"""Any Unicode: NUL, lone surrogates, combining marks, every script."""
TEXT = strategies.text(strategies.characters(exclude_categories=["Cs"]), max_size=300)
"""Any Unicode that a file can hold."""


def read(folder: Path, body: str, matter: str = MATTER) -> tuple[Guide | None, tuple[Passage, ...], list[Problem]]:
    """What is read of a guide with this body, its bytes exactly as given."""
    path = folder / "g.md"
    path.write_bytes((matter + body).encode("utf-8"))
    return read_guide(path, "guides/g.md")


def said(problems: list[Problem]) -> str:
    """Problems as people see them, a line each."""
    return "\n".join(str(problem) for problem in problems)


def knowledge(folder: Path, guides: dict[str, str], vocabulary: dict[str, str] | None = None) -> Path:
    """A knowledge folder that holds these files."""
    for name, files in (("guides", guides), ("vocabulary", vocabulary or {})):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for file, text in files.items():
            (folder / name / file).write_text(text, encoding="utf-8", newline="")
    return folder
