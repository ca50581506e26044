"""Logs as one JSON object a line, without a word that people wrote: the app logs fields of its own choosing, libraries little at all."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime

OURS = "career_advisor"
_TELLING = re.compile(r"[^{(\[:'\"]*")
"""The beginning of a library's message, up to where it may quote what it was given."""


class JsonLines(logging.Formatter):
    """Formats a record. Errors of libraries lose their message's end and their exception's text, either of which may quote people."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.name.startswith(OURS):
            line |= {"event": record.getMessage(), **getattr(record, "fields", {})}
        else:
            match = _TELLING.match(str(record.msg))
            line |= {"event": (match[0] if match else "").strip(), "at": f"{record.module}:{record.lineno}"}
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False, default=str)


def start_logging(level: str = "INFO") -> None:
    """Sends all logs to standard error: the app's from ``level`` on, those of libraries from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(level)
    logging.captureWarnings(True)
