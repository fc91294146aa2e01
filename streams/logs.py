"""Logs: to stderr, quiet in normal operation, readable on a terminal and JSON elsewhere if asked."""

from __future__ import annotations

import logging
import os
import re
import sys

import structlog

QUIETER = ("aiokafka", "faust", "mode", "asyncio")
SILENT = ("trafilatura", "htmldate", "courlan", "justext")  # a page they find nothing in is no fault of this process

# What the libraries say while they try again, as they must in normal operation: on a broker's first start there is no
# coordinator yet, and a transaction that follows closely upon another is refused until that one is closed.
ORDINARY = re.compile(
    r"Group Coordinator Request failed: \[Error 15\]|Got error produce response .*NotEnoughReplicasError"
)
REPEATED_SECONDS_MIN = 10.0
FAUST_SERVICE = "[^"  # begins what Faust says of each of its parts; of a start or a stop it is of no interest


def configure(level: str | None = None) -> None:
    """Send all logs of this process to stderr; ROWBACK_LOG_LEVEL and ROWBACK_LOG_FORMAT (text, json) change them."""
    chosen = (level or os.environ.get("ROWBACK_LOG_LEVEL") or "INFO").upper()
    as_json = os.environ.get("ROWBACK_LOG_FORMAT") == "json"
    plain = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)
    renderer: structlog.types.Processor = structlog.processors.JSONRenderer() if as_json else plain
    shared: list[structlog.types.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[structlog.types.Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
    if as_json:
        last.insert(1, structlog.processors.format_exc_info)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=last))
    if chosen != "DEBUG":
        handler.addFilter(WorthSaying())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(chosen)
    for name in QUIETER:
        logging.getLogger(name).setLevel(logging.WARNING if chosen != "DEBUG" else logging.INFO)
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL if chosen != "DEBUG" else logging.INFO)


class WorthSaying(logging.Filter):
    """Lets through what a person who runs this wants to read.

    Our own records all pass. Of the libraries' those do not that are ordinary, and a fault that goes on, such as a
    broker that is away, is said every ten seconds instead of twenty times a second.
    """

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether to say a record; its own time is the clock."""
        said = record.getMessage()
        if record.levelno <= logging.INFO and said.startswith(FAUST_SERVICE):
            return False
        if not record.name.startswith(QUIETER):
            return True
        if ORDINARY.match(said):
            return False
        kind = (record.name, str(record.msg))
        if record.created - self._last.get(kind, -REPEATED_SECONDS_MIN) < REPEATED_SECONDS_MIN:
            return False
        self._last[kind] = record.created
        return True
