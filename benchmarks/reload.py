"""How long a changed folder takes to be answered from: read beside the one in use, and by a new process with a cache of the old state.

``python -m benchmarks.reload [--ways N] [--guides N] [--sections N] [--profile EDIT]``. The folder is a copy of the project's, with ``N``
more ways of asking and ``N`` more guides, all made of the project's own words; edits are timed until the first answer.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.advisor import Advisor
from retrieval.cache import Cache
from retrieval.library import Library, load, reload
from retrieval.shelf import uncollected
from retrieval.vocabulary import Subject

KNOWLEDGE = Path(__file__).resolve().parents[1] / "knowledge"
QUESTION = "what does a senior earn"


def main() -> None:
    """Times each edit, from the change on disk to the first answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("--ways", 0), ("--guides", 0), ("--sections", 20)):
        parser.add_argument(name, type=int, default=default)
    parser.add_argument("--profile", choices=EDITS, help="show where the time of one edit goes")
    given = parser.parse_args()
    with TemporaryDirectory() as place:
        folder = Path(shutil.copytree(KNOWLEDGE, Path(place) / "knowledge"))
        plain = load(folder)
        write_ways(folder, plain, given.ways)
        write_guides(folder, plain, given.guides, given.sections)
        with timed("first start, nothing kept"):
            library = answering(load(folder, Cache(Path(place) / "cache")))
        with timed("start from the cache"):
            answering(load(folder, Cache(Path(place) / "cache")))
        answering(load(folder, Cache(Path(place) / "other")))
        print(f"{len(library.guides)} guides, {len(library.passages)} passages, {len(library.runs)} texts")
        for name, edit in EDITS.items():
            if given.profile in (None, name):
                edit(folder)
                library = time_edit(name, library, given.profile)
                with timed(f"{name}: start of a new process"):
                    answering(load(folder, Cache(Path(place) / "other")))


def time_edit(name: str, library: Library, profiled: str | None) -> Library:
    """Reloads after an edit and answers."""
    profile = cProfile.Profile()
    with timed(f"{name}: reload"), uncollected():
        if profiled:
            profile.enable()
        library = answering(reload(library))
        profile.disable()
    library.settle()
    if profiled:
        for order in ("cumtime", "tottime"):
            pstats.Stats(profile).sort_stats(order).print_stats(45)
    return library


def answering(library: Library) -> Library:
    Advisor(library).reply(QUESTION)
    return library


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Prints how long something took, in seconds of the clock and of work."""
    gc.collect()
    clock, work = time.perf_counter(), time.process_time()
    yield
    print(f"{what:45} {time.perf_counter() - clock:6.2f} s   {time.process_time() - work:6.2f} s of work", flush=True)


def write_ways(folder: Path, library: Library, count: int) -> None:
    """As many more ways of asking for the subjects, each half of one way and half of another."""
    chance = random.Random(5)
    ways = [(subject.id, text.split()) for subject in library.vocabulary.all(Subject) for text in subject.asked]
    mixed: dict[str, set[str]] = {}
    for _ in range(count):
        (ident, one), (_, other) = chance.choice(ways), chance.choice(ways)
        mixed.setdefault(ident, set()).add(" ".join([*one[: len(one) // 2 + 1], *other[len(other) // 2 :]]).replace("'", ""))
    entries = [f"- id: more-{ident}\n  name: more\n  asked:\n" + "".join(f"    - '{text}'\n" for text in sorted(texts)) for ident, texts in mixed.items()]
    place = folder / "vocabulary" / "subjects"
    if count and (folder / "vocabulary" / "subjects.yaml").exists():
        place.mkdir()
        (folder / "vocabulary" / "subjects.yaml").rename(place / "first.yaml")
    if count:
        (place / "more.yaml").write_text("".join(entries), encoding="utf-8")


def write_guides(folder: Path, library: Library, count: int, sections: int) -> None:
    """As many more guides of so many sections, their sentences and ways of asking taken from the project's."""
    chance = random.Random(6)
    said = [statement.text for passage in library.passages for statement in passage.statements if statement.kind == "sentence"]
    asked = [text for passage in library.passages for text in passage.asked]
    headings = [passage.heading for passage in library.passages]
    for number in range(count):
        parts = [f"---\ntitle: Guide {number}\npublisher: Publisher {number}\nreviewed: 2026-11-22\n---\n"]
        for at, heading in enumerate(islice(iter(lambda: chance.choice(headings), ""), sections)):
            asks = "\n- ".join(chance.sample(asked, 4))
            parts.append(f"## {heading} {number}-{at}\n\n{' '.join(chance.sample(said, 5))}\n\n<!-- asked\n- {asks}\n-->\n")
        (folder / "guides" / f"more-{number:04}.md").write_text("\n".join(parts), encoding="utf-8")


def _replaced(pattern: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        path = next(path for path in sorted(folder.glob(pattern)) if old in path.read_text(encoding="utf-8"))
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    return edit


EDITS: dict[str, Callable[[Path], None]] = {
    "a figure of a guide": _replaced("guides/himalayas.md", "$145k", "$146k"),
    "a way of asking for a subject": _replaced("vocabulary/**/*.yaml", "asked:\n", "asked:\n    - so what is a quokka worth\n"),
    "a synonym": _replaced("vocabulary/synonyms.yaml", "aliases: [", "aliases: [dosh money, "),
    "a level's alias": _replaced("vocabulary/levels.yaml", "aliases: [", "aliases: [xyzlevel, "),
}


if __name__ == "__main__":
    main()
