"""Evidence: what rowback says of a page, and the captures that it rests on, byte for byte as they stood on Kafka.

A folder: ``events.jsonl`` (each event's value as it stood on its topic), ``captures/`` (each message of article.raw as
it stood), ``captures.warc.gz`` (the bodies, and the messages beside them), and ``manifest.json`` with the SHA-256 of
every file and every message. The same archive gives the same bytes.

What it proves, and what not: rowback had these bytes, and what it says follows from them. ``article.raw`` holds the
body as text, as the producer decoded it: these are not the bytes from the wire. Nor does a hash say when it was made.
A capture whose message Kafka let go of before it was fetched is listed without its bytes.
"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from streams import __version__, topology
from streams.archive.archive import Archive
from streams.archive.revisions import FROM_EVENTS
from streams.archive.stored import Stored, decompressed, stored
from streams.archive.warc import record
from streams.web import time

CAPTURES_MAX = 10_000
PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture that was kept; ``raw`` is None where its message was gone."""

    partition: int
    offset: int
    version: int | None
    outcome: str
    url: str | None
    at: str | None
    sha256: str | None
    raw: bytes | None

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.partition:04d}-{self.offset:012d}.json"


def captures_of(connection: sqlite3.Connection, page: str) -> list[Kept]:
    """Return the kept captures of a page, oldest first."""
    rows = connection.execute(
        "SELECT partition, offset, version, outcome, url, at, sha256, raw FROM captures WHERE page = ? "
        "ORDER BY at, partition, offset LIMIT ?",
        (bytes.fromhex(page), CAPTURES_MAX),
    )
    return [
        Kept(
            number,
            offset,
            version,
            outcome,
            url,
            None if at is None else time.written(at),
            sha256.hex() if sha256 else None,
            decompressed(raw) if raw else None,
        )
        for number, offset, version, outcome, url, at, sha256, raw in rows
    ]


def events_of(connection: sqlite3.Connection, page: str) -> list[Stored]:
    """Return what is said of a page, in the order of the captures' times."""
    statement = f"{FROM_EVENTS} WHERE pages.id = ? AND topic != ? ORDER BY at, topic, events.id"
    return [stored(row) for row in connection.execute(statement, (bytes.fromhex(page), topology.ASSIGNED))]


def export(archive: Archive, page: str, out: Path) -> dict[str, Any]:
    """Write the folder and return its manifest; raises OSError."""
    captures = archive.ask(captures_of, page)
    events = archive.ask(events_of, page)
    (out / "captures").mkdir(parents=True, exist_ok=True)
    files = {"events.jsonl": b"".join(event.raw + b"\n" for event in events)}
    files["captures.warc.gz"] = b"".join(_records(capture) for capture in captures if capture.raw is not None)
    files |= {f"captures/{capture.name}": capture.raw for capture in captures if capture.raw is not None}
    for name, content in files.items():
        (out / name).write_bytes(content)
    manifest = {
        "page": page,
        "rowback": __version__,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
        "events": [_event_line(event) for event in events],
        "captures": [_capture_line(capture) for capture in captures],
    }
    (out / "manifest.json").write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    return manifest


def _event_line(event: Stored) -> dict[str, Any]:
    digest = hashlib.sha256(event.raw).hexdigest()
    return {"topic": event.topic, "id": event.id, "time": event.time, "sha256": digest}


def _capture_line(capture: Kept) -> dict[str, Any]:
    return {
        "origin": {"topic": topology.RAW, "partition": capture.partition, "offset": capture.offset},
        "captured_at": capture.at,
        "url": capture.url,
        "outcome": capture.outcome,
        "version": capture.version,
        "sha256": capture.sha256,
        "file": f"captures/{capture.name}" if capture.raw is not None else None,
    }


def _records(capture: Kept) -> bytes:
    """Return the body as a resource, and the message that it came in as metadata."""
    message = orjson.loads(capture.raw or b"{}")
    target = {"WARC-Target-URI": capture.url or "urn:rowback:unknown", "WARC-Date": _date(capture.at)}
    body = (message.get("body") or "").encode()
    content_type = {"Content-Type": message.get("content_type") or PLAIN}
    resource = record("resource", body, {**target, **content_type})
    return resource + record("metadata", capture.raw or b"", {**target, "Content-Type": "application/json"})


def _date(at: str | None) -> str:
    return at or "1970-01-01T00:00:00Z"
