"""Events as they lie in the archive, and as they are given out: CloudEvents 1.0 in their JSON form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
import zstandard

from streams.cloudevents import event_type
from streams.schema import dataschema
from streams.web import time

COLUMNS = "events.sequence, events.topic, events.id, events.source, events.at, events.value, events.page, events.site"


@dataclass(frozen=True, slots=True)
class Stored:
    """An archived event: ``raw`` is its value as it stood on the topic, ``subject`` the page or site."""

    sequence: int
    topic: str
    id: str
    source: str
    time: str
    subject: str | None
    raw: bytes

    @property
    def value(self) -> dict[str, Any]:
        """The decoded value."""
        found: dict[str, Any] = orjson.loads(self.raw)
        return found

    def cloudevent(self) -> dict[str, Any]:
        """Return the event as CloudEvents' JSON form has it, the value in it as it stood on the topic."""
        known = {
            "specversion": "1.0",
            "id": self.id,
            "source": self.source,
            "type": event_type(self.topic),
            "time": self.time,
            "dataschema": dataschema(self.topic),
            "datacontenttype": "application/json",
            "sequence": self.sequence,
        }
        if self.subject:
            known["subject"] = self.subject
        return {**known, "data": orjson.Fragment(self.raw)}


def decompressed(value: bytes) -> bytes:
    """Return a stored value's bytes."""
    return zstandard.decompress(value)


def decoded(value: bytes) -> dict[str, Any]:
    """Return a stored value, decoded."""
    found: dict[str, Any] = orjson.loads(decompressed(value))
    return found


def stored(row: tuple[Any, ...]) -> Stored:
    """Return the event of a row of COLUMNS, followed by the page's id (or None)."""
    sequence, topic, identity, source, at, value, _, site, page = row
    subject = page.hex() if page is not None else site
    return Stored(sequence, topic, identity.hex(), source, time.written(at), subject, decompressed(value))
