"""Everything that can be said of a knowledge folder: errors, warnings and notes, from every reviewer, in the order of files and lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.editing.contract import broken_sentences
from retrieval.inside import outside
from retrieval.library import Library, load
from retrieval.problems import KnowledgeError, Problem
from retrieval.review import review


def examine(folder: Path, today: date) -> tuple[Library | None, tuple[Problem, ...]]:
    """The library of a folder, and all there is to say of it; no library where it can't be used at all.

    A folder with links out of it is not read.
    """
    out = list(outside(folder))
    if out:
        return None, tuple(out)
    try:
        library = load(folder)
    except KnowledgeError as error:
        return None, error.problems
    found = (*library.problems, *broken_sentences(library), *review(library, today))
    return library, tuple(sorted(found, key=lambda problem: (problem.file, problem.line)))
