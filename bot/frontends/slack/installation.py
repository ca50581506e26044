"""Installations in several workspaces, kept in the store: what Bolt needs for OAuth."""

from __future__ import annotations

import logging
import secrets
import time
from datetime import datetime
from typing import Any

from slack_bolt import BoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import InstallationStore, OAuthStateStore
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.installation_store import Installation as SlackInstallation

from bot.frontends.slack import faults
from bot.frontends.slack.desk import team_of
from bot.frontends.slack.manifest import REDIRECT_PATH, SCOPES
from bot.store import Installation, Store, StoreError

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
        """The workspace's own, else the one of its whole enterprise. Raises ``StoreError``."""
        scopes = (None if is_enterprise_install else team_id, enterprise_id)
        return next((bot for scope in scopes if scope and (bot := self.bot_of(scope)) is not None), None)

    def bot_of(self, scope: str) -> Bot | None:
        """The bot of a workspace or, with an enterprise's id, of all of it. Raises ``StoreError``."""
        found = self._store.workspaces.installation(scope)
        arguments: Any = found.data if found else {}
        return Bot(**arguments, installed_at=found.installed_at) if found else None

    def delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        self._store.workspaces.uninstall(team_id or enterprise_id or "")

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


class UnansweredError(Exception):
    """Slack didn't say whether a token is good: the request has to come again."""


class Authorization(Authorize):
    """Whose token answers a request; each token is tried once, not with every event.

    Bolt's own takes a database or a Slack that fails for a workspace that has left, and what it refuses never comes again. Here the last
    known token serves to apologise with where the database fails.
    """

    def __init__(self, installations: Installations, client: WebClient) -> None:
        self._installations = installations
        self._client = client
        self._tried: dict[str, AuthorizeResult] = {}
        self._last: dict[str, AuthorizeResult] = {}

    def __call__(self, *, context: BoltContext, enterprise_id: str | None, team_id: str | None, user_id: str | None, **_: Any) -> AuthorizeResult | None:
        scope = team_of(context)
        try:
            bot = self._installations.find_bot(enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=context.is_enterprise_install)
        except StoreError:
            if scope in self._last:
                return self._last[scope]
            raise
        self._last.pop(scope, None)
        known = self._try(bot) if bot is not None and bot.bot_token else None
        if known is not None:
            self._last[scope] = known
        return known

    def _try(self, bot: Bot) -> AuthorizeResult | None:
        if bot.bot_token not in self._tried:
            try:
                said = self._client.auth_test(token=bot.bot_token)
            except SlackApiError as error:
                if faults.is_passing(error):
                    raise UnansweredError from error
                faults.record(error, "trying a workspace's token", team=bot.team_id or bot.enterprise_id or "")
                return None
            self._tried[bot.bot_token] = AuthorizeResult.from_auth_test_response(auth_test_response=said, bot_token=bot.bot_token, bot_scopes=bot.bot_scopes)
        return self._tried[bot.bot_token]


def oauth(installations: Installations, store: Store, client: WebClient, client_id: str, client_secret: str) -> OAuthFlow:
    """The flow in which workspaces, or whole enterprises, install the app."""
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
    return OAuthFlow(client=client, logger=logging.getLogger("slack_bolt"), settings=settings)
