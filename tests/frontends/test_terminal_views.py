"""How blocks look: on wide and narrow screens, without colour, in ASCII, and never steered by what they hold."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from bot.advisor import Advisor
from bot.answer import Answer, Figure
from bot.frontends.terminal import views
from bot.frontends.terminal.blocks import Bar, Bars, Block, Grid, Item, Line, Prose, as_text
from bot.frontends.terminal.painting import NARROW, Terminal
from bot.frontends.terminal.talk import COMMANDS, Talk
from bot.frontends.terminal.text import clipped, printable
from bot.settings import is_plain
from retrieval.library import load
from tests.editing.folders import ROOT
from tests.frontends.terminal import advisor

BLOCKS: list[Block] = [
    Line("A title", "title"),
    Prose("**Bold** and `code`:\n\n- one\n- two"),
    Item("[1]", "a source whose text is long enough to need a second line on a screen that is narrow"),
    Grid(("Level", "Base salary (USD a year)"), (("Junior", "$70k–$100k"), ("Senior", "$130k–$180k"))),
    Bars("USD a year", (Bar("Junior", 70_000, 100_000, "70,000–100,000"), Bar("Top", 200_000, 200_000, "200,000+", True)), 200_000),
]


def painted(blocks: list[Block], width: int = 80, encoding: str = "utf-8", colour: bool = False) -> str:
    raw = io.BytesIO()
    console = Console(
        file=io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="\n"),
        width=width,
        force_terminal=True,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    Terminal(console).show(blocks)
    console.file.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("width", [20, 32, 49, 50, 80, 100])
def test_no_line_is_wider_than_the_screen_and_no_figure_is_lost(width: int) -> None:
    shown = painted(BLOCKS, width)
    assert max(len(line) for line in shown.splitlines()) <= width
    for figure in ("$70k–$100k", "$130k–$180k"):
        assert figure in shown.replace("\n", "")


def test_a_very_wide_screen_gets_lines_that_can_still_be_read() -> None:
    assert max(len(line) for line in painted([Line("word " * 200)], 400).splitlines()) <= 100


def test_a_narrow_screen_gets_a_list_instead_of_a_table_and_no_bars() -> None:
    narrow, wide = painted(BLOCKS, NARROW - 1), painted(BLOCKS, NARROW + 30)
    assert "Base salary (USD a year): $70k–$100k" in narrow
    assert "█" in wide
    assert "█" not in narrow


def test_bars_stand_on_one_scale_that_begins_at_nought() -> None:
    lines = [line for line in painted(BLOCKS, 80).splitlines() if "░" in line]
    junior, top = lines
    assert junior.index("█") > junior.index("░")
    assert 0.3 < junior.count("█") / 0.15 / (junior.count("█") + junior.count("░")) < 1.7
    assert "▶" in top


def test_an_encoding_of_ascii_gets_ascii_bars_and_rules() -> None:
    shown = painted(BLOCKS, 80, "ascii")
    assert "####" in shown
    assert "|" in shown or "-" in shown


def test_markdown_in_a_reply_is_rendered_and_other_text_is_left_alone() -> None:
    assert "**" not in painted([Prose("**Bold** word")])
    assert "\x1b[1m" in painted([Prose("**Bold** word")], colour=True)
    assert "C# and *args [1] <b>" in painted([Line("C# and *args [1] <b>")])
    assert ":smile: [red]x[/red]" in painted([Item("-", ":smile: [red]x[/red]")])


def test_figures_of_rows_whose_currencies_may_differ_are_not_drawn_to_one_scale() -> None:
    figures = [Figure(label="A", low=8, high=30, unit="Local currency a year"), Figure(label="B", low=90_000, high=150_000, unit="Local currency a year")]
    assert views.bars(figures) == []


def test_figures_of_one_currency_share_a_scale_and_say_what_each_is() -> None:
    figures = [
        Figure(label="A", low=100, high=200, unit="Base salary (USD a year)"),
        Figure(label="B", low=150, high=150, unit="US median (USD a year)"),
        Figure(label="C", low=90, high=95, unit="EUR a year"),
    ]
    first, second = views.bars(figures)
    assert isinstance(first, Bars)
    assert isinstance(second, Bars)
    assert (first.title, [bar.label for bar in first.bars]) == ("USD a year", ["A, base salary", "B, US median"])
    assert second.title == "EUR a year"


def test_a_salary_answer_of_the_real_guides_has_bars_sources_and_quotes() -> None:
    said, _ = advisor().reply("what does a senior backend developer earn?")
    blocks = views.answer(said, advisor().library)
    assert any(isinstance(block, Bars) for block in blocks)
    shown = painted(blocks, 100)
    assert "Sources" in shown
    assert "“" in shown
    assert ".md:" in shown


def test_every_passage_of_the_guides_can_be_shown_whole() -> None:
    library = advisor().library
    for passage in library.passages:
        text = as_text(views.passage(passage, library))
        assert all(statement.text in text for statement in passage.statements), passage.id


def test_the_help_s_examples_come_from_the_folder_and_are_answered() -> None:
    library = Advisor(load(ROOT / "tests" / "sample"))
    _, _, examples = as_text(Talk(library).hear("/help")).partition("For example:")
    questions = re.findall(r"^- (.+)$", examples, re.MULTILINE)
    assert len(questions) == 3
    assert all(library.reply(question)[0].outcome == "answered" for question in questions)


def test_every_slash_command_stands_in_the_help() -> None:
    text = as_text(Talk(advisor()).hear("/help"))
    assert all(f"/{name}" in text for name in COMMANDS)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_nothing_that_is_shown_steers_the_terminal(text: str) -> None:
    for shown in (painted([Line(text), Prose(text), Item("-", text), Grid((text,), ((text,),))]), as_text([Line(text), Item("-", text)])):
        assert "\x1b" not in shown
        assert not [character for character in shown if ord(character) < 32 and character != "\n"]


@settings(deadline=None)
@given(st.text(), st.integers(8, 200))
def test_a_clipped_text_is_never_longer_than_asked(text: str, length: int) -> None:
    assert len(clipped(text, length)) <= length
    assert "\n" not in clipped(text, length)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_anything_typed_into_the_chat_gets_something_to_read(text: str) -> None:
    talk = Talk(advisor())
    blocks = talk.hear(text)
    assert talk.over or as_text(blocks).strip()
    printable(text).encode("utf-8")


def test_an_abstention_is_shown_with_its_suggestions() -> None:
    said = Answer(outcome="abstained", kind="limit", lead="The guides don't say.", follow_ups=("What do they say?",))
    assert as_text(views.answer(said, advisor().library)) == "The guides don't say.\n\nAsk next\n1 What do they say?"


@pytest.mark.parametrize(("value", "plain"), [("1", True), ("", False), (None, False)])
def test_no_color_counts_when_set_to_anything(value: str | None, plain: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if value is not None:
        monkeypatch.setenv("NO_COLOR", value)
    assert is_plain() is plain
