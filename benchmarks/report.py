"""Tables in Markdown, and the page docs/benchmarks.md into which they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, its columns aligned."""
    widths = [max(len(row[at]) for row in (columns, *rows)) for at in range(len(columns))]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (columns, ["-" * width for width in widths], *rows)]
    return "\n".join(f"| {line} |" for line in lines)


def put(section: str, text: str) -> None:
    """Replaces what stands between the page's marks ``<!-- section -->`` and ``<!-- /section -->``."""
    page = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- {section} -->", f"<!-- /{section} -->"
    found = re.sub(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: f"{begin}\n{text}\n{end}", page, flags=re.DOTALL)
    if begin not in page or end not in page:
        raise ValueError(f"{PAGE} has no place for '{section}': add the lines '{begin}' and '{end}'.")
    PAGE.write_text(found, encoding="utf-8")
