"""Text on its way in and out of a terminal: nothing that people or guides write may steer the screen or break a stream."""

from __future__ import annotations

import re
import textwrap

_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def heard(text: str) -> str:
    """What a person typed, as sound Unicode: bytes that are none (which Python smuggles in as surrogates) are replaced."""
    return _SURROGATES.sub("\ufffd", text)


def printable(text: str) -> str:
    """Text without control characters, so that an escape sequence in it is shown rather than obeyed."""
    return _CONTROLS.sub("\ufffd", heard(text)).expandtabs(4)


def clipped(text: str, length: int) -> str:
    """Text on one line, cut at a word with an ellipsis where it is longer than ``length`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else textwrap.shorten(line, max(length, 8), placeholder=" …") if " " in line[:length] else line[: length - 1] + "…"


def counted(number: int, noun: str) -> str:
    """``1 guide``, ``2 guides``, ``no guides``."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
