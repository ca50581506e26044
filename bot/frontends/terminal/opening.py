"""Opening the knowledge for a command: an advisor, or one clear message and status 1."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.advisor import Advisor

SHOWN = 8
"""How many problems of an unusable folder are shown before the rest is left to ``knowledge check``."""


def open_advisor(settings: Settings) -> Advisor:
    """The advisor over the chosen folder; guides that had to be left out are named on standard error.

    Raises ``click.ClickException`` (status 1) where no guide at all can be read.
    """
    from bot.advisor import Advisor
    from bot.frontends.terminal.views import left_out
    from retrieval.cache import Cache
    from retrieval.library import load
    from retrieval.problems import KnowledgeError

    try:
        library = load(settings.knowledge, Cache(settings.cache), _say_that_it_takes_a_while)
    except KnowledgeError as error:
        lines = [f"  {problem}" for problem in error.problems[:SHOWN]]
        rest = len(error.problems) - SHOWN
        more = [f"  … and {rest} more; see all with: career-advisor knowledge check"] if rest > 0 else []
        raise click.ClickException("\n".join([f"the knowledge in '{settings.knowledge}' can't be used.", *lines, *more])) from None
    for sentence in left_out(library):
        click.echo(f"Note: {sentence}", err=True)
    return Advisor(library)


def _say_that_it_takes_a_while() -> None:
    """On a terminal: scripts read what is written here too."""
    if sys.stderr.isatty():
        click.echo("Reading the guides. This takes a few seconds, and only after a change …", err=True)
