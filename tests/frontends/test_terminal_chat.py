"""The chat without a terminal: piped text, and the contract of ``chat --json``."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from retrieval.passage import Passage
from tests.frontends.terminal import COMMAND, ROOT, advisor, environment, run, suggestive

WEIRD = [
    b"",
    b"   ",
    b"\x00\x01\x02\x7f\x80\xff\xfe",
    "🙂🙂🙂".encode(),
    "👩‍💻 senior? 👩‍💻".encode(),
    "какая зарплата у сеньора".encode(),
    "シニアの給料はいくらですか".encode(),
    b"\xed\xa0\x80 lone surrogate",
    b"\x1b[2J\x1b]0;title\x07 what does a senior do",
    b"?" * 500,
    b"what does a senior do " * 5000,
    b"x" * 100_000,
    b"1",
    b"/quit",
    b'{"text": "what does a senior do"}',
    b"what is a senior\rwhat is a mid",
]
"""Messages that nobody means to write, one for each way in which input goes wrong."""


def answers(*messages: bytes) -> list[dict[str, Any]]:
    done = run("chat", "--json", given=b"\n".join(messages) + b"\n")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_each_message_gets_one_line_with_just_the_fields_of_the_contract() -> None:
    said = answers(b"what does a senior earn?", b"and in germany?", b"what does netflix pay?", b"thanks")
    assert len(said) == 4
    for answer in said:
        assert list(answer) == ["text", "citations", "abstained", "follow_ups"]
        assert [citation["number"] for citation in answer["citations"]] == list(range(1, len(answer["citations"]) + 1))
        for citation in answer["citations"]:
            assert list(citation) == ["number", "guide", "section", "quote", "passage"]
            assert f"[{citation['number']}]" in answer["text"]
    assert [answer["abstained"] for answer in said] == [False, False, True, False]


def test_every_quote_stands_in_the_passage_that_it_names() -> None:
    library = advisor().library
    for answer in answers(b"what does a senior do?", b"how do I get promoted to staff?", b"junior vs mid"):
        assert answer["citations"]
        for citation in answer["citations"]:
            passage: Passage = library.by_id[citation["passage"]]
            assert passage.guide == citation["guide"]
            assert passage.holds(citation["quote"])


def test_a_follow_up_leans_on_the_message_before() -> None:
    alone, after = answers(b"what does a senior earn?", b"and for junior?")
    assert after["text"] != alone["text"]
    assert "unior" in after["text"]


def test_the_same_messages_get_the_same_lines() -> None:
    messages = (b"what does a senior do?", b"why?", b"more")
    assert answers(*messages) == answers(*messages)


def test_any_input_gets_one_line_each_and_never_a_traceback() -> None:
    said = answers(*WEIRD)
    assert len(said) == len(WEIRD)
    assert all(answer["text"].strip() for answer in said)


def test_an_answer_comes_before_the_next_message_is_sent() -> None:
    with subprocess.Popen([*COMMAND, "chat", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment()) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for message in (b"what does a senior do?\n", b"and staff?\n"):
            process.stdin.write(message)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["text"]
        process.stdin.close()
        assert process.wait(timeout=30) == 0


@pytest.mark.parametrize("call", ["['chat', '--json']", "['ask', 'what does a senior do']", "['chat']"])
def test_without_a_terminal_none_of_its_libraries_is_imported(call: str) -> None:
    script = f"""
import sys
from bot.__main__ import cli
try:
    cli.main({call}, prog_name="career-advisor")
except SystemExit:
    pass
print([name for name in ("rich", "prompt_toolkit", "slack_bolt", "sqlalchemy") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], input=b"hello\n", capture_output=True, cwd=ROOT, env=environment(), timeout=120, check=True)
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_the_version_is_told_without_importing_what_answers() -> None:
    script = "import sys; from bot.__main__ import cli; cli.main(['--version'], standalone_mode=False); print({'pydantic', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=ROOT, env=environment(), timeout=60, check=True)
    assert done.stdout.decode().splitlines()[-1] == "set()"


def test_piped_text_gets_plain_answers_without_prompt_or_colour() -> None:
    done = run("chat", given=suggestive().encode() + b"\n1\n/sources\n/why\n/passage 1\n/passage 99\n/profile\n/nope\n/quit\nnever read\n")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert done.stderr == b""
    assert "\x1b" not in text
    assert "Ask next" in text
    assert "Sources of:" in text
    assert "Who decided" in text
    assert "type /passage and a number" in text
    assert "There is no command '/nope'." in text
    assert "never read" not in text


def test_piped_nonsense_gets_text_and_never_a_control_character() -> None:
    done = run("chat", given=b"\n".join(line for line in WEIRD if line != b"/quit") + b"\n/why\n")
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert not [byte for byte in done.stdout if byte < 32 and byte != 10]
