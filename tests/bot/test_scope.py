"""Questions about other fields are refused with a reason; an odd word in a question about the guides' field is no reason to."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.advisor import Advisor
from bot.conversation import Conversation
from bot.learning import INSIDE, OUTSIDE, outside
from bot.topics import Lessons, TopicModel
from retrieval.features import features_of
from retrieval.library import load
from retrieval.rows import Rows
from tests.editing.folders import SAMPLE

ELSEWHERE = (
    "how do i descale a coffee machine",
    "which opera did verdi write for cairo",
    "what training does a beekeeper need",
    "how do i undo my last git commit",
    "when does the canteen close on fridays",
    "how tall is the eiffel tower",
)
HERE = (
    "is a computer science degree from abroad worth anything to employers",
    "my grandmother asks what a backend developer does all day",
    "my cat video startup folded, how long will a job hunt take as a senior",
    "do i have to know kubernetes as a junior",
)


@pytest.mark.parametrize("text", ELSEWHERE)
def test_another_field_is_refused_with_a_reason(advisor: Advisor, text: str) -> None:
    answer, _ = advisor.reply(text)
    assert answer.abstained
    assert answer.lead
    assert not answer.citations


@pytest.mark.parametrize("text", HERE)
def test_the_guides_own_field_is_answered(advisor: Advisor, text: str) -> None:
    answer, _ = advisor.reply(text)
    assert answer.outcome == "answered"


def test_a_follow_up_that_points_back_is_not_taken_for_another_field(advisor: Advisor) -> None:
    _, conversation = advisor.reply("can a backend developer move into data engineering", Conversation())
    answer, _ = advisor.reply("how hot is that field", conversation)
    assert not answer.abstained


def learned(*texts: tuple[str, list[str]]) -> TopicModel:
    """The model of texts, each given with its one topic and its words in order."""
    terms = [(word, False) for word in sorted({word for _, words in texts for word in words})]
    numbers, topics = {word: at for at, (word, _) in enumerate(terms)}, tuple(sorted({topic for topic, _ in texts}))
    features, sightings = features_of(Rows.of([[numbers[word] for word in words] for _, words in texts]), terms)
    return TopicModel(features, Lessons(sightings, topics, Rows.of([[topics.index(topic)] for topic, _ in texts])))


def test_a_knowledge_folder_without_broad_limits_refuses_nothing_for_its_field() -> None:
    assert outside(learned(), {"napoleon": 1.0}) == 0.0


def test_the_belief_is_that_of_the_two_classes_alone() -> None:
    model = learned(*[(INSIDE, ["pay", "level"]), (OUTSIDE, ["egg", "boil"])] * 20)
    assert outside(model, {"egg": 1.0, "boil": 1.0}) > 0.9
    assert outside(model, {"pay": 1.0, "level": 1.0}) < 0.1


def test_another_company_s_folder_is_read_by_the_same_rules(tmp_path: Path) -> None:
    answer, _ = Advisor(load(SAMPLE)).reply("what does an artisan earn")
    assert answer.outcome == "answered"
