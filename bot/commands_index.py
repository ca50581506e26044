"""``career-advisor index``: what is compiled from the knowledge, built ahead of the first question, shown or checked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from bot.frontends.terminal.text import counted
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.matching import Matcher
    from retrieval.cache import Arrays
    from retrieval.library import Library

PARTS: dict[str, str] = {
    "contents": "guides, passages, facts and vocabulary",
    "reader": "the names that the vocabulary knows",
    "speller": "the words that spelling is repaired with",
    "runs": "the search terms of each text",
    "counts": "how often each term stands in which passage",
    "index": "the passages' postings",
    "phrasings": "how people ask, and about which topics",
}
"""The parts that are kept, in the order in which they are built, and what each holds."""


@click.command()
@click.option("--info", is_flag=True, help="Say what is kept and where, and build nothing.")
@click.option("--verify", is_flag=True, help="Check every byte that is kept, and compare it with what the knowledge gives now.")
@click.pass_obj
def index(settings: Settings, info: bool, verify: bool) -> None:
    """Compile the knowledge, so that the first question is answered at once.

    Every command does this when it has to; here it can be done ahead, such as while an image is built. What is kept belongs to these
    very files and this version: after a change of either it is built anew, and a damaged file is never used. --info and --verify end
    with status 1 where something is missing or damaged.

    \b
    Examples:
        career-advisor index
        career-advisor index --info
        career-advisor index --verify
        career-advisor --cache /var/cache/career-advisor index
    """
    if settings.cache is None:
        raise click.ClickException("the cache is off: choose a folder with --cache.")
    with _problems_of(settings):
        if verify:
            _verify(settings.knowledge, settings.cache)
        elif info:
            _inform(settings.knowledge, settings.cache)
        else:
            _build(settings.knowledge, settings.cache)


@contextmanager
def _problems_of(settings: Settings) -> Iterator[None]:
    """Turns knowledge that can't be used into one message with status 1."""
    from retrieval.problems import KnowledgeError

    try:
        yield
    except KnowledgeError as error:
        raise click.ClickException(f"the knowledge in '{settings.knowledge}' can't be used.\n  {error.problems[0]}") from None


def steps(library: Library) -> dict[str, Callable[[], object]]:
    """What opens or builds each part of a library; the contents are there already."""
    from bot.matching import Matcher

    def match() -> Matcher:
        return Matcher(library)

    return {
        "reader": lambda: library.read(""), "speller": lambda: library.speller, "runs": lambda: library.runs, "counts": lambda: library.counts,
        "index": lambda: library.index, "phrasings": match,
    }  # fmt: skip


def _build(folder: Path, cache: Path) -> None:
    from retrieval.cache import Cache
    from retrieval.library import load

    started = time.perf_counter()
    shelf_cache = Cache(cache)
    library = load(folder, shelf_cache)
    _report("contents", started)
    for name, step in steps(library).items():
        started = time.perf_counter()
        step()
        _report(name, started)
    missing = [name for name in PARTS if (path := shelf_cache.path(name, library.shelf.key)) is None or not path.exists()]
    if missing:
        raise click.ClickException(f"'{cache}' can't be written: check that it is a folder you may write to and that the disk has room.")
    held = ((library.guides, "guide"), (library.passages, "passage"), (library.facts, "fact"))
    click.echo(f"{', '.join(counted(len(values), noun) for values, noun in held)}: ready in {cache}")


def _report(name: str, started: float) -> None:
    click.echo(f"{PARTS[name]:45} {time.perf_counter() - started:6.2f} s")


def _inform(folder: Path, cache: Path) -> None:
    from retrieval.cache import Cache
    from retrieval.shelf import key_of

    key = key_of(folder)
    click.echo(f"Knowledge  {folder}\nCache      {cache}\nKey        {key[:32]}")
    missing = False
    for name, holds in PARTS.items():
        path = Cache(cache).path(name, key)
        arrays = Cache(cache).read(name, key)
        missing = missing or arrays is None
        size = f"{path.stat().st_size / 1e6:7.2f} MB" if arrays is not None and path else "   not kept"
        click.echo(f"{name:10} {size}  {holds}")
    if missing:
        click.echo("Build what is missing with: career-advisor index")
        raise SystemExit(1)


def _verify(folder: Path, cache: Path) -> None:
    from retrieval.cache import Cache
    from retrieval.cachefile import DamagedError, open_file
    from retrieval.library import load

    wrong: list[str] = []
    with TemporaryDirectory() as fresh:
        library = load(folder, Cache(Path(fresh)))
        for step in steps(library).values():
            step()
        for name in PARTS:
            kept, built = Cache(cache).path(name, library.shelf.key), Cache(Path(fresh)).path(name, library.shelf.key)
            assert kept is not None
            assert built is not None
            try:
                if not _same(open_file(kept, library.shelf.key, full=True), open_file(built, library.shelf.key)):
                    wrong.append(f"{name}: differs from what the knowledge gives ({kept})")
            except (DamagedError, OSError) as error:
                wrong.append(f"{name}: {'is not kept' if isinstance(error, FileNotFoundError) else error} ({kept})")
    if wrong:
        raise click.ClickException("\n  ".join(["what is kept is not usable as it is; it will be built anew.", *wrong]))
    click.echo(f"All {len(PARTS)} parts in {cache} are whole and as the knowledge gives them now.")


def _same(one: Arrays, other: Arrays) -> bool:
    import numpy as np

    return one.keys() == other.keys() and all(np.array_equal(array, other[name]) for name, array in one.items())
