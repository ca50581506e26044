"""The app's manifest: what Slack has to know to create it. ``manifest.json`` in the repository is this, for Socket Mode."""

from __future__ import annotations

from typing import Any

from bot.frontends.slack import texts
from bot.frontends.slack.parts import Block

SCOPES = ("app_mentions:read", "assistant:write", "chat:write", "commands", "im:history", "channels:history", "groups:history", "mpim:history")
EVENTS = ("app_home_opened", "app_mention", "message.im", "message.channels", "message.groups", "message.mpim", "app_uninstalled", "tokens_revoked")
EVENTS_PATH = "/slack/events"
REDIRECT_PATH = "/slack/oauth_redirect"
_PROMPTS = (
    "What can you do?",
    "Which guides do you use?",
)
"""What any company's guides have an answer to. Once somebody opens the Messages tab, questions that these guides answer take their place."""
_AGENT = "Ask about levels, skills, pay and moves. Short answers from your organisation's career guides, every line cited, or an honest “the guides don't say”."


def manifest(url: str = "") -> Block:
    """The manifest for Socket Mode, or, with the app's public address, for HTTP."""
    address = {"request_url": url.rstrip("/") + EVENTS_PATH} if url else {}
    options = {"message_menu_options_url": url.rstrip("/") + EVENTS_PATH} if url else {}
    command = {
        "command": texts.COMMAND,
        "description": "Ask the career guides; only you see the answer",
        "usage_hint": "question | help | profile | sources | forget me",
        "should_escape": True,
    }
    oauth: dict[str, Any] = {"scopes": {"bot": list(SCOPES)}}
    if url:
        oauth["redirect_urls"] = [url.rstrip("/") + REDIRECT_PATH]
    return {
        "display_information": {
            "name": texts.NAME,
            "description": "Answers questions about career levels, skills, pay and moves from your guides, every line cited.",
            "background_color": "#1f4e5f",
        },
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
            "agent_view": {
                "agent_description": _AGENT,
                "suggested_prompts": [{"title": prompt, "message": prompt} for prompt in _PROMPTS],
            },
            "bot_user": {"display_name": texts.NAME, "always_online": True},
            "shortcuts": [
                {
                    "name": texts.SHORTCUT,
                    "type": "message",
                    "callback_id": texts.SHORTCUT_ID,
                    "description": "Look this message up in the guides; only you see it at first",
                }
            ],
            "slash_commands": [command | ({"url": address["request_url"]} if url else {})],
        },
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": {**address, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **address, **options},
            "org_deploy_enabled": bool(url),
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }
