"""Answers that only the person who asked sees, and sharing them."""

from __future__ import annotations

from typing import Any

from slack_bolt import Respond
from slack_sdk.errors import SlackApiError

from bot.answer import Answer
from bot.frontends.slack import blocks, faults
from bot.frontends.slack.answering import Asked, converse, stamps
from bot.frontends.slack.desk import Desk
from bot.frontends.slack.parts import Message
from bot.store import Question, Thread, ThreadKey
from retrieval.library import Library

HERE = "Share in this channel"
THREAD = "Share to thread"


def conversation(desk: Desk, team: str, channel: str, user: str) -> ThreadKey:
    """A person's private conversation in a channel; no thread of Slack has such a name."""
    return ThreadKey(team, channel, f"private {desk.store.people.person(team, user)}")


def answer(desk: Desk, asked: Asked, label: str, thread: str = "", heading: str = "") -> Message:
    """The private answer, stored, with a button that shares it (to ``thread``, else to the channel)."""

    def save(changed: Thread, question: Question, now: float, library: Library) -> Message:
        desk.store.threads.save(changed, now, question)
        desk.metrics.answered(question.answer, "private")
        frame = blocks.Frame(question=question.id, heading=heading, shareable=label, share_to=thread, style=desk.style, stamps=stamps(question.answer, library))
        return blocks.message(question.answer, frame)

    return converse(desk, asked, save)


def stands(answered: Answer, library: Library) -> bool:
    """Whether the guides still say all that an answer quotes."""
    cited = [(library.by_id.get(citation.passage), citation.quote) for citation in answered.citations]
    return all(passage is not None and passage.holds(quote) for passage, quote in cited)


def whisper(respond: Respond, message: Message, **options: Any) -> None:
    """Sends a message to the person alone. Where Slack refuses its blocks, the text alone; where it takes neither, raises ``SlackApiError``."""
    shown = {"text": message.text, "blocks": message.blocks, "response_type": "ephemeral", "replace_original": False, **options}
    response = respond(**shown)
    if (response.status_code == 200 and response.body in ("ok", "", None)) or _is_ok(response.body):
        return
    faults.record(refused(response.body), "whispering blocks; the text alone is sent")
    bare = {name: value for name, value in shown.items() if name != "blocks"}
    response = respond(**bare)
    if response.status_code != 200:
        raise refused(response.body)


def _is_ok(body: object) -> bool:
    return isinstance(body, str) and body.replace(" ", "").startswith('{"ok":true')


def refused(body: object) -> SlackApiError:
    """Slack's answer to a whisper as the error that its Web API would give."""
    text = body if isinstance(body, str) else ""
    known = next((code for code in sorted({*faults.REFUSED, *faults.EXPIRED, *faults.PASSING}) if code in text), "response_url_refused")
    return SlackApiError("refused", {"error": known})  # type: ignore[no-untyped-call]
