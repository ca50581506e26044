"""Sections that share a subject are found together, and by each other's ways of asking."""

from __future__ import annotations

from pathlib import Path

from bot.advisor import Advisor
from retrieval.library import Library, load
from retrieval.vocabulary import Subject

GUIDE = """---
title: {title}
publisher: {title}
reviewed: 2026-11-22
---

# {title}

### {heading}

{text}

{tags}<!-- asked
- {asked}
-->
"""


def write(folder: Path, name: str, **words: str) -> None:
    (folder / "guides" / f"{name}.md").write_text(GUIDE.format(title=name.title(), **words), encoding="utf-8")


def folder(base: Path, tags: str) -> Path:
    for part in ("guides", "vocabulary"):
        (base / part).mkdir(parents=True)
    subject = "- id: night-work\n  name: work at night\n  asked: [do i have to get up for the pager, will my sleep suffer]\n"
    (base / "vocabulary" / "subjects.yaml").write_text(subject, encoding="utf-8")
    write(base, "kiln", heading="Stand-by", text="Each potter watches the kiln one week in six.", tags=tags, asked="who watches the kiln")
    write(base, "wheel", heading="Clay", text="Clay arrives on Mondays from the quarry.", tags="", asked="when does clay arrive")
    return base


def found(library: Library) -> list[str]:
    answer, _ = Advisor(library).reply("will my sleep suffer")
    return [citation.passage for citation in answer.citations]


def test_a_way_of_asking_for_a_subject_finds_the_sections_that_are_tagged_with_it(tmp_path: Path) -> None:
    assert found(load(folder(tmp_path / "tagged", "<!-- subjects: night-work -->\n\n"))) == ["kiln#stand-by"]
    assert found(load(folder(tmp_path / "bare", ""))) == []


def test_every_tag_of_the_guides_names_a_subject_and_every_subject_has_two_sections_and_ways_of_asking(library: Library) -> None:
    sections = {subject.id: [passage.id for passage in library.passages if subject.id in passage.subjects] for subject in library.vocabulary.all(Subject)}
    assert {tag for passage in library.passages for tag in passage.subjects} == set(sections)
    assert [ident for ident, passages in sections.items() if len(passages) < 2] == []
    assert [subject.id for subject in library.vocabulary.all(Subject) if len(subject.asked) < 20] == []
