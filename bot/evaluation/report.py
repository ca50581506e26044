"""Verdicts as figures: by kind and in total, for people, for a file, and for floors."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel, ConfigDict

from bot.evaluation.judge import Verdict

ASKED, SAID = 200, 600
"""Characters of a message and of an answer that the list of misses shows."""


class Figures(BaseModel):
    """How good the answers of some turns are, as counts; words are per answer to a question of fact."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    turns: int
    passed: int
    facts: int
    facts_missing: int
    should_abstain: int
    abstained: int
    """Abstentions that are scored: those from small talk are not."""
    rightly_abstained: int
    forbidden: int
    quotes: int
    false_quotes: int
    answers: int
    """Answers to questions of fact."""
    claims: int
    uncited: int
    median_words: float | None
    long_words: int | None
    """The 95th percentile."""

    @property
    def pass_share(self) -> float:
        return self.passed / self.turns if self.turns else 0.0

    @property
    def fact_recall(self) -> float | None:
        """``None`` where no fact was expected."""
        return 1 - self.facts_missing / self.facts if self.facts else None


class Report(BaseModel):
    """An evaluation as it is kept in a file: the same conversations and answers give the same bytes, so seconds are not part of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    total: Figures
    kinds: dict[str, Figures]
    turns: tuple[Verdict, ...]


def report(verdicts: Iterable[Verdict]) -> Report:
    """The report on verdicts, kinds in alphabetical order."""
    turns = tuple(verdicts)
    kinds = {kind: figures([turn for turn in turns if turn.kind == kind]) for kind in sorted({turn.kind for turn in turns})}
    return Report(total=figures(turns), kinds=kinds, turns=turns)


def figures(turns: Sequence[Verdict]) -> Figures:
    """The figures of some turns."""
    answers = [turn for turn in turns if turn.answered]
    said = [turn for turn in turns if turn.abstained and (turn.should_abstain or turn.facts)]
    words = [turn.words for turn in answers]
    return Figures(
        turns=len(turns),
        passed=sum(turn.passed for turn in turns),
        facts=sum(turn.facts for turn in turns),
        facts_missing=sum(len(turn.missing_facts) for turn in turns),
        should_abstain=sum(turn.should_abstain for turn in turns),
        abstained=len(said),
        rightly_abstained=sum(turn.should_abstain for turn in said),
        forbidden=sum(bool(turn.said_forbidden) for turn in turns),
        quotes=sum(turn.quotes for turn in turns),
        false_quotes=sum(len(turn.false_quotes) for turn in turns),
        answers=len(answers),
        claims=sum(turn.claims for turn in answers),
        uncited=sum(turn.uncited for turn in answers),
        median_words=statistics.median(words) if words else None,
        long_words=int(percentile(words, 0.95)) if words else None,
    )


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which ``share`` of the values lie. At least one value is needed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def summary(result: Report) -> Iterator[str]:
    """The figures by kind and in total, a line each."""
    for kind, group in result.kinds.items():
        known = f"   {group.facts - group.facts_missing}/{group.facts} facts" if group.facts else ""
        yield f"{kind:15} {group.passed:4}/{group.turns:<4} turns pass{known}"
    total = result.total
    yield f"turns passed        {total.pass_share:.1%}  ({total.passed}/{total.turns})"
    if total.fact_recall is not None:
        yield f"fact recall         {total.fact_recall:.1%}  ({total.facts} facts)"
    right = total.rightly_abstained
    yield f"abstention          recall {right}/{total.should_abstain}, precision {right}/{total.abstained}"
    yield f"forbidden said      {total.forbidden} turns"
    yield f"false quotes        {total.false_quotes} of {total.quotes}"
    if total.answers:
        yield f"uncited claim lines {total.uncited} of {total.claims}"
        yield f"answer length       median {total.median_words:.0f} words, 95th percentile {total.long_words}"


def latency(seconds: Sequence[float]) -> Iterator[str]:
    """The line on how long answers take; nothing where there are none."""
    if seconds:
        median, slow = statistics.median(seconds) * 1000, percentile(seconds, 0.99) * 1000
        yield f"latency             median {median:.1f} ms, 99th percentile {slow:.1f} ms (warm)"


def misses(turns: Iterable[Verdict]) -> Iterator[str]:
    """Every turn that fell short or quoted wrongly: what was asked, what was said, what is wrong with it."""
    for turn in turns:
        if turn.passed and not turn.false_quotes:
            continue
        yield f"\n{turn.dialogue} turn {turn.number} ({turn.kind}): {turn.ask[:ASKED]}"
        yield f"  said: {' / '.join(turn.text.splitlines())[:SAID]}"
        for label in ("missing_facts", "missing_guides", "said_forbidden", "false_quotes"):
            wrong = getattr(turn, label)
            if wrong:
                yield f"  {label.replace('_', ' ')}: {list(wrong)}"
        if turn.wrong_abstention:
            yield f"  {'abstained' if turn.abstained else 'answered'}, wrongly"
