"""Slack's limits on what an app may send (November 2026), and the app's own budgets below them.

Lengths are counted in UTF-16 units: never fewer than Slack counts, whichever way it does.
"""

from __future__ import annotations

import json
from typing import Any

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_SIZE = 11_000
"""All blocks of a message as JSON: Slack refuses them somewhere near 13,200."""
MARKDOWN = 4_000
"""Slack's own limit is 12,000, but nobody reads that, and all blocks together must fit as well."""
FALLBACK = 3_900
"""The ``text`` of a message; Slack cuts it from 4,000 on."""
SECTION = 3_000
HEADER = 150
QUOTE = 280
BUTTON = 75
BUTTON_VALUE = 2_000
FOLLOW_UP = 30
"""Visible characters of a follow-up's button; a phone shows no more."""
FOLLOW_UPS = 3
LABEL = 75
"""Accessibility labels."""
CONTAINER_TITLE = 150
CONTAINER_CHILDREN = 10
CONTEXT_ELEMENTS = 10
TABLE_ROWS = 100
TABLE_COLUMNS = 4
"""Slack takes 20, a phone shows 4."""
TABLE_CELL = 600
"""The app's own budget for a cell of words: one that has more is cut there, and stands whole in the message's text."""
CHART_TITLE = 50
CHART_LABEL = 20
CHART_POINTS = 20
MODAL_TITLE = 24
PRIVATE_METADATA = 3_000
OPTIONS = 100
OPTION_TEXT = 75
OPTION_VALUE = 150
INPUT = 3_000
PROMPTS = 4
PLACEHOLDER = 150
MOST_READ = 3_000
"""Characters of a message that are read; nobody asks a question as long as that."""


def size(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def weight(blocks: Any) -> int:
    """The size of blocks as they are sent."""
    return size(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))
