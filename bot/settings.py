"""What can be set from outside: the one place that knows the environment's variables and their defaults."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

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
CACHE = Setting(
    "CAREER_ADVISOR_CACHE",
    "The folder for what is compiled from the knowledge, so that a start need not read it again; 'off' keeps nothing. --cache goes before it.",
    "the platform's folder for the caches of programs",
)
STATE = Setting(
    "XDG_STATE_HOME",
    "Where the chat keeps the lines you typed, for the up key (only there, and only readable by you).",
    "the platform's folder for the state of programs",
)
DEBUG = Setting("CAREER_ADVISOR_DEBUG", "Set to anything, a fault in the program shows where it happened.", "one sentence")
PLAIN = Setting("NO_COLOR", "Set to anything, the terminal shows neither colours nor bold.", "colours where the terminal has them")

BOT_TOKEN = Setting("SLACK_BOT_TOKEN", "The app's token (xoxb-…), from Slack's settings of the app: OAuth & Permissions.", "none: needed")
APP_TOKEN = Setting(
    "SLACK_APP_TOKEN",
    "The token (xapp-…) for Socket Mode, from Basic Information, App-Level Tokens, scope connections:write.",
    "none: needed for Socket Mode",
)
MODE = Setting("SLACK_MODE", "How Slack reaches the app: socket (nothing public) or http.", "socket")
SIGNING_SECRET = Setting("SLACK_SIGNING_SECRET", "Proves that a request comes from Slack: Basic Information, App Credentials.", "none: needed for http")
CLIENT_ID = Setting("SLACK_CLIENT_ID", "With SLACK_CLIENT_SECRET, lets several workspaces install the app (http): Basic Information.", "none: one workspace")
CLIENT_SECRET = Setting("SLACK_CLIENT_SECRET", "Belongs to SLACK_CLIENT_ID.", "none")
API_URL = Setting("SLACK_API_URL", "Another address for Slack's Web API, for tests and proxies.", "https://slack.com/api/")
SOURCES = Setting("SLACK_SOURCES", "How an answer's sources are shown: container (collapsed, with quotes) or context (one line).", "container")
DATABASE = Setting(
    "DATABASE_URL",
    "Where threads and profiles are kept: sqlite:////path/to/file or postgresql://user:password@host/name.",
    "a file of the user's data folder",
)
DAYS = Setting("CAREER_ADVISOR_DAYS", "For how many days questions, conversations and feedback are kept.", "30")
HOST = Setting("HOST", "The address on which the app listens.", "0.0.0.0")
PORT = Setting("PORT", "The port for Slack's requests (http).", "3000")
HEALTH_PORT = Setting("HEALTH_PORT", "The port of /healthz, /readyz and /metrics; 'off' for none.", "8080")
LEASE = Setting("CAREER_ADVISOR_LEASE", "Seconds after which a message of a process that died is taken over.", "15")
DOUBT = Setting("CAREER_ADVISOR_DOUBT", "Seconds to wait for an answer that a dying process may have posted, before it is posted again.", "75")

SETTINGS: list[Setting] = [KNOWLEDGE, CACHE, STATE, PLAIN, DEBUG]
"""All settings, as the documentation lists them; a front end adds its own."""
SETTINGS += [BOT_TOKEN, APP_TOKEN, MODE, SIGNING_SECRET, CLIENT_ID, CLIENT_SECRET, API_URL, SOURCES, DATABASE, DAYS, HOST, PORT, HEALTH_PORT, LEASE, DOUBT]


class Settings(NamedTuple):
    """The settings in force for one run of a command."""

    knowledge: Path
    cache: Path | None = None
    """The folder for what is compiled from the knowledge; ``None`` keeps nothing."""


def default_knowledge() -> Path:
    """``knowledge/`` where the command runs; else the guides that were installed with it, or that stand beside it in a checkout."""
    here = Path(__file__).resolve().parent
    local = Path("knowledge")
    candidates = (local, here / "knowledge", here.parent / "knowledge")
    return next((folder for folder in candidates if (folder / "guides").is_dir()), local)


def chosen_cache(folder: Path | None) -> Path | None:
    """The cache folder that was asked for: ``off`` is none, and where nothing was asked the platform's (XDG_CACHE_HOME and its like)."""
    if folder is not None:
        return None if str(folder) == "off" else folder
    from platformdirs import user_cache_path

    return user_cache_path("career-advisor")


def is_plain() -> bool:
    """Whether NO_COLOR is set to anything (https://no-color.org)."""
    return bool(os.environ.get(PLAIN.name))


def is_debugging() -> bool:
    """Whether a fault in the program is to show where it happened."""
    return bool(os.environ.get(DEBUG.name))


class SettingsError(Exception):
    """Settings that are missing or make no sense; the message names each, and says where to get it."""


class SlackSettings(NamedTuple):
    """The settings of the Slack app. Tokens and secrets are empty where they are not needed; a ``health_port`` of -1 is none, of 0 any."""

    mode: Literal["socket", "http"]
    bot_token: str
    app_token: str
    signing_secret: str
    client_id: str
    client_secret: str
    api_url: str
    sources: Literal["container", "context"]
    database_url: str
    days: int
    host: str
    port: int
    health_port: int
    lease: float
    doubt: float


def slack_settings(environment: MutableMapping[str, str], file: Path = Path(".env")) -> SlackSettings:
    """The Slack app's settings from the environment, then from ``file``. Raises ``SettingsError`` that names all that is wrong.

    Secrets are taken out of the environment: Slack's library reads them too, and would make its own use of them.
    """
    given = {**_read_env(file), **{name: value for name, value in environment.items() if value.strip()}}
    values = {setting.name: given.get(setting.name, "").strip() for setting in SETTINGS}
    wrong: list[str] = []
    settings = SlackSettings(
        mode=_choice(MODE, values, ("socket", "http"), wrong),
        bot_token=values[BOT_TOKEN.name],
        app_token=values[APP_TOKEN.name],
        signing_secret=values[SIGNING_SECRET.name],
        client_id=values[CLIENT_ID.name],
        client_secret=values[CLIENT_SECRET.name],
        api_url=values[API_URL.name] or API_URL.default,
        sources=_choice(SOURCES, values, ("container", "context"), wrong),
        database_url=values[DATABASE.name] or default_database(),
        days=int(_number(DAYS, values, wrong, lowest=1)),
        host=values[HOST.name] or HOST.default,
        port=int(_number(PORT, values, wrong, highest=65_535)),
        health_port=-1 if values[HEALTH_PORT.name] == "off" else int(_number(HEALTH_PORT, values, wrong, highest=65_535)),
        lease=_number(LEASE, values, wrong, lowest=1),
        doubt=_number(DOUBT, values, wrong, lowest=1),
    )
    wrong += [f"{setting.name} is not set. {setting.sets}" for setting in _needed(settings) if not values[setting.name]]
    for setting, start in ((BOT_TOKEN, "xoxb-"), (APP_TOKEN, "xapp-")):
        if values[setting.name] and not values[setting.name].startswith(start):
            wrong.append(f"{setting.name} does not begin with '{start}'. {setting.sets}")
    if wrong:
        raise SettingsError("\n".join((*wrong, "Put settings into the environment or into a file .env; docs/deploying.md has the steps.")))
    for setting in (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, CLIENT_ID, CLIENT_SECRET):
        environment.pop(setting.name, None)
    return settings


def default_database() -> str:
    """A file in the folder where programs keep a user's data (https://specifications.freedesktop.org/basedir-spec)."""
    folder = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return f"sqlite:///{Path(folder) / 'career-advisor' / 'advisor.sqlite3'}"


def _needed(settings: SlackSettings) -> list[Setting]:
    if settings.mode == "socket":
        return [BOT_TOKEN, APP_TOKEN]
    return [SIGNING_SECRET, *([CLIENT_ID, CLIENT_SECRET] if settings.client_id or settings.client_secret else [BOT_TOKEN])]


def _choice(setting: Setting, values: dict[str, str], known: tuple[Any, ...], wrong: list[str]) -> Any:
    value = values[setting.name] or setting.default
    if value not in known:
        wrong.append(f"{setting.name} is '{value[:40]}', but can only be {' or '.join(known)}.")
    return value


def _number(setting: Setting, values: dict[str, str], wrong: list[str], lowest: float = 0, highest: float = 100_000) -> float:
    value = values[setting.name] or setting.default
    try:
        number = float(value)
    except ValueError:
        number = lowest - 1
    if not lowest <= number <= highest:
        wrong.append(f"{setting.name} is '{value[:40]}', but has to be a number from {lowest:g} to {highest:g}.")
        return lowest
    return number


def _read_env(file: Path) -> dict[str, str]:
    """The lines ``NAME=value`` of a file, quotes around the value left out; comments and other lines are passed over."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.strip().removeprefix("export ").partition("=") for line in lines if "=" in line and not line.lstrip().startswith("#"))
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs if value.strip()}
