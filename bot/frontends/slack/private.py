"""What is asked in private (command, shortcut, button of a private answer), answered by its address for the person alone.

A request is taken on before Slack is told that it arrived, and kept with its address until it is answered. Slack never brings it again,
so where the process dies the next one answers it, as long as the address is good (docs/decisions/0027).
"""

from __future__ import annotations

import json
import logging
from typing import Literal

from pydantic import BaseModel, ConfigDict
from slack_bolt import Respond

from bot.frontends.slack import blocks, faults, texts
from bot.frontends.slack.answering import LATER, Asked, converse, stamps, up_to_date
from bot.frontends.slack.desk import Desk
from bot.frontends.slack.parts import Message, mrkdwn_message
from bot.frontends.slack.suggestions import suggest
from bot.frontends.slack.whispering import whisper
from bot.question import Profile
from bot.store import Claim, ClaimKey, ClaimLostError, Question, StoreError, Thread, ThreadKey
from retrieval.library import Library

log = logging.getLogger("career_advisor.slack")

HERE = "Share in this channel"
THREAD = "Share to thread"
VALID = 29 * 60.0
"""Seconds for which an address is good; Slack says thirty minutes, and five uses."""
_MARK = "private "
_LONGEST = 200
Wanted = Literal["answer", "help", "sources", "forget me"]


class Request(BaseModel):
    """What somebody wants to be told in private. ``ident`` is Slack's id of the request, ``address`` its response_url, ``thread`` where
    the answer may be shared to, empty for the channel.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    team: str
    channel: str
    user: str
    ident: str
    address: str
    wanted: Wanted = "answer"
    text: str = ""
    label: str = HERE
    thread: str = ""
    taken_at: float = 0.0

    @property
    def claim(self) -> ClaimKey:
        return ClaimKey(self.team, self.channel, f"{_MARK}{self.ident}"[:_LONGEST])


def is_private(claim: Claim) -> bool:
    """Whether a claim is on a request, not on a message of a channel."""
    return claim.key.ts.startswith(_MARK)


def conversation(desk: Desk, team: str, channel: str, user: str) -> ThreadKey:
    """A person's private conversation in a channel; no thread of Slack has such a name."""
    return ThreadKey(team, channel, f"private {desk.store.people.person(team, user)}")


def take_on(desk: Desk, request: Request) -> Request | None:
    """The request, where it has not been taken on before."""
    request = request.model_copy(update={"taken_at": desk.clock()})
    taken = desk.store.claims.take(request.claim, None, desk.holder, request.model_dump_json(), request.taken_at, desk.lease)
    return request if taken else None


def fulfil(desk: Desk, request: Request) -> None:
    """Answers a request that has been taken on."""
    try:
        message = _answer(desk, request) if request.wanted == "answer" else _told(desk, request)
        _send(desk, request.claim, request.address, message)
    except ClaimLostError:
        log.info("answered by another process")
        return
    except StoreError:
        desk.dropped.append(request.claim)
        raise
    except Exception:
        desk.finish(request.claim)
        raise


def resume(desk: Desk, claim: Claim) -> None:
    """Ends what another process began. Whether an answer was sent nobody knows: it is sent again, as only the person sees it twice."""
    if desk.clock() - claim.taken_at > VALID:
        desk.store.claims.finish(claim.key)
    elif claim.state == "taken" and claim.job:
        fulfil(desk, Request.model_validate_json(claim.job))
    elif claim.message and desk.store.claims.resume(claim.key, desk.holder):
        kept = up_to_date(desk, claim, json.loads(claim.message))
        _send(desk, claim.key, kept["address"], Message(kept["text"], kept["blocks"]))


def _answer(desk: Desk, request: Request) -> Message:
    """The answer, stored with the conversation and in the place of the request, with a button that shares it."""

    def save(changed: Thread, question: Question, now: float, library: Library) -> Message:
        frame = blocks.Frame(
            question=question.id, heading=texts.asked(request.text), shareable=request.label, share_to=request.thread,
            style=desk.style, stamps=stamps(question.answer, library),
        )  # fmt: skip
        made = blocks.message(question.answer, frame)
        kept = {"address": request.address, **made._asdict()}
        desk.store.threads.save(changed, now, question, request.claim, desk.holder, json.dumps(kept, ensure_ascii=False))
        desk.metrics.answered(question.answer, "private")
        return made

    asked = Asked(conversation(desk, request.team, request.channel, request.user), request.user, request.text)
    return converse(desk, asked, save)


def _told(desk: Desk, request: Request) -> Message:
    """What the app says of itself, and forgetting: done twice, it does no harm."""
    if request.wanted == "help":
        return mrkdwn_message(texts.help_for(suggest(desk.advisor, Profile())))
    if request.wanted == "sources":
        return mrkdwn_message(texts.guides(desk.advisor.library))
    desk.store.people.forget(request.team, desk.store.people.person(request.team, request.user))
    return blocks.notice(texts.FORGOTTEN)


def _send(desk: Desk, claim: ClaimKey, address: str, message: Message) -> None:
    """Whispers and closes the claim; where Slack is busy or down, leaves it to be tried again."""
    try:
        whisper(Respond(response_url=address), message)
    except Exception as error:
        if not faults.is_passing(error):
            desk.finish(claim)
            raise
        faults.record(error, "whispering an answer, to be tried again", desk.metrics.failed)
        desk.store.claims.let_go(claim, desk.clock() + LATER)
        return
    desk.finish(claim)
