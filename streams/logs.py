"""Logs: to stderr, quiet in normal operation, readable on a terminal and JSON elsewhere if asked."""

from __future__ import annotations

import logging
import os
import sys

import structlog

QUIETER = ("aiokafka", "faust", "mode", "asyncio")


def configure(level: str | None = None) -> None:
    """Send all logs of this process to stderr; ROWBACK_LOG_LEVEL and ROWBACK_LOG_FORMAT (text, json) change them."""
    chosen = (level or os.environ.get("ROWBACK_LOG_LEVEL") or "INFO").upper()
    as_json = os.environ.get("ROWBACK_LOG_FORMAT") == "json"
    plain = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
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
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(chosen)
    for name in QUIETER:
        logging.getLogger(name).setLevel(logging.WARNING if chosen != "DEBUG" else logging.INFO)
