"""An answer: what a person gets to read, each claim with the citation that a reader can check.

Two rules live in the types. A point cannot be built without a citation, and a citation cannot be built unless its quote's words
stand in the passage. Answers carry roles (lead, point), never Slack or terminal markup.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from retrieval.passage import Passage

Outcome = Literal["answered", "abstained", "asked", "courtesy"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(_Value):
    """Where a person can check a claim: guide, heading path, verbatim quote, passage id and line in the file."""

    guide: str
    title: str
    section: str
    quote: str = Field(min_length=1)
    passage: str
    line: int


class Figure(_Value):
    """The figures behind a point, for a chart: lowest and highest, and the unit ("USD a year")."""

    label: str
    low: float
    high: float
    unit: str
    open_ended: bool = False


class Point(_Value):
    """One line of an answer: a claim in the guides' words, and at least one citation for it."""

    text: str = Field(min_length=1)
    citations: tuple[Citation, ...] = Field(min_length=1)
    figure: Figure | None = None


class Answer(_Value):
    """A reply. ``lead`` introduces the points and claims nothing by itself; ``note`` says what was carried over or is unsure."""

    outcome: Outcome
    kind: str
    lead: str = ""
    points: tuple[Point, ...] = ()
    note: str = ""
    follow_ups: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _answers_have_points(self) -> Self:
        if self.outcome == "answered" and not self.points:
            raise ValueError("an answer needs at least one cited point; without evidence it is an abstention")
        return self

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations in the order of the points, each once: the first is number 1."""
        return tuple(dict.fromkeys(citation for point in self.points for citation in point.citations))

    @property
    def abstained(self) -> bool:
        return self.outcome == "abstained"


def cite(passage: Passage, title: str, quote: str, line: int) -> Citation:
    """A citation of ``quote`` in ``passage``. Raises ``ValueError`` where its words do not stand there."""
    if not passage.holds(quote):
        raise ValueError(f"the words of {quote[:80]!r} do not stand in {passage.id}")
    return Citation(guide=passage.guide, title=title, section=passage.section, quote=quote, passage=passage.id, line=line)


def plain(answer: Answer) -> str:
    """The answer as plain text: the lead, a line for each point with its ``[n]``, the note."""
    numbers = {citation: number for number, citation in enumerate(answer.citations, start=1)}
    lines = [answer.lead] if answer.lead else []
    bullet = "- " if len(answer.points) > 1 or answer.lead else ""
    for point in answer.points:
        marks = "".join(f"[{number}]" for number in sorted({numbers[citation] for citation in point.citations}))
        lines.append(f"{bullet}{point.text} {marks}")
    if answer.note:
        lines.append(answer.note)
    return "\n".join(lines)
