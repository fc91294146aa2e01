"""The limits of fetching. Units stand in the names."""

from __future__ import annotations

from dataclasses import dataclass, field

from streams.feeds.documents import SITEMAP_BYTES_MAX
from streams.fetching.looks import Purpose

MIB = 1024 * 1024
_BYTES_MAX: dict[Purpose, int] = {"page": 8 * MIB, "feed": 16 * MIB, "sitemap": SITEMAP_BYTES_MAX, "robots": 512 * 1024}


def bytes_max(purpose: Purpose) -> int:
    """Return how large a body may be, packed or unpacked."""
    return _BYTES_MAX[purpose]


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How to fetch. ``contact`` is what the User-Agent shows: an address of a page, or ``mailto:``.

    ``allowed_private`` are places such as ``127.0.0.1:8123`` that may be asked although no stranger may lead there.
    """

    contact: str | None = None
    allowed_private: frozenset[str] = field(default_factory=frozenset)
    concurrency_max: int = 32  # requests at the same time
    host_concurrency_max: int = 1  # where a look says nothing else
    host_delay_seconds: float = 2.0  # between the beginnings of two requests
    wait_seconds_max: float = 60.0  # for a turn at a host; a look that would wait longer is not made
    connect_seconds_max: float = 10.0
    silence_seconds_max: float = 15.0  # between two pieces of an answer
    request_seconds_max: float = 30.0
    redirects_max: int = 10
    obey_robots: bool = True
    robots_cached_max: int = 10_000
    hosts_remembered_max: int = 20_000
