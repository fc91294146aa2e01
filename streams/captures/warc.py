"""Web archives (WARC, ISO 28500): each HTTP answer is a capture.

Decided: the target address and date of the record are those of the capture. A redirect says where to in ``final_url``.
The bodies of errors are not read. Times of reduced precision (WARC 1.1) count as their first moment.

Deliberately missed: ``revisit`` records say only that nothing changed since a record that may stand elsewhere; answers
cut into segments; records that are no HTTP answers; answers that are no text. They are counted as skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, cast
from urllib.parse import urljoin

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from streams.captures.compression import CHUNK_BYTES
from streams.captures.http import Undecodable, decoded_body
from streams.captures.inputs import Input
from streams.captures.items import (
    BODY_BYTES_MAX,
    Digest,
    Item,
    Oversize,
    Skipped,
    UnreadableInput,
    encode_capture,
    site_of,
)
from streams.web import encoding, time

STORED_BYTES_MAX = 2 * BODY_BYTES_MAX  # a body as stored, with the overhead of chunks
_NO_CAPTURES = WarcRecordType.warcinfo | WarcRecordType.request | WarcRecordType.metadata
_TEXT_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_REDUCED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)Z)?)?)?")
_CONTENT_TYPE_CHARACTERS_MAX = 1_000  # both as in the schema
_EVENT_ID_CHARACTERS_MAX = 1_000


class _NoCapture(Exception):
    """A record that holds no capture; the message says what it holds."""


def read_warc(source: Input) -> Iterator[Item | Oversize | Skipped]:
    """Yield the captures of an archive in its order. Raises UnreadableInput where it is damaged or cut off."""
    number = 0
    stream = cast(BinaryIO, source)  # of which ArchiveIterator uses read and tell alone
    records = iter(ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False, stream_detect=False))
    while True:
        try:
            record = next(records, None)
        except OSError as fault:
            raise UnreadableInput(f"{source.name}: record {number + 1} is damaged ({_words(fault)})") from None
        if record is None:
            break
        number += 1
        if not record.record_type & _NO_CAPTURES:
            yield _read_record(record, source, f"{source.name}: record {number}")
    # Each record ends in two empty lines, so what does not was cut off.
    if number == 0 or not source.tail.endswith(b"\n"):
        raise UnreadableInput(f"{source.name}: the archive ends early, the file is truncated")


def _read_record(record: WarcRecord, source: Input, where: str) -> Item | Oversize | Skipped:
    try:
        return _capture(record, source, where)
    except (_NoCapture, Undecodable) as why:
        return Skipped(str(why), where, source.position)


def _capture(record: WarcRecord, source: Input, where: str) -> Item | Oversize:
    url, status = _address_and_status(record)
    content_type = _header(record, "Content-Type")
    body: bytes | None = None
    if 200 <= status <= 299:
        _check_text(content_type)
        found = _body(record, source.name, where)
        if isinstance(found, Digest):
            return found.oversize(where, source.position, url)
        body = found
        if not content_type and b"\x00" in body:
            raise _NoCapture("no text: unlabelled bytes")
    location = _header(record, "Location") if 300 <= status <= 399 else ""
    final_url = _joined(url, location) if location else None
    value = encode_capture(
        url=url,
        captured_at=_captured_at(record.headers.get("WARC-Date") or ""),
        status=status,
        final_url=final_url,
        content_type=content_type[:_CONTENT_TYPE_CHARACTERS_MAX] or None,
        event_id=(record.headers.get("WARC-Record-ID") or "").strip("<>")[:_EVENT_ID_CHARACTERS_MAX] or None,
        source=source.name.replace("\\", "/").rpartition("/")[2],
        body=None if body is None else encoding.decode(body, content_type or None)[0],
    )
    return Item(value, where, source.position, site_of(final_url or url))


def _address_and_status(record: WarcRecord) -> tuple[str, int]:
    if record.record_type != WarcRecordType.response:
        raise _NoCapture(f"{_sendable(record.headers.get('WARC-Type') or 'untyped')[:80]} record")
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    if not url.lower().startswith(("http://", "https://")):
        raise _NoCapture("no web address")
    if record.headers.get("WARC-Segment-Number"):
        raise _NoCapture("segment of an answer")
    try:
        record.parse_http(quirks_mode=True)
    except OSError:
        raise _NoCapture("unreadable HTTP headers") from None
    status = record.http_headers.status_code if record.http_headers is not None else None
    if status is None or not 100 <= status <= 599:
        raise _NoCapture("no HTTP answer")
    return url, status


def _header(record: WarcRecord, name: str) -> str:
    value = (record.http_headers.get(name) or "") if record.http_headers is not None else ""
    return _sendable(value).strip()


def _sendable(text: str) -> str:
    """Headers are bytes: they are read as UTF-8 where they are, as Latin-1 otherwise."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text.encode("utf-8", "replace").decode("utf-8")


def _check_text(content_type: str) -> None:
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type and media_type not in _TEXT_TYPES:
        raise _NoCapture(f"no text: {media_type[:80]}")


def _body(record: WarcRecord, name: str, where: str) -> bytes | Digest:
    """Return the answer's body unpacked, or the digest of what is too large."""
    stored = record.reader.read(STORED_BYTES_MAX + 1)
    if len(stored) > STORED_BYTES_MAX:
        digest = Digest()
        while stored:
            digest.add(stored)
            stored = record.reader.read(CHUNK_BYTES)
        return digest
    if len(stored) < record.content_length:
        raise UnreadableInput(f"{name}: the archive ends within {where.rpartition(': ')[2]}, the file is truncated")
    body = decoded_body(
        stored, _header(record, "Transfer-Encoding"), _header(record, "Content-Encoding"), bytes_max=BODY_BYTES_MAX
    )
    if len(body) <= BODY_BYTES_MAX:
        return body
    digest = Digest()
    digest.add(body)
    return digest


def _joined(url: str, location: str) -> str | None:
    try:
        return urljoin(url, location)
    except ValueError:
        return None


def _captured_at(text: str) -> str:
    """Return a WARC-Date as RFC 3339; one that cannot be read stays as it is, for the pipeline to reject."""
    if match := _REDUCED.fullmatch(text):
        year, month, day, hour, minute = match.groups()
        text = f"{year}-{month or '01'}-{day or '01'}T{hour or '00'}:{minute or '00'}:00Z"
    try:
        return time.normalise(text)
    except time.BadTime:
        return _sendable(text)


def _words(fault: Exception) -> str:
    return str(fault).partition("\n")[0]
