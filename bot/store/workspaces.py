"""The workspaces that installed the app, the states of installations under way, and what is deleted when and why."""

from __future__ import annotations

import json

from sqlalchemy import Delete, and_, delete, exists, or_, select

from bot.store.database import Database
from bot.store.records import Installation
from bot.store.tables import OF_A_TEAM, askers, claims, feedback, installations, oauth_states, questions, threads

DAY = 86_400.0
CLAIM_DAYS = 7
"""How long a message counts as answered. Slack's last retry comes after some minutes; a stale one must not be answered days later."""


class Workspaces:
    """Installations and retention of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def install(self, installation: Installation) -> None:
        """Keeps an installation in the place of an earlier one of the same workspace."""
        row = {**installation.model_dump(), "data": json.dumps(installation.data)}
        changed = {"data": row["data"], "installed_at": row["installed_at"]}
        with self._database.write() as connection:
            connection.execute(self._database.insert(installations).values(row).on_conflict_do_update(index_elements=["enterprise", "team"], set_=changed))

    def installation(self, scope: str) -> Installation | None:
        """The latest installation in a workspace, or, with an enterprise's id, in all of that enterprise."""
        whole = and_(installations.c.enterprise == scope, installations.c.team == "")
        wanted = select(installations).where(or_(installations.c.team == scope, whole)).order_by(installations.c.installed_at.desc()).limit(1)
        if not scope:
            return None
        with self._database.read() as connection:
            row = connection.execute(wanted).one_or_none()
        return Installation(enterprise=row.enterprise, team=row.team, data=json.loads(row.data), installed_at=row.installed_at) if row else None

    def uninstall(self, scope: str) -> None:
        """Deletes the installation alone: of a workspace, or, with an enterprise's id, of all of that enterprise."""
        with self._database.write() as connection:
            connection.execute(_uninstall(scope))

    def purge(self, scope: str) -> None:
        """Deletes all that is kept of a workspace (or of an enterprise that has the app in all of it), the key of its user ids included."""
        with self._database.write() as connection:
            connection.execute(_uninstall(scope))
            for table in OF_A_TEAM:
                connection.execute(delete(table).where(table.c.team == scope))

    def issue_state(self, state: str, until: float) -> None:
        with self._database.write() as connection:
            connection.execute(self._database.insert(oauth_states).values(state=state, expires_at=until).on_conflict_do_nothing())

    def consume_state(self, state: str, now: float) -> bool:
        """Whether the state was issued, is still valid, and this is its first use."""
        with self._database.write() as connection:
            return connection.execute(delete(oauth_states).where(oauth_states.c.state == state, oauth_states.c.expires_at > now)).rowcount == 1

    def retain(self, now: float, days: float) -> dict[str, int]:
        """Deletes what is older than it may be; gives how many rows of which table went."""
        old = now - days * DAY
        orphan = ~exists().where(threads.c.team == askers.c.team, threads.c.channel == askers.c.channel, threads.c.thread == askers.c.thread)
        with self._database.write() as connection:
            gone = {
                "threads": connection.execute(delete(threads).where(threads.c.updated_at < old)).rowcount,
                "askers": connection.execute(delete(askers).where(orphan)).rowcount,
                "questions": connection.execute(delete(questions).where(questions.c.asked_at < old)).rowcount,
                "feedback": connection.execute(delete(feedback).where(feedback.c.given_at < old)).rowcount,
                "claims": connection.execute(delete(claims).where(claims.c.taken_at < now - CLAIM_DAYS * DAY)).rowcount,
                "oauth_states": connection.execute(delete(oauth_states).where(oauth_states.c.expires_at < now)).rowcount,
            }
        return gone


def _uninstall(scope: str) -> Delete:
    whole = and_(installations.c.enterprise == scope, installations.c.team == "")
    return delete(installations).where(or_(installations.c.team == scope, whole))
