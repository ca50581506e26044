"""When Slack is told that a command, button or window has arrived: once what must not be lost is safe, and in time in any case.

Slack never brings these again. Who is killed before the acknowledgement leaves the person with Slack's own error instead of silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

from slack_bolt import Ack

IN_TIME = 2.0
"""Seconds after which is acknowledged whatever has happened: Slack waits three."""


class LastingAck(Ack):
    """An acknowledgement that stays one. Bolt takes it back where a listener fails soon after, and hands the request to the next one."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def __setattr__(self, name: str, value: object) -> None:
        if not (name == "response" and value is None and getattr(self, "response", None) is not None):
            super().__setattr__(name, value)


@contextmanager
def acknowledged(ack: Ack) -> Iterator[None]:
    """Acknowledges after what is done inside, or while it is being done if that takes long, also where it fails."""
    late = Timer(IN_TIME, ack)
    late.daemon = True
    late.start()
    try:
        yield
    finally:
        late.cancel()
        ack()
