"""Plays conversations to the advisor and judges each answer against what it must hold.

A turn passes where every fact is in the text, every expected guide is cited, nothing forbidden is said, and the advisor abstained
exactly where the guides hold no answer.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from bot.advisor import Advisor
from bot.answer import Answer, plain
from bot.conversation import Conversation
from bot.evaluation.conversations import Ask, Dialogue
from retrieval.library import Library
from retrieval.words import comparable
from retrieval.yamlfile import read_text

CLAIM = 5
"""A line of fewer words claims nothing."""
_MARKER = re.compile(r"\[\d+\]")


class Verdict(BaseModel):
    """What was said in one turn, and all that is wrong with it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dialogue: str
    kind: str
    number: int
    """Which message of the dialogue it is, from 1."""
    ask: str
    text: str
    abstained: bool
    should_abstain: bool
    facts: int
    """How many facts were expected; also where the advisor should abstain."""
    missing_facts: tuple[str, ...] = ()
    """The first pattern of each fact that the text does not hold."""
    missing_guides: tuple[str, ...] = ()
    said_forbidden: tuple[str, ...] = ()
    wrong_abstention: bool = False
    quotes: int = 0
    false_quotes: tuple[str, ...] = ()
    """Quotes whose words do not stand in the file of the guide that they name."""
    claims: int = 0
    """Lines that claim something."""
    uncited: int = 0
    """Those of them without a ``[n]``."""

    @property
    def passed(self) -> bool:
        return not (self.missing_facts or self.missing_guides or self.said_forbidden or self.wrong_abstention)

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def answered(self) -> bool:
        """Whether this is an answer to a question of fact, the only ones whose lines and length are counted."""
        return bool(self.facts) and not self.abstained


class Played(NamedTuple):
    """A verdict, and the seconds that the answer took."""

    verdict: Verdict
    seconds: float


def play(dialogues: Iterable[Dialogue], advisor: Advisor) -> Iterator[Played]:
    """Each turn of each dialogue in order, every dialogue in a conversation of its own. Line breaks in a message become spaces."""
    guides = guide_words(advisor.library)
    for dialogue in dialogues:
        conversation = Conversation()
        for number, ask in enumerate(dialogue.turns, start=1):
            started = time.perf_counter()
            answer, conversation = advisor.reply(" ".join(ask.ask.split()), conversation)
            seconds = time.perf_counter() - started
            yield Played(judge(dialogue, number, answer, guides), seconds)


def judge(dialogue: Dialogue, number: int, answer: Answer, guides: Mapping[str, str]) -> Verdict:
    """The verdict on the answer to a dialogue's message ``number``. ``guides`` holds each guide's words (see ``guide_words``)."""
    ask, text = dialogue.turns[number - 1], plain(answer)
    claims = [line for line in text.splitlines() if _claims(line)]
    return Verdict(
        dialogue=dialogue.id,
        kind=dialogue.kind,
        number=number,
        ask=ask.ask,
        text=text,
        abstained=answer.abstained,
        should_abstain=ask.abstain,
        facts=len(ask.facts),
        missing_facts=() if ask.abstain else tuple(fact[0] for fact in ask.facts if not any(_says(text, pattern) for pattern in fact)),
        missing_guides=() if ask.abstain else _missing_guides(ask, answer),
        said_forbidden=tuple(pattern for pattern in ask.forbidden if _says(text, pattern)),
        # Small talk holds no facts: whether its reply counts as an abstention is nobody's concern.
        wrong_abstention=ask.abstain != answer.abstained and (ask.abstain or bool(ask.facts)),
        quotes=len(answer.citations),
        false_quotes=tuple(citation.quote for citation in answer.citations if not _stands(citation.quote, guides.get(citation.guide, ""))),
        claims=len(claims),
        uncited=sum(not _MARKER.search(line) for line in claims),
    )


def guide_words(library: Library) -> dict[str, str]:
    """The words of each guide's file as it is on the disk now, whatever the library made of it, with a space around each."""
    return {ident: f" {comparable(read_text(library.folder / guide.file, guide.file)[0])} " for ident, guide in library.guides.items()}


def _missing_guides(ask: Ask, answer: Answer) -> tuple[str, ...]:
    cited = {citation.guide for citation in answer.citations}
    any_of = () if not ask.any_guides or cited & set(ask.any_guides) else ("|".join(ask.any_guides),)
    return (*(guide for guide in ask.guides if guide not in cited), *any_of)


def _says(text: str, pattern: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


@lru_cache(maxsize=16384)
def _stands(quote: str, guide: str) -> bool:
    """Whether a quote's words stand in a guide's; remembered, as answers quote the same sentences over and over."""
    words = comparable(quote)
    return bool(words) and f" {words} " in guide


def _claims(line: str) -> bool:
    """Headings, leads and questions claim nothing."""
    return len(line.split()) >= CLAIM and not line.rstrip().endswith((":", "?"))
