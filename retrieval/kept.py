"""An earlier state of a folder in the cache, from which a start takes over what has not changed since.

After an edit the key of a folder is another one, and nothing is kept under it yet. What the files said before the edit still is.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from retrieval.cache import Arrays, Cache, as_text, strings_array, strings_of, text_of
from retrieval.contents import Contents, contents_arrays, contents_of
from retrieval.shelf import Shelf, program

CONTENTS = "contents"
_FILES, _PROGRAM = "state/files", "state/program"
_log = logging.getLogger(__name__)


class State(NamedTuple):
    """What a folder held whose files had these hashes, and where the rest of it is kept."""

    contents: Contents
    files: Mapping[str, str]
    shelf: Shelf


def state_arrays(contents: Contents, files: Mapping[str, str]) -> Arrays:
    """What to keep of a folder's contents, with the files and the program of which they are."""
    return {**contents_arrays(contents), _FILES: strings_array(files.items()), _PROGRAM: as_text(program())}


def nearest_state(cache: Cache, key: str, files: Mapping[str, str], parts: Iterable[str]) -> State | None:
    """The kept state that has most files in common with these; ``None`` where none has any that this very program wrote with all ``parts``.

    What is taken over is decided file by file and text by text, so a state of another folder may save nothing, but does no harm.
    """
    found: list[tuple[int, str, Mapping[str, str], Arrays]] = []
    for other, arrays in cache.others(CONTENTS, key):
        try:
            held = {str(name): str(digest) for name, digest in strings_of(arrays[_FILES])}
            ours = text_of(arrays[_PROGRAM]) == program()
        except (ValueError, KeyError, TypeError) as error:
            _log.info("A state in the cache is left aside: %s", error)
            continue
        common = len(held.items() & files.items())
        if ours and common and all(cache.has(part, other) for part in parts):
            found.append((common, other, held, arrays))
    for _, other, theirs, arrays in sorted(found, key=lambda state: -state[0]):
        try:
            contents = contents_of(arrays)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            _log.info("A state in the cache is left aside: %s", error)
            continue
        shelf = Shelf(cache, other)
        shelf.put_off()  # What it may have to build once more is not worth keeping.
        return State(contents, theirs, shelf)
    return None
