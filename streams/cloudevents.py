"""CloudEvents 1.0 attributes as Kafka headers (binary mode), and the ids of events.

Written by hand because it is done for every event: the attributes are few, and building them with the official SDK
takes ten times as long. The tests let that SDK read what is written here.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import Final

import orjson

from streams.schema import SCHEMA_VERSION, dataschema

Headers = list[tuple[str, bytes]]

SPECVERSION: Final = "1.0"
ID_CHARACTERS: Final = 32
"""Half of a SHA-256 in hex: 128 bits, so that two events sharing an id is out of the question."""


def event_type(topic: str) -> str:
    """Return the ``ce_type`` of a topic's events: it names the major version, as CloudEvents advises."""
    return f"rowback.{topic}.v{SCHEMA_VERSION}"


def event_id(*parts: str | int | None) -> str:
    """Return 32 lowercase hex digits that depend on the parts alone: on their values, their types and their order.

    SHA-256 of the parts as a compact JSON array in UTF-8, so that no two different lists of parts are joined to the
    same bytes; ``json.dumps(parts, separators=(",", ":"), ensure_ascii=False)`` writes the same array elsewhere.
    Raises ``TypeError`` for text that is not Unicode (a lone surrogate) or an integer beyond 64 bits.
    """
    return sha256(orjson.dumps(parts)).hexdigest()[:ID_CHARACTERS]


@cache  # as many entries as topics times stages
def _constant(topic: str, source: str) -> tuple[tuple[str, bytes], ...]:
    return (
        ("ce_specversion", SPECVERSION.encode()),
        ("ce_type", event_type(topic).encode()),
        ("ce_source", source.encode()),
        ("ce_dataschema", dataschema(topic).encode()),
        ("content-type", b"application/json"),
    )


def headers(topic: str, id: str, time: str, subject: str, source: str) -> Headers:  # noqa: A002 - CloudEvents' own word
    """Return the headers of an event.

    ``time`` is the capture's (RFC 3339), never the clock's. ``subject`` is what the event is about: a page or site.
    ``source`` is a URI reference that names the stage; use few different ones, each is kept. An empty time or subject
    is left out, as the specification allows none that is empty.
    """
    written = [*_constant(topic, source), ("ce_id", id.encode())]
    if time:
        written.append(("ce_time", time.encode()))
    if subject:
        written.append(("ce_subject", subject.encode()))
    return written
