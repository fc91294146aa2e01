"""JSON Feed 1.0 and 1.1.

Decided: read by its fields, not by its ``version``, which is what is missing most. Where an item links to a page of
somebody else (``external_url``) the publisher's own page counts, if it has one.
"""

from __future__ import annotations

import json
from typing import Any

from streams.feeds.documents import ITEMS_MAX, Document, FeedItem, each_once
from streams.feeds.links import resolved
from streams.feeds.wording import moment, plain_guid, plain_title


def read_json_feed(text: str, url: str) -> Document:
    """Return what a JSON Feed says. Never raises."""
    try:
        found = json.loads(text, strict=False)
    except RecursionError:
        return Document("unknown", fault="this JSON is nested too deep")
    except ValueError as fault:
        return Document("unknown", fault=f"this is no JSON: {str(fault)[:200]}")
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        return Document("unknown", fault="this is JSON, but no JSON Feed: it has no list of items")
    base = _text(found.get("feed_url")) or url
    entries = found["items"][:ITEMS_MAX]
    items = [item for entry in entries if (item := _item(entry, url))]
    return Document(
        "feed",
        plain_title(found.get("title")),
        each_once(items, ITEMS_MAX),
        hub=_hub(found.get("hubs"), url),
        self_url=resolved(base, url),
        fault=_fault(len(entries), len(items)),
        skipped=len(entries) - len(items),
    )


def _fault(entries: int, items: int) -> str | None:
    if not entries:
        return "this feed has no items"
    return None if items else "no item of this feed has an address that can be fetched"


def _item(entry: Any, base: str) -> FeedItem | None:
    if not isinstance(entry, dict):
        return None
    guid = plain_guid(entry.get("id"))
    candidates = (_text(entry.get("url")), _text(entry.get("external_url")), guid if guid and "://" in guid else None)
    url = next((url for candidate in candidates if (url := resolved(candidate, base))), None)
    if url is None:
        return None
    dates = (moment(entry.get("date_published")), moment(entry.get("date_modified")))
    return FeedItem(url, guid, plain_title(entry.get("title")), *dates)


def _hub(hubs: Any, base: str) -> str | None:
    for hub in hubs if isinstance(hubs, list) else ():
        if isinstance(hub, dict) and str(hub.get("type", "")).lower() == "websub":
            return resolved(_text(hub.get("url")), base)
    return None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
