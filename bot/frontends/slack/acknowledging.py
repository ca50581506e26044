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
