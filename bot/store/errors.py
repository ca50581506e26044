"""What can go wrong in the store, in words that hold nothing of what people wrote."""

from __future__ import annotations


class StoreError(Exception):
    """The database can't be used: unreachable, locked, full, or made by a newer version. The message says what to do."""


class ClaimLostError(Exception):
    """Another process has taken over this message since: it answers, this one must not."""


class StaleThreadError(Exception):
    """The thread has changed since it was read: read it again and answer from there."""
