"""Links that lead out of the knowledge folder: what stands there was not put before whoever answers for the guides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from retrieval.problems import Problem

_PATTERNS = ("guides", "vocabulary", "guides/*.md", "vocabulary/*.yaml", "vocabulary/*/", "vocabulary/*/*.yaml")


def outside(folder: Path) -> Iterator[Problem]:
    """An error for each file or folder of the knowledge that is a link to a place outside it. Links within it are fine."""
    for pattern in _PATTERNS:
        for path in sorted(folder.glob(pattern)):
            if leads_out(path, folder):
                shown = path.relative_to(folder).as_posix()
                yield Problem(file=shown, line=1, what="This is a link to a place outside the knowledge folder.", remedy="Put a copy of the file in its place.")


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path of the folder leads out of it, itself or by a folder above it; so does a link in a circle."""
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return True
