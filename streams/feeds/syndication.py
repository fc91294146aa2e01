"""RSS 0.9x, 1.0 and 2.0 and Atom: what feedparser reads, as items.

Observed: a third of all feeds break their standard somewhere. feedparser knows how; faster parsers corrupt ``&``,
encodings and links, and each of these looks like another article.

Decided: feedparser reads text that was decoded here, and neither cleans markup nor completes addresses within it. The
address of an item is what the publisher's own page is called: the link that a delivery service has replaced
(``origLink``), the item's link, its guid where that is an address. An item that has none of them is counted.

Deliberately missed: enclosures, comments, the text of items (an excerpt is no capture).
"""

from __future__ import annotations

import re
from calendar import timegm
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser

from streams.feeds.documents import ITEMS_MAX, Document, FeedItem, each_once
from streams.feeds.links import resolved
from streams.feeds.source import without_half
from streams.feeds.wording import in_utc, moment, plain_guid, plain_title

INTERVAL_SECONDS_MAX = 30 * 86_400.0
_PERIOD_SECONDS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_ITEM = re.compile(rb"<(?:[A-Za-z0-9_-]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ITEM_END = re.compile(rb"</(?:[A-Za-z0-9_-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def read_feed(xml: bytes, url: str) -> Document:
    """Return what a feed says; ``url`` is where it was found. Never raises."""
    try:
        # Never the bytes themselves: feedparser would take them for a file's name or an address.
        found = feedparser.parse(
            BytesIO(_cut(without_half(xml, _ITEM, _ITEM_END))),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as fault:  # a parser that meets what strangers send may fail in any way
        return Document("feed", fault=f"this feed cannot be read ({type(fault).__name__})")
    channel = found.get("feed", {})
    entries = list(found.get("entries", ()))
    items = [item for entry in entries if (item := _item(entry, url))]
    links = [link for link in channel.get("links", ()) if isinstance(link, dict)]
    return Document(
        "feed",
        plain_title(channel.get("title")),
        each_once(items, ITEMS_MAX),
        hub=_link(links, "hub", url),
        self_url=_link(links, "self", url),
        interval_seconds=_interval(channel),
        fault=_fault(found, len(entries), len(items)),
        skipped=len(entries) - len(items),
    )


def _cut(xml: bytes) -> bytes:
    """Leave out what follows the last item that would be taken."""
    for count, match in enumerate(_ITEM.finditer(xml)):
        if count == ITEMS_MAX:
            return xml[: match.start()]
    return xml


def _item(entry: Any, base: str) -> FeedItem | None:
    guid = plain_guid(dict.get(entry, "id"))
    url = _address(entry, guid, base)
    if url is None:
        return None
    return FeedItem(
        url,
        guid,
        plain_title(dict.get(entry, "title")),
        _moment(entry, "published") or _moment(entry, "created"),
        _moment(entry, "updated"),
    )


def _address(entry: Any, guid: str | None, base: str) -> str | None:
    for name in ("feedburner_origlink", "pheedo_origlink", "origlink", "link"):
        if url := resolved(dict.get(entry, name), base):
            return url
    for link in dict.get(entry, "links") or ():
        if link.get("rel", "alternate") == "alternate" and (url := resolved(link.get("href"), base)):
            return url
    return resolved(guid, base) if guid and _ADDRESS.fullmatch(guid) else None


def _moment(entry: Any, name: str) -> str | None:
    # Plain dict access: feedparser's own gives ``published`` where ``updated`` was asked for and is missing.
    if found := moment(dict.get(entry, name)):
        return found
    parsed = dict.get(entry, f"{name}_parsed")
    if parsed is None:
        return None
    try:
        return in_utc(datetime.fromtimestamp(timegm(parsed), UTC))
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _link(links: list[Any], relation: str, base: str) -> str | None:
    return next(
        (url for link in links if link.get("rel") == relation and (url := resolved(link.get("href"), base))), None
    )


def _interval(channel: Any) -> float | None:
    """Return the seconds between two states of the feed by ``ttl`` (minutes) or the syndication module."""
    seconds: float | None = None
    try:
        if ttl := dict.get(channel, "ttl"):
            seconds = float(ttl) * 60
        elif period := _PERIOD_SECONDS.get(str(dict.get(channel, "sy_updateperiod", "")).strip().lower()):
            seconds = period / max(1.0, float(dict.get(channel, "sy_updatefrequency") or 1))
    except ValueError:
        return None
    return seconds if seconds is not None and 0 < seconds <= INTERVAL_SECONDS_MAX else None


def _fault(found: Any, entries: int, items: int) -> str | None:
    if entries and not items:
        return "no item of this feed has an address that can be fetched"
    if not entries:
        return "this feed has no items" if not found.get("bozo") else f"this feed cannot be read: {_words(found)}"
    return f"this feed is broken, what could be read was taken: {_words(found)}" if found.get("bozo") else None


def _words(found: Any) -> str:
    fault = found.get("bozo_exception")
    line = fault.getLineNumber() if hasattr(fault, "getLineNumber") else None
    words = fault.getMessage() if hasattr(fault, "getMessage") else str(fault)
    return " ".join(str(words).split())[:200] + (f" (line {line})" if line else "")
