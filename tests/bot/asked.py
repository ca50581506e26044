"""What tests of answers share: the answer to a first message, and the rows of its table."""

from __future__ import annotations

from bot.advisor import Advisor
from bot.answer import Answer


def rows(advisor: Advisor, message: str) -> dict[str, dict[str, str]]:
    """The rows of the answer's table: what each is about, and the text of its cells by column."""
    return {point.heading: {cell.column: cell.text for cell in point.cells} for point in answer_to(advisor, message).points if point.cells}


def answer_to(advisor: Advisor, message: str) -> Answer:
    return advisor.reply(message)[0]
