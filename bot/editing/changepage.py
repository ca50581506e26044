"""What a change did, for people: as Markdown for a pull request, and as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.editing.changes import Changed, Difference, Sections

LONGEST = 60_000
"""Characters of a page: a comment on GitHub may have 65,536."""
_NAMED = 8
_SIGNS = {ord(sign): f"&#{ord(sign)};" for sign in "&\\`*_[]<>|#@~"}
_SOURCES = {"conversation": "conversations", "question": "open questions", "section": "ways of asking for changed sections"}


def ordered(difference: Difference) -> list[Changed]:
    """The changes, the most alarming first: worse verdicts, answers gone, lines lost, then what was only gained."""
    return sorted(difference.changed, key=lambda change: (change.verdict != "worse", change.outcome != "no longer answered", not change.lost))


def summary(difference: Difference) -> str:
    """The change in one sentence."""
    if not difference.changed:
        return f"None of {difference.played} answers changed."
    changed = len(difference.changed)
    counts = {"better": "now as expected", "worse": "no longer as expected"}
    parts = [f"{number} {words}" for verdict, words in counts.items() if (number := sum(change.verdict == verdict for change in difference.changed))]
    parts += [f"{number} {outcome}" for outcome in ("answered now", "no longer answered") if (number := sum(c.outcome == outcome for c in difference.changed))]
    where = [f"{number} of {words}" for source, words in _SOURCES.items() if (number := difference.count(source))]  # type: ignore[arg-type]
    return f"{changed} of {difference.played} answers changed ({', '.join(where)}){': ' + ', '.join(parts) if parts else ''}."


def about_sections(found: Sections) -> list[str]:
    """What became of guides and sections, a line each."""
    rows = (("Guide added", found.guides_added), ("Guide deleted", found.guides_deleted), ("Sections added", found.added))
    more = (("Sections deleted", found.deleted), ("Sections changed", found.changed))
    return [f"{name}: {_some(ids)}" for name, ids in (*rows, *more) if ids] or ["No section changed."]


def markdown(difference: Difference, revision: str, most: int) -> str:
    """A page for a pull request: a sentence, the sections, and each changed answer side by side."""
    lines = ["## What this change does to the answers", "", f"Compared with {_plain(revision)}: {summary(difference)}", ""]
    lines += [f"- {_plain(line)}" for line in about_sections(difference.sections)]
    changes = ordered(difference)
    shown, room = 0, LONGEST - sum(map(len, lines))
    for change in changes[:most]:
        page = ["", *_side_by_side(change)]
        room -= sum(len(line) + 1 for line in page)
        if room < 0:
            break
        lines += page
        shown += 1
    if len(changes) > shown:
        lines += ["", f"… and {len(changes) - shown} more: “career-advisor knowledge diff {_plain(revision)}” shows all."]
    return "\n".join(lines) + "\n"


def text(difference: Difference, most: int) -> Iterator[str]:
    """Lines for a terminal."""
    yield summary(difference)
    yield from (f"  {line}" for line in about_sections(difference.sections))
    shown = ordered(difference)
    for change in shown[:most]:
        yield ""
        yield f"“{' '.join(change.message.ask.split())}”{_tags(change)}"
        yield from (f"  - {line}" for line in change.lost)
        yield from (f"  + {line}" for line in change.gained)
    if len(shown) > most:
        yield ""
        yield f"… and {len(shown) - most} more; --most {len(shown)} shows all."


def _tags(change: Changed) -> str:
    verdict = {"better": "now as expected", "worse": "no longer as expected", "": ""}[change.verdict]
    tags = [tag for tag in (change.outcome, verdict) if tag]
    return f"  [{', '.join(tags)}]" if tags else ""


def _side_by_side(change: Changed) -> list[str]:
    where = f" ({_plain(change.message.dialogue)}, message {change.message.number})" if change.message.source == "conversation" else ""
    lines = [f"### “{_plain(change.message.ask)}”{where}{_tags(change).replace('  [', ' – ').replace(']', '')}", "", "| Before | Now |", "|---|---|"]
    lines.append(f"| {_cell(change.before)} | {_cell(change.now)} |")
    for name, found in (("Gained", change.gained), ("Lost", change.lost)):
        if found:
            lines += ["", f"**{name}:**", "", *(f"- {_plain(line)}" for line in found)]
    return lines


def _cell(answer: str) -> str:
    return "<br>".join(_plain(line) for line in answer.splitlines()) or "–"


def _plain(text: str) -> str:
    """Words of guides and people as Markdown shows them: none of their signs becomes markup, a mention or a table's border."""
    return " ".join(text.split()).translate(_SIGNS)


def _some(ids: Sequence[str]) -> str:
    shown = ", ".join(ids[:_NAMED])
    return f"{shown} and {len(ids) - _NAMED} more" if len(ids) > _NAMED else shown
