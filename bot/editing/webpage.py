"""HTML as a document: headings, lists and tables kept, scripts never run, menus and forms proposed as noise. Nothing is fetched."""

from __future__ import annotations

from bs4 import BeautifulSoup, Comment, Tag
from markdownify import MarkdownConverter

from bot.editing.pieces import Document, Piece, split, table

_ACTIVE = ("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "link", "meta", "base")
_ASIDE = {
    "nav": "a menu", "footer": "the page's foot", "aside": "a side box", "form": "a form", "button": "a button", "dialog": "a window", "select": "a choice",
}  # fmt: skip
_ROLES = {"navigation": "a menu", "banner": "the page's head", "contentinfo": "the page's foot", "search": "a search box", "complementary": "a side box"}
_SAFE = ("http://", "https://", "mailto:")
_OPEN, _CLOSE = "\x02", "\x03"


class _Markdown(MarkdownConverter):
    """Markdown with tables that keep every cell."""

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        rows = grid(el)
        return f"\n\n{table(rows)}\n\n" if rows else ""


def from_html(raw: bytes | str) -> Document:
    """A page of HTML, its bytes in any encoding that it declares."""
    soup = BeautifulSoup(raw, "html.parser")
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    active = [tag for tag in soup.find_all(_ACTIVE) if not tag.decomposed]
    scripts = sum(tag.name in ("script", "iframe", "object", "embed") for tag in active)
    pictures = len(soup.find_all("img"))
    merged = sum(_merged(found) for found in soup.find_all("table"))
    _strip(soup, active)
    _mark_noise(soup)
    body = soup.body or soup
    markdown = _Markdown(heading_style="ATX", bullets="-", strong_em_symbol="*").convert_soup(body)
    notes = [_count(scripts, "script or frame was", "scripts or frames were", "left out: nothing is run.")] if scripts else []
    notes += [_count(pictures, "picture has", "pictures have", "no text and can't be read.")] if pictures else []
    notes += [_count(merged, "merged cell was", "merged cells were", "split, with the text repeated in each.")] if merged else []
    return Document(pieces=tuple(_pieces(markdown)), notes=tuple(notes), fields={"title": title} if title else {})


def grid(element: Tag) -> list[list[str]]:
    """A table's rows with merged cells split: each part holds the whole cell's text. Empty rows are left out."""
    rows: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    for line in (row for row in element.find_all("tr") if row.find_parent("table") is element):
        row: list[str] = []
        waiting = [cell for cell in line.find_all(["td", "th"]) if cell.find_parent("table") is element]
        while waiting or len(row) in hanging:
            if len(row) in hanging:
                left, text = hanging.pop(len(row))
                if left > 1:
                    hanging[len(row)] = (left - 1, text)
                row.append(text)
                continue
            cell = waiting.pop(0)
            text = cell.get_text(" ", strip=True)
            for _ in range(_span(cell, "colspan")):
                if _span(cell, "rowspan") > 1:
                    hanging[len(row)] = (_span(cell, "rowspan") - 1, text)
                row.append(text)
        if any(row):
            rows.append(row)
    return rows


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return min(max(int(value), 1), 50) if value.isdigit() else 1


def _merged(element: Tag) -> int:
    return sum(_span(cell, "colspan") > 1 or _span(cell, "rowspan") > 1 for cell in element.find_all(["td", "th"]))


def _strip(soup: BeautifulSoup, active: list[Tag]) -> None:
    """Takes out what is no text: scripts, comments, pictures, and addresses that are none of the web's."""
    for tag in active:
        tag.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for picture in soup.find_all("img"):
        picture.decompose()
    for link in soup.find_all("a"):
        if not str(link.get("href") or "").lower().startswith(_SAFE):
            link.unwrap()


def _mark_noise(soup: BeautifulSoup) -> None:
    """Puts marks around elements that are no part of the text, outermost first."""
    for tag in soup.find_all(True):
        reason = _noise(tag)
        if reason and not any(_noise(outer) for outer in tag.parents if isinstance(outer, Tag)):
            tag.insert_before(_paragraph(soup, _OPEN + reason))
            tag.insert_after(_paragraph(soup, _CLOSE))


def _noise(tag: Tag) -> str:
    if tag.name == "header" and tag.find(["h1", "h2"]) is None:
        return "the page's head"
    if tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or "display:none" in str(tag.get("style") or "").replace(" ", ""):
        return "hidden on the page"
    return _ASIDE.get(tag.name, "") or _ROLES.get(str(tag.get("role") or ""), "")


def _paragraph(soup: BeautifulSoup, text: str) -> Tag:
    made = soup.new_tag("p")
    made.string = text
    return made


def _pieces(markdown: str) -> list[Piece]:
    """The converted text in pieces, those between marks as noise."""
    pieces: list[Piece] = []
    noise = ""
    for piece in split(markdown):
        if _OPEN in piece.text:
            noise = piece.text.partition(_OPEN)[2].strip()
        elif _CLOSE in piece.text:
            noise = ""
        else:
            pieces.append(piece.model_copy(update={"noise": noise}))
    return pieces


def _count(number: int, one: str, many: str, rest: str) -> str:
    return f"{number} {one if number == 1 else many} {rest}"
