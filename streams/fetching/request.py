"""One HTTP request and its answer, within limits; no redirects, no robots.txt, no turns."""

from __future__ import annotations

import asyncio
import ssl
import time
from dataclasses import dataclass, field

import aiohttp
from yarl import URL

from streams.captures.http import Undecodable, decoded_body
from streams.fetching.connecting import REFUSAL
from streams.fetching.looks import REDIRECTS, Fault

VALIDATOR_CHARACTERS_MAX = 1_000
KEPT_HEADERS_CHARACTERS_MAX = 16 * 1024
_NOT_KEPT = frozenset({"set-cookie", "set-cookie2", "authorization", "proxy-authenticate", "www-authenticate"})


@dataclass(slots=True)
class Reply:
    """What one request brought: a status with headers and body, or a fault (then perhaps with a status)."""

    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    fault: Fault | None = None
    asked_at: float = 0.0  # Unix time


async def request(
    session: aiohttp.ClientSession,
    url: str,
    headers: dict[str, str],
    body_bytes_max: int,
    seconds_max: float,
    form: dict[str, str] | bytes | None = None,
) -> Reply:
    """Ask once; with a ``form`` (or a body that is written already) by POST. Never raises but when it is cancelled."""
    reply = Reply(asked_at=time.time())
    try:
        async with asyncio.timeout(seconds_max):
            await _ask(session, url, headers, body_bytes_max, form, reply)
    except TimeoutError:
        reply.fault = Fault("timeout", f"the host did not answer in full within {seconds_max:g} seconds")
    except (aiohttp.ClientError, OSError, ValueError) as fault:
        reply.fault = _fault(fault)
    return reply


async def _ask(
    session: aiohttp.ClientSession,
    url: str,
    headers: dict[str, str],
    body_bytes_max: int,
    form: dict[str, str] | bytes | None,
    reply: Reply,
) -> None:
    method = "GET" if form is None else "POST"
    async with session.request(
        method, URL(url, encoded=True), headers=headers, data=form, allow_redirects=False
    ) as response:
        reply.headers = _kept(response)
        reply.status = response.status
        if response.status in REDIRECTS or response.status == 304:
            response.close()  # what a redirect says for people may be of any length
            return
        stored = await _stored(response, body_bytes_max)
        if stored is None:
            reply.fault = _too_large(body_bytes_max)
            return
        coding = reply.headers.get("content-encoding", "")
        try:
            # Several MiB take tens of milliseconds: not in the event loop.
            reply.body = await asyncio.to_thread(decoded_body, stored, "", coding, body_bytes_max)
        except Undecodable as fault:
            reply.fault = Fault("undecodable", str(fault))
            return
        if len(reply.body) > body_bytes_max:
            reply.body = b""
            reply.fault = _too_large(body_bytes_max)


async def _stored(response: aiohttp.ClientResponse, bytes_max: int) -> bytes | None:
    """Return the body as it was sent; None where it is larger than allowed (the connection is closed then)."""
    if (response.content_length or 0) > bytes_max:
        response.close()
        return None
    parts: list[bytes] = []
    size = 0
    async for part in response.content.iter_any():
        size += len(part)
        if size > bytes_max:
            response.close()
            return None
        parts.append(part)
    return b"".join(parts)


def _too_large(bytes_max: int) -> Fault:
    return Fault("too_large", f"the answer is larger than {bytes_max // 1024:,} KiB")


def _kept(response: aiohttp.ClientResponse) -> dict[str, str]:
    kept: dict[str, str] = {}
    size = 0
    for name, value in response.headers.items():
        key = name.lower()
        size += len(key) + len(value)
        if key in _NOT_KEPT or size > KEPT_HEADERS_CHARACTERS_MAX:
            continue
        kept[key] = f"{kept[key]}, {value}" if key in kept else value
    return {key: value.encode("utf-8", "replace").decode("utf-8") for key, value in kept.items()}


def validator(value: str | None) -> str | None:
    """Return an ETag or date that can be sent back as it is; None where it cannot."""
    if value is None or not 0 < len(value) <= VALIDATOR_CHARACTERS_MAX or not value.isprintable():
        return None
    return value if value.isascii() else None


def _fault(fault: Exception) -> Fault:
    words = _one_line(str(fault))
    if REFUSAL in words or REFUSAL in str(getattr(fault, "os_error", "")):
        return Fault("address_not_allowed", "the address leads to a network or port that strangers may not name")
    if isinstance(fault, aiohttp.ClientConnectorDNSError):
        return Fault("no_such_host", "no host has this name, or its name server does not answer")
    if isinstance(fault, aiohttp.ClientConnectorCertificateError | aiohttp.ClientConnectorSSLError | ssl.SSLError):
        return Fault("tls", f"the host's certificate cannot be trusted: {words}")
    if isinstance(fault, aiohttp.ServerTimeoutError):
        return Fault("timeout", "the host was silent for too long")
    if isinstance(fault, aiohttp.ClientPayloadError):
        return Fault("connection", "the answer ended before it was complete")
    if isinstance(fault, aiohttp.ClientResponseError):
        return Fault("protocol", f"what came back is no HTTP: {words}")
    if isinstance(fault, aiohttp.InvalidURL):
        return Fault("bad_address", "the address cannot be asked for")
    return Fault("connection", f"the connection failed: {words}" if words else "the connection failed")


def _one_line(words: str) -> str:
    return " ".join(words.split())[:200]


def elapsed_ms(since: float) -> float:
    """Return the milliseconds since a reading of ``time.perf_counter``."""
    return round((time.perf_counter() - since) * 1000, 1)
