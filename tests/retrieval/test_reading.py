"""How text is read: what it names, under which terms it is searched, and that no text is too odd."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given

from retrieval.library import Library
from retrieval.reading import Reader, pairs
from retrieval.vocabulary import read_vocabulary
from tests.retrieval.writing import ANY_TEXT, knowledge

FILES = {
    "levels.yaml": "- {id: senior, name: Senior, rank: 2, aliases: [sr, SDE 3], titles: [Programmer]}\n- {id: lead, name: Lead, rank: 3, cased: [TL]}\n",
    "skills.yaml": "- {id: sql, name: SQL}\n- {id: nosql, name: NoSQL, aliases: [no sql]}\n- {id: go, name: Golang, cased: [Go]}\n- {id: cpp, name: C++}\n",
    "roles.yaml": "- {id: lead-designer, name: Lead designer, aliases: [lead designers]}\n",
    "synonyms.yaml": "- {id: pay, name: pay, aliases: [salary, take home]}\n",
    "cues.yaml": "- {id: held, name: held, aliases: [i am a, i'm]}\n",
    "topics.yaml": "- {id: growth, name: Growth, headings: [market, outlook]}\n",
}

REAL = Reader(read_vocabulary(Path(__file__).resolve().parents[2] / "knowledge" / "vocabulary")[0])


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder = knowledge(tmp_path_factory.mktemp("reading"), {}, FILES)
    vocabulary, problems = read_vocabulary(Path(folder) / "vocabulary")
    assert not problems
    return Reader(vocabulary)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a SENIOR dev", [("level", "senior")]),
        ("seniors, sde 3", [("level", "senior"), ("level", "senior")]),
        ("the lead designer", [("role", "lead-designer")]),
        ("lead, designer", [("role", "lead-designer")]),
        ("designer lead", [("level", "lead")]),
        ("no sql and sql", [("skill", "nosql"), ("skill", "sql")]),
        ("go on in Go", [("skill", "go")]),
        ("tl;dr for a TL", [("level", "lead")]),
        ("c++ not c or C#", [("skill", "cpp")]),
        ("senioritis leading", []),
    ],
)
def test_the_longest_name_at_each_place_is_what_a_text_names(reader: Reader, text: str, named: list[tuple[str, str]]) -> None:
    assert [(mention.cls, mention.id) for mention in reader.read(text).mentions] == named


def test_no_name_goes_on_behind_the_end_of_a_sentence(reader: Reader) -> None:
    assert reader.read("lead designers earn more").ids("role") == ("lead-designer",)
    assert reader.read("I am a lead. Designers or seniors?").ids("role") == ()
    assert reader.read("i use no sql").ids("skill") == ("nosql",)
    assert reader.read("no. SQL then").ids("skill") == ("nosql",)  # a stop behind so few letters may be an abbreviation's
    assert reader.read("no? SQL then").ids("skill") == ("sql",)


def test_names_synonyms_and_words_become_terms_in_the_order_of_the_text(reader: Reader) -> None:
    reading = reader.read("What salary does a senior take home?")
    assert [term.key for term in reading.terms] == ["what", "=pay", "doe", "a", "level:senior", "=pay"]
    assert [term.soft for term in reading.terms] == [True, False, True, True, False, False]
    assert pairs(["a", "b", "c"]) == ["a b", "b c"]


def test_a_mention_gives_back_the_words_behind_it(reader: Reader) -> None:
    reading = reader.read("Is an SDE  3 fine?")
    assert [reading.words(mention) for mention in reading.mentions] == ["SDE  3"]


def test_turns_of_phrase_and_topics_of_headings_are_read(reader: Reader) -> None:
    assert reader.read("So I'm a senior").cue("held")
    assert not reader.read("am I").cue("held")
    assert reader.topics("Market outlook, by country") == ("growth",)


def test_a_job_title_means_a_level_only_where_it_stands_alone(reader: Reader) -> None:
    assert reader.label_levels("Programmer (no prefix): the middle") == ("senior",)
    assert reader.label_levels("Programmer in Go") == ()
    assert reader.label_levels("Senior Programmer") == ("senior",)


def test_a_repaired_word_is_read_as_what_was_meant_and_said(reader: Reader) -> None:
    reading = reader.with_repair(lambda word: {"senoir": "senior"}.get(word, word)).read("a senoir dev")
    assert reading.ids("level") == ("senior",)
    assert reading.repaired == (("senoir", "senior"),)
    assert [reading.words(mention) for mention in reading.mentions] == ["senoir"]


@given(ANY_TEXT)
@example("")
@example("\x00\ud800 senior\udfff")
def test_any_text_is_read_and_every_mention_stands_within_it(text: str) -> None:
    reading = REAL.read(text)
    assert all(0 <= mention.start < mention.end <= len(reading.tokens) for mention in reading.mentions)
    assert all(reading.words(mention) in text for mention in reading.mentions)
    assert [term.token for term in reading.terms] == sorted(term.token for term in reading.terms)


@given(ANY_TEXT)
def test_reading_twice_is_reading_once(text: str) -> None:
    assert REAL.read(text) == REAL.read(text)


def test_the_real_reader_forgives_slips_in_names(library: Library) -> None:
    assert library.reader.read("whats a senoir enginer need in kubernets").ids("level") == ("senior",)
    assert library.reader.read("whats a senoir enginer need in kubernets").ids("skill") == ("kubernetes",)
