"""Text that guides or people wrote, made safe for Slack: nothing in it rings a bell, names a person or hides a link.

Slack has several ways to show text, each with its own live characters. There is one function for each, and one that reads what people
type in Slack back into plain words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from bot.frontends.slack.limits import MOST_READ, size

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Control characters, half characters, and the marks that turn the direction of all text after them."""
_EDGE = re.compile(r"(?<!\w)([*_~`])(?=\S)|(?<=\S)([*_~`])(?!\w)")
_MARKDOWN = re.compile(r"(?<!\w)_|_(?!\w)|[*`~\\|]")
_LEADING = re.compile(r"^(\s*)(#{1,6}\s|[-+]\s|\d+[.)]\s|>)")
_ENTITY = re.compile(r"<([^<>\s][^<>]*)>")
_NOTHING = "\u200b"
"""A character without width: between two others it keeps Slack from reading them as markup."""


def clean(text: str) -> str:
    """The text without characters that can't be seen."""
    return _INVISIBLE.sub("", text)


def mrkdwn(text: str) -> str:
    """For sections and context: no mention, link or formatting but the app's own."""
    escaped = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _EDGE.sub(lambda mark: f"{_NOTHING}{mark.group()}{_NOTHING}", escaped)


def markdown(text: str) -> str:
    """For markdown blocks, on one line: Slack runs ``<!here>`` there too, and ``[label](address)``."""
    line = " ".join(clean(text).split())
    line = _MARKDOWN.sub(lambda mark: "\\" + mark.group(), line)
    line = _LEADING.sub(lambda mark: f"{mark[1]}{_NOTHING}{mark[2]}", line)
    line = line.replace("](", f"]{_NOTHING}(").replace("![", f"!{_NOTHING}[")
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fallback(text: str) -> str:
    """For the ``text`` of a message, which notifications and screen readers take: formatting may stay, mentions may not."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str) -> str:
    """For buttons, titles, options and table cells, where nothing is decoded: look-alikes in the place of the brackets."""
    return " ".join(clean(text).replace("<", "‹").replace(">", "›").split())


def shorten(text: str, limit: int, escape: Callable[[str], str], end: str = "…") -> str:
    """The escaped text, cut at a word so that it fits ``limit`` with the mark of the cut."""
    text = clean(text)
    if len(text) <= limit:
        whole = escape(text)
        if size(whole) <= limit:
            return whole
    low, high = 0, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        if size(escape(text[:middle].rstrip() + end)) <= limit:
            low = middle
        else:
            high = middle - 1
    cut = text[:low]
    if low < len(text) and " " in text[low // 2 : low]:
        cut = "".join(cut.rsplit(None, 1)[:1])
    return escape(cut.rstrip() + end) if limit else ""


def read(text: object, bot: str | None = None) -> str:
    """What a person typed in Slack as plain words: links by their label, other people and the bot itself left out."""
    if not isinstance(text, str):
        return ""
    return " ".join(html.unescape(_ENTITY.sub(_entity, clean(text[: 4 * MOST_READ]))).split())[:MOST_READ]


def _entity(found: re.Match[str]) -> str:
    target, _, label = found[1].partition("|")
    if target.startswith(("@", "!")):
        return " "
    if target.startswith("#"):
        return f"#{label}" if label else " "
    return label or target


def mentions(text: object) -> frozenset[str]:
    """Whom a message mentions: user ids, groups (``!subteam^S1``) and everybody (``!here``)."""
    if not isinstance(text, str):
        return frozenset()
    targets = (found.partition("|")[0] for found in _ENTITY.findall(text))
    return frozenset(target.removeprefix("@") for target in targets if target.startswith(("@", "!")) and not target.startswith("!date"))
