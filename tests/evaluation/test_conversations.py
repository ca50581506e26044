from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from bot.evaluation.conversations import Dialogue, read_dialogues
from tests.retrieval.writing import TEXT, said

GOOD = """
- id: A-1
  kind: salary
  turns:
    - ask: how much
      facts:
        - ['145(,?000|k)', 'median']
        - ['range']
      guides: [ladder]
      any_guides: [newcv, himalayas]
      not: ['500k']
    - ask: what does netflix pay
      abstain: true
"""


def read(folder: Path, *texts: str) -> tuple[tuple[Dialogue, ...], str]:
    paths = [folder / f"{number}.yaml" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    dialogues, problems = read_dialogues(paths)
    return dialogues, said(problems).replace(f"{folder}/", "")


def test_a_dialogue_is_read_with_all_that_its_answers_must_hold(tmp_path: Path) -> None:
    dialogues, problems = read(tmp_path, GOOD)
    assert not problems
    assert [(dialogue.id, dialogue.kind, len(dialogue.turns)) for dialogue in dialogues] == [("A-1", "salary", 2)]
    first, second = dialogues[0].turns
    assert first.facts == (("145(,?000|k)", "median"), ("range",))
    assert (first.guides, first.any_guides, first.forbidden, first.abstain) == (("ladder",), ("newcv", "himalayas"), ("500k",), False)
    assert (second.facts, second.abstain) == ((), True)


def test_fields_without_a_value_are_empty(tmp_path: Path) -> None:
    dialogues, problems = read(tmp_path, "- id: a\n  kind: k\n  turns:\n  - ask: ''\n    facts:\n    guides:\n    any_guides:\n    not:\n")
    assert not problems
    assert (dialogues[0].turns[0].facts, dialogues[0].turns[0].forbidden) == ((), ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1: The file holds no conversation."),
        ("id: a", "1: The file is not a list."),
        ("- id: a\n  kind: k\n", "1: 'turns' is missing. Add a line 'turns: …'."),
        ("- id: a\n  kind: k\n  turns: []\n", "3: 'turns' is not valid"),
        ("- id: a\n  kind: k\n  turns:\n  - facts: [['x']]\n", "4: 'ask' is missing."),
        ("- id: 7\n  kind: k\n  turns:\n  - ask: x\n", "1: 'id' is not text. Put quotes around the value."),
        ("- id: a\n  kind: k\n  turns:\n  - ask: yes\n", "4: 'ask' is not text."),
        ("- id: a\n  kind: k\n  turn:\n  - ask: x\n", "3: The field 'turn' is unknown. Did you mean 'turns'? Fields: id, kind, turns."),
        ("- id: a\n  kind: k\n  turns:\n  - ask: x\n    fact: [['y']]\n", "5: The field 'fact' is unknown. Did you mean 'facts'?"),
        ("- id: a\n  kind: k\n  turns:\n  - ask: x\n    forbidden: ['y']\n", "5: The field 'forbidden' is unknown."),
        ("- id: a\n  kind: k\n  turns:\n  - ask: x\n    facts:\n    - ['y']\n    - ['(z']\n", "7: 'facts' is not valid ('(z' is no regular expression"),
        ("- id: a\n  kind: k\n  turns:\n  - ask: x\n    facts:\n    - []\n", "6: 'facts' is not valid"),
        ("- id: a\n  kind: k\n  turns:\n  - ask: x\n    facts:\n    - y\n", "6: 'facts' is not valid"),
        ("- id: a\n  kind: k\n  turns:\n  - ask: x\n    facts:\n    - [401]\n", "6: 'facts' is not text."),
        ("- id: a\n  kind: k\n  turns:\n  - ask: x\n    not: ['[']\n", "5: 'not' is not valid"),
        ("- id: a\n  kind: k\n  turns:\n  - ask: x\n    abstain: maybe\n", "5: 'abstain' is not valid"),
        ("- id: a\n  kind: k\n  turns:\n  - ask: x\n    guides: ladder\n", "5: 'guides' is not valid"),
        ("- id: a\n  kind: k\n  kind: l\n  turns:\n  - ask: x\n", "3: The field 'kind' already stands in line 2."),
    ],
)
def test_a_slip_is_said_with_file_and_line_and_what_to_do(tmp_path: Path, text: str, problem: str) -> None:
    assert f"0.yaml:{problem}" in read(tmp_path, text)[1]


def test_all_problems_of_all_files_are_said_at_once(tmp_path: Path) -> None:
    dialogues, problems = read(tmp_path, GOOD + "- id: A-1\n  kind: k\n  turns: [{ask: x}]\n", "- id: b\n- words\n", GOOD)
    assert problems.splitlines() == [
        "0.yaml:14: The id 'A-1' already stands at 0.yaml:2. Give each conversation an id of its own.",
        "1.yaml:2: This entry has no fields. Write '- id: …' and its other fields under it.",
        "1.yaml:1: 'kind' is missing. Add a line 'kind: …'.",
        "1.yaml:1: 'turns' is missing. Add a line 'turns: …'.",
        "2.yaml:2: The id 'A-1' already stands at 0.yaml:2. Give each conversation an id of its own.",
    ]
    assert len(dialogues) == 3


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "The file can't be read (No such file or directory)." in said(read_dialogues([tmp_path / "none.yaml"])[1])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT)
def test_any_text_is_read_or_said_to_be_wrong(tmp_path: Path, text: str) -> None:
    dialogues, problems = read(tmp_path, text)
    assert dialogues or problems
