"""What reading files of captures gives: captures as they will be sent, and what could not become one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import orjson

from streams.web import address

BODY_BYTES_MAX = 8 * 1024 * 1024  # the same bound as in the stage `clean`, which rejects what is larger
LINE_BYTES_MAX = 64 * 1024 * 1024  # a body of 8 MiB, each byte written as an escape, and the rest of the capture
HEAD_BYTES_MAX = 64 * 1024


class UnreadableInput(Exception):
    """Reading cannot go on; the message is one line for the person who named the file."""


@dataclass(slots=True)
class Item:
    """A capture: the bytes of an ``article.raw`` value, ready to be sent.

    ``source`` says where it stood (file and line or record), ``position`` how many bytes of all inputs had been
    consumed when it was read. ``key`` is its site where that is known without decoding it.
    """

    value: bytes
    source: str
    position: int
    key: str | None = None


@dataclass(slots=True)
class Oversize:
    """A capture too large to be sent: its size and SHA-256, and its first 64 KiB, for ``article.rejected``.

    They are those of the line (JSON Lines), of the file (folders) or of the body as stored (WARC; where only unpacking
    made it too large, of its first 8 MiB). ``url`` is known for files and WARC only.
    """

    size: int
    sha256: str
    head: bytes
    source: str
    position: int
    url: str | None = None


@dataclass(slots=True)
class Skipped:
    """A record that holds no capture by its nature, with the reason; it is counted, not sent."""

    reason: str
    source: str
    position: int


Read = Item | Oversize | Skipped


class Digest:
    """Size, SHA-256 and head of something too large to be kept."""

    def __init__(self) -> None:
        self.size = 0
        self.head = b""
        self._sha256 = hashlib.sha256()

    def add(self, part: bytes) -> None:
        """Take the next part."""
        if len(self.head) < HEAD_BYTES_MAX:
            self.head += part[: HEAD_BYTES_MAX - len(self.head)]
        self.size += len(part)
        self._sha256.update(part)

    def oversize(self, source: str, position: int, url: str | None = None) -> Oversize:
        """Say what was taken."""
        return Oversize(self.size, self._sha256.hexdigest(), self.head, source, position, url)


def encode_capture(
    *,
    url: str,
    captured_at: str,
    status: int,
    body: str | None = None,
    content_type: str | None = None,
    final_url: str | None = None,
    event_id: str | None = None,
    title: str | None = None,
    published_at: str | None = None,
    item: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
    source: str | None = None,
) -> bytes:
    """Return the ``article.raw`` value of a capture; what is None is left out."""
    fields: dict[str, Any] = {
        "url": url,
        "captured_at": captured_at,
        "status": status,
        "event_id": event_id,
        "final_url": final_url,
        "content_type": content_type,
        "title": title,
        "published_at": published_at,
        "item": item,
        "headers": headers,
        "source": source,
        "body": body,
    }
    return orjson.dumps({name: value for name, value in fields.items() if value is not None})


def site_of_line(line: bytes) -> str | None:
    """Return the site that an ``article.raw`` value belongs to; None where it is malformed (the pipeline says how)."""
    try:
        capture = orjson.loads(line)
    except ValueError:
        return None
    url = (capture.get("final_url") or capture.get("url")) if isinstance(capture, dict) else None
    return site_of(url) if isinstance(url, str) else None


def site_of(url: str) -> str | None:
    """Return the site of an address, None where it is no address."""
    try:
        return address.site(url)
    except address.BadAddress:
        return None
