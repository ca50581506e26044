"""The chat on a real (pseudo) terminal: keys, digits, commands, colours, history."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pexpect
import pytest

from tests.frontends.terminal import ROOT, environment, small, suggestive

READY = "\x1b[?2004h"
"""What the line editor says to the terminal when it begins to wait for a line (bracketed paste)."""


class Sitting:
    """A person before the chat: what they type, and what the terminal said until it waited again."""

    def __init__(self, args: tuple[str, ...], env: dict[str, str]) -> None:
        self._ready = "> " if env["TERM"] == "dumb" else READY
        self.child: pexpect.spawn[str] = pexpect.spawn(
            sys.executable, ["-m", "bot", *args, "chat"], cwd=str(ROOT), env=env, dimensions=(50, 100), encoding="utf-8", timeout=30
        )
        self.child.expect("Ctrl-D leaves")
        self.greeting = bare(self.child.before)
        self.child.expect_exact(self._ready)

    def raw(self, line: str) -> str:
        """All that the terminal gets for a line, escape sequences included."""
        self.child.sendline(line)
        return self._waited()

    def say(self, line: str) -> str:
        """What a person reads after typing a line."""
        return bare(self.raw(line))

    def interrupt(self) -> str:
        self.child.sendintr()
        return bare(self._waited())

    def ended(self) -> int | None:
        """The exit status, once the program has ended."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus

    def _waited(self) -> str:
        self.child.expect_exact(self._ready)
        return self.child.before or ""


class Chat(Protocol):
    def __call__(self, *args: str, **changes: str) -> Sitting: ...


def bare(text: str | None) -> str:
    """What a terminal said, without its escape sequences."""
    return re.sub(r"\x1b(?:\[[0-9;?]*[a-zA-Z]|\][^\x07]*\x07|[=>78])", "", text or "")


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[Chat]:
    """Opens the chat on a terminal and waits for its first prompt."""
    opened: list[Sitting] = []

    def open_chat(*args: str, **changes: str) -> Sitting:
        opened.append(Sitting(args, environment(**{"TERM": "xterm-256color", "XDG_STATE_HOME": str(tmp_path), "PROMPT_TOOLKIT_NO_CPR": "1", **changes})))
        return opened[-1]

    yield open_chat
    for sitting in opened:
        sitting.child.close(force=True)


def test_a_question_is_answered_with_numbered_sources_and_their_lines(chat: Chat) -> None:
    said = chat().say("what does a senior backend developer earn?")
    assert "[1]" in said
    assert "Sources" in said
    assert re.search(r"\.md:\d+", said)


def test_a_digit_asks_the_suggestion_with_that_number(chat: Chat) -> None:
    sitting = chat()
    suggestion = re.search(r"Ask next\s+1 ([^\r\n]+)", sitting.say(suggestive()))
    assert suggestion
    said = sitting.say("1")
    assert f"> {suggestion.group(1).strip()}" in said
    assert "Sources" in said


def test_a_digit_without_such_a_suggestion_says_how_many_there_are(chat: Chat) -> None:
    sitting = chat()
    sitting.say(suggestive())
    assert "There is no suggestion 9" in sitting.say("9")


def test_why_explains_the_latest_answer_also_of_a_follow_up(chat: Chat) -> None:
    sitting = chat()
    assert "no answer yet to explain" in sitting.say("/why")
    sitting.say("what does a senior earn?")
    sitting.say("and for staff?")
    why = sitting.say("/why")
    assert "question: and for staff?" in why
    assert "level:staff" in why
    assert "Who decided" in why


def test_a_passage_opens_whole_with_its_place_and_neighbours(chat: Chat) -> None:
    sitting = chat()
    assert "cites nothing" in sitting.say("/passage 1")
    sitting.say("what does a senior earn?")
    passage = sitting.say("/passage 1")
    assert "reviewed 20" in passage
    assert re.search(r"(?:before|after): ", passage)
    assert "/passage and a number" in sitting.say("/passage 99")


def test_sources_have_whole_quotes_and_without_an_answer_name_the_guides(chat: Chat) -> None:
    sitting = chat()
    assert "Answers come from 5 guides" in sitting.say("/sources")
    sitting.say("what does a senior earn?")
    assert "Sources of: what does a senior earn?" in sitting.say("/sources")


def test_profile_forget_and_reset_do_what_they_say(chat: Chat) -> None:
    sitting = chat()
    sitting.say("I'm a mid level dev with 3 years, I know Python. what am I missing for senior?")
    assert "years: 3" in sitting.say("/profile")
    assert "Forgotten" in sitting.say("/forget")
    assert "You have not told anything" in sitting.say("/profile")
    assert "A new conversation" in sitting.say("/reset")
    assert "no answer yet to explain" in sitting.say("/why")


def test_ctrl_c_drops_the_line_and_only_a_second_one_in_a_row_leaves(chat: Chat) -> None:
    sitting = chat()
    sitting.child.send("a line that I regret")
    sitting.child.expect("regret")
    assert "Ctrl-C again or Ctrl-D leaves" in sitting.interrupt()
    assert "You have not told anything" in sitting.say("/profile")
    assert "Ctrl-C again" in sitting.interrupt()
    sitting.child.sendintr()
    assert sitting.ended() == 0
    assert "Traceback" not in bare(sitting.child.before)


def test_ctrl_d_leaves(chat: Chat) -> None:
    sitting = chat()
    sitting.child.sendeof()
    assert sitting.ended() == 0


def test_quit_leaves(chat: Chat) -> None:
    sitting = chat()
    sitting.child.sendline("/quit")
    assert sitting.ended() == 0


def test_lines_are_kept_for_the_up_key_for_their_owner_only_until_they_are_forgotten(chat: Chat, tmp_path: Path) -> None:
    first = chat()
    first.say("/help")
    first.child.sendeof()
    first.ended()
    kept = tmp_path / "career-advisor" / "history"
    assert "/help" in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0
    again = chat()
    again.child.send("\x1b[A")
    again.child.expect("/help")
    again.interrupt()
    assert "kept input lines are deleted" in again.say("/forget history")
    assert "/help" not in (kept.read_text(encoding="utf-8") if kept.exists() else "")


def test_a_state_folder_that_cannot_be_written_is_no_obstacle(chat: Chat, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert "For example" in chat(XDG_STATE_HOME=str(blocked)).say("/help")


def test_tab_completes_a_command(chat: Chat) -> None:
    sitting = chat()
    sitting.child.send("/prof")
    sitting.child.expect("show what you told")
    sitting.child.send("\t")
    sitting.child.expect("/?profile|ile")
    assert "You have not told anything" in sitting.say("")


@pytest.mark.parametrize(("term", "changes"), [("xterm-256color", {"NO_COLOR": "1"}), ("dumb", {})])
def test_no_colour_where_it_is_not_wanted_or_not_there(chat: Chat, term: str, changes: dict[str, str]) -> None:
    shown = chat(TERM=term, **changes).raw("what does a senior earn?")
    assert "Sources" in shown
    assert not re.search(r"\x1b\[(?:[1-9]|3\d|38;\d)[0-9;]*m", shown)


def test_colours_are_there_where_the_terminal_has_them(chat: Chat) -> None:
    assert "\x1b[36m" in chat().raw("what does a senior earn?")


def test_a_guide_that_was_left_out_is_named_above_the_first_prompt_and_the_others_answer(chat: Chat, tmp_path: Path) -> None:
    folder = small(tmp_path / "own")
    (folder / "guides" / "broken.md").write_text("no front matter", encoding="utf-8")
    sitting = chat("--knowledge", str(folder))
    assert "broken.md is left out" in re.sub(r"\s+", " ", sitting.greeting)
    assert "Sources" in sitting.say("what comes after senior?")
