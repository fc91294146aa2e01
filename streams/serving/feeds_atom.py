"""Atom (RFC 4287) with paging (RFC 5005) and versions (RFC 5829)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from lxml import etree
from lxml.builder import ElementMaker

from streams.serving import page_words
from streams.serving.feeds_document import Feed
from streams.serving.feeds_entry import Entry, title
from streams.text.redline import visible

TYPE = "application/atom+xml"
ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
NEVER = "1970-01-01T00:00:00Z"  # when a feed without entries was updated: an unchanging document needs some time

_A = ElementMaker(namespace=ATOM, nsmap={None: ATOM, "fh": HISTORY})
_H = ElementMaker(namespace=HISTORY, nsmap={"fh": HISTORY})


def written(feed: Feed) -> bytes:
    """Return a document of a feed."""
    itself = feed.address(None)
    root = _A.feed(
        _A.id("urn:rowback:feed:revisions" + ("?" + urlencode(feed.query) if feed.query else "")),
        _A.title(title(feed.query)),
        _A.updated(max((entry.event.time for entry in feed.entries), default=NEVER)),
        _A.author(_A.name("rowback")),
        _A.generator("rowback"),
        _A.link(rel="self", type=TYPE, href=feed.address(feed.block)),
        _A.link(rel="alternate", type="text/html", href=feed.place.url("/", feed.query)),
    )
    if feed.block is not None:
        root.append(_H.archive())
        root.append(_A.link(rel="current", type=TYPE, href=itself))
    for rel, block in (("prev-archive", feed.older), ("next-archive", feed.newer)):
        if block is not None:
            root.append(_A.link(rel=rel, type=TYPE, href=feed.address(block)))
    root.extend(_entry(entry) for entry in feed.entries)
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return document


def _entry(entry: Entry) -> Any:
    value = entry.value
    found = _A.entry(
        _A.id(entry.id),
        _A.title(entry.title),
        _A.updated(entry.event.time),
        _A.published(entry.event.time),
        _A.author(_A.name(visible(value["site"]))),
    )
    found.extend(_A.link(rel=rel, href=href) for rel, href in entry.links)
    if entry.original:
        found.append(_A.link(rel="related", href=visible(entry.original)))
    kind = visible(value["kind"])
    found.append(_A.category(term=kind, scheme="urn:rowback:kind", label=page_words.kind(value["kind"])))
    found.extend(_A.category(term=visible(signal), scheme="urn:rowback:signal") for signal in entry.signals)
    found.append(_A.summary(entry.plain, type="text"))
    found.append(_A.content(entry.html, type="html"))
    return found
