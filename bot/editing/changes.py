"""What a change of the knowledge did: the same messages played on it before and after, and the answers that are no longer the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from bot.advisor import Advisor
from bot.answer import Answer, plain
from bot.conversation import Conversation
from bot.evaluation.conversations import Ask, Dialogue
from bot.evaluation.judge import guide_words, judge
from retrieval.identity import digest
from retrieval.library import Library
from retrieval.passage import Passage

_WAYS = 3
"""How many ways of asking of a changed section are played."""

Source = Literal["conversation", "question", "section"]


class Message(BaseModel):
    """One message of a script, said in its place in a conversation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Source
    """A conversation of an evaluation, a question that people asked in vain, or a way of asking of a section that has changed."""
    dialogue: str
    number: int
    ask: str


class Changed(BaseModel):
    """A message whose answer is another one now. ``gained`` and ``lost`` are lines of the answers; ``verdict`` is for judged messages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    message: Message
    before: str
    now: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    outcome: str
    """``answered now``, ``no longer answered``, or empty."""
    verdict: Literal["", "better", "worse"] = ""


class Sections(BaseModel):
    """Ids of passages that came, went, or say something else; and the guides that came and went."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    added: tuple[str, ...]
    deleted: tuple[str, ...]
    changed: tuple[str, ...]
    guides_added: tuple[str, ...]
    guides_deleted: tuple[str, ...]


class Difference(BaseModel):
    """All that a change did. ``played`` is how many messages were compared."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sections: Sections
    played: int
    changed: tuple[Changed, ...]

    def count(self, source: Source) -> int:
        return sum(change.message.source == source for change in self.changed)


class _Turn(NamedTuple):
    message: Message
    answer: Answer
    passed: bool | None


def difference(before: Advisor, now: Advisor, dialogues: Sequence[Dialogue], questions: Iterable[str]) -> Difference:
    """Plays conversations, open questions and the ways of asking of changed sections on both, and keeps what differs."""
    changed_sections = sections(before.library, now.library)
    script = [
        *(("conversation", dialogue) for dialogue in dialogues),
        *(("question", _single(f"asked-{at}", text)) for at, text in enumerate(questions, start=1)),
        *(("section", _single(ident, text)) for ident, text in _ways(changed_sections, before.library, now.library)),
    ]
    old, new = (_played(advisor, script) for advisor in (before, now))
    pairs = list(zip(old, new, strict=True))
    changed = tuple(change for one, other in pairs if (change := _change(one, other)) is not None)
    return Difference(sections=changed_sections, played=len(pairs), changed=changed)


def sections(before: Library, now: Library) -> Sections:
    """What became of the sections."""
    old, new = before.by_id, now.by_id
    return Sections(
        added=tuple(ident for ident in new if ident not in old),
        deleted=tuple(ident for ident in old if ident not in new),
        changed=tuple(ident for ident, passage in new.items() if ident in old and digest(passage) != digest(old[ident])),
        guides_added=tuple(guide for guide in now.guides if guide not in before.guides),
        guides_deleted=tuple(guide for guide in before.guides if guide not in now.guides),
    )


def _ways(found: Sections, before: Library, now: Library) -> list[tuple[str, str]]:
    """For each section that came, went or changed, a few ways in which people ask for it."""
    passages = [*(now.by_id[ident] for ident in (*found.changed, *found.added)), *(before.by_id[ident] for ident in found.deleted)]
    return [(passage.id, text) for passage in passages for text in _few(passage)]


def _few(passage: Passage) -> tuple[str, ...]:
    return passage.asked[:_WAYS] or (passage.heading,)


def _single(ident: str, text: str) -> Dialogue:
    return Dialogue(id=ident, kind="single", turns=(Ask(ask=text),))


def _played(advisor: Advisor, script: Iterable[tuple[str, Dialogue]]) -> list[_Turn]:
    guides = guide_words(advisor.library)
    turns: list[_Turn] = []
    for source, dialogue in script:
        conversation = Conversation()
        for number, ask in enumerate(dialogue.turns, start=1):
            answer, conversation = advisor.reply(" ".join(ask.ask.split()), conversation)
            judged = bool(ask.facts or ask.abstain or ask.guides or ask.any_guides or ask.forbidden)
            message = Message.model_validate({"source": source, "dialogue": dialogue.id, "number": number, "ask": ask.ask})
            turns.append(_Turn(message, answer, judge(dialogue, number, answer, guides).passed if judged else None))
    return turns


def _change(old: _Turn, new: _Turn) -> Changed | None:
    before, now = _lines(old.answer), _lines(new.answer)
    if before == now and old.answer.outcome == new.answer.outcome:
        return None
    verdict = "" if old.passed == new.passed else "better" if new.passed else "worse"
    return Changed.model_validate(
        {
            "message": new.message, "before": plain(old.answer), "now": plain(new.answer), "outcome": _outcome(old.answer, new.answer), "verdict": verdict,
            "gained": tuple(line for line in now if line not in before), "lost": tuple(line for line in before if line not in now),
        }
    )  # fmt: skip


def _lines(answer: Answer) -> tuple[str, ...]:
    """An answer's lines with the guide behind each: numbers of sources may change without anything being said otherwise."""
    points = tuple(f"{point.text} ({', '.join(dict.fromkeys(citation.guide for citation in point.citations))})" for point in answer.points)
    return (*points, *(part for part in (answer.lead, answer.note) if part)) if not points else (*points, *((answer.note,) if answer.note else ()))


def _outcome(old: Answer, new: Answer) -> str:
    if (old.outcome == "answered") == (new.outcome == "answered"):
        return ""
    return "answered now" if new.outcome == "answered" else "no longer answered"
