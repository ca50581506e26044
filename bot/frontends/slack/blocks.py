"""Answers become messages. Pure: the same answer gives the same blocks, and any answer gives blocks that Slack takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Literal, NamedTuple

from bot.answer import Answer
from bot.frontends.slack import escape, fallback, limits, saying, sources
from bot.frontends.slack.figures import figures
from bot.frontends.slack.parts import Block, Message, actions, button, context, plain_text, section

ASK = "ask"
SHARE = "share"
FEEDBACK = "feedback"
EVENT_TYPE = "career_answer"
Style = Literal["container", "context"]


class Frame(NamedTuple):
    """What a message says beside the answer: ids for its buttons and for knowing it again, who asked what, how sources are shown."""

    question: str
    """The id under which question and answer are kept."""
    receipt: str = ""
    """Marks the message as the answer to one message of Slack: the app sees it again in the event about its own post."""
    heading: str = ""
    """A line above the answer, as mrkdwn: the question, where a button asked it, or who shared it."""
    shareable: str = ""
    """The label of the button that shares a private answer, empty where it is public."""
    share_to: str = ""
    """The thread to share it to, empty for the channel."""
    style: Style = "container"
    stamps: Mapping[str, str] = sources.NO_STAMPS
    """What *View passage* keeps for a passage's id: its stamp, so that a later change shows."""


def message(answer: Answer, frame: Frame) -> Message:
    """The message for an answer. Parts are left out, from the least needed on, until the whole fits."""
    top = [context(frame.heading)] if frame.heading else []
    bottom = _bottom(answer, frame)
    for parts in _candidates(answer, frame):
        blocks = _marked([*top, *parts, *bottom], frame.receipt)
        if limits.weight(blocks) <= limits.MESSAGE_SIZE:
            break
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"question": frame.question, "receipt": frame.receipt}}
    return Message(fallback.whole(answer), blocks, metadata)


def _candidates(answer: Answer, frame: Frame) -> Iterator[list[Block]]:
    """What may stand above the buttons: the answer with everything, with fewer and fewer sources, at last without its table's form."""
    rich = partial(sources.container if frame.style == "container" else sources.lines, stamps=frame.stamps)
    fewer = [answer.citations[:count] for count in (6, 3, 1) if count < len(answer.citations)]
    shown = [rich(answer.citations), *(rich(cited) for cited in fewer), sources.lines(answer.citations[:3], frame.stamps), []]
    if not any(point.cells for point in answer.points) and (chart := figures(answer)):
        yield [*saying.said(answer), chart, *shown[0]]
    for cited in shown:
        yield [*saying.said(answer), *cited]
    yield saying.said(answer, tabled=False)


def _bottom(answer: Answer, frame: Frame) -> list[Block]:
    asked = [question for question in answer.follow_ups if question.strip() and limits.size(question) <= 500][: limits.FOLLOW_UPS]
    buttons = [button(question, f"{ASK}.{number}", question, f"Ask: {question}", limits.FOLLOW_UP) for number, question in enumerate(asked, start=1)]
    if frame.shareable:
        buttons.append(button(frame.shareable, SHARE, f"{frame.question} {frame.share_to}".strip(), style="primary"))
    rated = [] if answer.outcome == "courtesy" and not answer.points else [_feedback(frame)]
    return [*([actions(*buttons)] if buttons else []), *rated]


def _marked(blocks: list[Block], receipt: str) -> list[Block]:
    """The blocks with the receipt as the last one's id. (Slack drops the ids of markdown blocks; the last one never is one.)"""
    *others, last = blocks
    return [*others, last | ({"block_id": receipt} if receipt else {})]


def _feedback(frame: Frame) -> Block:
    buttons = {"positive_button": _verdict("Helpful", "up", frame), "negative_button": _verdict("Not helpful", "down", frame)}
    return {"type": "context_actions", "elements": [{"type": "feedback_buttons", "action_id": FEEDBACK, **buttons}]}


def _verdict(label: str, verdict: str, frame: Frame) -> Block:
    return {"text": plain_text(label, limits.BUTTON), "value": f"{verdict} {frame.question}", "accessibility_label": f"{label}: this answer"}


def notice(text: str, *buttons: Block) -> Message:
    """A plain sentence of the app's own, with buttons if need be."""
    blocks = [section(escape.shorten(text, limits.SECTION, escape.mrkdwn))]
    return Message(escape.shorten(text, limits.FALLBACK, escape.fallback), [*blocks, actions(*buttons)] if buttons else blocks)
