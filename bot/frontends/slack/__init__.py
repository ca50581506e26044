"""The advisor in Slack: events in, blocks out. Nothing outside this package knows Slack."""
