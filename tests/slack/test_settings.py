"""Settings: taken from the environment, then a file; wrong ones are all named at once, each with where to get it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.frontends.slack.command import slack
from bot.frontends.slack.manifest import EVENTS, SCOPES, manifest
from bot.settings import SETTINGS, SettingsError, slack_settings

ROOT = Path(__file__).resolve().parents[2]
SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
HTTP = {"SLACK_MODE": "http", "SLACK_SIGNING_SECRET": "s", "SLACK_BOT_TOKEN": "xoxb-1"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, ["SLACK_BOT_TOKEN is not set", "OAuth & Permissions", "SLACK_APP_TOKEN is not set", "App-Level Tokens", "docs/deploying.md"]),
        ({**SOCKET, "SLACK_BOT_TOKEN": "  "}, ["SLACK_BOT_TOKEN is not set"]),
        ({**SOCKET, "SLACK_BOT_TOKEN": "xapp-1"}, ["SLACK_BOT_TOKEN does not begin with 'xoxb-'"]),
        ({"SLACK_MODE": "http"}, ["SLACK_SIGNING_SECRET is not set", "SLACK_BOT_TOKEN is not set"]),
        ({"SLACK_MODE": "http", "SLACK_SIGNING_SECRET": "s", "SLACK_CLIENT_ID": "1"}, ["SLACK_CLIENT_SECRET is not set"]),
        ({**SOCKET, "SLACK_MODE": "pigeon"}, ["SLACK_MODE is 'pigeon', but can only be socket or http"]),
        ({**SOCKET, "CAREER_ADVISOR_DAYS": "soon", "PORT": "70000"}, ["CAREER_ADVISOR_DAYS is 'soon'", "PORT is '70000'"]),
    ],
)
def test_wrong_settings_are_named_with_where_to_get_them(given: dict[str, str], words: list[str], tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        slack_settings(dict(given), tmp_path / ".env")
    assert all(word in str(caught.value) for word in words)


def test_secrets_are_taken_out_of_the_environment(tmp_path: Path) -> None:
    environment = {**SOCKET, "SLACK_CLIENT_ID": "1", "OTHER": "x"}
    assert slack_settings(environment, tmp_path / ".env").bot_token == "xoxb-1"
    assert environment == {"OTHER": "x"}


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text('# comment\nexport SLACK_BOT_TOKEN="xoxb-file"\nSLACK_APP_TOKEN=xapp-file\nHEALTH_PORT=off\nnonsense\n')
    settings = slack_settings({"SLACK_BOT_TOKEN": "xoxb-here"}, tmp_path / ".env")
    assert (settings.bot_token, settings.app_token, settings.health_port) == ("xoxb-here", "xapp-file", -1)


def test_http_needs_no_socket_and_oauth_no_token(tmp_path: Path) -> None:
    assert slack_settings(dict(HTTP), tmp_path / ".env").mode == "http"
    several = {"SLACK_MODE": "http", "SLACK_SIGNING_SECRET": "s", "SLACK_CLIENT_ID": "1", "SLACK_CLIENT_SECRET": "2"}
    assert slack_settings(several, tmp_path / ".env").client_secret == "2"


def test_the_example_file_names_only_settings_that_exist() -> None:
    lines = (line.lstrip("# ").partition("=")[0] for line in (ROOT / ".env.example").read_text().splitlines() if "=" in line and " " not in line.lstrip("# "))
    assert set(lines) <= {setting.name for setting in SETTINGS}


def test_the_page_on_deploying_has_every_setting_of_the_app_and_no_other() -> None:
    text = (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8")
    table = text.partition("## Settings\n")[2].partition("\n## ")[0]
    named = {name for line in table.splitlines() if line.startswith("| `") for name in re.findall(r"`([A-Z_]{4,})`", line.split("|")[1])}
    needed = {setting.name for setting in SETTINGS} - {"CAREER_ADVISOR_CACHE", "CAREER_ADVISOR_DEBUG", "XDG_STATE_HOME", "NO_COLOR"}
    assert needed <= named
    assert named <= {setting.name for setting in SETTINGS}


def test_the_manifest_in_the_repository_is_the_one_that_the_command_prints() -> None:
    printed = CliRunner().invoke(slack, ["manifest"])
    assert printed.exit_code == 0
    assert json.loads(printed.output) == json.loads((ROOT / "manifest.json").read_text(encoding="utf-8")) == manifest()


def test_the_manifest_keeps_slacks_limits_and_asks_for_no_more_than_it_needs() -> None:
    made = manifest()
    information, features = made["display_information"], made["features"]
    assert len(information["name"]) <= 35
    assert len(information["description"]) <= 140
    assert len(features["agent_view"]["agent_description"]) <= 300
    assert 0 < len(features["agent_view"]["suggested_prompts"]) <= 4
    assert all(len(shortcut["name"]) <= 24 for shortcut in features["shortcuts"])
    assert made["oauth_config"]["scopes"] == {"bot": list(SCOPES)}
    assert made["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)
    assert made["settings"]["socket_mode_enabled"] is True
    assert "assistant_view" not in features


def test_the_manifest_for_http_has_every_address() -> None:
    made = json.loads(CliRunner().invoke(slack, ["manifest", "--url", "https://advisor.example/"]).output)
    address = "https://advisor.example/slack/events"
    assert made["settings"]["event_subscriptions"]["request_url"] == address
    assert made["settings"]["interactivity"]["message_menu_options_url"] == address
    assert made["features"]["slash_commands"][0]["url"] == address
    assert made["oauth_config"]["redirect_urls"] == ["https://advisor.example/slack/oauth_redirect"]
    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["org_deploy_enabled"] is True
    assert CliRunner().invoke(slack, ["manifest", "--url", "http://x"]).exit_code == 2
