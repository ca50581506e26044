"""What is kept of people: profiles, questions and feedback, under a keyed hash of their user id, to be shown and forgotten."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, delete, exists, func, insert, select

from bot.answer import Answer
from bot.question import Profile
from bot.store.database import Database
from bot.store.records import Feedback, Question
from bot.store.tables import askers, feedback, keys, profiles, questions, threads


class People:
    """People of all workspaces in one database. ``person`` is what ``person()`` gives, never a Slack user id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def person(self, team: str, user: str) -> str:
        """The name under which the store knows a user: a hash with the workspace's own key, which goes when the app is uninstalled."""
        with self._database.read() as connection:
            secret = connection.execute(select(keys.c.secret).where(keys.c.team == team)).scalar_one_or_none()
        if secret is None:
            with self._database.write() as connection:
                connection.execute(self._database.insert(keys).values(team=team, secret=secrets.token_hex(32)).on_conflict_do_nothing())
                secret = connection.execute(select(keys.c.secret).where(keys.c.team == team)).scalar_one()
        return hmac.new(bytes.fromhex(secret), user.encode(), hashlib.sha256).hexdigest()

    def profile(self, team: str, person: str) -> Profile:
        """What the person has filled in about themself, empty where nothing."""
        with self._database.read() as connection:
            text = connection.execute(select(profiles.c.profile).where(profiles.c.team == team, profiles.c.person == person)).scalar_one_or_none()
        return Profile.model_validate_json(text) if text else Profile()

    def save_profile(self, team: str, person: str, profile: Profile, now: float) -> None:
        """Keeps a profile until it is forgotten; an empty one is deleted."""
        values = {"profile": profile.model_dump_json(), "updated_at": now}
        with self._database.write() as connection:
            if profile.empty:
                connection.execute(delete(profiles).where(profiles.c.team == team, profiles.c.person == person))
            else:
                statement = self._database.insert(profiles).values(team=team, person=person, **values)
                connection.execute(statement.on_conflict_do_update(index_elements=["team", "person"], set_=values))

    def add_question(self, question: Question) -> None:
        with self._database.write() as connection:
            insert_question(connection, question)

    def question(self, ident: str, team: str) -> Question | None:
        """What was asked and answered, or ``None`` where it is no longer kept or belongs to another workspace."""
        with self._database.read() as connection:
            row = connection.execute(select(questions).where(questions.c.id == ident, questions.c.team == team)).one_or_none()
        return _question(row) if row else None

    def questions(self, team: str, person: str) -> list[Question]:
        """What the person has asked and is still kept, the latest first."""
        with self._database.read() as connection:
            mine = select(questions).where(questions.c.team == team, questions.c.person == person)
            rows = connection.execute(mine.order_by(questions.c.asked_at.desc())).all()
        return [_question(row) for row in rows]

    def add_feedback(self, given: Feedback) -> None:
        """Keeps a verdict; a later one of the same person on the same answer takes its place."""
        row = given.model_dump()
        changed = {name: row[name] for name in ("verdict", "reason", "given_at")}
        with self._database.write() as connection:
            connection.execute(self._database.insert(feedback).values(row).on_conflict_do_update(index_elements=["question", "person"], set_=changed))

    def feedback(self, team: str, person: str) -> list[Feedback]:
        with self._database.read() as connection:
            rows = connection.execute(select(feedback).where(feedback.c.team == team, feedback.c.person == person).order_by(feedback.c.given_at.desc())).all()
        return [Feedback.model_validate(row._asdict()) for row in rows]

    def thread_count(self, team: str, person: str) -> int:
        """In how many kept conversations the person has asked."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(askers).where(askers.c.team == team, askers.c.person == person)).scalar_one()

    def forget(self, team: str, person: str) -> None:
        """Deletes all that is kept of a person, with every conversation in which they asked: it holds their words."""
        mine = and_(askers.c.team == threads.c.team, askers.c.channel == threads.c.channel, askers.c.thread == threads.c.thread)
        with self._database.write() as connection:
            connection.execute(delete(threads).where(exists().where(mine, askers.c.team == team, askers.c.person == person)))
            connection.execute(delete(askers).where(~exists().where(mine)))
            for table in (profiles, questions, feedback):
                connection.execute(_of(table, team, person))


def _of(table: Table, team: str, person: str) -> Any:
    return delete(table).where(table.c.team == team, table.c.person == person)


def insert_question(connection: Connection, question: Question) -> None:
    row = question.model_dump(exclude={"answer"})
    connection.execute(insert(questions).values(**row, kind=question.answer.kind, outcome=question.answer.outcome, answer=question.answer.model_dump_json()))


def _question(row: Row[Any]) -> Question:
    return Question(id=row.id, team=row.team, person=row.person, text=row.text, answer=Answer.model_validate_json(row.answer), asked_at=row.asked_at)
