"""The first schema: claims, threads, profiles, questions, feedback, installations and the keys of user ids."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.String(255)
TIME = sa.Float(53)


def upgrade() -> None:
    _work()
    _people()
    _workspaces()


def _work() -> None:
    op.create_table(
        "claims",
        sa.Column("team", ID, primary_key=True),
        sa.Column("channel", ID, primary_key=True),
        sa.Column("ts", ID, primary_key=True),
        sa.Column("event_id", ID, unique=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("holder", ID, nullable=False),
        sa.Column("lease_until", TIME, nullable=False),
        sa.Column("job", sa.Text),
        sa.Column("message", sa.Text),
        sa.Column("taken_at", TIME, nullable=False),
    )
    op.create_index("claims_by_state", "claims", ["state", "lease_until"])
    op.create_index("claims_by_age", "claims", ["taken_at"])
    op.create_table(
        "threads",
        sa.Column("team", ID, primary_key=True),
        sa.Column("channel", ID, primary_key=True),
        sa.Column("thread", ID, primary_key=True),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
    )
    op.create_index("threads_by_age", "threads", ["updated_at"])


def _people() -> None:
    op.create_table(
        "askers",
        sa.Column("team", ID, primary_key=True),
        sa.Column("channel", ID, primary_key=True),
        sa.Column("thread", ID, primary_key=True),
        sa.Column("person", ID, primary_key=True),
        sa.Column("profile", sa.Text, nullable=False),
    )
    op.create_index("askers_by_person", "askers", ["team", "person"])
    op.create_table(
        "profiles",
        sa.Column("team", ID, primary_key=True),
        sa.Column("person", ID, primary_key=True),
        sa.Column("profile", sa.Text, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
    )
    op.create_table(
        "questions",
        sa.Column("id", ID, primary_key=True),
        sa.Column("team", ID, nullable=False),
        sa.Column("person", ID, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("outcome", sa.String(64), nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
    )
    op.create_index("questions_by_person", "questions", ["team", "person"])
    op.create_index("questions_by_age", "questions", ["asked_at"])
    op.create_table(
        "feedback",
        sa.Column("question", ID, primary_key=True),
        sa.Column("person", ID, primary_key=True),
        sa.Column("team", ID, nullable=False),
        sa.Column("verdict", sa.String(8), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("given_at", TIME, nullable=False),
    )
    op.create_index("feedback_by_person", "feedback", ["team", "person"])


def _workspaces() -> None:
    op.create_table(
        "installations",
        sa.Column("enterprise", ID, primary_key=True),
        sa.Column("team", ID, primary_key=True),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("installed_at", TIME, nullable=False),
    )
    op.create_table("oauth_states", sa.Column("state", ID, primary_key=True), sa.Column("expires_at", TIME, nullable=False))
    op.create_table("keys", sa.Column("team", ID, primary_key=True), sa.Column("secret", sa.String(64), nullable=False))


def downgrade() -> None:
    for table in ("keys", "oauth_states", "installations", "feedback", "questions", "profiles", "askers", "threads", "claims"):
        op.drop_table(table)
