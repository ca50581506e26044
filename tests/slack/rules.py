"""Slack's rules for messages and views as its documentation states them: what the fake Slack refuses, and tests look for.

Written from the documentation, not from the app's own limits, so that a mistake there is found here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

Block = dict[str, Any]

MESSAGE = {
    "actions",
    "container",
    "context",
    "context_actions",
    "data_table",
    "data_visualization",
    "divider",
    "header",
    "image",
    "markdown",
    "section",
    "table",
}
MODAL = {"actions", "context", "divider", "header", "image", "input", "section"}
HOME = {"actions", "container", "context", "data_visualization", "divider", "header", "image", "input", "section", "table"}
CHILDREN = {"section", "context", "divider", "actions", "header", "image", "table"}
LIVE = re.compile(r"<[^>]*[!@#|][^>]*>|<https?:[^>]*>")
"""Markup that Slack acts on: mentions, links, dates."""
OWN = re.compile(r"<@U[A-Z0-9]+>")
"""The one that the app writes itself: who shared an answer."""


def size(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in a payload, from the outside in."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def message_problems(text: str, blocks: list[Block]) -> list[str]:
    """What is wrong with a message, each as ``error: where``."""
    found = [*_text(text), *_blocks(blocks, MESSAGE, 50)]
    if size(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > 13_200:
        found.append("msg_blocks_too_long: all blocks")
    if sum(size(block["text"]) for block in blocks if block["type"] == "markdown") > 12_000:
        found.append("msg_blocks_too_long: markdown")
    for kind, most in (("data_visualization", 2), ("table", 1)):
        if sum(part.get("type") == kind for part in walk(blocks)) > most:
            found.append(f"invalid_blocks: more than {most} of {kind}")
    return found


def view_problems(view: dict[str, Any]) -> list[str]:
    """What is wrong with a modal or Home tab."""
    home = view["type"] == "home"
    found = _blocks(view["blocks"], HOME if home else MODAL, 100)
    for part in ("title", "submit", "close") if not home else ():
        if part in view:
            found += _plain(view[part], 24, part)
    if not home and "title" not in view:
        found.append("invalid_arguments: no title")
    if any(block["type"] == "input" for block in view["blocks"]) and not home and "submit" not in view:
        found.append("invalid_arguments: inputs but no submit")
    if size(view.get("private_metadata", "")) > 3_000:
        found.append("invalid_arguments: private_metadata")
    return found


def _text(text: str) -> list[str]:
    found = ["no_text: empty"] if not text.strip() else []
    return [*found, "msg_too_long: text"] if size(text) >= 4_000 else found


def _blocks(blocks: list[Block], allowed: set[str], most: int) -> list[str]:
    found = [f"invalid_blocks: {len(blocks)} blocks"] if len(blocks) > most or not blocks else []
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)) or any(size(ident) > 255 for ident in ids):
        found.append("invalid_blocks: block_id")
    for block in blocks:
        if block.get("type") not in allowed:
            found.append(f"invalid_blocks: {block.get('type')} not here")
        else:
            found += CHECKS[block["type"]](block)
    return found


def _plain(text: Any, most: int, where: str) -> list[str]:
    if not isinstance(text, dict) or text.get("type") != "plain_text":
        return [f"invalid_blocks: {where} is no plain text"]
    return [] if 0 < size(text["text"]) <= most else [f"invalid_blocks: {where} has {size(text['text'])} characters"]


def _any_text(text: Any, most: int, where: str) -> list[str]:
    if not isinstance(text, dict) or text.get("type") not in ("plain_text", "mrkdwn"):
        return [f"invalid_blocks: {where} is no text"]
    return [] if 0 < size(text["text"]) <= most else [f"invalid_blocks: {where} has {size(text['text'])} characters"]


def _section(block: Block) -> list[str]:
    found = _any_text(block["text"], 3_000, "section") if "text" in block else []
    if "fields" in block:
        found += [problem for field in block["fields"] for problem in _any_text(field, 2_000, "field")]
        found += ["invalid_blocks: fields"] if not 0 < len(block["fields"]) <= 10 else []
    return found + (_elements([block["accessory"]], 1, {"button", "overflow", "external_select", "multi_external_select"}) if "accessory" in block else [])


def _elements(elements: list[Block], most: int, kinds: set[str]) -> list[str]:
    found = [f"invalid_blocks: {len(elements)} elements"] if not 0 < len(elements) <= most else []
    actions = [element.get("action_id") for element in elements if "action_id" in element]
    found += ["invalid_blocks: action_id twice"] if len(actions) != len(set(actions)) else []
    for element in elements:
        if element["type"] not in kinds:
            found.append(f"invalid_blocks: {element['type']} not here")
        elif element["type"] == "button":
            found += [*_plain(element["text"], 75, "button"), *_button(element)]
    return found


def _button(element: Block) -> list[str]:
    found = [
        f"invalid_blocks: button's {part}"
        for part, most in (("value", 2_000), ("accessibility_label", 75), ("action_id", 255))
        if size(element.get(part, "")) > most
    ]
    if "confirm" in element:
        confirm = element["confirm"]
        limits = (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30))
        found += [problem for part, most in limits for problem in _any_text(confirm[part], most, f"confirm's {part}")]
    return found


def _context_actions(block: Block) -> list[str]:
    found = _elements(block["elements"], 5, {"feedback_buttons", "icon_button"})
    for element in block["elements"]:
        for part in ("positive_button", "negative_button"):
            found += [*_plain(element[part]["text"], 75, part), *_button(element[part])]
    return found


def _context(block: Block) -> list[str]:
    found = [problem for element in block["elements"] for problem in _any_text(element, 3_000, "context")]
    return found + ([] if 0 < len(block["elements"]) <= 10 else ["invalid_blocks: context"])


def _container(block: Block) -> list[str]:
    children = block["child_blocks"]
    found = _plain(block["title"], 150, "container's title") + ([] if 0 < len(children) <= 10 else [f"invalid_blocks: {len(children)} children"])
    for child in children:
        found += CHECKS[child["type"]](child) if child["type"] in CHILDREN else [f"invalid_blocks: {child['type']} in a container"]
    return found


def _table(block: Block) -> list[str]:
    rows = block["rows"]
    widths = {len(row) for row in rows}
    found = [] if 0 < len(rows) <= 100 and len(widths) == 1 and max(widths) <= 20 else ["invalid_blocks: table's shape"]
    return found + [f"invalid_blocks: cell {cell}" for row in rows for cell in row if cell["type"] != "raw_text" or not cell["text"]]


def _chart(block: Block) -> list[str]:
    chart, found = block["chart"], []
    if not 0 < size(block["title"]) <= 50 or chart["type"] != "bar" or not 0 < len(chart["series"]) <= 12:
        found.append("invalid_blocks: chart")
    categories = chart["axis_config"]["categories"]
    if len(set(categories)) != len(categories) or not 0 < len(categories) <= 20 or any(not 0 < size(name) <= 20 for name in categories):
        found.append("invalid_blocks: categories")
    for series in chart["series"]:
        if [point["label"] for point in series["data"]] != categories or not 0 < size(series["name"]) <= 20:
            found.append("invalid_blocks: series")
    return found


def _input(block: Block) -> list[str]:
    found = _plain(block["label"], 2_000, "label") + (_plain(block["hint"], 2_000, "hint") if "hint" in block else [])
    element = block["element"]
    options = [*element.get("options", []), *element.get("initial_options", []), *([element["initial_option"]] if "initial_option" in element else [])]
    found += [problem for option in options for problem in option_problems(option)]
    return found + (_plain(element["placeholder"], 150, "placeholder") if "placeholder" in element else [])


def option_problems(option: Block) -> list[str]:
    """What is wrong with an option of a select."""
    return _any_text(option["text"], 75, "option") + ([] if 0 < size(option["value"]) <= 150 else ["invalid_blocks: option's value"])


CHECKS = {
    "actions": lambda block: _elements(block["elements"], 25, {"button", "external_select", "overflow"}),
    "container": _container,
    "context": _context,
    "context_actions": _context_actions,
    "data_visualization": _chart,
    "divider": lambda block: [],
    "header": lambda block: _plain(block["text"], 150, "header"),
    "input": _input,
    "markdown": lambda block: [] if 0 < size(block["text"]) <= 12_000 else ["invalid_blocks: markdown"],
    "section": _section,
    "table": _table,
}


def live(text: str, blocks: list[Block]) -> list[str]:
    """All markup in what is shown that Slack would act on, and that the app did not write itself."""
    shown = [text, *(part["text"] for part in walk(blocks) if isinstance(part.get("text"), str))]
    shown += [part["accessibility_label"] for part in walk(blocks) if "accessibility_label" in part]
    found = [match for each in shown for match in LIVE.findall(OWN.sub("", each))]
    return found + [match for block in blocks if block["type"] == "markdown" for match in re.findall(r"(?<!\\)!?\[[^\]]*\]\([^)]*\)", block["text"])]
