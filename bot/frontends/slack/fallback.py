"""The whole answer as one text, with its sources: what notifications and screen readers get, and what is left where blocks are refused."""

from __future__ import annotations

from bot.answer import Answer, Citation, plain
from bot.frontends.slack import escape, limits

_CUT = "… (cut here: the rest is too long for Slack)"


def whole(answer: Answer) -> str:
    """The answer, then its sources with their quotes; where that is too long, without quotes; at the very last cut."""
    said = escape.fallback(plain(answer))
    for quoted in (True, False):
        text = said + _sources(answer.citations, quoted)
        if limits.size(text) <= limits.FALLBACK:
            return text or "…"
    for count in range(len(answer.citations), -1, -1):
        rest = _sources(answer.citations[:count], quoted=False) + _left_out(len(answer.citations) - count)
        left = limits.FALLBACK - limits.size(rest)
        if left >= min(limits.FALLBACK * 3 // 4, limits.size(said)):
            return escape.shorten(plain(answer), left, escape.fallback, end=_CUT) + rest
    raise AssertionError("a count of sources takes hardly any room")


def _sources(citations: tuple[Citation, ...], quoted: bool) -> str:
    if not citations:
        return ""
    return "\n\nSources:" + "".join(f"\n[{number}] {_source(citation, quoted)}" for number, citation in enumerate(citations, start=1))


def _left_out(count: int) -> str:
    return f"\n… and {count} more sources (cut here: the list is too long for Slack)" if count else ""


def _source(citation: Citation, quoted: bool) -> str:
    where = escape.shorten(f"{citation.title} › {citation.section}", limits.SECTION // 10, escape.fallback)
    if not quoted:
        return where
    return f'{where}: "{escape.shorten(" ".join(citation.quote.split()), limits.QUOTE, escape.fallback)}"'
