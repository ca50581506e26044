"""The knowledge as it was: in a revision of Git, or in another folder."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


class RevisionError(Exception):
    """There is no such knowledge; the message says why and what to do."""


@contextmanager
def knowledge_at(revision: str, folder: Path) -> Iterator[Path]:
    """The folder as ``revision`` has it, for as long as it is used. Raises ``RevisionError``.

    A revision is a name that Git knows (``HEAD``, ``main``, ``v1.2``); where a folder of that name exists, it is that folder.
    """
    if (Path(revision) / "guides").is_dir():
        yield Path(revision)
        return
    inside = _git(folder, "rev-parse", "--show-prefix").decode().strip().rstrip("/")
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    top = Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip())
    with TemporaryDirectory(prefix="knowledge-") as place:
        raw = _git(top, "archive", "--format=tar", commit, "--", inside or ".")
        with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
            archive.extractall(place, filter="data")
        if not (Path(place) / inside / "guides").is_dir():
            raise RevisionError(f"'{revision}' has no knowledge in {inside or 'its top folder'}: name a later revision.")
        yield Path(place) / inside


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True, timeout=60)
    except FileNotFoundError as error:
        raise RevisionError("Git is not installed. Name a folder with the knowledge as it was instead of a revision.") from error
    except subprocess.TimeoutExpired as error:
        raise RevisionError("Git takes too long. Name a folder with the knowledge as it was instead of a revision.") from error
    except subprocess.CalledProcessError as error:
        raise RevisionError(_why(arguments, error.stderr.decode(errors="replace"))) from error
    return done.stdout


def _why(arguments: tuple[str, ...], said: str) -> str:
    if "--verify" in arguments:
        return f"There is no revision '{arguments[-1].removesuffix('^{commit}')}'. Name one that Git knows, such as HEAD or main, or a folder."
    if "archive" in arguments:
        return "That revision has no knowledge in this folder. Name a later one."
    first = next((line for line in said.splitlines() if line.strip()), "").removeprefix("fatal: ")
    return f"The knowledge folder is not kept in Git ({first}). Name a folder with the knowledge as it was instead of a revision."
