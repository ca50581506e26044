"""A reloaded library is, array by array, the one that reading its folder afresh gives, whatever was changed before."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot.advisor import Advisor
from bot.conversation import Conversation
from bot.matching import Matcher
from retrieval.cache import Cache
from retrieval.cachefile import open_any
from retrieval.contents import contents_arrays
from retrieval.counts import counts_arrays
from retrieval.intake import read_contents
from retrieval.library import Library, load, reload
from retrieval.problems import KnowledgeError
from retrieval.reading import Reader, Reading
from tests.editing.folders import copied, replaced

SEEDS = os.environ.get("SEEDS", "24")

QUESTIONS = (
    "what does an artisan earn?", "how do I become an artisan?", "and a builder?", "what rung am i with 4 years", "when do i need tig welding",
    "what does a shift captain do", "why do builders stall?", "salary in holland", "who earns more, artisan or shift captain", "thanks", "wat does a bilder do",
)  # fmt: skip


def parts(library: Library) -> dict[str, np.ndarray]:
    """All that is compiled from a library, as arrays."""
    each = {
        "contents": contents_arrays(library.contents), "reader": library.plain_reader.arrays(), "speller": library.speller.arrays(),
        "runs": library.runs.arrays(), "counts": counts_arrays(library.counts), "index": library.index.postings.arrays(),
        "phrasings": Matcher(library).learned.arrays(),
    }  # fmt: skip
    return {f"{part}/{name}": array for part, arrays in each.items() for name, array in arrays.items()}


def said(library: Library) -> list[str]:
    advisor, conversation, found = Advisor(library), Conversation(), []
    for question in QUESTIONS:
        answer, conversation = advisor.reply(question, conversation)
        found.append(answer.model_dump_json())
    return found


def assert_same(one: Library, other: Library) -> None:
    mine, others = parts(one), parts(other)
    assert mine.keys() == others.keys()
    assert [name for name, array in mine.items() if array.dtype != others[name].dtype or not np.array_equal(array, others[name])] == []
    assert said(one) == said(other)
    assert (one.home, one.home_places, one.named) == (other.home, other.home_places, other.named)


def _guide(folder: Path, chance: random.Random) -> Path:
    return chance.choice(sorted((folder / "guides").glob("*.md")))


def _line(path: Path, chance: random.Random, pattern: str, change: Callable[[str], str]) -> None:
    """Changes one of the lines that fit."""
    lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    fitting = [at for at, line in enumerate(lines) if re.search(pattern, line)]
    if fitting:
        at = chance.choice(fitting)
        lines[at] = change(lines[at])
        path.write_text("\n".join(lines), encoding="utf-8")


def _file(name: str, pattern: str, new: Callable[[random.Random], str]) -> Callable[[Path, random.Random], None]:
    def edit(folder: Path, chance: random.Random) -> None:
        pieces = sorted((folder / "vocabulary").glob(f"{name.removesuffix('.yaml')}/*.yaml"))
        path = chance.choice(pieces) if pieces else folder / "vocabulary" / name
        _line(path, chance, pattern, lambda line: re.sub(pattern, lambda _: new(chance), line, count=1))

    return edit


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("abdegiklmnorstu") for _ in range(chance.randint(3, 9)))


def sentence(folder: Path, chance: random.Random) -> None:
    _line(_guide(folder, chance), chance, r"^\w.*\.$", lambda line: f"{line} A {_word(chance)} comes on top.")


def phrasing(folder: Path, chance: random.Random) -> None:
    _line(_guide(folder, chance), chance, r"^\s*[-*]?\s*\w.*\?$", lambda line: line.replace("?", f" in the {_word(chance)}?"))


def section_gone(folder: Path, chance: random.Random) -> None:
    path = _guide(folder, chance)
    sections = re.split(r"(?m)^(?=#{2,3} )", path.read_text(encoding="utf-8"))
    if len(sections) > 4:
        del sections[chance.randrange(2, len(sections))]
        path.write_text("".join(sections), encoding="utf-8")


def guide_come(folder: Path, chance: random.Random) -> None:
    new = folder / "guides" / f"{chance.choice('agpz')}{_word(chance)}.md"
    new.write_text(_guide(folder, chance).read_text(encoding="utf-8").replace("a ", f"a {_word(chance)} ", 3), encoding="utf-8")


def guide_gone(folder: Path, chance: random.Random) -> None:
    if len(list((folder / "guides").glob("*.md"))) > 1:
        _guide(folder, chance).unlink()


def guide_renamed(folder: Path, chance: random.Random) -> None:
    _guide(folder, chance).rename(folder / "guides" / f"{_word(chance)}.md")


def guide_broken(folder: Path, chance: random.Random) -> None:
    _line(_guide(folder, chance), chance, r"^reviewed: ", lambda _: "reviewed: soon")


def title(folder: Path, chance: random.Random) -> None:
    who = chance.choice(["bicycle mechanics", "frame builders", "people", "wheel builders"])
    _line(_guide(folder, chance), chance, r"^title: ", lambda _: f"title: A guide for {who}")


def vocabulary_file_gone(folder: Path, chance: random.Random) -> None:
    (folder / "vocabulary" / chance.choice(["skills.yaml", "synonyms.yaml", "limits.yaml", "columns.yaml"])).unlink(missing_ok=True)


def vocabulary_file_cut(folder: Path, chance: random.Random) -> None:
    """Writes a class in the files of a folder, one for each entry or for a few of them; sometimes the whole stays beside them."""
    path = folder / "vocabulary" / chance.choice(["levels.yaml", "limits.yaml", "subjects.yaml", "courtesies.yaml", "topics.yaml", "synonyms.yaml"])
    if not path.exists() or path.with_suffix("").exists():
        return
    path.with_suffix("").mkdir()
    for at, entry in enumerate(re.split(r"(?m)^(?=- )", path.read_text(encoding="utf-8"))):
        piece = path.with_suffix("") / f"{chance.choice('abc') if at else 'a'}.yaml"
        with piece.open("a", encoding="utf-8") as file:
            file.write(entry)
    if chance.random() < 0.8:
        path.unlink()


def vocabulary_folder_renamed(folder: Path, chance: random.Random) -> None:
    paths = sorted((folder / "vocabulary").glob("*/*.yaml"))
    if paths:
        path = chance.choice(paths)
        path.rename(path.with_name(f"{_word(chance)}.yaml"))


def comment(folder: Path, chance: random.Random) -> None:
    path = chance.choice(sorted((folder / "vocabulary").glob("**/*.yaml")))
    path.write_text(f"# {_word(chance)}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


COMMON = ("people", "earn", "the bench", "stall", "frame", "pay", "how do", "wheel", "season")
EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    sentence, phrasing, section_gone, guide_come, guide_gone, guide_renamed, guide_broken, title, comment, vocabulary_file_gone,
    vocabulary_file_cut, vocabulary_folder_renamed,
    _file("levels.yaml", r"aliases: \[", lambda chance: f"aliases: [{chance.choice(COMMON)} {_word(chance)}, {_word(chance)}, "),
    _file("skills.yaml", r"aliases: \[", lambda chance: f"aliases: [{chance.choice(COMMON)}, "),
    _file("roles.yaml", r"aliases: \[[^\],]*", lambda chance: f"aliases: [{chance.choice(COMMON)}"),
    _file("synonyms.yaml", r"aliases: \[", lambda chance: f"aliases: [{chance.choice(COMMON)}, "),
    _file("levels.yaml", r"aliases: \[", lambda chance: f"titles: [{chance.choice(['builder', 'mechanic', 'all rungs'])}], aliases: ["),
    _file("topics.yaml", r"headings: \[", lambda chance: f"headings: [{chance.choice(COMMON)}, "),
    _file("courtesies.yaml", r"asked: \[", lambda chance: f"asked: [{_word(chance)} {chance.choice(COMMON)}, "),
    _file("limits.yaml", r"asked:$", lambda chance: f"asked:\n      - what about the {_word(chance)}?"),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(int(SEEDS)))
def test_after_any_run_of_edits_a_reload_equals_a_fresh_reading(seed: int, tmp_path: Path) -> None:
    chance, folder = random.Random(seed), copied(tmp_path)
    cache = Cache(tmp_path / "cache") if seed % 3 else Cache(None)
    library = load(folder, cache)
    parts(library)
    for _ in range(3):
        for edit in chance.sample(EDITS, chance.randint(1, 3)):
            edit(folder, chance)
        try:
            fresh = load(folder)
        except KnowledgeError as error:
            with pytest.raises(KnowledgeError, match=re.escape(str(error))):
                reload(library)
            return
        library = load(folder, cache) if seed % 3 == 1 else reload(library)
        assert_same(library, fresh)
        library.settle()


def test_a_reload_from_a_cached_start_writes_what_a_fresh_build_would_write(tmp_path: Path) -> None:
    folder, cache = copied(tmp_path), Cache(tmp_path / "cache")
    Advisor(load(folder, cache)).reply("what does an artisan earn?")
    opened = load(folder, cache, pytest.fail)
    replaced(folder / "guides" / "pay.md", "£37k–£44k", "£39k–£46k")
    library = reload(opened)
    Advisor(library).reply("what does an artisan earn?")
    assert cache.read("index", library.shelf.key) is None
    library.settle()
    assert_same(load(folder, cache, pytest.fail), load(folder))


def test_a_settled_library_lets_the_older_one_go(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    before = load(folder)
    replaced(folder / "guides" / "pay.md", "£37k–£44k", "£39k–£46k")
    library = reload(before)
    library.settle()
    assert before not in vars(library).values()
    assert_same(library, load(folder))


def test_texts_that_have_not_changed_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copied(tmp_path)
    before = load(folder)
    parts(before)
    replaced(folder / "guides" / "pay.md", "£37k–£44k", "£39k–£46k")
    library = reload(before)
    read = texts_read(monkeypatch)
    parts(library)
    assert {text for text in read if "£39k–£46k" not in text} <= {guide.title for guide in library.guides.values()}


def edited(tmp_path: Path) -> tuple[Path, Cache]:
    """A folder that was edited after it was compiled, and the cache of before."""
    folder, cache = copied(tmp_path), Cache(tmp_path / "cache")
    parts(load(folder, cache))
    replaced(folder / "guides" / "pay.md", "£37k–£44k", "£39k–£46k")
    replaced(folder / "vocabulary" / "levels.yaml", "aliases: [t3, craftsman", "aliases: [t3, torchbearer, craftsman")
    return folder, cache


def texts_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is read with the vocabulary from now on."""
    read: list[str] = []
    plain = Reader.read

    def noted(self: Reader, text: str) -> Reading:
        read.append(text)
        return plain(self, text)

    monkeypatch.setattr(Reader, "read", noted)
    return read


def started_without_reading(folder: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The library of a start that read no way of asking anew, and is the same as one read afresh."""
    read = texts_read(monkeypatch)
    library = load(folder, cache)
    parts(library)
    assert not {text for passage in library.passages for text in passage.asked} & set(read)
    monkeypatch.undo()
    assert_same(library, load(folder))
    return library


def test_a_start_after_an_edit_takes_over_what_was_kept_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, cache = edited(tmp_path)
    library = started_without_reading(folder, cache, monkeypatch)
    assert not any(isinstance(value, Library) for value in vars(library).values())
    assert_same(load(folder, cache, pytest.fail), load(folder))


@pytest.mark.parametrize("part", ["contents", "reader", "speller", "runs", "counts", "index", "phrasings"])
@pytest.mark.parametrize("harm", ["damaged", "cut off", "gone", "senseless"])
def test_a_start_after_an_edit_survives_whatever_befell_the_cache(tmp_path: Path, part: str, harm: str) -> None:
    folder, cache = edited(tmp_path)
    path = next((tmp_path / "cache").glob(f"{part}-*"))
    raw = path.read_bytes()
    if harm == "damaged":
        path.write_bytes(raw[: len(raw) // 2] + bytes([raw[len(raw) // 2] ^ 1]) + raw[len(raw) // 2 + 1 :])
    elif harm == "cut off":
        path.write_bytes(raw[: len(raw) // 3])
    elif harm == "gone":
        path.unlink()
    else:
        key, arrays = open_any(path)
        cache.write(part, key, {name: array[: len(array) // 2] for name, array in arrays.items()})
    assert_same(load(folder, cache), load(folder))


def test_what_another_program_kept_is_not_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, cache = edited(tmp_path)
    monkeypatch.setattr("retrieval.kept.program", lambda: "another")
    read = texts_read(monkeypatch)
    library = load(folder, cache)
    parts(library)
    assert {text for passage in library.passages for text in passage.asked} <= set(read)
    monkeypatch.undo()
    assert_same(library, load(folder))


def test_the_state_that_has_most_in_common_is_taken_over_whatever_was_written_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, cache = edited(tmp_path)
    other = copied(tmp_path / "elsewhere")
    for path in (other / "guides").glob("*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("a ", "a quokka "), encoding="utf-8")
    parts(load(other, Cache(None)))
    parts(load(other, cache))
    started_without_reading(folder, cache, monkeypatch)


def test_a_folder_that_changes_while_it_is_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, times = copied(tmp_path), list[int]()

    def meddled(*given: object) -> object:
        contents = read_contents(*given)  # type: ignore[arg-type]
        if not times:
            replaced(folder / "guides" / "pay.md", "£37k–£44k", "£39k–£46k")
        times.append(1)
        return contents

    monkeypatch.setattr("retrieval.library.read_contents", meddled)
    library = load(folder)
    monkeypatch.undo()
    assert len(times) == 2
    assert_same(library, load(folder))


def test_a_folder_that_never_rests_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copied(tmp_path)

    def meddled(*given: object) -> object:
        contents = read_contents(*given)  # type: ignore[arg-type]
        sentence(folder, random.Random(1))
        return contents

    monkeypatch.setattr("retrieval.library.read_contents", meddled)
    with pytest.raises(KnowledgeError, match="The files change while they are read"):
        load(folder)
