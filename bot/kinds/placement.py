"""Where the guides place a skill: at which level or in which years, must-have or nice-to-have."""

from __future__ import annotations

from bot.answer import Answer, Point, cite
from bot.case import Case, Draft, passages_of, publisher
from retrieval.passage import Passage, Statement
from retrieval.vocabulary import Skill

CLEAR = 0.3
"""The likeness to the topic from which on a question is one about a skill's place."""
PLACES = ("skills", "focus", "years")
"""Topics of the sections that place skills."""
LONGEST = 22
"""Words of a statement that is shown whole; of a longer one the guide's list is meant."""
MOST = 5


def answer(case: Case) -> Draft | None:
    """A line from each guide that places the skill which the question asks about; ``None`` where it asks about none."""
    if case.forced("placement") is False:
        return None
    skills = case.question.slots.skills[:2]
    clear = case.topic("placement") >= CLEAR and (case.question.cue("required") or case.question.cue("duration"))
    asks = case.forced("placement") or clear
    if not skills or not asks or case.question.slots.certifications:
        return None
    most = MOST if len(skills) == 1 else 3
    points = [point for skill in skills for point in _points(case, skill)[:most]]
    if not points:
        return None
    lead = case.say("placement-lead", subject=" and ".join(case.library.vocabulary.name("skill", skill) for skill in skills))
    return Draft(Answer(outcome="answered", kind="placement", lead=lead, points=tuple(points)), "placement", passages_of(case, points))


def _points(case: Case, skill: str) -> list[Point]:
    """One point a guide and section, those that name the skill itself before those that name what it is a case of."""
    wider = set(case.library.vocabulary.get(Skill, skill).broader)
    found: list[tuple[int, int, Passage, Statement]] = []
    for order, passage in enumerate(case.library.passages):
        if not set(PLACES) & set(passage.about.topics):
            continue
        for statement in passage.statements:
            ids = set(case.library.read(statement.text).ids("skill"))
            if skill in ids or (ids & wider and statement.kind == "item"):
                found.append((0 if skill in ids else 1, order, passage, statement))
                break
    taken: dict[str, int] = {}
    points: list[Point] = []
    lists = sorted(found, key=lambda row: (row[0], "skills" not in row[2].about.topics, row[1]))
    for most in (1, 2):
        for _, _, passage, statement in lists:
            point = _point(case, passage, statement)
            if taken.get(passage.guide, 0) < most and len(statement.text.split()) <= LONGEST and point not in points:
                taken[passage.guide] = taken.get(passage.guide, 0) + 1
                points.append(point)
    return points


def _point(case: Case, passage: Passage, statement: Statement) -> Point:
    title = case.library.guides[passage.guide].title
    return Point(
        text=f"{publisher(case, passage.guide)}, {passage.heading}: {statement.text}", citations=(cite(passage, title, statement.text, statement.line),)
    )
