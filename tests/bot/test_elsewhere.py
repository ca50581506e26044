"""A company's own folder refuses questions about other fields of life, and takes over nothing else of this project."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.advisor import Advisor
from bot.answer import plain
from retrieval.elsewhere import elsewhere
from retrieval.entries import Limit
from retrieval.library import Library, load
from retrieval.vocabulary import Vocabulary
from tests.editing.folders import SAMPLE, copied


@pytest.fixture(scope="module")
def sample() -> Advisor:
    return Advisor(load(SAMPLE))


@pytest.mark.parametrize(
    "text",
    [
        "how do i make lasagna", "who won the cup", "is it going to rain tomorrow", "how old is the pope", "how do i fix my dishwasher",
        "what time is it in tokyo", "how many legs has a spider", "should i buy bitcoin", "which planet is the biggest", "recommend a film for tonight",
    ],
)  # fmt: skip
def test_another_field_of_life_is_refused_in_the_company_s_own_words(sample: Advisor, text: str) -> None:
    answer, _ = sample.reply(text)
    assert answer.abstained
    assert answer.lead == "The guides of Tarn don't say."
    assert not answer.citations


@pytest.mark.parametrize("text", ["what do trainees do", "do i need welding", "who pays for my tools", "i want to lead people", "can i work in utrecht"])
def test_the_company_s_own_field_is_answered_all_the_same(sample: Advisor, text: str) -> None:
    assert sample.reply(text)[0].outcome == "answered"


def test_a_folder_with_more_broad_ways_of_its_own_takes_over_none(library: Library, sample: Advisor) -> None:
    ways = elsewhere(sample.library.vocabulary)
    assert len(ways) > 500
    assert elsewhere(library.vocabulary) == ()
    few = Limit(id="leave", name="Leave", asked=("when can i go home",), reason="Ask the office.", broad=True)
    many = few.model_copy(update={"asked": tuple(f"way {at}" for at in range(len(ways)))})
    assert elsewhere(Vocabulary({"limit": {"leave": few}})) == ways
    assert elsewhere(Vocabulary({"limit": {"leave": many}})) == ()


def test_a_company_s_own_broad_limit_says_its_reason_beside_them(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with (folder / "vocabulary" / "limits.yaml").open("a", encoding="utf-8") as file:
        file.write('- {id: canteen, name: The canteen, broad: true, reason: "The canteen has its board.", asked: [what does the canteen cook today]}\n')
    advisor = Advisor(load(folder))
    assert advisor.reply("what does the canteen cook today")[0].lead == "The canteen has its board."
    assert advisor.reply("how old is the pope")[0].abstained


def test_what_is_taken_over_names_nothing_of_this_project_s_guides(library: Library, sample: Advisor) -> None:
    for text in elsewhere(sample.library.vocabulary):
        reading = library.read(text)
        assert not [
            name for cls in ("level", "role", "skill", "company", "certification") for name in reading.ids(cls) if name not in library.vocabulary.elsewhere
        ], text
        assert not library.guides_named(text)
    assert "backend" not in plain(sample.reply("who was napoleon")[0]).lower()
