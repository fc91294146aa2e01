"""JSON Feed 1.1."""

from __future__ import annotations

from typing import Any

import orjson

from streams.serving.feeds_document import Feed
from streams.serving.feeds_entry import Entry, title
from streams.text.redline import visible

TYPE = "application/feed+json"


def written(feed: Feed) -> bytes:
    """Return a document of a feed; ``next_url`` leads to what is older."""
    found: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title(feed.query),
        "home_page_url": feed.place.url("/", feed.query),
        "feed_url": feed.address(None),
        "authors": [{"name": "rowback"}],
        "language": "en",
        "items": [_item(entry) for entry in feed.entries],
    }
    if feed.older is not None:
        found["next_url"] = feed.address(feed.older)
    return orjson.dumps(found, option=orjson.OPT_APPEND_NEWLINE)


def _item(entry: Entry) -> dict[str, Any]:
    value = entry.value
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "content_text": entry.plain,
        "image": entry.url + ".svg",
        "date_published": entry.event.time,
        "authors": [{"name": visible(value["site"])}],
        "tags": [visible(value["kind"]), *map(visible, entry.signals)],
        "_rowback": {
            "id": entry.event.id,
            "page": value["page"],
            "kind": value["kind"],
            "significance": value["significance"],
            "basis": value["basis"],
            "version": value["to"]["version"],
            "links": dict(entry.links),
        },
    }
    if entry.original:
        item["external_url"] = entry.original
    return item
