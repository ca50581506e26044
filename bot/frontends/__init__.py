"""Where people meet the advisor: a terminal, JSON lines, Slack."""
