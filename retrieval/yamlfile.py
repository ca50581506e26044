"""The one reader of YAML: lists of entries with the line on which each begins, so that a problem can name its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import yaml

from retrieval.problems import Problem

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Item(NamedTuple):
    """One entry of a list: its fields and the line on which it begins (from 1)."""

    fields: dict[str, Any]
    line: int


def read_list(path: Path, shown: str) -> tuple[list[Item], list[Problem]]:
    """The entries of the list in ``path``, and what kept others from being read. ``shown`` is the name for people."""
    text, problems = read_text(path, shown)
    if problems:
        return [], problems
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
    except yaml.YAMLError as error:
        return [], [_syntax_problem(error, shown)]
    if root is None:
        return [], []
    if not isinstance(root, yaml.SequenceNode):
        return [], [Problem(file=shown, line=1, what="The file is not a list.", remedy="Begin each entry with '- id: …'.")]
    items: list[Item] = []
    for node in root.value:
        line = node.start_mark.line + 1
        fields = loader.construct_document(node)
        if isinstance(fields, dict):
            items.append(Item(fields, line))
        else:
            problems.append(Problem(file=shown, line=line, what="This entry has no fields.", remedy="Write '- id: …' and its other fields under it."))
    return items, problems


def read_mapping(text: str, shown: str, first_line: int = 1) -> tuple[dict[str, Any], list[Problem]]:
    """The fields of one mapping, as in a guide's front matter; ``first_line`` is where ``text`` begins in its file."""
    try:
        fields = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        return {}, [_syntax_problem(error, shown, first_line - 1)]
    if fields is None:
        return {}, []
    if not isinstance(fields, dict):
        return {}, [Problem(file=shown, line=first_line, what="The front matter is not a list of 'field: value' lines.", remedy="Write one field a line, for example 'title: …'.")]
    return fields, []


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


def _syntax_problem(error: yaml.YAMLError, shown: str, offset: int = 0) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = (mark.line + 1 if mark else 1) + offset
    said = getattr(error, "problem", None) or "it is not valid YAML"
    return Problem(file=shown, line=line, what=f"This is not valid YAML: {said}.", remedy="Check the indentation, and put quotes around a value that holds ': ' or '#'.")
