"""``career-advisor slack``: runs the app, or prints its manifest."""

from __future__ import annotations

import json
import os
import sys
from contextlib import closing
from typing import Any

import click

from bot.settings import Settings, SettingsError, slack_settings


@click.group(invoke_without_command=True)
@click.pass_context
def slack(ctx: click.Context) -> None:
    """Answer in Slack, until stopped.

    \b
    Create the app from its manifest (api.slack.com/apps, "From a manifest"):
        career-advisor slack manifest
    \b
    Run it in Socket Mode, with nothing public:
        SLACK_BOT_TOKEN=xoxb-… SLACK_APP_TOKEN=xapp-… career-advisor slack

    Settings come from the environment or a file .env; docs/deploying.md has every step.
    """
    if ctx.invoked_subcommand is None:
        _run(ctx.obj if isinstance(ctx.obj, Settings) else Settings(knowledge=_default()))


def _default() -> Any:
    from bot.settings import default_knowledge

    return default_knowledge()


def _run(settings: Settings) -> None:
    """Imports late: the manifest needs neither Slack's library nor a database."""
    from slack_bolt.error import BoltError
    from slack_sdk.errors import SlackApiError, SlackClientError

    from bot.advisor import Advisor
    from bot.frontends.slack import faults
    from bot.frontends.slack.logs import start_logging
    from bot.frontends.slack.run import run
    from bot.reload import Live
    from bot.store import StoreError, open_store
    from retrieval.cache import Cache
    from retrieval.library import load
    from retrieval.problems import KnowledgeError

    start_logging()
    try:
        chosen = slack_settings(os.environ)
        with closing(open_store(chosen.database_url)) as store:
            run(chosen, Live(Advisor(load(settings.knowledge, Cache(settings.cache)))), store)
    except (SettingsError, StoreError, KnowledgeError) as error:
        raise click.ClickException(str(error)) from error
    except SlackApiError as error:
        raise click.ClickException(f"Slack refused the app's token ({faults.code(error)}). Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN; {_WHERE}") from error
    except BoltError as error:
        raise click.ClickException(f"Slack refused the app's token. Check SLACK_BOT_TOKEN; {_WHERE}") from error
    except (OSError, SlackClientError) as error:
        what = f"Slack can't be reached, or a port is taken ({type(error).__name__})."
        raise click.ClickException(f"{what} Check the network, SLACK_API_URL, PORT and HEALTH_PORT.") from error


_WHERE = "docs/deploying.md says where to get them."


@slack.command()
@click.option("--url", default="", metavar="URL", help="The app's public address, for HTTP instead of Socket Mode.")
def manifest(url: str) -> None:
    """Print the app's manifest, to create the app in Slack with."""
    from bot.frontends.slack.manifest import manifest as made

    if url and not url.startswith("https://"):
        raise click.BadParameter("Slack only talks to addresses that begin with https://", param_hint="--url")
    json.dump(made(url), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
