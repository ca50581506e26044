"""The command ``career-advisor``: the only wiring. A command is one line below; its module is imported when it runs."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from bot.settings import CACHE, DEBUG, KNOWLEDGE, VERSION, Settings, chosen_cache, default_knowledge, is_debugging

COMMANDS = {
    "chat": "bot.frontends.terminal.commands:chat",
    "ask": "bot.frontends.terminal.commands:ask",
    "search": "bot.frontends.terminal.commands:search",
    "explain": "bot.frontends.terminal.commands:explain",
    "evaluate": "bot.frontends.terminal.evaluating:evaluate",
    "slack": "bot.frontends.slack.command:slack",
    "index": "bot.commands_index:index",
    "manual": "bot.frontends.terminal.manual:manual",
}
"""Each command's name and where it stands (``module:attribute``), in the order of the help."""

KNOWLEDGE_COMMANDS = {
    "add": "bot.frontends.editing.add:add",
    "check": "bot.frontends.terminal.check:check",
    "coverage": "bot.frontends.editing.coverage:coverage",
    "diff": "bot.frontends.editing.diff:diff",
    "reference": "bot.frontends.editing.reference:reference",
    "questions": "bot.frontends.editing.questions:questions",
}
"""The commands under ``career-advisor knowledge``."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for, so that none pays for another's libraries."""

    def __init__(self, *args: Any, lazy: dict[str, str] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self._lazy = lazy or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self._lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._lazy:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = self._lazy[cmd_name].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command), f"{self._lazy[cmd_name]} is no command"
        return _pointed(command)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest command where the name is unknown and a hint where a question stands bare."""
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            ctx.fail(f"'{args[0][:60]}' is no command. {self._hint(ctx, args[0])}")
        return super().resolve_command(ctx, args)

    def _hint(self, ctx: click.Context, name: str) -> str:
        """The nearest command; where none is near, how to ask, since that is what people try."""
        from retrieval.problems import nearest

        near = nearest(name, self.list_commands(ctx)) if " " not in name else ""
        return near or f'To ask a question: {ctx.find_root().command_path} ask "…"'


def _choose(ctx: click.Context, option: click.Parameter, folder: Path | None) -> None:
    """Points the whole run to a folder: the option may stand before or after the command's name."""
    current: click.Context | None = ctx
    while folder is not None and current is not None:
        settings = current.obj or Settings(knowledge=default_knowledge())
        current.obj = settings._replace(cache=chosen_cache(folder)) if option.name == "cache" else settings._replace(knowledge=folder)
        current = current.parent


def _pointed(command: click.Command) -> click.Command:
    """A command that takes ``--knowledge`` and ``--cache`` after its name too."""
    for name in ("knowledge", "cache"):
        if not any(option.name == name for option in command.params):
            command.params.append(
                click.Option([f"--{name}"], type=click.Path(path_type=Path), callback=_choose, expose_value=False, hidden=True, is_eager=True),
            )
    return command


@click.group(cls=LazyGroup, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--knowledge",
    type=click.Path(path_type=Path),
    envvar=KNOWLEDGE.name,
    show_envvar=True,
    metavar="DIR",
    help=f"The folder with 'guides/' and 'vocabulary/'. Without it: {KNOWLEDGE.default}.",
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path),
    envvar=CACHE.name,
    show_envvar=True,
    metavar="DIR",
    help="The folder for what is compiled from the knowledge; 'off' keeps nothing. Without it: " + CACHE.default + ".",
)
@click.version_option(VERSION, "-V", "--version", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, knowledge: Path | None, cache: Path | None) -> None:
    """Ask about levels, skills, pay and moves; get short answers in which every line is cited to a guide.

    \b
    Talk with it:
        career-advisor chat
    \b
    Ask one question, as words or as JSON:
        career-advisor ask "what is expected at the next level?"
        career-advisor ask --json "how do people get promoted?" | jq .citations
    \b
    See where an answer comes from:
        career-advisor search -k 3 "signs of readiness"
        career-advisor explain "what keeps people from being promoted?"
    \b
    Use guides of your own, and check them first:
        career-advisor knowledge check --knowledge my/knowledge
        career-advisor --knowledge my/knowledge chat

    \b
    Exit statuses:
        0  answered, found, or no problems
        1  something is wrong: the knowledge has problems or can't be used
        2  the command was called in a wrong way
        3  the guides hold no answer (ask) or no passage (search)
        130  stopped with Ctrl-C
    """
    ctx.obj = Settings(knowledge=knowledge or default_knowledge(), cache=chosen_cache(cache))


@cli.group(cls=LazyGroup, lazy=KNOWLEDGE_COMMANDS)
def knowledge() -> None:
    """Look after the guides and the vocabulary."""


def main() -> None:
    """Runs the command. Text that a stream can't carry is replaced, never an error; Ctrl-C ends it quietly."""
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115  (as long as the process)
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    try:
        sys.exit(cli.main(prog_name="career-advisor", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Exception as error:
        if is_debugging():
            raise
        click.echo(f"Error: a fault in career-advisor itself ({type(error).__name__}). Please report it with what {DEBUG.name}=1 shows.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
