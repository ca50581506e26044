"""Documents as people hand them in: Word, PDF and HTML files made for a test."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from docx import Document
from reportlab.lib import colors
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, ListItem, PageBreak, Paragraph, SimpleDocTemplate, Table

PROSE = "An inspector of the workshop looks at each frame before it goes to the paint shop, and writes what was found into the book."


def word(path: Path, sections: int = 2, merged: bool = False) -> Path:
    """A Word document with headings, lists and tables, one page or so a section."""
    document = Document()
    document.add_heading("Inspector Ladder", 0)
    for number in range(1, sections + 1):
        document.add_heading(f"Inspector grade {number}", 1)
        document.add_heading(f"Inspector grade {number}: what they do", 2)
        document.add_paragraph(PROSE)
        for item in ("measuring the alignment", f"signing the frame book of bay {number}"):
            document.add_paragraph(item, style="List Bullet")
        document.add_heading(f"Inspector grade {number}: pay", 2)
        document.add_paragraph("The figures hold for Sheffield.")
        table = document.add_table(rows=1, cols=3)
        for row in (
            ("Level", "Base salary (GBP a year)", "Notes"),
            (f"Inspector {number}", f"£{30 + number}k–£{34 + number}k", "with tools"),
            ("Deputy", "£29k", ""),
        ):
            cells = table.rows[0].cells if row[0] == "Level" else table.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
        if merged:
            table.rows[1].cells[2].merge(table.rows[2].cells[2])
    document.save(str(path))
    return path


def long_word(path: Path, pages: int = 40) -> Path:
    """A Word document of so many pages, each with its own section of prose and every fourth with a table."""
    document = Document()
    document.add_heading("Workshop Handbook", 0)
    for number in range(1, pages + 1):
        document.add_heading(f"Chapter {number}: bench {number}", 1)
        for part in ("what they do", "skills", "how to advance"):
            document.add_heading(f"Bench {number}: {part}", 2)
            document.add_paragraph(f"At bench {number} the work is about {part}. {PROSE} " * 3)
        if number % 4 == 0:
            table = document.add_table(rows=1, cols=2)
            table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Level", "Base salary (GBP a year)"
            cells = table.add_row().cells
            cells[0].text, cells[1].text = f"Bench {number}", f"£{20 + number}k"
        document.add_page_break()  # type: ignore[no-untyped-call]
    document.save(str(path))
    return path


def pdf(path: Path, pages: int = 4, encrypted: bool = False) -> Path:
    """A PDF with headings by size, lists, ruled tables and a running foot."""
    styles = getSampleStyleSheet()
    story = [Paragraph("Inspector Ladder", styles["Title"])]
    for number in range(1, pages + 1):
        rows = [["Level", "Base salary (GBP a year)"], [f"Inspector {number}", f"£{30 + number}k"], ["Deputy", "£29k"]]
        items = [ListItem(Paragraph(text, styles["Normal"])) for text in ("measuring the alignment", "signing the frame book")]
        story += [
            Paragraph(f"Inspector grade {number}: what they do", styles["Heading2"]), Paragraph(PROSE, styles["Normal"]),
            ListFlowable(items, bulletType="bullet"),
            Paragraph(f"Inspector grade {number}: pay", styles["Heading2"]), Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)]), PageBreak(),
        ]  # fmt: skip

    def foot(canvas: Canvas, _: object) -> None:
        canvas.drawString(40, 20, f"Tarn Bicycles, page {canvas.getPageNumber()}")

    encryption = StandardEncryption("secret") if encrypted else None
    SimpleDocTemplate(str(path), encrypt=encryption).build(story, onFirstPage=foot, onLaterPages=foot)
    return path


def scan(path: Path, pages: int = 2, text_on: int = 0) -> Path:
    """A PDF of pictures; page ``text_on`` has text."""
    from PIL import Image

    raw = BytesIO()
    Image.new("RGB", (200, 280), "white").save(raw, "PNG")
    canvas = Canvas(str(path))
    for number in range(1, pages + 1):
        canvas.drawImage(ImageReader(BytesIO(raw.getvalue())), 0, 0, 500, 700)
        if number == text_on:
            canvas.drawString(72, 750, PROSE[:80])
        canvas.showPage()
    canvas.save()
    return path


WEBPAGE = """<!DOCTYPE html><html><head><title>Inspector Ladder | Tarn</title><script>fetch('https://example.com/steal')</script>
<style>p { color: red }</style></head><body onload="alert(1)">
<nav><ul><li><a href="/">Home</a></li><li><a href="/shop">Shop</a></li></ul></nav>
<main><h1>Inspector Ladder</h1>
<h2>Inspector: what they do</h2><p>An inspector looks at <b>each frame</b> &amp; signs <a href="javascript:alert(1)">the book</a>.</p>
<ul><li>measuring the alignment</li><li>signing the frame book</li></ul>
<h2>Inspector: pay</h2><table><tr><th>Level</th><th colspan="2">Base salary (GBP a year)</th></tr>
<tr><td rowspan="2">Inspector</td><td>£31k</td><td>£35k</td></tr><tr><td>£32k</td><td>£36k</td></tr></table>
<p>Sign up for free today!</p><img src="https://example.com/pixel.png"><iframe src="https://example.com"></iframe>
</main><footer>© 2026 Tarn Bicycles. All rights reserved.</footer></body></html>"""
