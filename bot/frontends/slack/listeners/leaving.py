"""A workspace that leaves: the app is uninstalled or its token revoked, and all that is kept of the workspace is deleted."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt import App, BoltContext

from bot.frontends.slack.desk import Desk

log = logging.getLogger("career_advisor.slack")


def register(app: App) -> None:
    app.event("app_uninstalled")(uninstalled)
    app.event("tokens_revoked")(revoked)


def uninstalled(context: BoltContext, desk: Desk) -> None:
    _purge(context, desk)


def revoked(event: dict[str, Any], context: BoltContext, desk: Desk) -> None:
    """A revoked bot token ends the installation; this app has no tokens of people."""
    tokens = event.get("tokens")
    if isinstance(tokens, dict) and tokens.get("bot"):
        _purge(context, desk)


def _purge(context: BoltContext, desk: Desk) -> None:
    team, enterprise = str(context.team_id or ""), str(context.enterprise_id or "")
    for scope in filter(None, (team, enterprise)):
        if scope == team or not team:
            desk.store.workspaces.purge(scope)
    if enterprise and not team:
        desk.store.workspaces.uninstall(enterprise, "")
    log.info("workspace purged", extra={"fields": {"team": team or enterprise}})
