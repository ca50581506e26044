"""A workspace that leaves: the app is uninstalled or its token revoked, and all that is kept of the workspace is deleted."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt import App, BoltContext

from bot.frontends.slack import faults
from bot.frontends.slack.desk import Desk, team_of

log = logging.getLogger("career_advisor.slack")


def register(app: App) -> None:
    app.event("app_uninstalled")(uninstalled)
    app.event("tokens_revoked")(revoked)


def uninstalled(context: BoltContext, desk: Desk) -> None:
    _purge(context, desk)


def revoked(event: dict[str, Any], context: BoltContext, desk: Desk) -> None:
    """A revoked bot token ends the installation; this app has no tokens of people."""
    tokens = event.get("tokens")
    if not isinstance(tokens, dict):
        faults.strange("revoked tokens that are not named")
    elif tokens.get("bot"):
        _purge(context, desk)


def _purge(context: BoltContext, desk: Desk) -> None:
    scope = team_of(context)
    desk.store.workspaces.purge(scope)
    log.info("workspace purged", extra={"fields": {"team": scope}})
