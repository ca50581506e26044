"""A chat without its terminal: what one line of input leads to. Messages, digits and slash commands alike give blocks to show."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bot.advisor import Advisor
from bot.answer import Answer
from bot.conversation import Conversation
from bot.frontends.explain import explain
from bot.frontends.openers import openers
from bot.frontends.terminal import reasons, views
from bot.frontends.terminal.blocks import Block, Item, Line
from bot.frontends.terminal.text import clipped, counted, heard
from bot.question import Profile
from bot.refresh import refreshed
from bot.reload import Live
from retrieval.problems import nearest

EXAMPLES = 3
"""Questions that /help shows."""


class Exchange(NamedTuple):
    """The latest question, the conversation before it, and its answer."""

    text: str
    before: Conversation
    answer: Answer


class Command(NamedTuple):
    """A slash command: what ``/help`` says of it, and what it does with the words behind its name."""

    usage: str
    does: str
    run: Callable[[Talk, str], list[Block]]


class Talk:
    """One conversation. ``forget_lines`` deletes the lines that the terminal keeps and says so (None: it keeps nothing).

    With ``live``, each line is answered from the knowledge as it is then, and changes of it are told before the answer.
    """

    def __init__(self, advisor: Advisor, numbered: bool = True, forget_lines: Callable[[], str] | None = None, live: Live | None = None) -> None:
        self.advisor = advisor
        self._live = live
        self.conversation = Conversation()
        self.last: Exchange | None = None
        self.over = False
        self._numbered = numbered
        self._forget_lines = forget_lines

    def hear(self, line: str) -> list[Block]:
        """What to show for one line; after ``/quit`` the conversation is ``over``."""
        news = self._catch_up()
        text = heard(line).strip()
        if text.startswith("/"):
            return [*news, *self._command(text)]
        if text.isascii() and text.isdigit() and self.last is not None and self.last.answer.follow_ups:
            return [*news, *self._follow_up(int(text), self.last.answer.follow_ups)]
        return [*news, *self._reply(text)]

    def _catch_up(self) -> list[Block]:
        """Takes the knowledge as it is now, and tells what became of it since the line before."""
        if self._live is None:
            return []
        if self._live.advisor is not self.advisor:
            self.advisor = self._live.advisor
            self.conversation = refreshed(self.conversation, self.advisor.library)
        return [Line(f"Note: {sentence}", "warning") for sentence in self._live.news()]

    @property
    def greeting(self) -> list[Block]:
        """What stands above the first prompt."""
        library = self.advisor.library
        names = ", ".join(dict.fromkeys(guide.publisher for guide in library.guides.values()))
        blocks: list[Block] = [
            Line("Career Advisor", "title"),
            Line(f"Answers from {counted(len(library.guides), 'guide')} ({names}), each line with its source."),
        ]
        blocks += [Line(f"Note: {sentence}", "warning") for sentence in views.left_out(library)]
        return [*blocks, Line("Ask about levels, skills, pay or moves. /help lists the commands, Ctrl-D leaves.", "quiet")]

    def _reply(self, text: str) -> list[Block]:
        before = self.conversation
        answer, self.conversation = self.advisor.reply(text, before)
        self.last = Exchange(text, before, answer)
        return views.answer(answer, self.advisor.library, self._numbered)

    def _follow_up(self, number: int, follow_ups: tuple[str, ...]) -> list[Block]:
        if not 1 <= number <= len(follow_ups):
            return [
                Line(
                    f"There is no suggestion {number}: the last answer has {counted(len(follow_ups), 'suggestion')}. Type one of their numbers, or a question."
                )
            ]
        question = follow_ups[number - 1]
        return [Line(f"> {question}", "quiet"), *self._reply(question)]

    def _command(self, text: str) -> list[Block]:
        name, _, rest = text[1:].partition(" ")
        command = COMMANDS.get(name.lower())
        if command is None:
            hint = nearest(name.lower(), COMMANDS).replace("'", "", 1).replace("'", "").replace("mean ", "mean /")
            return [Line(f"There is no command '/{clipped(name, 30)}'. {hint} /help lists them all.".replace("  ", " "))]
        return command.run(self, rest.strip())

    def help(self, _: str) -> list[Block]:
        blocks: list[Block] = [Line("Type a question, or one of these:", "title"), *(Item(f"/{item.usage}".ljust(13), item.does) for item in COMMANDS.values())]
        examples = openers(self.advisor, EXAMPLES)
        return [*blocks, *((Line(), Line("For example:", "title")) if examples else ()), *(Item("-", example) for example in examples)]

    def sources(self, _: str) -> list[Block]:
        library = self.advisor.library
        if self.last is None or not self.last.answer.citations:
            return views.guides(library)
        return [Line(f"Sources of: {clipped(self.last.text, 70)}", "title"), *views.sources(self.last.answer, library)]

    def passage(self, rest: str) -> list[Block]:
        citations = self.last.answer.citations if self.last else ()
        if not citations:
            return [Line("The last answer cites nothing, so there is no passage to open. Ask a question first.")]
        number = rest.strip("[] ") or "1"
        if not (number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= len(citations)):
            return [Line(f"The last answer has {counted(len(citations), 'source')}: type /passage and a number from 1 to {len(citations)}.")]
        library, citation = self.advisor.library, citations[int(number) - 1]
        passage = library.by_id.get(citation.passage)
        if passage is None:
            return [Line("The guides have changed since this answer: the passage is no longer there. Ask again to see what they say now.")]
        changed = [] if passage.holds(citation.quote) else [Line("The passage has changed since this answer. Today it says:", "warning")]
        return [*changed, *views.passage(passage, library)]

    def why(self, _: str) -> list[Block]:
        if self.last is None:
            return [Line("There is no answer yet to explain. Ask a question first.")]
        return reasons.view(explain(self.advisor, self.last.text, self.last.before))

    def profile(self, _: str) -> list[Block]:
        return views.profile(self.conversation.profile, self.advisor.library)

    def forget(self, rest: str) -> list[Block]:
        """Forgets the person; with ``history`` also the lines that this and earlier chats kept for the up key."""
        self.conversation = self.conversation.model_copy(update={"profile": Profile()})
        said = "Forgotten: all that you told about yourself."
        if rest.lower() == "history" and self._forget_lines is not None:
            return [Line(f"{said} {self._forget_lines()}")]
        return [Line(f"{said} /forget history also deletes the input lines kept for the up key." if self._forget_lines else said)]

    def reset(self, _: str) -> list[Block]:
        self.conversation, self.last = Conversation(), None
        return [Line("A new conversation. Nothing of the old one is known any more.")]

    def quit(self, _: str) -> list[Block]:
        self.over = True
        return []


COMMANDS = {
    "sources": Command("sources", "show where the last answer comes from, with whole quotes", Talk.sources),
    "passage": Command("passage N", "show all of the passage behind source N, with its table", Talk.passage),
    "why": Command("why", "show how the last question was read, what scored what, and who decided", Talk.why),
    "profile": Command("profile", "show what you told about yourself", Talk.profile),
    "forget": Command("forget", "forget it; /forget history deletes the lines kept for the up key too", Talk.forget),
    "reset": Command("reset", "start a new conversation", Talk.reset),
    "help": Command("help", "show this list", Talk.help),
    "quit": Command("quit", "leave, as Ctrl-D does", Talk.quit),
}
"""The slash commands in the order of ``/help``."""
