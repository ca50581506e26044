"""Figures side by side: a native bar chart where all are of one kind and few, else a table that fits a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.answer import Answer, Figure, Point
from bot.frontends.slack import escape, limits, parts
from bot.frontends.slack.parts import Block

_TABLE_ROWS = 20
"""More figures than this are not compared, they are searched: that is what the guides are for."""
_CELL = 120


def figures(answer: Answer) -> Block | None:
    """A chart or table of the figures behind an answer's points; ``None`` where there is nothing to compare."""
    points = [point for point in answer.points if point.figure is not None]
    if len(points) < 2:
        return None
    return chart([point.figure for point in points if point.figure is not None]) or table(points, answer)


def chart(compared: Sequence[Figure]) -> Block | None:
    """A bar chart. ``None`` where the units differ, or where labels cut to Slack's length could be taken for each other."""
    labels = [escape.plain(figure.label) for figure in compared]
    names = [escape.shorten(label, limits.CHART_LABEL, escape.plain) for label in labels]
    if len({figure.unit for figure in compared}) != 1 or len(set(names)) != len(names) or "" in names or len(names) > limits.CHART_POINTS:
        return None
    ranges = any(figure.low != figure.high for figure in compared)
    series = [_series("From" if ranges else "Figure", names, [figure.low for figure in compared])]
    if ranges:
        series.append(_series("To", names, [figure.high for figure in compared]))
    title = escape.shorten(compared[0].unit, limits.CHART_TITLE, escape.plain) or "Figures"
    return {
        "type": "data_visualization",
        "title": title,
        "chart": {"type": "bar", "series": series, "axis_config": {"categories": names, "y_label": title}},
    }


def _series(name: str, labels: Sequence[str], values: Sequence[float]) -> dict[str, Any]:
    return {"name": name, "data": [{"label": label, "value": _number(value)} for label, value in zip(labels, values, strict=True)]}


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def table(points: Sequence[Point], answer: Answer) -> Block:
    """A table: whose figures, from, to, and of which kind with the source's number."""
    numbers = {citation: number for number, citation in enumerate(answer.citations, start=1)}
    rows = [["", "From", "To", "Kind"]]
    for point in points[:_TABLE_ROWS]:
        if point.figure is not None:
            low, high, unit = amount(point.figure.low), amount(point.figure.high), point.figure.unit
            rows.append([point.figure.label, low, f"{high}+" if point.figure.open_ended else high, f"{unit} [{numbers[point.citations[0]]}]"])
    wide, figure = {"is_wrapped": True}, {"align": "right"}
    return parts.table(rows, [wide, figure, figure, wide], _CELL)


def amount(value: float) -> str:
    """A figure as people read it: 120000 is "120,000", 2.5 stays "2.5"."""
    return f"{int(value):,}" if value == int(value) else f"{value:,.2f}".rstrip("0")
