"""An answer: what a person gets to read, each claim with the citation that a reader can check.

Two rules live in the types. A point cannot be built without a citation, and a citation cannot be built unless its quote's words
stand in the passage. Answers carry roles (lead, point), never Slack or terminal markup.
"""

from __future__ import annotations

from collections.abc import Iterable
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


class Cell(_Value):
    """What the guides say in a table's row of the thing that ``column`` names; a cell without citations says that they say nothing."""

    column: str
    text: str = Field(min_length=1)
    citations: tuple[Citation, ...] = ()


class Point(_Value):
    """One line of an answer: a claim in the guides' words, and at least one citation for it.

    A point with ``cells`` is a row of a table, ``heading`` is what the row is about, and ``text`` says the whole row in one line.
    """

    text: str = Field(min_length=1)
    citations: tuple[Citation, ...] = Field(min_length=1)
    figure: Figure | None = None
    heading: str = ""
    cells: tuple[Cell, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """What the row's cells are about, in their order: rows of one table have the same columns."""
        return tuple(cell.column for cell in self.cells)

    @model_validator(mode="after")
    def _cells_are_cited(self) -> Self:
        if not {citation for cell in self.cells for citation in cell.citations} <= set(self.citations):
            raise ValueError("a row's citations are those of its cells")
        return self


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


def row(heading: str, cells: tuple[Cell, ...]) -> Point:
    """A point that is a row of a table. Raises ``ValueError`` where no cell has a citation."""
    citations = tuple(dict.fromkeys(citation for cell in cells for citation in cell.citations))
    cells = tuple(cell.model_copy(update={"text": cell.text.rstrip(".;")}) for cell in cells)
    return Point(text=_in_line(heading, ((cell.column, cell.text) for cell in cells)), citations=citations, heading=heading, cells=cells)


def marks(answer: Answer, citations: Iterable[Citation]) -> str:
    """The numbers of citations in an answer, as they stand behind a claim: ``[1][3]``."""
    numbers = {citation: number for number, citation in enumerate(answer.citations, start=1)}
    return "".join(f"[{number}]" for number in sorted({numbers[citation] for citation in citations}))


def cited(answer: Answer, point: Point) -> str:
    """A point in one line with its ``[n]``: behind the claim, in a row of a table behind each cell."""
    if not point.cells:
        return f"{point.text} {marks(answer, point.citations)}"
    return _in_line(point.heading, ((cell.column, f"{cell.text} {marks(answer, cell.citations)}".rstrip()) for cell in point.cells))


def _in_line(heading: str, cells: Iterable[tuple[str, str]]) -> str:
    return ". ".join((heading, *(f"{column}: {text}" for column, text in cells)))


def plain(answer: Answer) -> str:
    """The answer as plain text: the lead, a line for each point with its ``[n]``, the note."""
    lines = [answer.lead] if answer.lead else []
    bullet = "- " if len(answer.points) > 1 or answer.lead else ""
    lines += [bullet + cited(answer, point) for point in answer.points]
    if answer.note:
        lines.append(answer.note)
    return "\n".join(lines)
