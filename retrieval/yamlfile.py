"""The one reader of YAML: lists of entries with the line on which each begins, so that a problem can name its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from retrieval.problems import Problem

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNREADABLE = (yaml.YAMLError, ValueError, RecursionError)
"""What PyYAML raises: its own errors, and Python's for a date or number that does not exist."""


class Item(NamedTuple):
    """One entry of a list: its fields and the line on which it begins (from 1)."""

    fields: dict[str, Any]
    line: int
    node: Any = None

    def line_of(self, *place: str | int) -> int:
        """The line of what stands at ``place`` (names of fields, positions in lists), as deep as the entry goes."""
        node, line = self.node, self.line
        for step in place:
            marked, node = _under(node, step)
            if node is None:
                break
            line = marked.start_mark.line + 1
        return line


def read_list(path: Path, shown: str) -> tuple[list[Item], list[Problem]]:
    """The entries of the list in ``path``, and what kept others from being read. ``shown`` is the name for people."""
    text, problems = read_text(path, shown)
    if problems:
        return [], problems
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
    except _UNREADABLE as error:
        return [], [_syntax_problem(error, shown)]
    if root is None or root.tag == "tag:yaml.org,2002:null":
        return [], []
    if not isinstance(root, yaml.SequenceNode):
        return [], [Problem(file=shown, line=1, what="The file is not a list.", remedy="Begin each entry with '- id: …'.")]
    items: list[Item] = []
    for node in root.value:
        line = node.start_mark.line + 1
        try:
            fields = loader.construct_document(node)
        except _UNREADABLE as error:
            problems.append(_syntax_problem(error, shown, line=_culprit(loader, node)))
            continue
        problems += _twice(node, shown)
        if isinstance(fields, dict):
            items.append(Item(fields, line, node))
        else:
            problems.append(Problem(file=shown, line=line, what="This entry has no fields.", remedy="Write '- id: …' and its other fields under it."))
    return items, problems


def read_mapping(text: str, shown: str, first_line: int = 1) -> tuple[dict[str, Any], list[Problem]]:
    """The fields of one mapping, as in a guide's front matter; ``first_line`` is where ``text`` begins in its file."""
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
    except _UNREADABLE as error:
        return {}, [_syntax_problem(error, shown, first_line - 1)]
    try:
        fields = loader.construct_document(node) if node is not None else {}
    except _UNREADABLE as error:
        return {}, [_syntax_problem(error, shown, first_line - 1, _culprit(loader, node) + first_line - 1)]
    if not isinstance(fields, dict):
        what = "The front matter is not a list of 'field: value' lines."
        return {}, [Problem(file=shown, line=first_line, what=what, remedy="Write one field a line, for example 'title: …'.")]
    return fields, list(_twice(node, shown, first_line - 1))


def read_text(path: Path, shown: str) -> tuple[str, list[Problem]]:
    """A file's text without a byte-order mark and with plain line ends, or why it can't be read."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return "", [Problem(file=shown, line=1, what=f"The file can't be read ({error.strerror}).", remedy="Check that it exists and that you may read it.")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return "", [Problem(file=shown, line=line, what="The file is not UTF-8 text.", remedy="Save it as UTF-8 in your editor.")]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def _under(node: Any, step: str | int) -> tuple[Any, Any]:
    """The node at which a field or a list's position begins, and that of its value; ``None`` where there is none."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), (None, None))
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None, None


def _culprit(loader: Any, node: Any) -> int:
    """The line of the field whose value can't be read; that of the whole where it is none alone."""
    for _, value in node.value if isinstance(node, yaml.MappingNode) else ():
        try:
            loader.construct_document(value)
        except _UNREADABLE:
            return int(value.start_mark.line) + 1
    return int(node.start_mark.line) + 1


def _twice(node: Any, shown: str, offset: int = 0) -> Iterator[Problem]:
    """A field that an entry has twice: YAML keeps only the last one, and what the first one said would be lost."""
    seen: dict[str, int] = {}
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
        line = key.start_mark.line + 1 + offset
        if isinstance(key.value, str) and key.value in seen:
            what = f"The field '{key.value}' already stands in line {seen[key.value]}."
            yield Problem(file=shown, line=line, what=what, remedy="Keep one of the two, or put both values into it.")
        elif isinstance(key.value, str):
            seen[key.value] = line


def _syntax_problem(error: Exception, shown: str, offset: int = 0, line: int = 1) -> Problem:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        line = mark.line + 1 + offset
    if isinstance(error, yaml.YAMLError):
        said = getattr(error, "problem", None) or getattr(error, "reason", None) or "it is not valid YAML"
        remedy = "Check the indentation, and put quotes around a value that holds ': ' or '#'."
        return Problem(file=shown, line=line, what=f"This is not valid YAML: {said}.", remedy=remedy)
    said = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
    return Problem(file=shown, line=line, what=f"A value can't be read: {said}.", remedy="Correct the date or number, or put quotes around it.")
