"""Messages as they are read and written: what hosts and handler pass to each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Headers = Sequence[tuple[str, bytes]]
ORIGIN_FORM = re.compile(rb"[A-Za-z0-9._-]{1,249}/[0-9]{1,9}/[0-9]{1,18}")  # a producer may write anything
ORIGIN = "rowback_origin"  # header: where a capture was first written, as topic/partition/offset


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as it was read."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    timestamp_ms: int
    headers: Headers = ()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be written; ``timestamp_ms`` is given where the origin's must be kept."""

    topic: str
    partition: int
    key: bytes | None
    value: bytes
    headers: Headers = ()
    timestamp_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What a stage says to another one, on its way into a message with others for the same partition."""

    topic: str
    partition: int
    key: bytes
    value: bytes


def origin(message: Incoming) -> tuple[str, bytes]:
    """Where a capture was first written: kept when it is forwarded, so that producers can count by it."""
    for name, value in message.headers:
        if name == ORIGIN and value is not None and ORIGIN_FORM.fullmatch(value):
            return name, value
    return ORIGIN, f"{message.topic}/{message.partition}/{message.offset}".encode()
