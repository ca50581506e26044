"""Cuts a guide's blocks at its headings: each section with text of its own becomes a passage, and nothing else that is written is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable

from retrieval.faults import block_problems
from retrieval.markdown import Block
from retrieval.passage import Passage, Statement, Table
from retrieval.problems import Problem
from retrieval.words import SIGNS, comparable

_SENTENCE_END = re.compile(rf"(?<=[.!?])(?<!\bU\.S\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\bapprox\.)\s+(?=[\"“(]?[A-Z0-9{SIGNS}≈])")

_SUBJECTS = re.compile(r"<!--\s*subjects?\s*:(.*?)-->", re.IGNORECASE | re.DOTALL)


def read_sections(blocks: Iterable[Block], guide: str, shown: str) -> tuple[tuple[Passage, ...], list[Problem]]:
    """The passages of a guide in order, and every problem of its text. ``shown`` is the file's name for people."""
    sections = _Sections(guide, shown)
    for block in blocks:
        sections.add(block)
    sections.close(0)
    if not sections.passages and not sections.problems:
        remedy = "Write at least one section with a heading and a sentence."
        sections.problems.append(Problem(file=shown, line=1, what="The guide has no text.", remedy=remedy))
    return tuple(sections.passages), sections.problems


def sentences(paragraph: str) -> list[str]:
    """A paragraph's sentences; joined with a space they are the paragraph."""
    return [part for part in _SENTENCE_END.split(paragraph) if part]


class _Sections:
    """A guide while it is read: the heading path so far, and the blocks under it."""

    def __init__(self, guide: str, shown: str) -> None:
        self.passages: list[Passage] = []
        self.problems: list[Problem] = []
        self._guide, self._shown = guide, shown
        self._path: dict[int, str] = {}
        self._seen: dict[str, int] = {}
        self._start: Block | None = None
        self._held: list[Block] = []

    def add(self, block: Block) -> None:
        if block.kind != "heading":
            self._held.append(block)
            return
        self.close(block.level)
        self._held, self._start = [], block
        for level in [level for level in self._path if level >= block.level]:
            del self._path[level]
        if block.level > 1:
            self._path[block.level] = block.text
        self._check(block)

    def close(self, following: int) -> None:
        """Ends the section; ``following`` is the next heading's level, 0 at the end of the guide."""
        self.problems += [problem for block in self._held for problem in block_problems(block, self._shown)]
        tables = [block for block in self._held if block.kind == "table"]
        for table in tables[1:]:
            self._say(table.line, "The section has a second table.", "Give each table a heading of its own, so that its figures can be told apart.")
        statements = tuple(statement for block in self._held for statement in _statements(block))
        if statements:
            self.passages.append(self._passage(statements, tables[0] if tables else None))
        elif self._start is not None and self._start.level > 1 and following <= self._start.level:
            self._say(self._start.line, f"The section '{self._start.text}' has no text.", "Write a sentence under its heading, or delete the heading.")

    def _passage(self, statements: tuple[Statement, ...], table: Block | None) -> Passage:
        # The title (a heading of level 1) is no part of a heading path: every passage would carry it.
        headings = tuple(self._path[level] for level in sorted(self._path)) or (self._guide,)
        return Passage(
            id=self._free(headings),
            guide=self._guide,
            path=headings,
            line=self._start.line if self._start else statements[0].line,
            statements=statements,
            asked=tuple(line for block in self._held if block.kind == "comment" for line in _asked(block.text)),
            subjects=tuple(dict.fromkeys(ident for block in self._held if block.kind == "comment" for ident in _subjects(block.text))),
            table=Table(columns=table.rows[0], rows=table.rows[1:], lines=table.lines[1:]) if table else None,
        )

    def _free(self, headings: tuple[str, ...]) -> str:
        """An id that no passage has yet: of the heading, else of the heading path, else with a number."""
        taken = {passage.id for passage in self.passages}
        last, whole = f"{self._guide}#{_slug(headings[-1])}", f"{self._guide}#{_slug(' '.join(headings))}"
        numbered = (f"{whole}-{number}" for number in range(2, len(taken) + 3))
        return next(ident for ident in (last, whole, *numbered) if ident not in taken)

    def _check(self, heading: Block) -> None:
        """That a heading has text and that none like it stands in the same place."""
        if not heading.text:
            self._say(heading.line, "The heading has no text.", "Say what the section is about.")
            return
        path = " ".join(self._path[level] for level in sorted(self._path))
        key = comparable(path) or path
        if key in self._seen and heading.level == 1:
            self._say(
                heading.line, f"The guide has a second title, '{heading.text}'; the first stands in line {self._seen[key]}.", "Write it as a section: ## …"
            )
        elif key in self._seen:
            self._say(heading.line, f"The heading '{heading.text}' already stands in line {self._seen[key]}.", "Give each section a heading of its own.")
        self._seen.setdefault(key, heading.line)

    def _say(self, line: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(file=self._shown, line=line, what=what, remedy=remedy))


def _statements(block: Block) -> list[Statement]:
    """What can be cited of a block: a sentence, an item or a row each, with the line on which it begins."""
    if block.kind == "table":
        return [Statement(text=" | ".join(row), line=line, kind="row") for row, line in zip(block.rows[1:], block.lines[1:], strict=True)]
    if block.kind == "item":
        return [Statement(text=block.text, line=block.line, kind="item")]
    if block.kind not in ("paragraph", "code"):
        return []
    found: list[Statement] = []
    at = 0
    for part in sentences(block.text):
        at = block.text.index(part, at)
        found.append(Statement(text=part, line=block.line_at(at), kind="sentence"))
        at += len(part)
    return found


def _slug(heading: str) -> str:
    return "-".join(comparable(heading).split()) or "section"


def _subjects(comment: str) -> list[str]:
    """The subjects in a comment such as ``<!-- subjects: degree-needed, bootcamp-cost -->``."""
    match = _SUBJECTS.fullmatch(comment.strip())
    return [ident for part in match.group(1).split(",") if (ident := part.strip())] if match else []


def _asked(comment: str) -> list[str]:
    """The phrasings in a comment that begins with 'asked'; other comments are notes among editors."""
    body = re.sub(r"^<!--|-->$", "", comment.strip()).strip()
    if not re.match(r"asked\b", body, re.IGNORECASE):
        return []
    lines = (re.sub(r"^[-*]\s*", "", line.strip()) for line in body.splitlines()[1:])
    return [line for line in lines if line]
