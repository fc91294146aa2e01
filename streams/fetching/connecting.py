"""Connections to allowed machines only, and one HTTP request without anything that tells one visit from another."""

from __future__ import annotations

import errno
import socket
from typing import Any

import aiohttp

import streams
from streams.fetching.addresses import is_allowed
from streams.fetching.settings import FetchSettings

REFUSAL = "not a public address"
HEADER_BYTES_MAX = 64 * 1024  # of one header; some newsrooms send 20 KiB of content policy
HEADERS_MAX = 256


class AddressRefused(OSError):
    """The socket's address may not be asked."""


class Guard:
    """Makes sockets for addresses that may be asked, and for no others."""

    def __init__(self, allowed_private: frozenset[str]) -> None:
        self._allowed_private = allowed_private

    def __call__(self, info: Any) -> socket.socket:
        """Make a socket for what a name was resolved to; it is this address that will be connected."""
        family, kind, protocol, _, address = info
        if family not in (socket.AF_INET, socket.AF_INET6) or not is_allowed(
            str(address[0]), int(address[1]), self._allowed_private
        ):
            raise AddressRefused(errno.EACCES, f"{address[0]} port {address[1]}: {REFUSAL}")
        return socket.socket(family, kind, protocol)


def session(settings: FetchSettings) -> aiohttp.ClientSession:
    """Return a session that keeps no cookies, follows nothing, reads no environment and unpacks nothing by itself."""
    connector = aiohttp.TCPConnector(
        limit=0,  # turns bound it; waiting here would count as the host's time
        socket_factory=Guard(settings.allowed_private),
        ttl_dns_cache=60,
        keepalive_timeout=15,
    )
    timeout = aiohttp.ClientTimeout(
        total=settings.request_seconds_max,
        connect=None,
        sock_connect=settings.connect_seconds_max,
        sock_read=settings.silence_seconds_max,
    )
    return aiohttp.ClientSession(
        connector=connector,
        timeout=timeout,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        headers={
            "User-Agent": user_agent(settings.contact),
            "Accept-Encoding": "gzip, deflate, br",
            "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
            "application/feed+json,application/xml;q=0.9,*/*;q=0.5",
        },
        max_line_size=HEADER_BYTES_MAX,
        max_field_size=HEADER_BYTES_MAX,
        max_headers=HEADERS_MAX,
    )


def user_agent(contact: str | None) -> str:
    """Return who asks, and where its people are reached."""
    shown = "".join(character for character in contact or "" if " " < character < "\x7f" and character not in "()")
    return f"rowback/{streams.__version__} (+{shown})" if shown else f"rowback/{streams.__version__} (no contact given)"
