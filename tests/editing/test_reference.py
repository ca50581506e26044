"""What the editors' pages say of fields, columns, commands and the CI template is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
import yaml

from bot.__main__ import KNOWLEDGE_COMMANDS, cli
from bot.editing.reference import ENTRY_FIELDS, FIELDS, MEASURES, current
from retrieval.guide import Guide, read_guide
from retrieval.vocabulary import CLASSES, Column, read_vocabulary
from tests.editing.folders import ROOT

PAGES = (ROOT / "docs" / "writing-guides.md", ROOT / "knowledge" / "README.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_reference_of_fields_and_columns_is_current(page: Path) -> None:
    vocabulary, _ = read_vocabulary(ROOT / "knowledge" / "vocabulary")
    text = page.read_text(encoding="utf-8")
    assert current(text, vocabulary) == text, "run: career-advisor knowledge reference docs/writing-guides.md knowledge/README.md"


def test_each_field_and_measure_is_described_and_none_that_does_not_exist() -> None:
    assert set(FIELDS) == set(Guide.model_fields) - {"id", "file"}
    assert set(ENTRY_FIELDS) == {info.alias or name for cls in CLASSES for name, info in cls.model_fields.items()}
    assert set(MEASURES) == set(Column.model_fields["measure"].annotation.__args__)  # type: ignore[union-attr]


def test_each_column_that_the_vocabulary_knows_is_listed() -> None:
    vocabulary, _ = read_vocabulary(ROOT / "knowledge" / "vocabulary")
    text = PAGES[0].read_text(encoding="utf-8")
    for column in vocabulary.all(Column):
        assert f" | {column.name} | " in text


def test_the_guide_that_editors_are_told_to_copy_is_one(tmp_path: Path) -> None:
    example = re.search(r"```markdown\n(---\n.*?)```", PAGES[1].read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    path = tmp_path / "our-ladder.md"
    path.write_text(example.group(1), encoding="utf-8")
    guide, passages, problems = read_guide(path, "guides/our-ladder.md")
    assert (problems, len(passages)) == ([], 1)
    assert guide is not None
    assert passages[0].asked


def commands_in(text: str) -> list[list[str]]:
    found = re.findall(r"career-advisor((?: --knowledge \S+)? knowledge [a-z]+[^`\n>|]*)", text)
    return [re.sub(r" --knowledge \S+", "", one).split()[1:] for one in found]


@pytest.mark.parametrize("page", [*PAGES, ROOT / ".github" / "workflows" / "knowledge.yml"], ids=lambda page: page.name)
def test_each_command_that_a_page_names_exists_with_its_options(page: Path) -> None:
    named = commands_in(page.read_text(encoding="utf-8"))
    assert named
    group = cli.get_command(click.Context(cli), "knowledge")
    assert isinstance(group, click.Group)
    for name, *words in named:
        command = group.get_command(click.Context(group), name)
        assert command is not None, name
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options, name


def test_each_command_for_editors_is_named_on_the_page_on_writing() -> None:
    text = PAGES[0].read_text(encoding="utf-8")
    for name in set(KNOWLEDGE_COMMANDS) - {"reference"}:
        assert f"career-advisor knowledge {name}" in text


def test_the_ci_template_is_off_until_it_is_switched_on_and_reads_only_the_change() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "knowledge.yml").read_text(encoding="utf-8"))
    assert workflow["jobs"]["review"]["if"] == "vars.KNOWLEDGE_REVIEW == 'on'"
    assert workflow[True] == {"pull_request": {"paths": ["knowledge/**"]}}
    assert workflow["permissions"] == {"contents": "read", "pull-requests": "write"}
    scripts = " ".join(step.get("run", "") for step in workflow["jobs"]["review"]["steps"])
    assert "${{" not in scripts, "what a pull request says must not become part of a script"
