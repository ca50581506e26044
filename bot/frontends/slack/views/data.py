"""The window that shows a person everything that is kept about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from bot.frontends.slack import escape, limits, parts, texts
from bot.frontends.slack.parts import Block, context, header, section
from bot.frontends.slack.views.home import described
from bot.question import Profile
from bot.store import Feedback, Question
from retrieval.library import Library

_LISTED = 40
_TEXT = 300


class Kept(NamedTuple):
    """All that the store holds of one person."""

    profile: Profile
    questions: Sequence[Question]
    feedback: Sequence[Feedback]
    threads: int


def modal(library: Library, kept: Kept, days: int) -> Block:
    """The window; of very many questions or verdicts it shows the latest and counts the rest."""
    blocks = [
        header("Your profile"),
        section(described(library, kept.profile)),
        header(f"Questions ({len(kept.questions)})"),
        *_listed([f"{_date(asked.asked_at)} · {escape.shorten(asked.text, _TEXT, escape.mrkdwn)} → {asked.answer.outcome}" for asked in kept.questions]),
        header(f"Feedback ({len(kept.feedback)})"),
        *_listed([f"{_date(given.given_at)} · {given.verdict} {escape.shorten(given.reason, _TEXT, escape.mrkdwn)}" for given in kept.feedback]),
        section(f"*Conversations kept:* {kept.threads}"),
        context(texts.privacy(days)),
    ]
    return parts.modal("Your data", "data", blocks)


def _listed(lines: Sequence[str]) -> list[Block]:
    """Lines packed into as few sections as fit them."""
    packed: list[str] = []
    for line in (*lines[:_LISTED], *([f"… and {len(lines) - _LISTED} older ones."] if len(lines) > _LISTED else [])):
        if packed and limits.size(packed[-1]) + limits.size(line) < limits.SECTION:
            packed[-1] += "\n" + line
        else:
            packed.append(line)
    return [section(text) for text in packed] or [section("None.")]


def _date(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%d %b %Y}"
