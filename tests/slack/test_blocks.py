"""Answers to messages: exact payloads for each kind of answer, and rules that hold for any answer at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from slackblocks.blocks import DataVisualizationBlock
from slackblocks.objects import AxisConfig, BarChart, DataPoint, DataSeries

from bot.answer import Answer, Cell, Point, plain, row
from bot.frontends.slack import blocks, escape, fallback, limits
from bot.frontends.slack.blocks import Frame
from tests.slack import rules
from tests.slack.answers import ANSWERED, CHARTED, COMPARED, COURTESY, KINDS, TABLED, answers, citation, figure, texts

GOLDEN = Path(__file__).with_name("golden")
FRAME = Frame(question="q-1", receipt="answer C1 1.1")
frames = st.builds(
    Frame, question=st.just("0123456789abcdef"), receipt=st.sampled_from(["", "answer C1 1.1"]), shareable=st.sampled_from(["", "Share in this channel"]),
    heading=texts.map(lambda text: escape.shorten(text, 300, escape.mrkdwn)), style=st.sampled_from(["container", "context"]),
    stamps=st.just({}),
)  # fmt: skip


def shown(payload: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [part for part in rules.walk(payload) if part.get("type") == kind]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_answer_has_exactly_this_payload(kind: str) -> None:
    made = blocks.message(KINDS[kind], FRAME)
    path = GOLDEN / f"{kind}.json"
    expected = json.loads(path.read_text(encoding="utf-8"))
    assert json.loads(json.dumps(made._asdict())) == expected, f"If this change is meant, write it to {path.name}"


@settings(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
@given(answers, frames)
def test_any_answer_gives_a_message_that_slack_takes(answer: Answer, frame: Frame) -> None:
    made = blocks.message(answer, frame)
    assert rules.message_problems(made.text, made.blocks) == []
    assert limits.weight(made.blocks) <= limits.MESSAGE_SIZE
    assert rules.live(made.text, made.blocks) == []
    assert blocks.message(answer, frame) == made


@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(answers)
def test_the_text_holds_the_whole_answer_and_every_source_or_says_that_it_is_cut(answer: Answer) -> None:
    text = fallback.whole(answer)
    said = escape.fallback(plain(answer))
    assert said in text or "cut here" in text
    if "cut here" not in text:
        assert all(f"\n[{number}] " in text for number, _ in enumerate(answer.citations, start=1))
    if limits.size(said) < 2_500 and len(answer.citations) <= 3:
        assert "cut here" not in text


@given(texts, st.integers(1, 400))
@settings(max_examples=200, deadline=None)
@example("😀" * 300, 11)
@example("x" * 100_000, 280)
def test_shortened_text_fits_after_escaping(text: str, limit: int) -> None:
    for way in (escape.mrkdwn, escape.markdown, escape.fallback, escape.plain):
        assert limits.size(escape.shorten(text, limit, way)) <= limit


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("<@UBOT> what does a senior &amp; staff earn?", "what does a senior & staff earn?"),
        ("see <https://example.org/a|the guide> in <#C1|careers>", "see the guide in #careers"),
        ("&lt;!here&gt; is 3 &lt; 5", "<!here> is 3 < 5"),
        ("<!date^1392734382^{date}|Feb 18> <mailto:a@b.c|a@b.c>", "a@b.c"),
        (None, ""),
        ({"text": 1}, ""),
        ("<", "<"),
    ],
)
def test_what_people_type_is_read_as_words(typed: object, words: str) -> None:
    assert escape.read(typed) == words


def test_mentions_are_people_groups_and_everybody() -> None:
    assert escape.mentions("<@U1> <@U2|bob> <!here> <!subteam^S1|x> <#C1> <https://a|@U3> <!date^1^x|y>") == {"U1", "U2", "!here", "!subteam^S1"}
    assert escape.mentions(None) == frozenset()


def test_a_hundred_thousand_characters_are_read_in_no_time() -> None:
    assert len(escape.read("<" * 50_000 + "a" * 50_000)) <= limits.MOST_READ


def test_markup_of_guides_is_shown_and_not_run() -> None:
    assert escape.markdown("a [b](c) *d* snake_case_name `e` 1 < 2") == "a [b]\u200b(c) \\*d\\* snake_case_name \\`e\\` 1 &lt; 2"
    assert escape.mrkdwn("R&D <!here>") == "R&amp;D &lt;!here&gt;"
    assert escape.plain("<@U1> & co") == "‹@U1› & co"


def test_figures_of_one_unit_are_a_chart_that_the_oracle_takes() -> None:
    (chart,) = shown(blocks.message(CHARTED, FRAME).blocks, "data_visualization")
    series = [DataSeries(each["name"], [DataPoint(**point) for point in each["data"]]) for each in chart["chart"]["series"]]
    axis = AxisConfig(chart["chart"]["axis_config"]["categories"], y_label=chart["chart"]["axis_config"]["y_label"])
    oracle = DataVisualizationBlock(chart["title"], BarChart(series, axis))._resolve()
    assert {key: value for key, value in oracle.items() if key != "block_id"} == chart


def test_figures_of_different_units_are_a_table_of_four_columns() -> None:
    made = blocks.message(TABLED, FRAME)
    (table,) = shown(made.blocks, "table")
    assert [cell["text"] for cell in table["rows"][2]] == ["NewCV", "155,500", "155,500", "Median pay (USD) [2]"]
    assert shown(made.blocks, "data_visualization") == []


def test_rows_are_a_table_between_the_points_around_them() -> None:
    made = blocks.message(COMPARED, FRAME)
    before, table, after, *_ = made.blocks
    assert before["text"].endswith("- Mentors. [1]")
    assert [[cell["text"] for cell in row] for row in table["rows"]] == [
        [" ", "Senior", "Staff"],
        ["Pay", "base $120k–$160k [2]", "not stated in the guides"],
        ["What they do", "leads ‹projects› [3]", "sets direction [4]"],
    ]
    assert after["text"] == "- Both mentor. [1]"
    assert "Pay. Senior: base $120k–$160k [2]. Staff: not stated in the guides" in made.text


@pytest.mark.parametrize(("cell", "columns"), [("word " * 300, 2), ("word", 4)])
def test_rows_that_no_phone_can_show_as_a_table_are_lines(cell: str, columns: int) -> None:
    cells = tuple(Cell(column=f"C{at}", text=cell, citations=(citation(at),)) for at in range(1, columns + 1))
    made = blocks.message(COMPARED.model_copy(update={"points": (row("Pay", cells),)}), FRAME)
    assert not shown(made.blocks, "table")
    assert made.blocks[0]["text"].startswith("Senior and Staff, side by side:\n\n- Pay. C1: word")


def test_a_message_has_one_table_and_the_other_rows_as_lines() -> None:
    other = row("Visas", (Cell(column="Canada", text="Express Entry", citations=(citation(1),)), Cell(column="France", text="not stated in the guides")))
    made = blocks.message(COMPARED.model_copy(update={"points": (*COMPARED.points, other)}), FRAME)
    assert len(shown(made.blocks, "table")) == 1
    assert "- Visas. Canada: Express Entry [2]. France: not stated" in made.blocks[2]["text"]


def test_labels_that_would_look_alike_on_a_chart_stand_in_a_table() -> None:
    pair = [Point(text="x", citations=(citation(),), figure=figure(f"A very long label number {at}", at, at)) for at in (1, 2)]
    made = blocks.message(CHARTED.model_copy(update={"points": tuple(pair)}), FRAME)
    assert shown(made.blocks, "table")


def test_one_figure_alone_is_not_compared() -> None:
    made = blocks.message(CHARTED.model_copy(update={"points": CHARTED.points[:1]}), FRAME)
    assert not shown(made.blocks, "table")
    assert not shown(made.blocks, "data_visualization")


def test_every_source_has_its_quote_and_a_button_that_says_where_it_leads() -> None:
    (container,) = shown(blocks.message(ANSWERED, FRAME).blocks, "container")
    assert container["title"]["text"] == "Sources (2)"
    assert container["default_collapsed"] is True
    first, second = container["child_blocks"]
    assert first["text"]["text"] == "*[1] Backend Career Ladder › Pay › Senior*\n> Leads projects &amp; reviews &lt;designs&gt;."
    assert second["accessory"]["value"] == "ladder#p2"
    assert second["accessory"]["accessibility_label"].startswith("View passage 2: ")


def test_sources_can_be_a_line_instead() -> None:
    made = blocks.message(ANSWERED, FRAME._replace(style="context"))
    assert not shown(made.blocks, "container")
    assert [part["text"]["text"] for part in shown(made.blocks, "button")][:2] == ["Passage 1", "Passage 2"]


def test_a_quote_of_a_hundred_kilobytes_is_cut_at_280_characters() -> None:
    answer = ANSWERED.model_copy(update={"points": (Point(text="x " * 50_000, citations=(citation(quote="words " * 17_000),)),)})
    made = blocks.message(answer, FRAME)
    assert rules.message_problems(made.text, made.blocks) == []
    (container,) = shown(made.blocks, "container")
    assert limits.size(container["child_blocks"][0]["text"]["text"]) < 560


def test_more_sources_than_slack_shows_are_counted() -> None:
    many = tuple(Point(text=f"Point {at}.", citations=(citation(at, f"Point {at}."),)) for at in range(1, 13))
    (container,) = shown(blocks.message(ANSWERED.model_copy(update={"points": many}), FRAME).blocks, "container")
    assert len(container["child_blocks"]) == 10
    assert container["child_blocks"][-1]["elements"][0]["text"] == "And 3 more."


def test_a_follow_up_shows_thirty_characters_and_asks_the_whole_question() -> None:
    pair = [part for part in shown(blocks.message(ANSWERED, FRAME).blocks, "button") if part["action_id"].startswith("ask.")]
    assert all(len(part["text"]["text"]) <= 30 for part in pair)
    assert [part["value"] for part in pair] == list(ANSWERED.follow_ups)


def test_a_private_answer_can_be_shared_and_a_courtesy_needs_no_verdict() -> None:
    assert any(part["action_id"] == blocks.SHARE for part in shown(blocks.message(ANSWERED, FRAME._replace(shareable="Share to thread")).blocks, "button"))
    assert not shown(blocks.message(COURTESY, FRAME).blocks, "context_actions")
    assert blocks.message(COURTESY, FRAME).blocks[-1]["block_id"] == FRAME.receipt


def test_text_that_begins_with_a_lot_of_nothing_is_cut_all_the_same() -> None:
    assert escape.shorten(" " * 50 + "x", 10, escape.plain) == "…"


def test_sources_beyond_what_fits_are_counted_in_the_text() -> None:
    many = tuple(citation(number, quote=f"Quote {number}.", title=f"Guide {number} " + "x" * 90) for number in range(60))
    text = fallback.whole(ANSWERED.model_copy(update={"points": (Point(text="Mentors.", citations=many),)}))
    listed = text.count("\n[")
    assert f"… and {60 - listed} more sources (cut here" in text
    assert limits.size(text) <= limits.FALLBACK
