"""The advisor over JSON: one message a line in, one answer a line out, all in one conversation."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from typing import Any, TextIO

from bot.advisor import Advisor
from bot.answer import Answer, plain
from bot.conversation import Conversation
from bot.reload import Live


def as_json(answer: Answer) -> dict[str, Any]:
    """An answer as scripts get it: its text with ``[n]``, the numbered citations, whether it abstained, follow-ups."""
    return {
        "text": plain(answer),
        "citations": [
            {"number": number, "guide": citation.guide, "section": citation.section, "quote": citation.quote, "passage": citation.passage}
            for number, citation in enumerate(answer.citations, start=1)
        ],
        "abstained": answer.abstained,
        "follow_ups": list(answer.follow_ups),
    }


def chat(advisor: Advisor | Live, messages: Iterable[str], out: TextIO) -> None:
    """Answers each message in turn and flushes after each."""
    conversation = Conversation()
    for message in messages:
        answer, conversation = advisor.reply(message.rstrip("\r\n"), conversation)
        out.write(json.dumps(as_json(answer), ensure_ascii=False) + "\n")
        out.flush()


def serve(advisor: Advisor | Live) -> None:
    """The chat over standard input and output, in UTF-8 whatever the locale; only a line feed ends a message."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    chat(advisor, iter(sys.stdin.readline, ""), sys.stdout)
