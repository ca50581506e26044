"""What can be typed or set is documented: each command, option and setting, and the page of commands is current."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.frontends.terminal.manual import walk
from bot.frontends.terminal.talk import COMMANDS
from bot.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "commands.md"
CONTEXTS = list(walk(cli, "career-advisor"))


def documented() -> str:
    readme = ROOT / "README.md"
    return PAGE.read_text(encoding="utf-8") + (readme.read_text(encoding="utf-8") if readme.exists() else "")


def test_the_page_of_commands_is_what_the_commands_say_of_themselves() -> None:
    said = CliRunner().invoke(cli, ["manual"], prog_name="career-advisor")
    assert said.exit_code == 0
    assert PAGE.read_text(encoding="utf-8") == said.output, "run: make docs"


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda context: context.command_path)
def test_each_command_has_a_help_that_teaches_and_options_that_are_explained(context: click.Context) -> None:
    assert f"## {context.command_path}\n" in documented()
    assert context.command.help
    for parameter in context.command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert parameter.help, f"{context.command_path} {parameter.opts[0]} has no help"
            assert all(name in documented() for name in parameter.opts)
    if not isinstance(context.command, click.Group):
        taught = f"{context.command.help} {context.parent.command.help if context.parent else ''}"
        assert context.command_path in taught, f"neither {context.command_path} nor its group shows an example of it"


def test_each_setting_is_documented() -> None:
    for setting in SETTINGS:
        assert f"`{setting.name}`" in documented()
        assert setting.sets
        assert setting.default


def test_the_exit_statuses_are_documented() -> None:
    page = documented()
    for status in ("0  answered", "1  something is wrong", "2  the command was called in a wrong way", "3  the guides hold no answer"):
        assert status in page


def test_each_slash_command_says_what_it_does() -> None:
    assert all(command.does and command.usage.startswith(name) for name, command in COMMANDS.items())
