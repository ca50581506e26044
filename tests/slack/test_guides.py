"""Guides that change while the app runs, and guides of another company: what people see comes from the folder as it is now."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.slack import web_api
from tests.slack.fake import FakeSlack
from tests.slack.people import Person
from tests.slack.process import ROOT, AppProcess
from tests.slack.test_conversations import answers, buttons, whispers

ALLOWANCE = "how much is the tool allowance?"
OURS = ("backend", "mid-level", "senior", "staff engineer", "USD", "$")
"""Words of this repository's own guides; another company's app must never say them."""


class Workshop:
    """The app over a copy of a small company's folder, which a test may edit."""

    def __init__(self, folder: Path, slack: FakeSlack, app: AppProcess) -> None:
        self.guide, self.slack, self.app = folder / "guides" / "pay.md", slack, app
        self.person = Person(slack)

    def edit(self, before: str, after: str, event: str = "knowledge reloaded") -> float:
        """Edits the guide about pay, waits until the log says what became of it, and gives the seconds that it took."""
        text = self.guide.read_text(encoding="utf-8")
        assert before in text
        seen, began = len(self.app.lines), time.monotonic()
        self.guide.write_text(text.replace(before, after), encoding="utf-8")
        self.app.wait_for(lambda line: line in self.app.lines[seen:] and str(line.get("event", "")).startswith(event))
        return time.monotonic() - began

    def ask(self, text: str, thread: str | None = None) -> dict[str, Any]:
        """Asks in a thread (or begins one) and gives the answer."""
        count = len(self.slack.posts("C1", thread)) + 1 if thread else 1
        ts = self.person.say(f"@bot {text}", "C1", thread=thread)
        return answers(self.slack, "C1", thread or ts, count)[-1]

    def opened(self, answer: dict[str, Any]) -> str:
        """What the window behind the first *View passage* of an answer shows."""
        before = len(self.slack.called("views.open"))
        self.person.press(buttons(answer, "passage.view")[0], answer)
        self.slack.wait(lambda: len(self.slack.called("views.open")) > before)
        return str(self.slack.called("views.open")[-1].body["view"]["blocks"])


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "tests" / "sample", folder)
    with FakeSlack() as slack, AppProcess(slack, f"sqlite:///{tmp_path}/a.sqlite3", CAREER_ADVISOR_KNOWLEDGE=str(folder), CAREER_ADVISOR_CACHE="off") as app:
        yield Workshop(folder, slack, app)


def test_an_edited_guide_is_answered_from_within_two_seconds(shop: Workshop) -> None:
    assert "£400" in shop.ask(ALLOWANCE)["text"]
    assert shop.edit("£400", "£550") < 2
    said = shop.ask(ALLOWANCE)["text"]
    assert "£550" in said
    assert "£400" not in said


def test_a_broken_edit_keeps_the_last_good_guides_and_says_so(shop: Workshop) -> None:
    shop.edit("publisher:", "publishr:", "The changed knowledge is not used")
    status, page = shop.app.page("/readyz")
    assert status == 200
    assert page.startswith("ready\nwarning: The changed knowledge is not used: ")
    assert "guides/pay.md" in page
    assert "career_knowledge_stale 1.0" in shop.app.page("/metrics")[1]
    assert "£400" in shop.ask(ALLOWANCE)["text"]
    shop.edit("publishr:", "publisher:")
    assert shop.app.page("/readyz") == (200, "ready\n")


def test_a_button_of_an_old_answer_opens_its_passage_and_tells_what_became_of_it(shop: Workshop) -> None:
    old = shop.ask(ALLOWANCE)
    assert "changed" not in shop.opened(old)
    shop.edit("### Tool allowance", "### Allowance for tools")
    assert "£400" in shop.opened(old)
    assert "changed" not in shop.opened(old)
    shop.edit("### Allowance for tools", "### Tool allowance")
    shop.edit("£400", "£550")
    shown = shop.opened(old)
    assert "has changed since the answer" in shown
    assert "£550" in shown
    assert "£400" not in shown
    text = shop.guide.read_text(encoding="utf-8")
    section = text[text.index("### Tool allowance") :].partition("\n### ")[0]
    shop.edit(section, "")
    assert "no longer there" in shop.opened(old)


def test_what_was_deleted_is_never_said_again(shop: Workshop) -> None:
    old = shop.ask(ALLOWANCE)
    private = whispers(shop.slack, shop.person.command(ALLOWANCE, "C2"))[0]
    assert "£400" in private["text"]
    text = shop.guide.read_text(encoding="utf-8")
    shop.edit(text[text.index("### Tool allowance") :].partition("\n### ")[0], "")
    before = len(shop.slack.messages)
    shop.ask(ALLOWANCE)
    for move in ("shorter please", "which guide says that?", "say that again"):
        shop.ask(move, old["thread_ts"])
    pressed = shop.person.press(buttons(private, "share")[0], None, "C2")
    assert "The guides have changed" in whispers(shop.slack, pressed)[0]["text"]
    assert shop.app.end() == 0
    shop.app.start()
    shop.ask("say that again", old["thread_ts"])
    said = [post["text"] for post in shop.slack.messages[before:]]
    assert len(said) == 5
    assert not [text for text in said if "£400" in text]


def test_an_answer_that_had_to_wait_says_nothing_that_was_deleted_meanwhile(shop: Workshop) -> None:
    shop.slack.fail("chat.postMessage", lambda: web_api.error("ratelimited"))
    shop.slack.fail("respond", web_api.busy)
    ts = shop.person.say(f"@bot {ALLOWANCE}", "C1")
    address = shop.person.command(ALLOWANCE)
    shop.app.wait_for(lambda line: line.get("doing") == "posting an answer, to be tried again")
    shop.app.wait_for(lambda line: line.get("doing") == "whispering an answer, to be tried again")
    shop.edit("£400", "£550")
    (post,) = shop.slack.wait(lambda: shop.slack.posts("C1", ts), seconds=60)
    whisper = shop.slack.wait(lambda: found[1] if len(found := whispers(shop.slack, address)) == 2 else None, seconds=60)
    assert [said["text"] for said in (post, whisper)] == ["The guides have changed since that answer. Please ask again to see what they say now."] * 2


def test_another_companys_app_says_nothing_of_ours(shop: Workshop) -> None:
    person, slack = shop.person, shop.slack
    person.open_home()
    home = slack.wait(lambda: slack.views.get(f"home {person.user}"))
    person.open_home("messages")
    prompts = slack.wait(lambda: slack.called("assistant.threads.setSuggestedPrompts"))[0].body["prompts"]
    shown = [home["blocks"], prompts, *(whispers(slack, person.command(word))[0] for word in ("help", "sources", "what does an artisan earn?"))]
    asked = [prompt["message"] for prompt in prompts] + ["what does an artisan earn?", "what skills does a builder need?", "hello", "who was Napoleon?"]
    shown += [shop.ask(question)["blocks"] for question in asked]
    offered = person.type("profile.level", "")
    assert [level["value"] for level in offered][:2] == ["trainee", "builder"]
    said = str([shown, offered])
    assert [word for word in OURS if word.lower() in said.lower()] == []
    assert "£37k–£44k" in said
    assert "Frame Builder Pay Book" in str(home["blocks"])
    assert prompts[0]["message"] in str(whispers(slack, person.command("help"))[0]["text"])
