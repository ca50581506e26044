"""What the advisor keeps between messages: threads, claims on events, profiles, questions, feedback and installations.

One database holds it all, SQLite or PostgreSQL. This package is the only one that knows SQL; nothing outside imports SQLAlchemy.
"""

from bot.store.errors import ClaimLostError, StaleThreadError, StoreError
from bot.store.records import Claim, ClaimKey, Feedback, Installation, Question, Thread, ThreadKey
from bot.store.store import Store, open_store

__all__ = [
    "Claim",
    "ClaimKey",
    "ClaimLostError",
    "Feedback",
    "Installation",
    "Question",
    "StaleThreadError",
    "Store",
    "StoreError",
    "Thread",
    "ThreadKey",
    "open_store",
]
