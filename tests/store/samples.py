"""Answers and conversations as the advisor makes them, small."""

from __future__ import annotations

from bot.answer import Answer, Citation, Point
from bot.conversation import Conversation, Turn
from bot.question import Profile
from bot.store import Question

CITATION = Citation(guide="ladder", title="Backend Career Ladder", section="Pay › Senior", quote="Seniors earn $120k.", passage="ladder#pay", line=12)
POINT = Point(text="Seniors earn $120k.", citations=(CITATION,))
ANSWER = Answer(outcome="answered", kind="pay", lead="Senior pay:", points=(POINT,), follow_ups=("What about staff?",))
TURN = Turn(text="what does a senior earn?", kind="pay", answer=ANSWER)
CONVERSATION = Conversation(turns=(TURN,), profile=Profile(level="mid", years=3.5, skills=("go", "redis")))


def question(ident: str = "q1", team: str = "T1", person: str = "p1", asked_at: float = 1000.0) -> Question:
    return Question(id=ident, team=team, person=person, text="what does a senior earn?", answer=ANSWER, asked_at=asked_at)
