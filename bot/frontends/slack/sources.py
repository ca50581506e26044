"""The sources of an answer: each with its guide and section, the guide's own words, and a button to read on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.answer import Citation
from bot.frontends.slack import escape, limits
from bot.frontends.slack.parts import Block, actions, button, context, plain_text, section

VIEW = "passage.view"
NO_STAMPS: Mapping[str, str] = MappingProxyType({})
_PLACE = 200
_SHOWN = limits.CONTAINER_CHILDREN - 1


def container(citations: Sequence[Citation], stamps: Mapping[str, str] = NO_STAMPS) -> list[Block]:
    """A collapsed container with a section for each source; those beyond Slack's ten are counted."""
    children = [_source(number, citation, stamps) for number, citation in enumerate(citations[:_SHOWN], start=1)]
    if len(citations) > _SHOWN:
        children.append(context(f"And {len(citations) - _SHOWN} more."))
    title = plain_text(f"Sources ({len(citations)})", limits.CONTAINER_TITLE)
    return [{"type": "container", "title": title, "is_collapsible": True, "default_collapsed": True, "child_blocks": children}] if children else []


def lines(citations: Sequence[Citation], stamps: Mapping[str, str] = NO_STAMPS) -> list[Block]:
    """The same in a context line and plain buttons, for workspaces where containers don't show."""
    shown = list(enumerate(citations[:_SHOWN], start=1))
    if not shown:
        return []
    texts = [f"[{number}] {place(citation)}" for number, citation in shown]
    more = [f"And {len(citations) - _SHOWN} more."] if len(citations) > _SHOWN else []
    return [context(*texts, *more), actions(*(_view(number, citation, f"Passage {number}", stamps) for number, citation in shown))]


def place(citation: Citation) -> str:
    """Guide › section, for mrkdwn."""
    return escape.shorten(f"{citation.title} › {citation.section}", _PLACE, escape.mrkdwn)


def quote(citation: Citation) -> str:
    """The guide's words, for mrkdwn, as a quotation of at most 280 characters."""
    return "\n".join(f"> {line}" for line in escape.shorten(citation.quote, limits.QUOTE, escape.mrkdwn).splitlines() if line.strip())


def _source(number: int, citation: Citation, stamps: Mapping[str, str]) -> Block:
    return section(f"*[{number}] {place(citation)}*\n{quote(citation)}", _view(number, citation, "View passage", stamps))


def _view(number: int, citation: Citation, label: str, stamps: Mapping[str, str]) -> Block:
    return button(label, f"{VIEW}.{number}", stamps.get(citation.passage, citation.passage), f"View passage {number}: {citation.title}, {citation.section}")
