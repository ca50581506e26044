"""The tables, as the code of this version reads and writes them; ``migrations`` brings older databases here.

Times are seconds since 1970. Values that only Python looks into are JSON texts. ``person`` is never a Slack user id but its keyed hash.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()


def _id(name: str, primary_key: bool = False, nullable: bool = False) -> Column[str]:
    return Column(name, String(255), primary_key=primary_key, nullable=nullable)


claims = Table(
    "claims",
    metadata,
    _id("team", primary_key=True),
    _id("channel", primary_key=True),
    _id("ts", primary_key=True),
    Column("event_id", String(255), unique=True),
    Column("state", String(16), nullable=False),
    _id("holder"),
    Column("lease_until", Float(53), nullable=False),
    Column("job", Text),
    Column("message", Text),
    Column("taken_at", Float(53), nullable=False),
    Index("claims_by_state", "state", "lease_until"),
    Index("claims_by_age", "taken_at"),
)

threads = Table(
    "threads",
    metadata,
    _id("team", primary_key=True),
    _id("channel", primary_key=True),
    _id("thread", primary_key=True),
    Column("conversation", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("updated_at", Float(53), nullable=False),
    Index("threads_by_age", "updated_at"),
)

askers = Table(
    "askers",
    metadata,
    _id("team", primary_key=True),
    _id("channel", primary_key=True),
    _id("thread", primary_key=True),
    _id("person", primary_key=True),
    Column("profile", Text, nullable=False),
    Index("askers_by_person", "team", "person"),
)

profiles = Table(
    "profiles",
    metadata,
    _id("team", primary_key=True),
    _id("person", primary_key=True),
    Column("profile", Text, nullable=False),
    Column("updated_at", Float(53), nullable=False),
)

questions = Table(
    "questions",
    metadata,
    _id("id", primary_key=True),
    _id("team"),
    _id("person"),
    Column("text", Text, nullable=False),
    Column("kind", String(64), nullable=False),
    Column("outcome", String(64), nullable=False),
    Column("answer", Text, nullable=False),
    Column("asked_at", Float(53), nullable=False),
    Index("questions_by_person", "team", "person"),
    Index("questions_by_age", "asked_at"),
)

feedback = Table(
    "feedback",
    metadata,
    _id("question", primary_key=True),
    _id("person", primary_key=True),
    _id("team"),
    Column("verdict", String(8), nullable=False),
    Column("reason", Text, nullable=False),
    Column("given_at", Float(53), nullable=False),
    Index("feedback_by_person", "team", "person"),
)

installations = Table(
    "installations",
    metadata,
    _id("enterprise", primary_key=True),
    _id("team", primary_key=True),
    Column("data", Text, nullable=False),
    Column("installed_at", Float(53), nullable=False),
)

oauth_states = Table(
    "oauth_states",
    metadata,
    _id("state", primary_key=True),
    Column("expires_at", Float(53), nullable=False),
)

keys = Table(
    "keys",
    metadata,
    _id("team", primary_key=True),
    Column("secret", String(64), nullable=False),
)

OF_A_TEAM = (claims, askers, threads, profiles, questions, feedback, keys)
"""Every table that holds something of people of a workspace: all of it goes when the app is uninstalled."""
