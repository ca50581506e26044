"""The real command in a process of its own, and knowledge folders to point it to."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from bot.advisor import Advisor
from retrieval.library import load
from retrieval.vocabulary import Limit

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = ROOT / "knowledge"
COMMAND = [sys.executable, "-m", "bot"]


@cache
def advisor() -> Advisor:
    """The advisor over the project's own guides, made once in a test process."""
    return Advisor(load(KNOWLEDGE))


@cache
def suggestive() -> str:
    """A message that the guides don't answer, to which the advisor suggests what they can answer."""
    limits = advisor().library.vocabulary.all(Limit)
    for message in (limit.asked[0] for limit in limits if limit.nearest):
        answer, _ = advisor().reply(message)
        if answer.abstained and answer.follow_ups:
            return message
    raise AssertionError("no limit suggests another question")


@cache
def _cache() -> str:
    """A folder for compiled knowledge that the processes of this test run share, apart from the person's own."""
    folder = tempfile.mkdtemp(prefix="career-advisor-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def environment(**changes: str) -> dict[str, str]:
    """This environment without what would change how the command looks or where it reads and keeps."""
    ours = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "XDG_STATE_HOME")
    kept = {key: value for key, value in os.environ.items() if key not in ours and not key.startswith("CAREER_ADVISOR_")}
    return {**kept, "PYTHONPATH": str(ROOT), "CAREER_ADVISOR_CACHE": _cache(), **changes}


def run(*args: str | bytes, given: bytes = b"", cwd: Path = ROOT, **changes: str) -> subprocess.CompletedProcess[bytes]:
    """The command's end: status, output and errors as bytes."""
    return subprocess.run([*COMMAND, *args], input=given, capture_output=True, cwd=cwd, env=environment(**changes), timeout=120, check=False)


def small(folder: Path, *guides: str) -> Path:
    """A knowledge folder with the project's vocabulary and only these guides: quick to load, free to break."""
    knowledge = folder / "knowledge"
    (knowledge / "guides").mkdir(parents=True)
    shutil.copytree(KNOWLEDGE / "vocabulary", knowledge / "vocabulary")
    for guide in guides or ("ladder",):
        shutil.copy(KNOWLEDGE / "guides" / f"{guide}.md", knowledge / "guides")
    return knowledge
