"""Answers made of real passages, and verdicts made of figures, for the tests of judging."""

from __future__ import annotations

from bot.answer import Answer, Point, cite
from bot.evaluation.conversations import Ask, Dialogue
from bot.evaluation.judge import Verdict
from retrieval.library import Library


def answer(library: Library, guide: str = "ladder", text: str = "A claim of five words") -> Answer:
    """An answer with one point, cited to the first passage of a guide."""
    passage = next(passage for passage in library.passages if passage.guide == guide)
    statement = passage.statements[0]
    return Answer(outcome="answered", kind="sections", points=(Point(text=text, citations=(cite(passage, "A title", statement.text, statement.line),)),))


def refusal(text: str = "The guides don't say.") -> Answer:
    return Answer(outcome="abstained", kind="limit", lead=text)


def dialogue(ask: Ask) -> Dialogue:
    return Dialogue(id="A-1", kind="salary", turns=(ask,))


def verdict(number: int = 1, **changes: object) -> Verdict:
    """A verdict on a right answer to one question of two facts, changed as a test needs."""
    fields: dict[str, object] = {
        "dialogue": "A-1", "kind": "salary", "number": number, "ask": "how much", "text": "- one two three [1]\n- four [2]",
        "abstained": False, "should_abstain": False, "facts": 2, "quotes": 2, "claims": 1, "uncited": 0,
    }  # fmt: skip
    return Verdict.model_validate({**fields, **changes})
