"""Whether a message holds the words that a limit ``needs``, and none of those with which it is another question."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from bot.places import country
from bot.sentences import asked_part
from retrieval.library import Library
from retrieval.reading import Reading
from retrieval.vocabulary import Limit
from retrieval.words import stems, tokenise


class Text(NamedTuple):
    """A text to be held against words: its stems with a space around each, and what it names."""

    stems: str
    reading: Reading


class Message(NamedTuple):
    """A message as limits look at it: the part of it that asks, and the whole."""

    asked: Text
    whole: Text


def message(reading: Reading, own: Callable[[str, str], bool], before: str = "") -> Message:
    """A message whose words may stand in the question ``before``.

    A place or profession that is the person's ``own`` ("coming from …") is not one that they ask about.
    """
    text, places = asked_part(reading)
    mentions = (m for m in reading.mentions if m.start in places and (m.cls not in ("place", "role") or not own(m.cls, m.id)))
    return Message(
        Text(_spaced(f"{before} {text}"), reading._replace(mentions=tuple(mentions))),
        Text(_spaced(f"{before} {reading.text}"), reading),
    )


def meets(entry: Limit, said: Message, library: Library) -> bool:
    """Whether the part of a message that asks holds, for each group of the limit's ``needs``, one of its words, and the whole none of ``unless``."""
    return all_held(entry, said.asked, library) and not excepted(entry, said, library)


def excepted(entry: Limit, said: Message, library: Library) -> bool:
    """Whether a message holds a word with which the question is another one; one in the story around it counts too, but no name there."""
    return _any(entry.unless, Text(said.whole.stems, said.asked.reading), library)


def all_held(entry: Limit, text: Text, library: Library) -> bool:
    """Whether a text holds one of the words of each group that a limit needs."""
    return all(_any(group, text, library) for group in entry.needs)


def text_of(text: str, library: Library) -> Text:
    """A text of the guides."""
    return Text(_spaced(text), library.read(text))


def _any(group: Iterable[str], text: Text, library: Library) -> bool:
    return any(_names(item, text.reading, library) if item.startswith("@") else _phrase(item) in text.stems for item in group)


def _spaced(text: str) -> str:
    return f" {' '.join(token.stem for token in tokenise(text))} "


@lru_cache(maxsize=8192)
def _phrase(words: str) -> str:
    """The stems of an editor's words, as they stand in a text; a line break, which no text holds, where there are none."""
    return f" {' '.join(stems(words))} " if stems(words) else "\n"


def _names(item: str, reading: Reading, library: Library) -> bool:
    """Whether a text names what ``item`` stands for.

    ``@place`` is any place, ``@place:japan`` just this one, ``@other-place`` one that no guide speaks of, ``@known-place`` one that a guide does;
    so for companies, roles … ``@profession`` is any of another field.
    """
    cls, _, ident = item[1:].partition(":")
    if cls == "profession":
        return not library.vocabulary.elsewhere.isdisjoint(reading.ids("role"))
    which, _, rest = cls.partition("-")
    found = [other for other in reading.ids(rest if which in ("other", "known") else cls) if other not in library.home]
    if which in ("other", "known"):
        return any(_spoken_of(rest, other, library) == (which == "known") for other in found)
    return ident in found if ident else bool(found)


def _spoken_of(cls: str, ident: str, library: Library) -> bool:
    """Whether any guide names something; of a place also the country around it."""
    names = (ident, *country(ident, library)) if cls == "place" else (ident,)
    return any(f"{cls}:{name}" in library.named for name in names)
