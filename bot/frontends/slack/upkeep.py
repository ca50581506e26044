"""What runs beside the listeners: claims are renewed, those of dead processes taken over, and what is too old is deleted."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from threading import Event, Thread

from slack_sdk import WebClient

from bot.frontends.slack import answering, faults, private, sharing
from bot.frontends.slack.desk import Desk
from bot.frontends.slack.routing import Ask
from bot.store import Claim, StoreError

log = logging.getLogger("career_advisor.slack")

_RETENTION = 3600.0
"""Seconds between two rounds of deleting."""


class Upkeep:
    """A thread that looks after this process's claims and others'. ``client_of`` gives a client for a workspace, or ``None``."""

    def __init__(self, desk: Desk, executor: Executor, client_of: Callable[[str], WebClient | None]) -> None:
        self._desk = desk
        self._executor = executor
        self._client_of = client_of
        self._stop = Event()
        self._doubtful: dict[float, Claim] = {}
        self._next_retention = 0.0
        self._thread = Thread(target=self._run, name="upkeep", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread, then lets this process's open claims go."""
        self._stop.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._stop.wait(min(self._desk.lease / 3, 5.0)):
            self.round()

    def round(self) -> None:
        """One round. Whatever fails is logged and tried again in the next."""
        for part in (self._renew, self._take_over, self._settle, self._retain):
            try:
                part()
            except Exception as error:
                faults.record(error, f"upkeep: {part.__name__.strip('_')}", self._desk.metrics.failed)

    def _renew(self) -> None:
        now = self._desk.clock()
        self._desk.store.claims.renew(self._desk.holder, now + self._desk.lease)
        self._desk.pulse.at = now
        while self._desk.finished:
            self._desk.store.claims.finish(self._desk.finished[0])
            self._desk.finished.popleft()
        while self._desk.dropped:
            self._desk.store.claims.let_go(self._desk.dropped[0], self._desk.clock())
            self._desk.dropped.popleft()

    def _take_over(self) -> None:
        now = self._desk.clock()
        for claim in self._desk.store.claims.adopt(self._desk.holder, now, self._desk.lease):
            self._desk.metrics.recovered.labels(claim.state).inc()
            log.info("taken over", extra={"fields": {"state": claim.state, "age": round(now - claim.taken_at, 1)}})
            if private.is_private(claim):
                self._executor.submit(self._work, claim)
            elif now - claim.taken_at > answering.TOO_LATE:
                self._desk.store.claims.finish(claim.key)
            elif claim.state == "sending":
                self._doubtful[now + self._desk.doubt + len(self._doubtful) / 1000] = claim
            else:
                self._executor.submit(self._work, claim)

    def _settle(self) -> None:
        """Messages that may have been posted, and have not shown up in all this time, are posted."""
        for due in [due for due in self._doubtful if due <= self._desk.clock()]:
            self._executor.submit(self._work, self._doubtful.pop(due))

    def _work(self, claim: Claim) -> None:
        try:
            client = self._client_of(claim.key.team)
            if client is None:
                self._desk.store.claims.finish(claim.key)
            elif private.is_private(claim):
                private.resume(self._desk, claim)
            elif sharing.is_share(claim) and claim.state == "taken" and claim.job:
                sharing.fulfil(self._desk, client, sharing.Share.model_validate_json(claim.job))
            elif claim.state == "taken" and claim.job:
                answering.answer(self._desk, client, Ask.model_validate_json(claim.job))
            elif claim.message and self._desk.store.claims.resume(claim.key, self._desk.holder):
                outgoing = answering.up_to_date(self._desk, claim, json.loads(claim.message))
                answering.send(self._desk, client, claim.key, outgoing, claim.taken_at)
        except Exception as error:
            faults.record(error, "finishing what another process began", self._desk.metrics.failed)
            if isinstance(error, StoreError):
                self._desk.dropped.append(claim.key)

    def _retain(self) -> None:
        if self._desk.clock() < self._next_retention:
            return
        self._next_retention = self._desk.clock() + _RETENTION
        gone = self._desk.store.workspaces.retain(self._desk.clock(), self._desk.days)
        log.info("deleted what was too old", extra={"fields": dict(gone)})
