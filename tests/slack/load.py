"""Load: many messages in many threads, some delivered twice, and a process killed in the middle of it.

Run by the tests, and by hand for figures: ``python -m tests.slack.load sqlite`` or ``postgresql``.
"""

from __future__ import annotations

import collections
import signal
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from tests.slack import rules
from tests.slack.fake import FakeSlack
from tests.slack.people import Person
from tests.slack.process import AppProcess
from tests.store.databases import Databases

QUESTIONS = (
    "what does a senior earn?", "and staff?", "what skills does a senior need?", "how do I get from mid-level to senior?", "how many years to become a lead?",
    "which certifications help?", "what about junior?", "what does a principal do?", "compare senior and staff", "thanks",
)  # fmt: skip


WAITS = {"CAREER_ADVISOR_LEASE": "5", "CAREER_ADVISOR_DOUBT": "10"}
"""Shorter than in earnest, but long enough for processes that are held up by each other."""
QUIET = 18.0


class Figures(NamedTuple):
    """What was seen at the fake's side: seconds."""

    answers: collections.Counter[str]
    asked: int
    took: float
    p50: float
    p99: float
    slowest: float

    def __str__(self) -> str:
        waits = f"latency p50 {self.p50 * 1000:.0f} ms, p99 {self.p99 * 1000:.0f} ms, slowest {self.slowest:.1f} s"
        rate = f"{self.asked} messages in {self.took:.1f} s ({self.asked / self.took:.0f} a second)"
        return f"{rate}; {waits}; answers a message: {dict(self.answers)}"


def run(database: str, processes: int, threads: int = 30, each: int = 10, kill: bool = True, gap: float = 0.0) -> Figures:
    """Sends everything (at once, or with a gap in seconds), kills a process when a third is answered and starts it again, and waits until
    all is answered and quiet.
    """
    with FakeSlack(patience=2.0) as slack, ExitStack() as stack:
        apps = [stack.enter_context(AppProcess(slack, database, **WAITS)) for _ in range(processes)]
        slack.wait(lambda: len(slack.sockets) == processes)
        began = time.monotonic()
        asked: dict[tuple[str, str], float] = {}
        for round_ in range(each):
            for thread in range(threads):
                person, channel = Person(slack, f"U{thread:03d}"), f"C{thread:03d}"
                often = 2 if len(asked) % 10 == 0 else 1
                ts = person.say(f"@bot {QUESTIONS[round_ % len(QUESTIONS)]}", channel, f"1600000000.{thread:06d}", times=often)
                asked[channel, ts] = time.monotonic()
                time.sleep(gap)
        try:
            if kill:
                slack.wait(lambda: len(slack.posts()) >= len(asked) // 3, seconds=120)
                apps[0].end(signal.SIGKILL)
                apps[0].start()
            slack.wait(lambda: len(receipts(slack)) == len(asked) and not slack.unacknowledged(), seconds=240)
        except AssertionError as error:
            logged = collections.Counter((line["logger"], line["event"], line.get("error", ""), line.get("said", "")) for app in apps for line in app.lines)
            raise AssertionError(f"{len(slack.posts())} posts for {len(asked)} messages; logged: {logged}; {str(error)[:2_000]}") from error
        took = max(post["at"] for post in slack.messages) - began
        quiet(slack)
        counts = receipts(slack)
        first: dict[tuple[str, str], float] = {}
        for post in slack.messages:
            first.setdefault(receipt(post), post["at"])
        waits = sorted(first[key] - when for key, when in asked.items())
        assert counts.keys() == asked.keys()
        answers = collections.Counter(f"{count} times" for count in counts.values())
        return Figures(answers, len(asked), took, statistics.median(waits), waits[int(len(waits) * 0.99) - 1], waits[-1])


def quiet(slack: FakeSlack) -> None:
    """Waits for longer than any message in doubt is waited for; whatever would be posted again, is by then."""
    before = len(slack.messages)
    with slack.changed:
        slack.changed.wait_for(lambda: len(slack.messages) > before, QUIET)


def receipt(post: dict[str, object]) -> tuple[str, str]:
    """The message that a post answers: channel and ts."""
    found = [part["block_id"] for part in rules.walk(post.get("blocks", [])) if "block_id" in part]
    assert found, f"this is no answer: {post['text']}"
    _, channel, ts = found[-1].split(" ")
    return channel, ts


def receipts(slack: FakeSlack) -> collections.Counter[tuple[str, str]]:
    return collections.Counter(receipt(post) for post in slack.posts())


if __name__ == "__main__":
    kind = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
    with Databases() as databases, tempfile.TemporaryDirectory() as folder:
        processes = 1 if kind == "sqlite" else 2
        for name, options in {"at once": {"kill": False}, "with kill -9": {}, "5 a second": {"kill": False, "gap": 0.2, "each": 3}}.items():
            print(f"{kind}, {name}: {run(databases.empty(kind, Path(folder)), processes, **options)}", flush=True)  # type: ignore[arg-type]
