"""Who answers which message: claims that only one process can hold, and that survive the process.

A claim is taken before Slack is told that the event arrived, so no event is lost; it holds the job until the answer is ready, then
the answer until it is posted (docs/decisions/0021). A process renews its leases; where it dies, another takes its claims over.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, select, update

from bot.store.database import Database
from bot.store.errors import ClaimLostError
from bot.store.records import Claim, ClaimKey
from bot.store.tables import claims


class Claims:
    """Claims on messages of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, key: ClaimKey, event_id: str | None, holder: str, job: str, now: float, lease: float) -> bool:
        """Whether this call, and no other ever, got the message. Atomic across processes."""
        row = {**key._asdict(), "event_id": event_id, "state": "taken", "holder": holder, "lease_until": now + lease, "job": job, "taken_at": now}
        with self._database.write() as connection:
            statement = self._database.insert(claims).values(row).on_conflict_do_nothing().returning(claims.c.ts)
            return connection.execute(statement).first() is not None

    @staticmethod
    def stage(connection: Connection, key: ClaimKey, holder: str, message: str) -> None:
        """Puts the answer in the place of the job, in the caller's transaction. Raises ``ClaimLostError``."""
        mine = and_(_is(key), claims.c.holder == holder, claims.c.state == "taken")
        done = connection.execute(update(claims).where(mine).values(state="sending", job=None, message=message))
        if done.rowcount != 1:
            raise ClaimLostError

    def keep(self, key: ClaimKey, holder: str, message: str) -> None:
        """As ``stage``, in a transaction of its own. Raises ``ClaimLostError``."""
        with self._database.write() as connection:
            self.stage(connection, key, holder, message)

    def defer(self, key: ClaimKey, until: float, certain: bool) -> None:
        """Lets the claim go until then, for anyone to post its message; ``certain`` says that it has not been posted."""
        with self._database.write() as connection:
            state = "ready" if certain else "sending"
            connection.execute(update(claims).where(_is(key), claims.c.state == "sending").values(state=state, holder="", lease_until=until))

    def let_go(self, key: ClaimKey, until: float) -> None:
        """Lets an open claim go until then, for anyone to take over as it is."""
        with self._database.write() as connection:
            connection.execute(update(claims).where(_is(key), claims.c.state != "done").values(holder="", lease_until=until))

    def resume(self, key: ClaimKey, holder: str) -> bool:
        """Whether the message of a claim that was taken over is still to be posted, by this holder; it counts as being posted from now on."""
        mine = and_(_is(key), claims.c.holder == holder, claims.c.state.in_(("ready", "sending")))
        with self._database.write() as connection:
            return connection.execute(update(claims).where(mine).values(state="sending")).rowcount == 1

    def finish(self, key: ClaimKey) -> None:
        """The message has been dealt with: only the claim itself is kept, so that it is not answered again."""
        with self._database.write() as connection:
            connection.execute(update(claims).where(_is(key), claims.c.state != "done").values(state="done", job=None, message=None))

    def drop(self, key: ClaimKey) -> None:
        """As if the claim had never been taken: for what failed and may be tried again by whoever asked for it."""
        with self._database.write() as connection:
            connection.execute(delete(claims).where(_is(key)))

    def renew(self, holder: str, until: float) -> None:
        """Keeps all open claims of a living process."""
        with self._database.write() as connection:
            connection.execute(update(claims).where(claims.c.holder == holder, claims.c.state != "done").values(lease_until=until))

    def adopt(self, holder: str, now: float, lease: float, most: int = 50) -> list[Claim]:
        """Takes over claims whose process has stopped renewing them, never the holder's own. Each goes to one caller only."""
        with self._database.write() as connection:
            lapsed = and_(claims.c.state != "done", claims.c.lease_until < now, claims.c.holder != holder)
            rows = connection.execute(select(claims).where(lapsed).order_by(claims.c.taken_at).limit(most)).all()
            return [claim for row in rows if (claim := self._take_over(connection, row, holder, now + lease)) is not None]

    @staticmethod
    def _take_over(connection: Connection, row: Row[Any], holder: str, until: float) -> Claim | None:
        key = ClaimKey(row.team, row.channel, row.ts)
        same = and_(_is(key), claims.c.holder == row.holder, claims.c.lease_until == row.lease_until, claims.c.state == row.state)
        if connection.execute(update(claims).where(same).values(holder=holder, lease_until=until)).rowcount != 1:
            return None
        return Claim(key=key, state=row.state, holder=holder, lease_until=until, job=row.job, message=row.message, taken_at=row.taken_at)

    def release(self, holder: str, now: float) -> None:
        """A process that stops lets its open claims go at once, for others to take over."""
        self.renew(holder, now - 1)

    def open(self) -> int:
        """How many messages wait for their answer."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(claims).where(claims.c.state != "done")).scalar_one()


def _is(key: ClaimKey) -> ColumnElement[bool]:
    return and_(claims.c.team == key.team, claims.c.channel == key.channel, claims.c.ts == key.ts)
