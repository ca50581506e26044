"""Live reload: a running program answers from a changed knowledge folder within moments, all or nothing.

A change is read beside the knowledge in use and takes its place only when all of it could be read; a broken one is said and left aside,
and the last good knowledge stays. An ``Advisor`` never changes, so an answer that was begun on the old one ends on it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Self

from bot.advisor import Advisor
from bot.answer import Answer
from bot.conversation import Conversation
from bot.editing.contract import broken_sentences
from bot.refresh import refreshed
from retrieval.inside import outside
from retrieval.library import reload
from retrieval.problems import KnowledgeError, Problem
from retrieval.shelf import digests, uncollected

_log = logging.getLogger("career_advisor.reload")

QUIET, LONGEST = 100, 800
"""Milliseconds without a change after which a save counts as done, and after which it is read in any case."""
_GLANCE = 1500
"""Milliseconds after which is looked whether the folder itself was put in another's place, which watching it does not tell."""
_PATIENCE = 5.0


class Live:
    """The advisor over a folder as it is now. Make it around an advisor, ``start`` it, take ``advisor`` anew for each message.

    ``warning`` says why the latest change is not in use, and is empty where it is. Safe to use from several threads.
    What has not changed is taken over from the library in use.
    """

    def __init__(self, advisor: Advisor) -> None:
        self._advisor = advisor
        self._folder = advisor.library.folder
        self._seen: Mapping[str, str] = advisor.library.files
        self._stop = Event()
        self._lock = Lock()
        self._news: list[str] = []
        self._thread: Thread | None = None
        self.warning = ""

    @property
    def advisor(self) -> Advisor:
        """The advisor over the last good knowledge."""
        return self._advisor

    def reply(self, text: str, conversation: Conversation) -> tuple[Answer, Conversation]:
        """As ``Advisor.reply``, on the knowledge of this moment, with a conversation that may have been had on an older one."""
        advisor = self._advisor
        return advisor.reply(text, refreshed(conversation, advisor.library))

    def news(self) -> tuple[str, ...]:
        """What has happened since this was last asked, a sentence each, for people."""
        with self._lock:
            news, self._news = tuple(self._news), []
        return news

    def start(self) -> Self:
        """Watches the folder, in a thread of its own, until ``stop``."""
        self._thread = Thread(target=self._watch, name="knowledge", daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def reload(self) -> bool:
        """Reads the folder if it has changed; whether it is in use now. Raises nothing: what is wrong is said as a warning."""
        files = digests(self._folder)
        if files == self._seen:
            return not self.warning
        self._seen = files
        try:
            with uncollected():
                advisor = self._built()
        except KnowledgeError as error:
            self._refuse(error.problems)
            return False
        except Exception:
            _log.exception("the changed knowledge can't be read; the last good one stays")
            self._say("The changed knowledge can't be read, for a reason that stands in the log. Answers still come from the last good one.")
            return False
        self._advisor, self._seen, self.warning = advisor, advisor.library.files, ""
        guides, passages = len(advisor.library.guides), len(advisor.library.passages)
        _log.info("knowledge reloaded: %d guides, %d passages", guides, passages)
        with self._lock:
            self._news.append(f"The guides have changed: answers now come from {guides} {'guide' if guides == 1 else 'guides'}, {passages} passages.")
        advisor.library.settle()
        return True

    def _built(self) -> Advisor:
        """The advisor over the folder as it is, made ready to answer. Raises ``KnowledgeError`` where it is worse than the one in use."""
        out = tuple(outside(self._folder))
        if out:
            raise KnowledgeError(out)
        library = reload(self._advisor.library)
        before = {problem.file for problem in self._advisor.library.problems if problem.severity == "error"}
        worse = [problem for problem in library.problems if problem.severity == "error" and problem.file not in before]
        worse += broken_sentences(library)
        if worse:
            raise KnowledgeError(worse)
        advisor = Advisor(library)
        advisor.reply(library.passages[0].heading, Conversation())
        return advisor

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        first, more = problems[0], len(problems) - 1
        rest = f" And {more} more." if more else ""
        self._say(f"The changed knowledge is not used: {first}{rest} Answers still come from the last good one.")

    def _say(self, warning: str) -> None:
        self.warning = warning
        _log.warning("%s", warning)
        with self._lock:
            self._news.append(warning)

    def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                for _ in self._changes():
                    self.reload()
            except OSError as error:
                _log.warning("the knowledge folder can't be watched (%s); looking again", error.strerror or type(error).__name__)
            self._stop.wait(_GLANCE / 1000)
            self.reload()

    def _changes(self) -> Iterator[None]:
        """Once for each bundle of changes, and once after the start, for what came before it; ends where the folder is gone or another one."""
        from watchfiles import watch

        identity = _identity(self._folder)
        if identity is None:
            return
        watched = watch(self._folder, step=QUIET, debounce=LONGEST, rust_timeout=_GLANCE, yield_on_timeout=True, stop_event=self._stop, raise_interrupt=False)
        settled = False
        for changes in watched:
            if changes or not settled:
                yield None
            settled = True
            if _identity(self._folder) != identity:
                return


def _identity(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from another of the same name; ``None`` where there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
