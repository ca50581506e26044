"""Questions about other fields are refused with a reason; an odd word in a question about the guides' field is no reason to."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import belief
from bot.advisor import Advisor
from bot.conversation import Conversation
from bot.learning import INSIDE, LIMIT, limits_of
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
    """The model of texts, each given with its one class and its words in order."""
    terms = [(word, False) for word in sorted({word for _, words in texts for word in words})]
    numbers, classes = {word: at for at, (word, _) in enumerate(terms)}, tuple(sorted({name for name, _ in texts}))
    features, sightings = features_of(Rows.of([[numbers[word] for word in words] for _, words in texts]), terms)
    return TopicModel(features, Lessons(sightings, classes, Rows.of([[classes.index(name)] for name, _ in texts])))


def test_a_knowledge_folder_without_limits_believes_in_none() -> None:
    assert limits_of(learned(*[(INSIDE, ["pay", "level"])] * 20), {"napoleon": 1.0}) == {}


def test_the_belief_in_limits_and_in_subjects_is_one_together() -> None:
    model = learned(*[(INSIDE, ["pay", "level"]), (f"{LIMIT}eggs", ["egg", "boil"])] * 20)
    odd, ours = (limits_of(model, dict.fromkeys(words, 1.0))["eggs"] for words in (("egg", "boil"), ("pay", "level")))
    assert odd > 0.6 > 0.4 > ours


REMARKS = (
    "how long until senior? my wedding is in september",
    "what does a staff engineer earn in the us? we just got a puppy",
    "how bad is on-call? our twins were born in may so sleep is a joke anyway",
)


@pytest.mark.parametrize("text", REMARKS)
def test_a_remark_beside_a_question_refuses_nothing(advisor: Advisor, text: str) -> None:
    answer, _ = advisor.reply(text)
    assert answer.outcome == "answered"
    assert "I only know" not in answer.lead


def test_who_has_told_their_level_may_ask_whether_their_pay_is_fair(advisor: Advisor) -> None:
    _, conversation = advisor.reply("i'm a senior in berlin")
    assert advisor.reply("am i underpaid?", conversation)[0].outcome == "answered"
    plain, known = (advisor.case("am i underpaid?", before) for before in (Conversation(), conversation))
    assert belief.signals(known, belief.met(known)).share < belief.signals(plain, belief.met(plain)).share
    assert advisor.reply("how much exactly will my next raise be?", conversation)[0].abstained


@pytest.mark.parametrize("text", ["what does zalando pay a senior in berlin?", "what does Qwertysoft pay a lead?"])
def test_the_pay_of_a_company_is_refused_by_its_name(advisor: Advisor, text: str) -> None:
    answer, _ = advisor.reply(text)
    assert answer.abstained
    assert "alando" in answer.lead or "Qwertysoft" in answer.lead


def test_a_company_in_a_remark_is_not_asked_about(advisor: Advisor) -> None:
    answer, _ = advisor.reply("what does a senior do all day? the old guy at Zoho says nothing but meetings")
    assert answer.outcome == "answered"


def test_each_signal_counts_in_its_direction(advisor: Advisor) -> None:
    weights = belief.WEIGHTS
    assert min(weights.share, weights.named, weights.nearer, weights.employer) > 0 > max(weights.covered, weights.found, weights.leans)
    cases = [advisor.case(text, Conversation()) for text in ("what does a senior earn?", "how do i boil an egg for my dog?")]
    plain, strange = (belief.signals(case, belief.met(case)) for case in cases)
    assert belief.of(plain) < 0 < belief.of(strange)
    assert strange.share > plain.share
    assert strange.covered < plain.covered


def test_another_company_s_folder_is_read_by_the_same_rules(tmp_path: Path) -> None:
    answer, _ = Advisor(load(SAMPLE)).reply("what does an artisan earn")
    assert answer.outcome == "answered"


def test_the_price_of_what_was_spoken_of_is_refused(advisor: Advisor) -> None:
    _, conversation = advisor.reply("what certs should a junior get")
    answer, _ = advisor.reply("how much do they cost", conversation)
    assert answer.abstained
    assert "exams cost" in answer.lead


@pytest.mark.parametrize("text", ["give me ur prediction, what will a senior backend dev earn in 2035", "be honest, what will juniors earn in 2040?"])
def test_what_introduces_a_refused_question_is_no_question_beside_it(advisor: Advisor, text: str) -> None:
    assert advisor.reply(text)[0].abstained


def test_a_question_beside_a_refused_one_is_answered(advisor: Advisor) -> None:
    answer, _ = advisor.reply("what will a senior earn in 2040? and what does a staff engineer do?")
    assert answer.outcome == "answered"
    assert "staff" in " ".join(point.text for point in answer.points).lower()
