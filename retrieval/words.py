"""The one tokeniser: guides, vocabulary and questions are all read with it, so that they can meet.

A token keeps what engineers write as one word (``C#``, ``C++``, ``Node.js``, ``CI/CD``, ``0-2``, ``$150k``) and is compared
by its stem. Stemming is Snowball's English; the stop words (``function_words.txt``) are the NLTK list and the function words of
chats ("would", "i'm", "gonna"); everyday words in a hurry ("shud", "ppl": ``chat_spellings.txt``) are read as what they stand for. Stop words are marked,
not dropped: a question's "how" and "why" carry meaning, and the index gives them a small weight instead.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import Stemmer

STOP_WORDS: frozenset[str] = frozenset(Path(__file__).with_name("function_words.txt").read_text(encoding="utf-8").split())
_SPELLINGS = Path(__file__).with_name("chat_spellings.txt").read_text(encoding="utf-8").splitlines()
SPELLED: dict[str, str] = {short: word for word, *shorts in map(str.split, _SPELLINGS) for short in shorts}
"""How people write everyday words in a hurry ("shud", "ppl"), and the words."""
_LETTERS = re.compile(r"[^\W\d_]+")
_UNAPOSTROPHED = frozenset(word.replace("'", "") for word in STOP_WORDS if "'" in word)

SIGNS = "".join(chr(code) for code in range(0x3000) if unicodedata.category(chr(code)) == "Sc")
"""Every currency sign of Unicode: which currency a sign means is the vocabulary's business."""
_SHORT_COMPOUND = r"[^\W\d_]{1,3}/[^\W\d_]{1,3}(?![\w/])"
_FIGURE = rf"[{SIGNS}]?\d+(?:[.,]\d+)*[a-zA-Z%]*(?:[-–]\d+(?:[.,]\d+)*)?[\w%]*\+?"
_WORD = r"\.?[^\W_]+(?:['’][^\W\d_]+|\.[^\W\d_]{1,3}(?!\w))*(?:\+\+|#)?"
_TOKEN = re.compile(f"{_SHORT_COMPOUND}|{_FIGURE}|{_WORD}|[{SIGNS}]+")
_MARKS = re.compile(r"[^\w]")


class Token(NamedTuple):
    """A word of a text: as it is compared (``stem``), as it was written (``text``), and where (character offsets)."""

    stem: str
    text: str
    start: int
    end: int

    @property
    def is_stop_word(self) -> bool:
        return is_stop_word(self.text)

    @property
    def name(self) -> str:
        """The word as names are compared: case and a plural -s aside ("designer" is not "design")."""
        return name_form(self.text)


def spelled_out(text: str) -> str:
    """A text with words in a hurry written out: "n wat" gives "and what"."""
    return _LETTERS.sub(lambda word: SPELLED.get(word.group().lower(), word.group()), text)


def tokenise(text: str) -> tuple[Token, ...]:
    """Every token of ``text`` in order; any Unicode is accepted and text without a word gives an empty tuple."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        written = match.group()
        if "/" in written and any(is_stop_word(part) for part in written.split("/")):
            at = match.start()
            for part in written.split("/"):
                tokens.append(Token(stem(part), part, at, at + len(part)))
                at += len(part) + 1
        else:
            tokens.append(Token(stem(written), written, match.start(), match.end()))
    return tuple(tokens)


@lru_cache(maxsize=8192)
def stems(text: str) -> tuple[str, ...]:
    """The stems of ``text``, stop words included."""
    return tuple(token.stem for token in tokenise(text))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The form in which ``word`` is compared: case, width and ending aside. Words with digits or signs keep their ending."""
    plain = normal(word)
    return plain if _MARKS.search(plain) or any(c.isdigit() for c in plain) else _stemmer().stemWord(plain)


@lru_cache(maxsize=65536)
def normal(word: str) -> str:
    """``word`` in lower case and compatibility form, without a possessive ending and a leading dot."""
    plain = unicodedata.normalize("NFKC", word).casefold().replace("’", "'").replace("–", "-")
    if plain.endswith("'s"):
        plain = plain[:-2]
    plain = plain.lstrip(".") or plain
    return SPELLED.get(plain, plain)


@lru_cache(maxsize=65536)
def name_form(word: str) -> str:
    """``word`` in lower case without a plural -s."""
    plain = normal(word)
    plural = len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is"))
    return plain[:-1] if plural else plain


@lru_cache(maxsize=65536)
def is_stop_word(word: str) -> bool:
    """Whether ``word`` is a function word, also where the apostrophe is left out (``dont``, ``whats``)."""
    plain = normal(word)
    return plain in STOP_WORDS or plain in _UNAPOSTROPHED or (plain.endswith("s") and plain[:-1] in STOP_WORDS and len(plain) > 3)


def comparable(text: str) -> str:
    """``text`` as a run of its words only: a quote is verbatim where its run stands in the passage's."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")
