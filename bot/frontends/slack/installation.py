"""Installations in several workspaces, kept in the store: what Bolt needs for OAuth."""

from __future__ import annotations

import logging
import secrets
import time
from datetime import datetime
from typing import Any

from slack_bolt.authorization.authorize import InstallationStoreAuthorize
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.oauth import InstallationStore, OAuthStateStore
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.installation_store import Installation as SlackInstallation

from bot.frontends.slack.manifest import REDIRECT_PATH, SCOPES
from bot.store import Installation, Store

log = logging.getLogger("career_advisor.slack")

INSTALL_PATH = "/slack/install"
_KEPT = ("app_id", "enterprise_id", "enterprise_name", "team_id", "team_name", "bot_token", "bot_id", "bot_user_id", "bot_scopes", "is_enterprise_install")
_STATE_SECONDS = 600


class Installations(InstallationStore):
    """Bots of workspaces; people's tokens are never asked for and never kept."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def logger(self) -> logging.Logger:
        return log

    def save(self, installation: SlackInstallation) -> None:
        self.save_bot(installation.to_bot())

    def save_bot(self, bot: Bot) -> None:
        known = {name: value for name, value in bot.to_dict().items() if name in _KEPT and not isinstance(value, datetime)}
        team = "" if bot.is_enterprise_install else bot.team_id or ""
        self._store.workspaces.install(Installation(enterprise=bot.enterprise_id or "", team=team, data=known, installed_at=bot.installed_at))

    def find_bot(self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False) -> Bot | None:
        team = "" if is_enterprise_install else team_id or ""
        found = self._store.workspaces.installation(enterprise_id or "", team)
        if found is None and team:
            found = self._store.workspaces.installation(enterprise_id or "", "")
        arguments: Any = found.data if found else {}
        return Bot(**arguments, installed_at=found.installed_at) if found else None

    def delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        self._store.workspaces.uninstall(enterprise_id or "", team_id or "")

    def delete_installation(self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None) -> None:
        """Nothing: there are no installations of single people."""


class States(OAuthStateStore):
    """States of installations under way: good for ten minutes and one use, in whichever process."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def logger(self) -> logging.Logger:
        return log

    def issue(self, *args: Any, **kwargs: Any) -> str:
        state = secrets.token_urlsafe(32)
        self._store.workspaces.issue_state(state, time.time() + _STATE_SECONDS)
        return state

    def consume(self, state: str) -> bool:
        return self._store.workspaces.consume_state(state, time.time())


def oauth(store: Store, client: WebClient, client_id: str, client_secret: str) -> tuple[OAuthFlow, InstallationStoreAuthorize]:
    """The installation flow, and the authorisation of requests. (Bolt's own would call ``auth.test`` for every event.)"""
    installations = Installations(store)
    settings = OAuthSettings(
        client_id=client_id,
        client_secret=client_secret,
        scopes=list(SCOPES),
        user_scopes=[],
        installation_store=installations,
        installation_store_bot_only=True,
        state_store=States(store),
        install_path=INSTALL_PATH,
        redirect_uri_path=REDIRECT_PATH,
    )
    quiet = logging.getLogger("slack_bolt")
    authorize = InstallationStoreAuthorize(
        logger=quiet, installation_store=installations, client_id=client_id, client_secret=client_secret, bot_only=True, cache_enabled=True, client=client
    )  # fmt: skip
    return OAuthFlow(client=client, logger=quiet, settings=settings), authorize
