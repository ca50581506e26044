"""The advisor in a terminal: the commands, the chat, and how answers look there. The only part that knows rich and prompt_toolkit."""
