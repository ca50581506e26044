"""The smallest parts that blocks are built of, each within Slack's limits whatever text it gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bot.frontends.slack import escape, limits

Block = dict[str, Any]


class Message(NamedTuple):
    """What is posted: blocks to see, the same in ``text`` for notifications and screen readers, and ids in ``metadata``."""

    text: str
    blocks: list[Block]
    metadata: dict[str, Any] | None = None


def plain_text(text: str, limit: int) -> Block:
    return {"type": "plain_text", "text": escape.shorten(text, limit, escape.plain) or "…", "emoji": False}


def mrkdwn(text: str) -> Block:
    """Markup that the app wrote itself, its strange parts escaped already. ``verbatim`` keeps Slack from making links of it."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def section(text: str, accessory: Block | None = None) -> Block:
    return {"type": "section", "text": mrkdwn(text)} | ({"accessory": accessory} if accessory else {})


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text) for text in texts[: limits.CONTEXT_ELEMENTS]]}


def header(text: str) -> Block:
    return {"type": "header", "text": plain_text(text, limits.HEADER)}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def button(label: str, action: str, value: str, spoken: str = "", visible: int = limits.BUTTON, **more: Any) -> Block:
    """A button; ``spoken`` is what a screen reader says, ``visible`` how much of the label is shown."""
    made: Block = {"type": "button", "text": plain_text(label, visible), "action_id": action, "value": value[: limits.BUTTON_VALUE], **more}
    return made | ({"accessibility_label": escape.shorten(spoken, limits.LABEL, escape.plain)} if spoken else {})


def table(rows: Sequence[Sequence[str]], columns: Sequence[Mapping[str, Any]], cell: int) -> Block:
    """A table, its headings first: the settings of each of its ``columns``, and the characters that a ``cell`` may have."""
    texts = [[{"type": "raw_text", "text": escape.shorten(text, cell, escape.plain) or " "} for text in row] for row in rows]
    return {"type": "table", "rows": texts, "column_settings": [dict(settings) for settings in columns]}


def modal(title: str, callback: str, blocks: list[Block], submit: str = "", close: str = "Close", **more: Any) -> Block:
    """A window; with ``submit`` it is a form."""
    made: Block = {"type": "modal", "callback_id": callback, "title": plain_text(title, limits.MODAL_TITLE), "blocks": blocks, **more}
    made["close"] = plain_text(close, limits.MODAL_TITLE)
    return made | ({"submit": plain_text(submit, limits.MODAL_TITLE)} if submit else {})


def option(text: str, value: str) -> Block:
    return {"text": plain_text(text, limits.OPTION_TEXT), "value": value[: limits.OPTION_VALUE]}


def mrkdwn_message(text: str) -> Message:
    """A message of the app's own words, with their markup."""
    return Message(text, [section(text)])
