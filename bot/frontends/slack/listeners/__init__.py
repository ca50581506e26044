"""What Slack brings, by feature. Each listener is a plain function; this is the list of which hears what."""

from slack_bolt import App

from bot.frontends.slack.listeners import buttons, commands, feedback, home, leaving, messages, passages, profile, shortcuts, strays


def register(app: App) -> None:
    """Registers all listeners. ``strays`` comes last: it hears what nobody else does."""
    for feature in (messages, home, commands, shortcuts, buttons, passages, profile, feedback, leaving, strays):
        feature.register(app)
