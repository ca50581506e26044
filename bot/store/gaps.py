"""What people asked and did not get, of all workspaces, for those who write the guides: words and verdicts, never who."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict
from sqlalchemy import and_, or_, select
from sqlalchemy.engine import make_url

from bot.answer import Answer
from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.tables import feedback, questions


class Gap(BaseModel):
    """A question that was not answered, or whose answer somebody voted down; ``reason`` is theirs. ``asker`` only tells people apart."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    answer: Answer
    asked_at: float
    asker: str
    down: bool = False
    reason: str = ""


def read_gaps(url: str, since: float = 0.0) -> tuple[Gap, ...]:
    """The gaps since a time, the earliest first. Raises ``StoreError`` where the database can't be read; makes none."""
    database = Database(_existing(url))
    try:
        down = and_(feedback.c.question == questions.c.id, feedback.c.verdict == "down")
        wanted = select(questions, feedback.c.verdict, feedback.c.reason).outerjoin(feedback, down)
        wanted = wanted.where(questions.c.asked_at >= since, or_(questions.c.outcome == "abstained", feedback.c.verdict == "down"))
        with database.read() as connection:
            rows = connection.execute(wanted.order_by(questions.c.asked_at, questions.c.id)).all()
    finally:
        database.close()
    gaps: dict[str, Gap] = {}
    for row in rows:
        answer = Answer.model_validate_json(row.answer)
        gap = Gap(text=row.text, answer=answer, asked_at=row.asked_at, asker=f"{row.team} {row.person}", down=row.verdict is not None, reason=row.reason or "")
        gaps[row.id] = gap if row.id not in gaps else gaps[row.id].model_copy(update={"reason": gaps[row.id].reason or gap.reason})
    return tuple(gaps.values())


def _existing(url: str) -> str:
    """The URL, if the file that it names is there: reading must not make an empty database."""
    if url.startswith("sqlite"):
        path = make_url(url).database
        if not path or not Path(path).is_file():
            raise StoreError(f"There is no database {path or url} yet: the Slack app makes it. Name another one with --database or DATABASE_URL.")
    return url
