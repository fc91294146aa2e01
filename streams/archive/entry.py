"""An event on its way into the archive: what was read, decoded and found sound, before anything is written.

Whatever cannot be used raises ``Unusable`` here, so that a row is written whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import jsonschema_rs
import orjson

from streams import topology
from streams.messages import ORIGIN, Incoming
from streams.schema import schemas, validator
from streams.web import time

ARCHIVED = (
    topology.CLEANED,
    topology.REVISED,
    topology.DUPLICATED,
    topology.ASSIGNED,
    topology.PAGE_CHANGED,
    topology.SITE_CHANGED,
    topology.REJECTED,
)
"""Topics whose events get a sequence number; capture.settled is counted, article.raw is evidence."""

READ = (*ARCHIVED, topology.SETTLED, topology.ERASURES)
ID_BYTES = 16


class Unusable(Exception):
    """A message that is no event of its topic; the message says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sound event. ``raw`` is its value as it stood on the topic; ``value`` is None for a tombstone."""

    topic: str
    id: bytes
    origin: str
    source: str
    key: str
    at: int
    written_ms: int
    raw: bytes
    value: dict[str, Any] | None


def entry_of(message: Incoming) -> Entry:
    """Return the event of a message; raises Unusable.

    Two captures that are alike to the byte are two captures: what is said of them once each is told apart by where
    they stood, although the id is the same.
    """
    key = (message.key or b"").decode("utf-8", "replace")
    if message.topic == topology.ERASURES:
        known: dict[str, Any] | None = None if message.value is None else {}
        return Entry(message.topic, b"", "", "", key, 0, message.timestamp_ms, message.value or b"", known)
    headers = {name: value.decode("utf-8", "replace") for name, value in message.headers}
    value = _value(message)
    try:
        identity = bytes.fromhex(headers.get("ce_id", ""))
        at = time.instant(headers["ce_time"]) if headers.get("ce_time") else message.timestamp_ms * 1000
    except ValueError as fault:
        raise Unusable(f"its ce_id or ce_time cannot be read: {fault}") from fault
    if value is not None and len(identity) != ID_BYTES:
        raise Unusable("it has no ce_id of 32 hex digits")
    source = headers.get("ce_source", "rowback")
    origin = _origin(message, headers, value)
    return Entry(message.topic, identity, origin, source, key, at, message.timestamp_ms, message.value or b"", value)


def _value(message: Incoming) -> dict[str, Any] | None:
    if message.value is None:
        return None
    try:
        value = orjson.loads(message.value)
    except orjson.JSONDecodeError as fault:
        raise Unusable("it is not JSON") from fault
    if not _fits(message.topic)(value):
        raise Unusable(validator(message.topic)(value) or "it does not fit its schema")
    found: dict[str, Any] = value
    return found


@cache
def _fits(topic: str) -> Callable[[Any], bool]:
    """Return the check of a topic's values: by its schema, but what a later rowback has added to it is let through."""
    return jsonschema_rs.validator_for(_opened(schemas()[topic]), offline=True).is_valid


def _opened(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_opened(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    growing = {"enum"} if "x-may-grow" in schema else set()
    return {
        name: _opened(each)
        for name, each in schema.items()
        if name not in growing and not (name == "additionalProperties" and each is False)
    }


def _origin(message: Incoming, headers: dict[str, str], value: dict[str, Any] | None) -> str:
    if message.topic == topology.REJECTED and value is not None:
        origin = value["origin"]
        return f"{origin['topic']}/{origin['partition']}/{origin['offset']}"
    if message.topic == topology.SETTLED:
        return headers.get(ORIGIN, f"{message.topic}/{message.partition}/{message.offset}")
    return ""


def raw_place(origin: str) -> tuple[int, int] | None:
    """Return partition and offset on article.raw of a capture's origin, None where it stood elsewhere."""
    topic, _, place = origin.partition("/")
    number, _, offset = place.partition("/")
    if topic != topology.RAW or not (number.isdigit() and offset.isdigit()):
        return None
    return int(number), int(offset)
