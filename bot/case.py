"""What a kind of question gets to work with, and what it gives back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bot.answer import Answer, Citation, Point, cite
from bot.claims import taken
from bot.conversation import Conversation
from bot.evidence import Evidence
from bot.learning import Owner
from bot.matching import Matcher, Matches
from bot.question import Question
from bot.sentences import QUESTION_WORD, chatter_of
from retrieval.fact import Fact
from retrieval.library import Library
from retrieval.passage import Passage
from retrieval.reading import Mention, Reading
from retrieval.vocabulary import Message
from retrieval.words import spelled_out

OWN = ("held", "origin", "known")
"""Turns of phrase after which a name is the person's own."""
NEAR = 6
"""So many words after one of them a name is theirs in any case."""


class Case(NamedTuple):
    """One question with all that is known about it."""

    question: Question
    matches: Matches
    evidence: tuple[Evidence, ...]
    conversation: Conversation
    library: Library
    matcher: Matcher
    alone: Matches
    """The likenesses of the message by itself, without what the conversation adds."""
    topics: dict[str, float]
    """How much the question is about each topic (see ``evidence.topic_strengths``)."""

    def say(self, message: str, **words: str) -> str:
        """A sentence of the vocabulary's messages with its blanks filled; nothing where the editors left it out."""
        entry = next((entry for entry in self.library.vocabulary.all(Message) if entry.id == message), None)
        return entry.text.format(**words) if entry else ""

    def topic(self, ident: str) -> float:
        """How much the question is about a topic."""
        return self.topics.get(ident, 0.0)

    def of_named_guides(self, facts: Iterable[Fact]) -> list[Fact]:
        """The facts of the guides that the question names; all of them where it names none or these have none."""
        every = list(facts)
        guides = self.library.guides_named(self.question.reading.text)
        return [fact for fact in every if fact.guide in guides] or every

    def own(self, cls: str, ident: str) -> bool:
        """Whether the person says of themself what a name stands for ("I work at …", "coming from …", "I'm in …")."""
        reading = self.question.reading
        mentions = [mention for mention in reading.mentions if (mention.cls, mention.id) == (cls, ident)]
        return any(_claims(reading, cue, mention) for mention in mentions for cue in reading.cues)

    def shares_a_word(self, kind: str, ident: str) -> bool:
        """Whether the message shares a telling word with the nearest phrasing of an owner, unless it has none ("is that base only?" and "is that it?")."""
        chatter = chatter_of(self.question.reading)  # "hi, what can you do?"
        telling = {term.key for term in self.matcher.terms(self.question.reading) if not term.soft and term.token not in chatter}
        phrasing = self.library.read(self.alone.nearest.get(Owner(kind, ident), ""))
        return not telling or bool(telling & {term.key for term in self.matcher.terms(phrasing)})

    def asks_otherwise(self, kind: str, ident: str) -> bool:
        """Whether the message has a question word that the nearest phrasing of an owner lacks ("what do I show them" is no "show me more")."""
        said, known = (
            {word.lower() for word in QUESTION_WORD.findall(spelled_out(text))} for text in (self.question.text, self.alone.nearest.get(Owner(kind, ident), ""))
        )
        return not said <= known

    def forced(self, kind: str) -> bool | None:
        """Whether the turn before settles the kind: ``True`` it is this one, ``False`` another one, ``None`` it does not."""
        inherited = self.question.kind
        return None if inherited in ("", "sections", "more") else inherited == kind


def _claims(reading: Reading, cue: Mention, name: Mention) -> bool:
    """Whether a turn of phrase claims a name for the person: it stands in the same sentence, near before it or with nothing asked between."""
    if cue.id not in OWN or cue.end > name.start or taken(reading, cue, name):
        return False
    asks = any(other.id in ("asks", "money", "required") and cue.end <= other.start < name.start for other in reading.cues)
    return name.start - cue.end < NEAR or not asks


class Draft(NamedTuple):
    """A kind's answer, the topic that it is about, and the passages on which it rests, the levels it leads to."""

    answer: Answer
    topic: str = ""
    passages: tuple[Passage, ...] = ()
    levels: tuple[str, ...] = ()
    """The levels to which a follow-up refers, where they are not those of the question (a transition's target)."""


def publisher(case: Case, guide: str) -> str:
    return case.library.guides[guide].publisher


def cite_row(case: Case, fact: Fact) -> Citation:
    """A citation of the table row in which a fact stands."""
    passage = case.library.by_id[fact.passage]
    return cite(passage, case.library.guides[fact.guide].title, fact.row, fact.line)


def passages_of(case: Case, points: Iterable[Point]) -> tuple[Passage, ...]:
    """The passages that points cite, each once."""
    ids = dict.fromkeys(citation.passage for point in points for citation in point.citations)
    return tuple(case.library.by_id[ident] for ident in ids)


def level_names(case: Case, levels: Iterable[str]) -> str:
    return listed(case.library.level(level).name for level in levels)


def place_names(case: Case, places: Iterable[str]) -> str:
    return listed(case.library.vocabulary.name("place", place) for place in places)


def listed(names: Iterable[str]) -> str:
    """Names in a row of words: "Canada", "Canada and Germany", "Canada, Germany and Australia"."""
    *others, last = ["", *names]
    return " and ".join(filter(None, (", ".join(filter(None, others)), last)))
