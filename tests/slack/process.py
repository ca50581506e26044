"""The real ``career-advisor slack`` as a process of its own, watched by its log."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Condition, Thread
from typing import Any, Self
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.slack.fake import FakeSlack

ROOT = Path(__file__).resolve().parents[2]


class AppProcess:
    """Starts on entering, and is ended on leaving."""

    def __init__(self, slack: FakeSlack, database: str, **environment: str) -> None:
        self.environment = {
            "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": os.environ.get("HOME", "/tmp"), "NO_PROXY": "*", "LC_ALL": "C.UTF-8",
            "SLACK_BOT_TOKEN": slack.team.token, "SLACK_APP_TOKEN": slack.app_token, "SLACK_API_URL": slack.url, "DATABASE_URL": database,
            "HOST": "127.0.0.1", "HEALTH_PORT": "0", "PORT": "0", "CAREER_ADVISOR_LEASE": "2", "CAREER_ADVISOR_DOUBT": "3", **environment,
        }  # fmt: skip
        self.command = [sys.executable, "-W", "error::ResourceWarning", "-m", "bot", "slack"]
        self.folder = Path("/")
        self.lines: list[dict[str, Any]] = []
        self.raw = ""
        self._changed = Condition()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)
        self._reader.join(5)

    def start(self) -> Self:
        """Starts the process and waits until it is ready."""
        self.begin()
        try:
            self.wait_for(lambda line: line.get("event") == "ready")
        except BaseException:
            self.__exit__()
            raise
        return self

    def begin(self) -> None:
        self.lines, self.raw = [], ""
        self.process = subprocess.Popen(self.command, cwd=self.folder, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as stream:
            for line in stream:
                with self._changed:
                    self.raw += line
                    if line.startswith("{"):
                        self.lines.append(json.loads(line))
                    self._changed.notify_all()
        with self._changed:
            self._changed.notify_all()

    def wait_for(self, wanted: Callable[[dict[str, Any]], bool], seconds: float = 40.0) -> dict[str, Any]:
        """Waits for a line of the log."""
        with self._changed:
            self._changed.wait_for(lambda: any(map(wanted, self.lines)) or not self._reader.is_alive(), seconds)
            found = next(filter(wanted, self.lines), None)
        assert found is not None, f"not logged within {seconds} s:\n{self.raw[-3000:]}"
        return found

    def port(self, event: str) -> int:
        return int(self.wait_for(lambda line: line.get("event") == event)["port"])

    def page(self, path: str, event: str = "watch") -> tuple[int, str]:
        """A page of the health port (or of the port that ``event`` announced)."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port(event)}{path}", timeout=10) as response:
                return response.status, response.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def end(self, how: signal.Signals = signal.SIGTERM, seconds: float = 15.0) -> int:
        """Sends a signal and waits; gives the exit status."""
        self.process.send_signal(how)
        status = self.process.wait(seconds)
        self._reader.join(5)
        return status
