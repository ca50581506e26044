"""What can be measured from outside, for Prometheus: how much is answered, how fast, what goes wrong. No words, no ids."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.answer import Answer

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The app's measures in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.answers = Counter("career_answers", "Answers given, by kind of question, outcome and place.", ("kind", "outcome", "place"), registry=self.registry)
        self.abstentions = Counter("career_abstentions", "Questions that the guides don't answer, by kind.", ("kind",), registry=self.registry)
        self.latency = Histogram("career_answer_seconds", "From taking a message on to its answer being posted.", buckets=_SECONDS, registry=self.registry)
        self.duplicates = Counter("career_duplicates", "Messages that came again and were not answered again.", registry=self.registry)
        self.recovered = Counter("career_recovered", "Messages taken over from a process that stopped.", ("state",), registry=self.registry)
        self.slack_errors = Counter("career_slack_errors", "Calls that Slack refused, by its error code.", ("error",), registry=self.registry)
        self.failures = Counter("career_failures", "Errors that were logged with a reference id, by type.", ("type",), registry=self.registry)
        self.feedback = Counter("career_feedback", "Verdicts on answers.", ("verdict",), registry=self.registry)
        self.queue = Gauge("career_queue", "Tasks that wait for a thread of this process.", registry=self.registry)
        self.connected = Gauge("career_connected", "Whether Slack can reach the app (Socket Mode: the socket is open).", registry=self.registry)
        self.stale = Gauge("career_knowledge_stale", "Whether the latest change of the guides could not be taken into use.", registry=self.registry)

    def answered(self, answer: Answer, place: str) -> None:
        self.answers.labels(answer.kind, answer.outcome, place).inc()
        if answer.abstained:
            self.abstentions.labels(answer.kind).inc()

    def failed(self, error: str) -> None:
        """Counts an error by its code: one of Slack's, or the type of an error of ours."""
        (self.failures if error[:1].isupper() else self.slack_errors).labels(error).inc()

    def watch(self, queue: Callable[[], float], connected: Callable[[], bool], stale: Callable[[], bool]) -> None:
        """Takes the gauges from where their values live."""
        self.queue.set_function(queue)
        self.connected.set_function(lambda: float(connected()))
        self.stale.set_function(lambda: float(stale()))

    def text(self) -> bytes:
        """All measures in Prometheus's text format."""
        return generate_latest(self.registry)
