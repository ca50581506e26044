"""The advisor over the knowledge of an invented maker of bicycles: other rungs, trades, skills, currencies and words.

Whatever these tests need stands in tests/sample; none of it may stand in code.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from bot.advisor import Advisor
from bot.answer import Answer, plain
from bot.conversation import Conversation
from retrieval.library import load
from retrieval.vocabulary import CLASSES, Level
from tests.editing.folders import ROOT, SAMPLE


@cache
def advisor() -> Advisor:
    return Advisor(load(SAMPLE))


def ask(*messages: str) -> Answer:
    """The answer to the last of several messages of one conversation."""
    conversation, answer = Conversation(), None
    for message in messages:
        answer, conversation = advisor().reply(message, conversation)
    assert answer is not None
    return answer


def test_the_sample_folder_is_complete_and_without_a_problem() -> None:
    library = advisor().library
    assert library.problems == ()
    assert len(library.guides) == 3
    for cls in CLASSES:
        assert library.vocabulary.all(cls), f"vocabulary/{cls.FILE} is empty"
    assert not {level.id for level in library.vocabulary.all(Level)} & {"junior", "mid", "senior", "staff", "principal"}


ANSWERED = {
    "what does an artisan earn?": ("£37k–£44k", "pay#all-rungs-base-salary-in-sheffield"),
    "what does an artisan earn in utrecht?": ("€45k–€52k", "pay#all-rungs-base-salary-in-utrecht"),
    "salary in holland": ("€36k–€41k", "pay#all-rungs-base-salary-in-utrecht"),
    "how do I become an artisan?": ("pass the TIG welding test", "ladder#builder-how-to-advance-to-artisan"),
    "why do builders stall?": ("refuse custom orders", "ladder#builder-why-people-stall"),
    "how many years to artisan": ("Artisan: 5–9 years of experience", "ladder#all-rungs-years-of-experience"),
    "builder vs artisan": ("An artisan decides on the geometry", "ladder#artisan-how-it-differs-from-builder"),
    "what does a shift captain do": ("holding a talk with each person every month", "crew#shift-captain-what-they-do"),
    "how do i become works captain": ("two seasons", "crew#shift-captain-how-to-advance-to-works-captain"),
    "when do i need tig welding": ("Artisan: skills: TIG welding", "ladder#artisan-skills"),
    "what rung am i with 4 years": ("Builder: 2–5 years of experience", "ladder#all-rungs-years-of-experience"),
    "who earns more, artisan or shift captain": ("Shift Captain: base £41k–£47k", "pay#all-rungs-base-salary-in-sheffield"),
    "does my cytech help": ("skips the first year of the traineeship", "crew#moving-from-bicycle-mechanic-to-frame-builder"),
    "i'm a builder, i know brazing and jig setup, what's missing for artisan?": ("TIG welding; titanium; geometry design in CAD", "ladder#artisan-skills"),
}


@pytest.mark.parametrize("question", ANSWERED)
def test_a_question_in_the_company_s_own_words_is_answered_from_its_guides(question: str) -> None:
    says, cites = ANSWERED[question]
    answer = ask(question)
    assert answer.outcome == "answered"
    assert says in plain(answer)
    assert cites in {citation.passage for citation in answer.citations}


def test_guides_that_measure_years_differently_stand_side_by_side() -> None:
    text = plain(ask("how many years to artisan"))
    assert "Tarn Ladder, Artisan: 5–9 years of experience" in text
    assert "Tarn Pay Book, Artisan: 4–6 years in level" in text


def test_a_follow_up_keeps_the_rung_and_takes_the_other_currency() -> None:
    text = plain(ask("what does an artisan earn?", "and in utrecht?"))
    assert "€45k–€52k" in text
    assert "£" not in text


@pytest.mark.parametrize(
    "question", ["what does pashworth pay", "what does a painter earn", "what does an artisan earn in japan", "how many days of holiday do i get"]
)
def test_what_the_guides_do_not_say_is_not_answered(question: str) -> None:
    answer = ask(question)
    assert answer.abstained
    assert not answer.citations


def test_the_advisor_speaks_with_the_sample_s_sentences() -> None:
    assert "Hello from the workshop" in ask("hello").lead
    assert ask("which guides do you know").lead.count("Tarn") == 3


FORBIDDEN = re.compile(r"resumegeni|himalayas|newcv|resumly|career ladder|\bUSD\b|\bbackend (?:developer|engineer)|\bSDE", re.IGNORECASE)


@pytest.mark.parametrize(
    "path",
    sorted((*(ROOT / "retrieval").glob("*.py"), *(ROOT / "bot").glob("*.py"), *(ROOT / "bot" / "kinds").glob("*.py"))),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_the_core_names_no_guide_profession_or_currency(path: Path) -> None:
    code = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if '"""' not in line and not line.lstrip().startswith("#"))
    assert not FORBIDDEN.search(code)
