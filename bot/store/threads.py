"""Conversations, so that a follow-up is understood after a restart and in whichever process it arrives."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, select, update

from bot.conversation import Conversation
from bot.question import Profile
from bot.store.claims import Claims
from bot.store.database import Database
from bot.store.errors import StaleThreadError
from bot.store.people import insert_question
from bot.store.records import ClaimKey, Question, Thread, ThreadKey
from bot.store.tables import askers, threads


class Threads:
    """Conversations of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, key: ThreadKey) -> Thread:
        """The conversation as stored, or an empty one."""
        with self._database.read() as connection:
            row = connection.execute(select(threads).where(_is(key))).one_or_none()
            if row is None:
                return Thread(key=key)
            people = connection.execute(select(askers.c.person, askers.c.profile).where(_asked_in(key))).all()
        return Thread(
            key=key, conversation=Conversation.model_validate_json(row.conversation), version=row.version,
            people={person: Profile.model_validate_json(profile) for person, profile in people},
        )  # fmt: skip

    def asked_in(self, key: ThreadKey, person: str) -> bool:
        """Whether the person has been answered in this thread: then a follow-up needs no mention."""
        with self._database.read() as connection:
            return bool(connection.execute(select(exists().where(_asked_in(key), askers.c.person == person))).scalar())

    def save(self, thread: Thread, now: float, question: Question | None = None, claim: ClaimKey | None = None, holder: str = "", message: str = "") -> None:
        """Stores the thread, what was asked and the answer to send, all or nothing.

        Raises ``StaleThreadError`` where the thread has changed since ``thread.version`` was read, ``ClaimLostError`` where another process
        has taken over the message.
        """
        with self._database.write() as connection:
            self._put(connection, thread, now)
            if question is not None:
                insert_question(connection, question)
            if claim is not None:
                Claims.stage(connection, claim, holder, message)

    def _put(self, connection: Connection, thread: Thread, now: float) -> None:
        values = {"conversation": thread.conversation.model_dump_json(), "version": thread.version + 1, "updated_at": now}
        if thread.version:
            statement = update(threads).where(_is(thread.key), threads.c.version == thread.version).values(values)
        else:
            statement = self._database.insert(threads).values({**thread.key._asdict(), **values}).on_conflict_do_nothing()
        if connection.execute(statement.returning(threads.c.version)).first() is None:
            raise StaleThreadError
        for person, profile in thread.people.items():
            row = {**thread.key._asdict(), "person": person, "profile": profile.model_dump_json()}
            statement = self._database.insert(askers).values(row)
            connection.execute(statement.on_conflict_do_update(index_elements=[*thread.key._fields, "person"], set_={"profile": row["profile"]}))

    def forget(self, key: ThreadKey) -> None:
        """Deletes one conversation."""
        with self._database.write() as connection:
            connection.execute(delete(askers).where(_asked_in(key)))
            connection.execute(delete(threads).where(_is(key)))


def _is(key: ThreadKey) -> ColumnElement[bool]:
    return and_(threads.c.team == key.team, threads.c.channel == key.channel, threads.c.thread == key.thread)


def _asked_in(key: ThreadKey) -> ColumnElement[bool]:
    return and_(askers.c.team == key.team, askers.c.channel == key.channel, askers.c.thread == key.thread)
