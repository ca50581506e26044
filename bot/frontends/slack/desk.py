"""What every listener works with: the advisor, the store, the measures. Made once, passed on by Bolt under the name ``desk``."""

from __future__ import annotations

import time
import uuid
from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from slack_bolt import BoltContext

from bot.advisor import Advisor
from bot.frontends.slack import faults
from bot.frontends.slack.metrics import Metrics
from bot.reload import Live
from bot.store import ClaimKey, Store, StoreError

_LOCKS = 64


class Pulse:
    """When this process last renewed its claims: one that was held up for longer than a lease may have lost them."""

    def __init__(self) -> None:
        self.at = time.time()

    def lost(self, now: float, lease: float) -> bool:
        return now - self.at > lease


class Desk(BaseModel):
    """The parts of a running app. ``holder`` names this process in its claims; ``days`` is how long words are kept.

    ``lease`` (seconds) is how long a claim outlives its process, ``doubt`` how long a message that may have been posted is waited for
    to show up before it is posted again: longer than Slack takes for its second delivery of an event.
    """

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    live: Live
    store: Store
    metrics: Metrics
    style: Literal["container", "context"] = "container"
    days: int = 30
    lease: float = 15.0
    doubt: float = 75.0
    holder: str = Field(default_factory=lambda: uuid.uuid4().hex)
    clock: Callable[[], float] = time.time
    pulse: Pulse = Field(default_factory=Pulse)
    dropped: deque[Any] = Field(default_factory=deque)
    """Claims that could not be dealt with as the database failed: the upkeep lets them go once it is back."""
    finished: deque[Any] = Field(default_factory=deque)
    """Claims that were dealt with while the database failed to take note of it: the upkeep closes them once it is back."""
    locks: tuple[Any, ...] = Field(default_factory=lambda: tuple(Lock() for _ in range(_LOCKS)))

    @property
    def advisor(self) -> Advisor:
        """The advisor over the guides of this moment. Take it once for each thing that has to be of one piece."""
        return self.live.advisor

    def finish(self, claim: ClaimKey) -> None:
        """Closes the claim on what has been answered. A database that fails now must not make the answer come twice."""
        try:
            self.store.claims.finish(claim)
        except StoreError as error:
            faults.record(error, "closing a claim, to be tried again", self.metrics.failed)
            self.finished.append(claim)

    def lock(self, key: object) -> Any:
        """A lock that all who work on the same conversation in this process share."""
        return self.locks[hash(key) % _LOCKS]


def team_of(context: BoltContext) -> str:
    """Under which name things of a workspace are kept: its own, or the enterprise's where the app is installed in all of it."""
    whole = context.enterprise_id if context.is_enterprise_install else None
    return str(whole or context.team_id or context.enterprise_id or "")


def user_of(context: BoltContext) -> str:
    return str(context.user_id or "")
