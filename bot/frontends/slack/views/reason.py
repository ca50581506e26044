"""The window that asks why an answer did not help."""

from __future__ import annotations

from typing import Any

from bot.frontends.slack import limits, parts
from bot.frontends.slack.parts import Block, option, plain_text, section

CALLBACK = "feedback.reason"
_CHOICE, _WORDS = "feedback.choice", "feedback.words"
_REASONS = {
    "wrong": "It says something wrong",
    "beside": "It answers another question",
    "missing": "Something is missing",
    "old": "It is out of date",
    "unclear": "I don't understand it",
}


def modal(question: str) -> Block:
    """The window for a verdict on the question with this id."""
    choice = {"type": "radio_buttons", "action_id": _CHOICE, "options": [option(text, value) for value, text in _REASONS.items()]}
    words = {"type": "plain_text_input", "action_id": _WORDS, "multiline": True, "max_length": 1_000}
    blocks = [_input(_CHOICE, "Why did the answer not help?", choice), _input(_WORDS, "In your own words", words)]
    return parts.modal("What was wrong?", CALLBACK, blocks, submit="Send", close="Skip", private_metadata=question[: limits.PRIVATE_METADATA])


def _input(block: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": block, "optional": True, "label": plain_text(label, limits.BUTTON), "element": element}


def read(view: dict[str, Any]) -> str:
    """The reason as one text: the choice, then the words."""
    chosen = _state(view, _CHOICE).get("selected_option")
    known = _REASONS.get(str(chosen.get("value")), "") if isinstance(chosen, dict) else ""
    words = _state(view, _WORDS).get("value")
    return ": ".join(part for part in (known, words.strip()[:1_000] if isinstance(words, str) else "") if part)


def thanks() -> Block:
    """What the window becomes once it has been sent."""
    blocks = [section("Thank you. Whoever keeps the guides can see which answers need work.")]
    return parts.modal("Thank you", "thanks", blocks)


def _state(view: dict[str, Any], field: str) -> dict[str, Any]:
    found: Any = view
    for key in ("state", "values", field, field):
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}
