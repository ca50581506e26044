"""Whether a message holds the words that a limit ``needs``, and none of those with which it is another question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from bot.places import country
from bot.sentences import asked_part
from retrieval.library import Library
from retrieval.reading import Reading
from retrieval.vocabulary import Limit
from retrieval.words import stems, tokenise

OWN = "@own-"
"""The beginning of what stands for something that the person has told of themself (``@own-level``)."""


class Text(NamedTuple):
    """A text to be held against words: its stems with a space around each, and what it names."""

    stems: str
    words: frozenset[str]
    reading: Reading


class _Group(NamedTuple):
    """An editor's group of words, phrases and names, of which a text holds one or none."""

    words: frozenset[str]
    phrases: Mapping[str, tuple[str, ...]]
    """By their first word."""
    names: tuple[str, ...]


class Message(NamedTuple):
    """A message as limits look at it: the part of it that asks, and the whole."""

    asked: Text
    whole: Text
    told: frozenset[str]
    """What the person has told of themself: level, years, place."""


def message(reading: Reading, own: Callable[[str, str], bool], before: str = "", told: frozenset[str] = frozenset()) -> Message:
    """A message whose words may stand in the question ``before``.

    A place or profession that is the person's ``own`` ("coming from …") is not one that they ask about.
    """
    text, places = asked_part(reading)
    mentions = (m for m in reading.mentions if m.start in places and (m.cls not in ("place", "role") or not own(m.cls, m.id)))
    return Message(
        _text(f"{before} {text}", reading._replace(mentions=tuple(mentions))),
        _text(f"{before} {reading.text}", reading),
        told,
    )


def meets(entry: Limit, said: Message, library: Library) -> bool:
    """Whether the part of a message that asks holds, for each group of the limit's ``needs``, one of its words, and the whole none of ``unless``."""
    return all_held(entry, said.asked, library) and not excepted(entry, said, library)


def excepted(entry: Limit, said: Message, library: Library) -> bool:
    """Whether a message holds a word with which the question is another one; one in the story around it counts too, but no name there."""
    return _any(entry.unless, said.whole._replace(reading=said.asked.reading), library)


def has_told(entry: Limit, said: Message) -> bool:
    """Whether the person has told what it takes to answer, unless the message holds the limit's words (``@own-level``)."""
    return any(item.removeprefix(OWN) in said.told for item in _group(entry.unless).names if item.startswith(OWN))


def all_held(entry: Limit, text: Text, library: Library) -> bool:
    """Whether a text holds one of the words of each group that a limit needs."""
    return all(_any(group, text, library) for group in entry.needs)


def text_of(text: str, library: Library) -> Text:
    """A text of the guides."""
    return _text(text, library.read(text))


def _any(group: tuple[str, ...], text: Text, library: Library) -> bool:
    words, phrases, names = _group(group)
    if not words.isdisjoint(text.words) or any(_names(item, text.reading, library) for item in names):
        return True
    return any(phrase in text.stems for first in phrases.keys() & text.words for phrase in phrases[first])


def _text(text: str, reading: Reading) -> Text:
    words = tuple(token.stem for token in tokenise(text))
    return Text(f" {' '.join(words)} ", frozenset(words), reading)


@lru_cache(maxsize=4096)
def _group(items: tuple[str, ...]) -> _Group:
    """A group as it is compared: by stems, those of a phrase with a space around each."""
    names = tuple(item for item in items if item.startswith("@"))
    said = [words for item in items if item not in names and (words := stems(item))]
    phrases: dict[str, tuple[str, ...]] = {}
    for first, *rest in said:
        if rest:
            phrases[first] = (*phrases.get(first, ()), f" {' '.join((first, *rest))} ")
    return _Group(frozenset(words[0] for words in said if len(words) == 1), phrases, names)


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
