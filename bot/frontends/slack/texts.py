"""The app's own words in Slack: help, headings and sentences. What the advisor says about careers comes from the guides."""

from __future__ import annotations

from collections.abc import Sequence

from bot.frontends.slack import escape, limits
from retrieval.library import Library

NAME = "Career Advisor"
COMMAND = "/career"
SHORTCUT_ID = "answer_from_guides"
SHORTCUT = "Answer from the guides"
_HELP = f"""*What I can do*
I answer questions about levels, skills, pay and moves from your organisation's career guides. Every line is cited; where the guides don't say, I say so.

• *Mention me* in a channel: I answer in the thread. Follow up there without mentioning me again.
• *Write to me* in my Messages tab: nobody else sees it.
• `{COMMAND} {{example}}` Only you see the answer, until you share it.
• *{SHORTCUT}* in a message's menu answers that message, privately first.

`{COMMAND} profile` edits your level, years, skills and goal · `{COMMAND} sources` lists the guides · `{COMMAND} forget me` deletes all I keep about you"""
FORGOTTEN = "Done: I have deleted your profile, your questions, your feedback and our conversations."
SHARED = "Shared."
SHARED_ALREADY = "That answer has been shared already."
SHARED_LATER = "Slack is busy just now. I will share the answer as soon as it takes it."
TOO_OLD = "I no longer have that answer, or it is somebody else's. Please ask again."
CHANGED = "The guides have changed since that answer. Please ask again to see what they say now."
OLD_BUTTON = "That is from an older version of me and no longer works. Please ask again."
NO_WORDS = "That message holds no words that I could look up."
_HEADING = 220
_NO_EXAMPLE = "your question"


def help_for(examples: Sequence[str]) -> str:
    """What the app can do, with a question that these guides answer, as mrkdwn."""
    example = escape.shorten(next(iter(examples), _NO_EXAMPLE), limits.BUTTON, escape.mrkdwn).replace("`", "'")
    return _HELP.format(example=example)


def asked(text: str) -> str:
    """The question above its answer, as mrkdwn."""
    return f"*{escape.shorten(text, _HEADING, escape.mrkdwn)}*" if text else ""


def asked_by(user: str, text: str) -> str:
    return f"<@{user}> asked: {asked(text)}"


def shared_by(user: str, text: str) -> str:
    return f"Shared by <@{user}>: {asked(text)}"


def guides(library: Library) -> str:
    """The guides with their publishers and the dates of their last review, as mrkdwn of at most a section."""
    lines = ["*The guides I answer from*"]
    for guide in library.guides.values():
        title = escape.shorten(guide.title, 150, escape.mrkdwn)
        line = f"• *{title}* ({escape.shorten(guide.publisher, 80, escape.mrkdwn)}), reviewed {guide.reviewed:%d %B %Y}"
        if sum(limits.size(each) + 1 for each in lines) + limits.size(line) > limits.SECTION - 60:
            lines.append(f"… and {len(library.guides) - len(lines) + 1} more.")
            break
        lines.append(line)
    return "\n".join(lines)


def privacy(days: int) -> str:
    """What is kept and for how long, as mrkdwn."""
    return (
        f"*Privacy* · I keep your profile until you tell me to forget it, your questions and feedback for {days} days, and our conversations for {days} days "
        "from the last message on. They are stored under a code, not your name, in this installation's own database, and no log holds what you write. "
        "Whoever keeps the guides can read questions that I could not answer or whose answer was voted down, with the reasons, but not who asked. "
        "*Forget me* deletes all of it at once; when the app is uninstalled, everything is deleted."
    )
