"""From a document's pieces to sections that the guides' reader takes: one title, unique headings, tables with a heading row of their own.

Words are never changed. What has to be changed in form is said in a note.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bot.editing.pieces import Piece, cells, rows_of, table
from retrieval.words import comparable

EMPTY = "–"
_CODE = re.compile(r"(`[^`]*`)")


class Shape:
    """The pieces that stay, in the form of a guide; ``title`` is the document's own, ``notes`` say what was done to its form."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.notes: list[str] = []
        self.title = ""
        kept = [piece for piece in pieces if not piece.noise]
        for step in (self._entitled, self._levelled, self._tabled, self._parted, self._filled, self._unique, self._escaped):
            kept = step(kept)
        self.pieces = tuple(kept)

    def _say(self, number: int, one: str, many: str) -> None:
        if number:
            self.notes.append(one if number == 1 else many.format(number=number))

    def _entitled(self, pieces: list[Piece]) -> list[Piece]:
        """The title is the only heading of the highest level, or the first heading where another of its level follows at once."""
        at = next((at for at, piece in enumerate(pieces) if piece.level), None)
        if at is None:
            return pieces
        first, top = pieces[at], min(piece.level for piece in pieces if piece.level)
        alone = sum(piece.level == top for piece in pieces) == 1
        bare = at + 1 < len(pieces) and pieces[at + 1].level == first.level
        if first.level == top and (alone or bare):
            self.title = first.heading
            return [*pieces[:at], *pieces[at + 1 :]]
        return pieces

    def _levelled(self, pieces: list[Piece]) -> list[Piece]:
        """Headings from level 2 down, without a step left out."""
        made: list[Piece] = []
        open_levels: list[int] = []
        for piece in pieces:
            if not piece.level:
                made.append(piece)
                continue
            while open_levels and open_levels[-1] >= piece.level:
                open_levels.pop()
            open_levels.append(piece.level)
            made.append(piece.model_copy(update={"text": f"{'#' * min(len(open_levels) + 1, 6)} {piece.heading}"}))
        return [piece for piece in made if not piece.level or piece.heading]

    def _tabled(self, pieces: list[Piece]) -> list[Piece]:
        """Tables with cells in every row and something in every first cell; a table of one row is a sentence."""
        blank, flat = 0, 0
        made: list[Piece] = []
        for piece in pieces:
            if piece.kind != "table":
                made.append(piece)
                continue
            rows = [row for row in rows_of(piece.text) if any(row)]
            width = len(rows[0]) if rows else 0
            rows = [row[:width] if not any(row[width:]) else [*row[: width - 1], " ".join(row[width - 1 :])] for row in rows]
            if len(rows) < 2 or width < 2:
                flat += 1
                made += [Piece(text=" – ".join(cell for cell in row if cell)) for row in rows]
                continue
            blank += sum(not row[0] for row in rows[1:])
            made.append(Piece(text=table([rows[0], *([row[0] or EMPTY, *row[1:]] for row in rows[1:])])))
        self._say(
            blank, f"A row's empty first cell now holds '{EMPTY}': say there what the row is about.", f"{{number}} rows' empty first cells now hold '{EMPTY}'."
        )
        self._say(flat, "A table of one row or column became a line of text.", "{number} tables of one row or column became lines of text.")
        return made

    def _parted(self, pieces: list[Piece]) -> list[Piece]:
        """A heading of its own for each further table of a section."""
        made: list[Piece] = []
        heading, tables, parted = Piece(text="## Table"), 0, 0
        for piece in pieces:
            if piece.level:
                heading, tables = piece, 0
            elif piece.kind == "table":
                tables += 1
                if tables > 1:
                    parted += 1
                    made.append(Piece(text=f"{'#' * (heading.level or 2)} {heading.heading}, table {tables}"))
            made.append(piece)
        self._say(
            parted, "A section's second table got a heading of its own: name it.", "{number} further tables of a section got headings of their own: name them."
        )
        return made

    def _filled(self, pieces: list[Piece]) -> list[Piece]:
        """Without headings that nothing stands under."""
        while True:
            last = [*pieces[1:], None]
            empty = [piece for piece, after in zip(pieces, last, strict=True) if piece.level and (after is None or 0 < after.level <= piece.level)]
            if not empty:
                return pieces
            self.notes.append(f"Left out, since nothing stands under it: {', '.join(f'“{piece.heading}”' for piece in empty)}.")
            pieces = [piece for piece in pieces if not any(piece is other for other in empty)]

    def _unique(self, pieces: list[Piece]) -> list[Piece]:
        """A number behind a heading that stands twice in one place."""
        seen: dict[str, int] = {}
        path: dict[int, str] = {}
        twice = 0
        made: list[Piece] = []
        for piece in pieces:
            if piece.level:
                path = {level: text for level, text in path.items() if level < piece.level} | {piece.level: piece.heading}
                key = comparable(" ".join(path[level] for level in sorted(path)))
                seen[key] = seen.get(key, 0) + 1
                if seen[key] > 1:
                    twice += 1
                    piece = piece.model_copy(update={"text": f"{piece.text} ({seen[key]})"})
            made.append(piece)
        self._say(
            twice,
            "A heading that stood twice got a number: give it words of its own.",
            "{number} headings that stood twice got numbers: give them words of their own.",
        )
        return made

    def _escaped(self, pieces: list[Piece]) -> list[Piece]:
        """Signs that would be read as HTML or as a broken table are shown as they are."""
        return [
            piece if piece.text.lstrip().startswith(("<!--", "```", "~~~")) else piece.model_copy(update={"text": _outside_code(piece, _plain)})
            for piece in pieces
        ]


def _outside_code(piece: Piece, change: Callable[[str, bool], str]) -> str:
    parts = _CODE.split(piece.text)
    return "".join(part if at % 2 else change(part, piece.kind == "table") for at, part in enumerate(parts))


def _plain(text: str, in_table: bool) -> str:
    text = re.sub(r"<!--.*?-->|<!--|-->", "", text, flags=re.DOTALL)
    text = re.sub(r"<br\s*/?>", " ", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<!\\)<(?=[A-Za-z/!?])(?!https?:|mailto:)", r"\\<", text)
    return text if in_table else re.sub(r"(?m)^\|(.*)\|\s*$", lambda line: " – ".join(cells(line.group())), text)
