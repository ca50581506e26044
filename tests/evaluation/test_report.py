from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.compare import BaselineError, compare, lines, read_report
from bot.evaluation.report import figures, latency, misses, percentile, report, summary
from tests.evaluation.samples import verdict


def test_figures_count_what_was_judged() -> None:
    turns = [
        verdict(),
        verdict(2, missing_facts=("x",), uncited=1, claims=3, text="a b c d"),
        verdict(3, abstained=True, should_abstain=True, facts=0, quotes=0),
        verdict(4, abstained=True, wrong_abstention=True, missing_facts=("x", "y")),
        verdict(5, abstained=True, facts=0),
        verdict(6, facts=0, said_forbidden=("a", "b"), false_quotes=("q",)),
    ]
    total = figures(turns)
    assert (total.turns, total.passed, total.facts, total.facts_missing) == (6, 3, 6, 3)
    assert (total.should_abstain, total.abstained, total.rightly_abstained) == (1, 2, 1)
    assert (total.forbidden, total.quotes, total.false_quotes) == (1, 10, 1)
    assert (total.answers, total.claims, total.uncited) == (2, 4, 1)
    assert (total.median_words, total.long_words) == (6, 8)
    assert (total.pass_share, total.fact_recall) == (0.5, 0.5)


def test_figures_of_nothing_are_nothing() -> None:
    total = figures([])
    assert (total.pass_share, total.fact_recall, total.median_words, total.long_words) == (0.0, None, None, None)


def test_the_summary_has_a_line_for_each_kind_and_each_figure() -> None:
    turns = [verdict(), verdict(kind="oos", facts=0, abstained=True, should_abstain=True, quotes=0)]
    assert list(summary(report(turns))) == [
        "oos                1/1    turns pass",
        "salary             1/1    turns pass   2/2 facts",
        "turns passed        100.0%  (2/2)",
        "fact recall         100.0%  (2 facts)",
        "abstention          recall 1/1, precision 1/1",
        "forbidden said      0 turns",
        "false quotes        0 of 2",
        "uncited claim lines 0 of 1",
        "answer length       median 8 words, 95th percentile 8",
    ]


def test_latency_is_told_in_milliseconds_and_only_where_there_is_any() -> None:
    assert list(latency([])) == []
    assert list(latency([0.001, 0.002, 0.1])) == ["latency             median 2.0 ms, 99th percentile 100.0 ms (warm)"]


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile(range(100), 0.95) == 95
    assert percentile([1], 0.99) == 1


def test_misses_show_what_was_said_and_what_is_wrong_with_it() -> None:
    turns = [
        verdict(),
        verdict(2, text="one\ntwo", missing_facts=("a", "b"), missing_guides=("g|h",), wrong_abstention=True, said_forbidden=("f",), false_quotes=("q",)),
    ]
    assert list(misses(turns)) == [
        "\nA-1 turn 2 (salary): how much",
        "  said: one / two",
        "  missing facts: ['a', 'b']",
        "  missing guides: ['g|h']",
        "  said forbidden: ['f']",
        "  false quotes: ['q']",
        "  answered, wrongly",
    ]


def test_a_comparison_tells_gains_and_losses_with_both_texts() -> None:
    before = report([verdict(1, text="old", missing_facts=("x",)), verdict(2, text="right"), verdict(3, text="a"), verdict(4), verdict(5), verdict(6)])
    now = report(
        [verdict(1, text="new\nline"), verdict(2, text="wrong", said_forbidden=("y",)), verdict(3, text="b"), verdict(4), verdict(5, ask="else"), verdict(7)]
    )
    changes = compare(before, now)
    assert list(lines(changes)) == [
        "\ngained: A-1 turn 1 (salary): how much", "  - old", "  + new", "  + line",
        "\nlost: A-1 turn 2 (salary): how much", "  - right", "  + wrong",
        "", "since the baseline  1 turns gained, 1 lost, 1 said otherwise, 1 the same, 2 new, 2 gone",
    ]  # fmt: skip


def test_a_report_is_kept_whole(tmp_path: Path) -> None:
    result = report([verdict(), verdict(2, text="naïve 🚀 \u2028", missing_facts=("x",))])
    path = tmp_path / "r.json"
    path.write_text(result.model_dump_json(indent=1), encoding="utf-8")
    assert read_report(path) == result


@pytest.mark.parametrize("content", [None, "", "[]", '{"total": 1}', "\x00"])
def test_a_baseline_that_is_none_is_refused_with_what_to_do(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "r.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(BaselineError, match=r"Write (one|it anew) with: career-advisor evaluate FILE --json"):
        read_report(path)
