"""The reference of fields and columns for editors, made from the schema, so that what is documented is what is read.

It stands between marks in docs/writing-guides.md and knowledge/README.md: ``career-advisor knowledge reference`` writes it anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from retrieval.guide import Guide
from retrieval.vocabulary import CLASSES, Column, Entry, Vocabulary, read_vocabulary

_MARKED = re.compile(r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)

FIELDS = {
    "title": "The guide's title. It stands in every citation, so each guide needs one of its own.",
    "publisher": "Who says it, in a word or two: it stands before each quote.",
    "covers": "What the guide is about, in a line.",
    "reviewed": "When somebody last read it through, as `2026-11-22`. After a year, `knowledge check` warns.",
    "url": "Where the original stands.",
    "place": "Where its figures are from, as the vocabulary's places name it (`United Kingdom`). Leave it out where they are from several.",
    "currency": "The currency of its figures (`GBP`).",
}
"""What each field of a guide's front matter is for."""

MEASURES = {
    "subject": "whom or what the row is about",
    "pay": "an amount of money",
    "years": "years",
    "count": "a number of something",
    "share": "a share, such as a percentage",
    "duration": "a length of time",
    "cost": "a price",
    "text": "words: shown, but no figure",
}
"""What each measure of a column means."""

ENTRY_FIELDS = {
    "id": "A short name of its own, in small letters. Never change it: other entries name it.",
    "name": "What people are shown.",
    "description": "For editors.",
    "aliases": "Other ways in which people write it; capitals and a plural -s don't matter.",
    "cased": "Ways that count only with exactly these capitals (`Go`, `EM`).",
    "track": "The ladder that the level belongs to.",
    "rank": "Its place in its track, the lowest first.",
    "next": "The id of the level that people mean by “the next level”.",
    "titles": "Job titles without a level in them that mean this level where they stand alone.",
    "broader": "Ids of the skills of which this one is a case.",
    "in": "The id of the place that holds it.",
    "currency": "The id of a country's currency.",
    "symbols": "Signs that stand before a figure.",
    "units": "Words behind a figure that multiply it, each with by how much: `lakh: 100000`.",
    "headings": "Words in a section's heading that say it is about this topic.",
    "asked": "How people say it, one a line.",
    "measure": "The kind of figure: see the columns above.",
    "basis": "Short words that stand before the figure in an answer (`base`).",
    "sure": "`true` where `needs` alone settle it, however near a section is.",
    "broad": "`true` where the words of a question as a whole tell that it is of this kind; `needs` are not asked then.",
    "elsewhere": "`true` for a profession of another field than the guides'; all such stand for each other in what people ask.",
    "needs": "Groups of words or names: a question must hold one of each.",
    "unless": "Words or names with which it is another question.",
    "reason": "What the person is told.",
    "nearest": "A question that the guides can answer instead.",
    "after": "Kinds of answer and ids of topics under which they are offered.",
    "questions": "Questions to go on with. `{level}`, `{next}`: the answer's level, the one above. After a question back: `{place}`, `{question}`.",
    "reply": "What the advisor says. `{guides}` stands for the list of guides.",
    "text": "The sentence. Words in braces are filled in.",
}
"""What each field of a vocabulary's entry is for."""


def front_matter(_: Vocabulary) -> str:
    """The fields of a guide's front matter."""
    fields = {name: info for name, info in Guide.model_fields.items() if name not in ("id", "file")}
    rows = [f"| `{name}` | {'yes' if info.is_required() else ''} | {FIELDS[name]} |" for name, info in fields.items()]
    return "\n".join(("| Field | Needed | What it is for |", "|---|---|---|", *rows))


def columns(vocabulary: Vocabulary) -> str:
    """The columns that tables may have, by what they measure."""
    rows = []
    for measure, meaning in MEASURES.items():
        known = [column for column in vocabulary.all(Column) if column.measure == measure]
        rows += [f"| **{measure}**: {meaning} | {_cell(column.name)} | {_cell(', '.join(column.aliases))} | {_cell(column.basis)} |" for column in known]
    return "\n".join(("| Measures | Column | Also written | Shown before the figure as |", "|---|---|---|---|", *rows))


def vocabulary_files(_: Vocabulary) -> str:
    """Each file of the vocabulary, what its entries are, and their fields."""
    parts = []
    for cls in CLASSES:
        doc = " ".join((cls.__doc__ or "").split()).replace("``", "`")
        rows = [f"| `{name}` | {'yes' if needed else ''} | {ENTRY_FIELDS[name]} |" for name, needed in _fields(cls)]
        parts.append("\n".join((f"#### `{cls.FILE}`", "", doc, "", "| Field | Needed | What it is for |", "|---|---|---|", *rows)))
    return "\n\n".join(parts)


PARTS: dict[str, Callable[[Vocabulary], str]] = {"front-matter": front_matter, "columns": columns, "vocabulary": vocabulary_files}


def current(page: str, vocabulary: Vocabulary) -> str:
    """A page with every generated part as it should be today. Raises ``KeyError`` for a part that does not exist."""
    return _MARKED.sub(lambda mark: f"{mark.group(1)}\n{PARTS[mark.group(2)](vocabulary)}\n\n{mark.group(3)}", page)


def renew(path: Path, folder: Path) -> bool:
    """Writes a page anew from the schema and the folder's vocabulary; whether it changed."""
    before = path.read_text(encoding="utf-8")
    vocabulary, _ = read_vocabulary(folder / "vocabulary")
    now = current(before, vocabulary)
    if now != before:
        path.write_text(now, encoding="utf-8", newline="\n")
    return now != before


def _fields(cls: type[Entry]) -> list[tuple[str, bool]]:
    return [(info.alias or name, info.is_required()) for name, info in cls.model_fields.items()]


def _cell(text: str) -> str:
    return text.replace("|", "\\|") or " "
