"""What several guides say on one subject stands side by side; what they say alike is said once and cited twice."""

from __future__ import annotations

import itertools

from bot.advisor import Advisor
from bot.answer import Answer
from bot.compose import alike, counterpart, figures
from bot.conversation import Conversation
from bot.fit import fit, named
from retrieval.library import Library


def answer_to(advisor: Advisor, message: str) -> Answer:
    return advisor.reply(message)[0]


def test_passages_with_other_figures_are_not_alike_however_many_words_they_share(library: Library) -> None:
    outlook = library.by_id["himalayas#key-facts-job-growth-outlook-2022-2032"]
    five_years = library.by_id["himalayas#job-growth-us-outlook-over-five-years"]
    assert figures(outlook).isdisjoint(figures(five_years))
    assert not alike(outlook, five_years, library)


def test_growth_is_given_with_both_projections(advisor: Advisor) -> None:
    said = " ".join(point.text for point in answer_to(advisor, "by how much will developer jobs grow, and until when is that").points)
    assert "22%" in said
    assert "15%" in said


def test_a_counterpart_is_of_another_guide_on_a_subject_and_level_of_the_first(library: Library) -> None:
    first = library.by_id["newcv#mid-level-what-they-do"]
    assert counterpart(library.by_id["himalayas#mid-level-backend-developer-what-they-do"], [first])
    assert not counterpart(library.by_id["himalayas#senior-backend-developer-what-they-do"], [first])
    assert not counterpart(first, [first])
    assert not counterpart(first, [])


def test_what_a_level_does_is_told_by_three_guides(advisor: Advisor) -> None:
    guides = {citation.guide for citation in answer_to(advisor, "what would a mid level person handle in a normal week").citations}
    assert len(guides) >= 3


def test_every_citation_beside_a_point_is_of_a_passage_that_says_the_same(advisor: Advisor, library: Library) -> None:
    found = 0
    for message in ("which certificates do employers look for", "what skills does a junior need", "where do backend people move to later"):
        for point in answer_to(advisor, message).points:
            passages = list(dict.fromkeys(citation.passage for citation in point.citations))
            guides = [library.by_id[ident].guide for ident in passages]
            for one, other in itertools.pairwise(passages):
                if library.by_id[one].guide != library.by_id[other].guide:
                    found += 1
                    assert alike(library.by_id[one], library.by_id[other], library)
            assert len(set(guides)) == len(guides)
    assert found


def test_a_role_that_all_guides_are_about_is_no_name_that_a_passage_could_lack(advisor: Advisor, library: Library) -> None:
    asked, plain = (advisor.case(message, Conversation()) for message in ("what does a backend developer use every day", "what does one use every day"))
    factors, without = (fit(named(case.question, library), library.traits).tolist() for case in (asked, plain))
    assert factors == without
