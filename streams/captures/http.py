"""Bodies of HTTP answers as archives store them: chunked, compressed, or neither though the headers say so.

Observed: crawlers store the body as it came, or unpacked with the headers left as they were, or cut off.

Decided: a label counts only where the bytes agree. What is cut off is given as far as it goes: the pipeline knows how
to treat a page whose end is missing.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO

import zstandard
from fastwarc.stream_io import BrotliReader

from streams.captures.compression import GZIP, ZSTD

_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")


class Undecodable(Exception):
    """A body that is packed in a way that cannot be undone; the message says which."""


def decoded_body(stored: bytes, transfer_encoding: str, content_encoding: str, bytes_max: int) -> bytes:
    """Return the body of an answer, at most ``bytes_max`` + 1 bytes of it (so that a larger one can be told)."""
    body = _joined(stored) if "chunked" in transfer_encoding.lower() else stored
    for name in reversed(content_encoding.lower().split(",")):
        body = _unpacked(body, name.strip(), bytes_max + 1)
    return body[: bytes_max + 1]


def _joined(stored: bytes) -> bytes:
    """Undo the chunks of HTTP/1.1 (RFC 9112, 7.1); a body that does not begin with one is whole already."""
    if not _CHUNK_SIZE.match(stored):
        return stored
    parts: list[bytes] = []
    at = 0
    while header := _CHUNK_SIZE.match(stored, at):
        size = int(header[1], 16)
        if size == 0:
            break
        parts.append(stored[header.end() : header.end() + size])
        at = header.end() + size
        at += 2 if stored[at : at + 2] == b"\r\n" else 1
    return b"".join(parts)


def _unpacked(body: bytes, encoding: str, bytes_max: int) -> bytes:
    if encoding in ("gzip", "x-gzip"):
        return _inflated(body, 31, bytes_max) if body.startswith(GZIP) else body
    if encoding == "deflate":
        return _deflated(body, bytes_max)
    if encoding == "br":
        return _brotli(body, bytes_max)
    if encoding == "zstd" and body.startswith(ZSTD):
        try:
            return zstandard.ZstdDecompressor().stream_reader(body).read(bytes_max)
        except zstandard.ZstdError:
            raise Undecodable("the zstd body is damaged") from None
    return body


def _inflated(body: bytes, wbits: int, bytes_max: int) -> bytes:
    """Undo gzip or zlib; damage behind the beginning ends the body there."""
    unpacker = zlib.decompressobj(wbits)
    parts: list[bytes] = []
    size = 0
    # In steps, because an error in one would take with it what that step had unpacked.
    for start in range(0, len(body), 4_096):
        try:
            parts.append(unpacker.decompress(body[start : start + 4_096], bytes_max - size))
        except zlib.error as fault:
            if not parts:
                raise Undecodable(f"the body is damaged ({fault})") from None
            break
        size += len(parts[-1])
        if size >= bytes_max or unpacker.eof:
            break
    return b"".join(parts)


def _deflated(body: bytes, bytes_max: int) -> bytes:
    """Undo ``deflate``: zlib's format by the standard, the bare one by some servers; else it is no longer packed."""
    for wbits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return _inflated(body, wbits, bytes_max)
        except Undecodable:
            continue
    return body


def _brotli(body: bytes, bytes_max: int) -> bytes:
    """Undo Brotli. It has no mark of its own: what cannot be undone and looks like HTML is no longer packed."""
    try:
        return BrotliReader(BytesIO(body)).read(bytes_max)
    except OSError:
        if body.lstrip().startswith(b"<"):
            return body
        raise Undecodable("the Brotli body is damaged or cut off") from None
