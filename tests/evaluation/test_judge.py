from __future__ import annotations

from pathlib import Path

import pytest

from bot.advisor import Advisor
from bot.answer import Answer
from bot.evaluation.conversations import Ask, Dialogue, read_dialogues
from bot.evaluation.judge import Verdict, guide_words, judge, play
from bot.evaluation.sharing import WORTH, play_shared
from retrieval.library import Library
from tests.evaluation.samples import answer, dialogue, refusal


def verdict_on(given: Answer, ask: Ask, library: Library) -> Verdict:
    return judge(dialogue(ask), 1, given, guide_words(library))


def asking(**fields: object) -> Ask:
    return Ask.model_validate({"ask": "how much", **fields})


def test_a_turn_passes_where_each_fact_has_one_of_its_patterns_case_aside(library: Library) -> None:
    given = answer(library, text="The RANGE is 55k to 80k")
    assert verdict_on(given, asking(facts=(("nope", "range"), ("55k.*80k",)), guides=("ladder",)), library).passed
    short = verdict_on(given, asking(facts=(("range",), ("median", "middle"))), library)
    assert short.missing_facts == ("median",)
    assert not short.passed


def test_every_guide_and_one_of_any_must_be_cited(library: Library) -> None:
    given = answer(library, guide="ladder")
    assert verdict_on(given, asking(guides=("ladder",), any_guides=("newcv", "ladder")), library).passed
    assert verdict_on(given, asking(guides=("ladder", "newcv")), library).missing_guides == ("newcv",)
    assert verdict_on(given, asking(any_guides=("newcv", "resumly")), library).missing_guides == ("newcv|resumly",)


def test_what_must_not_be_said_fails_the_turn_also_in_an_abstention(library: Library) -> None:
    assert verdict_on(answer(library, text="It is 500k"), asking(**{"not": ("500K",)}), library).said_forbidden == ("500K",)
    assert not verdict_on(refusal("Not 500k"), asking(abstain=True, **{"not": ("500k",)}), library).passed


def test_an_expected_abstention_needs_no_facts_and_no_guides(library: Library) -> None:
    verdict = verdict_on(refusal(), asking(abstain=True, facts=(("x",),), guides=("ladder",)), library)
    assert verdict.passed
    assert verdict.facts == 1


@pytest.mark.parametrize(
    ("abstains", "abstain", "facts", "wrong"), [(True, False, (("x",),), True), (False, True, (), True), (True, False, (), False), (True, True, (), False)]
)
def test_an_abstention_is_wrong_where_the_guides_do_or_do_not_hold_the_answer(
    abstains: bool, abstain: bool, facts: tuple[tuple[str, ...], ...], wrong: bool, library: Library
) -> None:
    given = refusal() if abstains else answer(library)
    assert verdict_on(given, asking(abstain=abstain, facts=facts), library).wrong_abstention is wrong


def test_a_quote_that_the_guide_it_names_does_not_hold_is_false(library: Library) -> None:
    point = answer(library).points[0]
    citation = point.citations[0]
    moved = point.model_copy(update={"citations": (citation.model_copy(update={"guide": "newcv"}), citation.model_copy(update={"quote": "…"}), citation)})
    verdict = verdict_on(answer(library).model_copy(update={"points": (moved,)}), asking(), library)
    assert verdict.false_quotes == (citation.quote, "…")
    assert verdict.quotes == 3


def test_lines_of_five_words_claim_something_unless_they_lead_or_ask(library: Library) -> None:
    given = Answer(
        outcome="courtesy",
        kind="x",
        lead="This line claims something uncited\nthis one only leads in:\ndoes this one ask something?\nfour words, no claim\nthis line is cited here [1]",
    )
    verdict = verdict_on(given, asking(facts=(("x",),)), library)
    assert (verdict.claims, verdict.uncited) == (2, 1)


def test_a_dialogue_is_played_in_one_conversation_and_the_next_in_another(advisor: Advisor) -> None:
    turns = (Ask(ask="what does a  senior\nearn"), Ask(ask="and staff?"))
    one, other = Dialogue(id="a", kind="k", turns=turns), Dialogue(id="b", kind="k", turns=turns[1:])
    played = [turn.verdict for turn in play([one, other], advisor)]
    assert [(turn.dialogue, turn.number, turn.ask) for turn in played] == [("a", 1, turns[0].ask), ("a", 2, "and staff?"), ("b", 1, "and staff?")]
    assert "190k" in played[1].text
    assert played[1].text != played[2].text
    assert all(turn.seconds >= 0 for turn in play([other], advisor))


def test_dialogues_played_by_several_processes_give_the_same_verdicts_in_the_same_order(advisor: Advisor) -> None:
    dialogues, problems = read_dialogues([Path("tests/conversations/unanswerable.yaml")])
    assert not problems
    assert len(dialogues) >= WORTH
    assert [turn.verdict for turn in play_shared(dialogues, advisor)] == [turn.verdict for turn in play(dialogues, advisor)]
