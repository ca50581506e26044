"""Coverage as a picture for a slide: a map of levels by topics, darker where more guides speak, a number where people asked in vain."""

from __future__ import annotations

from pathlib import Path

from bot.editing.coverage import Coverage
from bot.editing.files import UnreadableError

ENDINGS = (".svg", ".png")


def draw(coverage: Coverage, path: Path) -> None:
    """Writes the picture as SVG or PNG, by the file's ending. Raises ``UnreadableError`` where it can't be drawn or written."""
    if path.suffix.lower() not in ENDINGS:
        raise UnreadableError(f"'{path}' has to end in {' or '.join(ENDINGS)}.")
    try:
        from matplotlib import rcParams
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        raise UnreadableError("To draw pictures, install what draws them first: pip install 'career-advisor[editing]'") from error
    rcParams["svg.hashsalt"], rcParams["svg.fonttype"] = "career-advisor", "none"
    levels, topics = list(coverage.levels), list(coverage.topics)
    figure = Figure(figsize=(2.5 + 0.75 * len(topics), 2.2 + 0.45 * len(levels)), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    counts = [[len(coverage.cell(level, topic).stated) for topic in topics] for level in levels]
    shown = axes.imshow(counts, cmap="Blues", vmin=0, vmax=max(len(coverage.guides), 1), aspect="auto")
    axes.set_xticks(range(len(topics)), list(coverage.topics.values()), rotation=40, ha="right")
    axes.set_yticks(range(len(levels)), list(coverage.levels.values()))
    axes.set_title("Guides that state it; in red, how often it was asked in vain", fontsize=10)
    for row, level in enumerate(levels):
        for column, topic in enumerate(topics):
            cell = coverage.cell(level, topic)
            if cell.wanted:
                axes.text(column, row, str(cell.wanted), ha="center", va="center", color="crimson", fontweight="bold")
            elif not cell.stated:
                axes.text(column, row, "–", ha="center", va="center", color="grey")
    bar = figure.colorbar(shown, ax=axes, ticks=range(len(coverage.guides) + 1))
    bar.set_label("guides")
    try:
        figure.savefig(path, format=path.suffix.lower()[1:], dpi=150, metadata={"Date": None} if path.suffix.lower() == ".svg" else {})
    except OSError as error:
        raise UnreadableError(f"'{path}' can't be written ({error.strerror}).") from error
