"""What can be set from outside: the one place that knows the environment's variables and their defaults."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

VERSION = "0.1.0"


class Setting(NamedTuple):
    """A variable of the environment, what it sets (for people), and what holds where it is not set."""

    name: str
    sets: str
    default: str


KNOWLEDGE = Setting(
    "CAREER_ADVISOR_KNOWLEDGE",
    "The folder with 'guides/' and 'vocabulary/'; --knowledge goes before it.",
    "./knowledge if there is one, else the guides of the package",
)
STATE = Setting(
    "XDG_STATE_HOME",
    "Where the chat keeps the lines you typed, for the up key (only there, and only readable by you).",
    "the platform's folder for the state of programs",
)
PLAIN = Setting("NO_COLOR", "Set to anything, the terminal shows neither colours nor bold.", "colours where the terminal has them")

SETTINGS: list[Setting] = [KNOWLEDGE, STATE, PLAIN]
"""All settings, as the documentation lists them; a front end adds its own."""


class Settings(NamedTuple):
    """The settings in force for one run of a command."""

    knowledge: Path


def default_knowledge() -> Path:
    """``knowledge/`` where the command runs; else the guides that were installed with it, or that stand beside it in a checkout."""
    here = Path(__file__).resolve().parent
    local = Path("knowledge")
    candidates = (local, here / "knowledge", here.parent / "knowledge")
    return next((folder for folder in candidates if (folder / "guides").is_dir()), local)


def is_plain() -> bool:
    """Whether NO_COLOR is set to anything (https://no-color.org)."""
    return bool(os.environ.get(PLAIN.name))
