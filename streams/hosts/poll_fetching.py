"""From a look that may start to its answer: fetch, decode, and read what a feed holds."""

from __future__ import annotations

import asyncio
import time
from typing import Final

import xxhash

from streams import fetching
from streams.feeds import parse, websub
from streams.fetching import Fetcher, Look
from streams.hosts.poll_metrics import PollMetrics
from streams.polling.answers import Answer, Start
from streams.polling.records import FEEDS
from streams.sources.settings import SiteSettings
from streams.web import encoding

KEPT_HEADERS: Final = ("etag", "last-modified", "date", "age", "content-language", "link")
HEADER_CHARACTERS_MAX = 1_000
TEXT_TYPES = ("text/", "application/xhtml+xml")
WAITS: Final = ("no_such_host", "connection", "tls", "timeout", "host_waits", "host_busy")
REFUSED: Final = ("bad_address", "address_not_allowed", "robots", "too_large", "bad_redirect")


async def look(fetcher: Fetcher, start: Start, settings: SiteSettings, metrics: PollMetrics) -> Answer:
    """Make a look; whatever goes wrong is an answer too."""
    purpose: fetching.looks.Purpose = "page"
    if start.table == FEEDS:
        purpose = "sitemap" if "sitemap" in start.url.lower() else "feed"
    asked = Look(
        start.url,
        start.etag,
        start.last_modified,
        purpose,
        validated_url=start.validated_url,
        delay_seconds=settings.delay_seconds,
        concurrency_max=settings.concurrency_max,
    )
    began = time.monotonic()
    came = await fetcher.fetch(asked)
    metrics.fetched(start.table, came, time.monotonic() - began)
    return await _read(start, came)


async def _read(start: Start, came: fetching.Answer) -> Answer:
    at = time.time()
    if came.fault is not None:
        code = came.fault.code
        return Answer(
            start,
            at,
            came.status,
            came.final_url,
            came.asked_at,
            fault=came.fault.message,
            waits=code in WAITS,
            refused=code in REFUSED,
            retry_after_seconds=came.retry_after_seconds,
        )
    if came.status is None or came.status == 429 or came.status >= 500:
        words = f"the server answered {came.status}"
        wait = came.retry_after_seconds
        return Answer(
            start, at, came.status, came.final_url, came.asked_at, fault=words, waits=True, retry_after_seconds=wait
        )
    text = document = body_hash = hub = None
    if came.status == 200:
        body_hash = xxhash.xxh3_128_hexdigest(came.body)
        if start.table == FEEDS:
            document = await asyncio.to_thread(parse, came.body, came.content_type, came.final_url)
            hub = websub.hub_and_topic(came.headers.get("link"), document.hub, document.self_url, came.final_url)
        elif _is_text(came.content_type):
            text, _ = encoding.decode(came.body, came.content_type)
    return Answer(
        start,
        at,
        came.status,
        came.final_url,
        came.asked_at,
        moved_to=came.moved_to,
        content_type=came.content_type or None,
        body_hash=body_hash,
        text=text,
        document=document,
        etag=came.etag,
        last_modified=came.last_modified,
        hub=hub,
        headers={name: came.headers[name][:HEADER_CHARACTERS_MAX] for name in KEPT_HEADERS if name in came.headers},
    )


def _is_text(content_type: str) -> bool:
    return not content_type or content_type.lower().lstrip().startswith(TEXT_TYPES)
