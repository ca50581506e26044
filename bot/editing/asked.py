"""Questions that the guides left open, grouped where they are alike, with what was said then and what would be said today."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict

from bot.advisor import Advisor
from bot.answer import Answer, plain
from bot.conversation import Conversation
from bot.store.gaps import Gap
from bot.understand import clean

ALIKE = 0.5
"""The share of telling words that two questions have in common to be one group."""
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_HANDLE = re.compile(r"(?<!\w)@[\w.-]+|(?<!\d)\+?\d[\d\s()/-]{7,}\d(?!\d)")


class Wanted(BaseModel):
    """A group of questions that are alike. ``said`` is the latest answer then, ``today`` what the advisor would do now."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    questions: tuple[str, ...]
    """The different wordings, the most frequent first."""
    times: int
    people: int
    down: int
    """How many of the answers were voted down."""
    latest: datetime
    said: str
    why: str
    """Why it was not answered: the reason that was given, or those of the people who voted it down."""
    today: str
    """``answered`` or ``open``: what the advisor makes of the first wording on the guides of today."""

    @property
    def frequency(self) -> str:
        """How often and by how many it was asked, in words."""
        people = "1 person" if self.people == 1 else f"{self.people} people"
        return f"{'once' if self.times == 1 else f'{self.times} times'} by {people}"


class _Group:
    def __init__(self) -> None:
        self.gaps: list[Gap] = []
        self.words: Counter[str] = Counter()


def grouped(gaps: Iterable[Gap], advisor: Advisor) -> tuple[Wanted, ...]:
    """The groups, those that most people asked first."""
    groups: list[_Group] = []
    for gap in gaps:
        words = telling(gap.text, advisor)
        near = max(groups, key=lambda group: _likeness(words, group), default=None)
        best = _same_limit(gap, groups) or (near if near is not None and _likeness(words, near) >= ALIKE else None)
        if best is None:
            best = _Group()
            groups.append(best)
        best.gaps.append(gap)
        best.words.update(words)
    made = [_wanted(group.gaps, advisor) for group in groups]
    return tuple(sorted(made, key=lambda wanted: (-wanted.people, -wanted.times, -wanted.latest.timestamp())))


def nameless(text: str) -> str:
    """A question without what could name a person: Slack's mentions, addresses, handles and telephone numbers."""
    shown = _HANDLE.sub("…", _MAIL.sub("…", clean(text)))
    return " ".join(shown.split())


def telling(text: str, advisor: Advisor) -> frozenset[str]:
    """The content words of a question as search terms, names by what they stand for."""
    return frozenset(term.key for term in advisor.library.reader.read(nameless(text)).terms if not term.soft)


def _same_limit(gap: Gap, groups: Iterable[_Group]) -> _Group | None:
    """The group that was refused for the same known reason, whatever its words."""
    if gap.answer.kind != "limit" or not gap.answer.abstained:
        return None
    return next((group for group in groups if any(other.answer.kind == "limit" and other.answer.lead == gap.answer.lead for other in group.gaps)), None)


def _likeness(words: frozenset[str], group: _Group) -> float:
    """The share of words in common with a typical question of the group: the words that at least half of it have."""
    common = {word for word, count in group.words.items() if 2 * count >= len(group.gaps)}
    return len(words & common) / len(words | common) if words | common else 1.0


def _wanted(gaps: Sequence[Gap], advisor: Advisor) -> Wanted:
    wordings = Counter(nameless(gap.text) for gap in gaps)
    last = max(gaps, key=lambda gap: gap.asked_at)
    first = wordings.most_common(1)[0][0]
    answer, _ = advisor.reply(first, Conversation())
    return Wanted(
        questions=tuple(text for text, _ in wordings.most_common()),
        times=len(gaps),
        people=len({gap.asker for gap in gaps}),
        down=sum(gap.down for gap in gaps),
        latest=datetime.fromtimestamp(last.asked_at, UTC),
        said=plain(last.answer),
        why=_why(gaps, last.answer),
        today="answered" if answer.outcome == "answered" else "open",
    )


def _why(gaps: Sequence[Gap], answer: Answer) -> str:
    reasons = tuple(dict.fromkeys(nameless(gap.reason) for gap in gaps if gap.reason))
    given = answer.lead if answer.abstained else "The answer was voted down."
    return " ".join((given, *(f"“{reason}”" for reason in reasons)))


def as_conversations(wanted: Iterable[Wanted]) -> str:
    """The groups as conversations for ``career-advisor evaluate``, each to be completed with what a good answer holds."""
    lines = [
        "# Questions that people asked and the guides left open. Complete each: write what a good answer must hold under 'facts', as lists of",
        "# patterns of which one suffices (facts: [['£37k']]), and which guides it cites (guides: [pay]); or keep 'abstain: true' where the",
        "# guides should go on leaving it open. Then move it to your conversations and run: career-advisor evaluate FILE",
    ]
    for number, group in enumerate(wanted, start=1):
        lines += ["", f"# asked {group.frequency}, last on {group.latest:%Y-%m-%d}; today: {group.today}"]
        lines += [f"# then: {line}" for line in group.said.splitlines()]
        lines += [f"- id: asked-{group.latest:%Y%m%d}-{number}", "  kind: asked", "  turns:", f"  - ask: {json.dumps(group.questions[0], ensure_ascii=False)}"]
        lines += [f"    # also: {question}" for question in group.questions[1:6]]
        lines += ["    facts: []", *(["    abstain: true"] if group.today == "open" else [])]
    return "\n".join(lines) + "\n"
