"""What is wrong in a knowledge file, said so that its editor can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict
from rapidfuzz import process


class Problem(BaseModel):
    """One thing to mend: the file (as seen from the knowledge folder), the line (from 1), what is wrong, what to do."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    line: int
    what: str
    remedy: str
    severity: Literal["error", "warning", "note"] = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} {self.remedy}"


class KnowledgeError(Exception):
    """The knowledge folder can't be used at all; ``problems`` says why, the first one in the message."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest(name: str, valid: Iterable[str]) -> str:
    """A hint that names the valid name closest to ``name``, or nothing where none is close."""
    found = process.extractOne(name, list(valid), score_cutoff=60)
    return f"Did you mean '{found[0]}'?" if found else ""
