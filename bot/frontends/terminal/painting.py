"""Blocks on a real terminal, with rich: wrapped to its width, tables, bars, and colour unless NO_COLOR or a dumb terminal forbids."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from bot.frontends.terminal.blocks import Bar, Bars, Block, Grid, Item, Line, Prose
from bot.frontends.terminal.text import printable
from bot.settings import is_plain

STYLES = {"": "", "title": "bold", "quiet": "dim", "warning": "yellow"}
WIDEST = 100
"""Columns beyond which lines get hard to read."""
NARROW = 50
"""Columns below which a table becomes a list and bars are left out (the points say their figures)."""
_MARKDOWN = re.compile(r"\*\*|`|^\s*(?:[-*#>|]|\d+\.)\s", re.MULTILINE)
_CITED = re.compile(r"(?:\[\d+\])+$")


class Terminal:
    """The person's terminal."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(color_system=None if is_plain() else "auto", highlight=False, markup=False, emoji=False, soft_wrap=False)
        if self.console.width > WIDEST:
            self.console.width = WIDEST

    def show(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if not (isinstance(block, Bars) and self.console.width < NARROW):
                self.console.print(self._drawn(block))

    def _drawn(self, block: Block) -> RenderableType:
        if isinstance(block, Bars):
            return self._bars(block)
        if isinstance(block, Grid):
            return self._grid(block)
        if isinstance(block, Item):
            return self._item(block)
        if isinstance(block, Prose) and _MARKDOWN.search(block.text):
            from rich.markdown import Markdown

            return Markdown(printable(block.text), hyperlinks=False)
        return Text(printable(block.text), style=STYLES[block.tone] if isinstance(block, Line) else "")

    def _item(self, item: Item) -> RenderableType:
        mark = ("•" if self._draws else "-") if item.mark == "-" else item.mark
        row = Table.grid(padding=(0, 1, 0, 0))
        row.add_column(no_wrap=True, style="cyan")
        row.add_column(ratio=1)
        text = Text(printable(item.text), style=STYLES[item.tone])
        text.highlight_regex(_CITED, "cyan")
        row.add_row(Text(mark), text)
        return row

    def _grid(self, grid: Grid) -> RenderableType:
        if self.console.width < NARROW:
            return self._list(grid)
        from rich import box

        table = Table(box=box.SIMPLE_HEAD if self._draws else box.ASCII2, header_style="bold", padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
        for column in grid.columns:
            table.add_column(Text(printable(column)), overflow="fold")
        for row in grid.rows:
            table.add_row(*(Text(printable(cell)) for cell in row))
        return table

    def _list(self, grid: Grid) -> RenderableType:
        """A table for a screen too narrow for one: the first cell of each row, and under it the others with their column."""
        lines = []
        for first, *others in grid.rows:
            lines.append(first)
            lines += [f"  {column}: {cell}" for column, cell in zip(grid.columns[1:], others, strict=False) if cell]
        return Text(printable("\n".join(lines)))

    def _bars(self, bars: Bars) -> RenderableType:
        table = Table.grid(padding=(0, 1, 0, 0))
        table.title, table.title_justify, table.title_style = Text(f"\n{printable(bars.title)}"), "left", "bold"
        said = max(len(bar.says) for bar in bars.bars)
        name = min(max(len(bar.label) for bar in bars.bars), self.console.width // 3)
        room = self.console.width - name - said - 2
        table.add_column(width=name, overflow="ellipsis", no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        for bar in bars.bars:
            table.add_row(Text(printable(bar.label)), self._bar(bar, bars.top, room), Text(bar.says))
        return table

    def _bar(self, bar: Bar, top: float, room: int) -> Text:
        full, empty, more = ("█", "░", "▶") if self._draws else ("#", ".", ">")
        scale = room / top if top else 0.0
        start = min(round(bar.low * scale), room - 1)
        end = max(round(bar.high * scale), start + 1)
        filled = full * (end - start - bar.open_ended) + more * bar.open_ended
        return Text.assemble((empty * start, "dim"), (filled, "green"), (empty * (room - end), "dim"))

    @property
    def _draws(self) -> bool:
        """Whether the terminal's encoding holds more than ASCII."""
        return self.console.encoding.lower().startswith("utf")
