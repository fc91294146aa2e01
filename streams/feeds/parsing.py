"""One entry for all that news is announced by: what it is is told by what it holds, never by its label.

Observed: feeds are served as ``text/html``, pages as ``application/rss+xml``, gzip without a header that says so, and
warnings of the server stand before everything.
"""

from __future__ import annotations

import re
import zlib

from streams.feeds.discovery import read_page
from streams.feeds.documents import BODY_BYTES_MAX, SITEMAP_BYTES_MAX, Document
from streams.feeds.json_feed import read_json_feed
from streams.feeds.opml import read_opml
from streams.feeds.sitemaps import is_text_sitemap, read_sitemap, read_text_sitemap
from streams.feeds.source import text_of, xml_of
from streams.feeds.syndication import read_feed

_HEAD_CHARACTERS = 64 * 1024
_ROOT = re.compile(
    r"<(?:[A-Za-z_][\w.-]{0,50}:)?(rss|rdf|feed|channel|urlset|sitemapindex|opml|html|!doctype\s+html)(?=[\s>/])",
    re.IGNORECASE,
)
_GZIP = b"\x1f\x8b"


def parse(body: bytes, content_type: str, url: str) -> Document:
    """Return what the body of a feed, sitemap, list or page says; ``url`` is its final address. Never raises."""
    if body.startswith(_GZIP):
        unpacked = _unpacked(body)
        if not unpacked:
            return Document("unknown", fault="these gzip data are damaged")
        body = unpacked
    if len(body) > SITEMAP_BYTES_MAX:
        return Document("unknown", fault=f"this is larger than {SITEMAP_BYTES_MAX // 1024 // 1024} MiB")
    text = text_of(body, content_type).lstrip()
    if not text:
        return Document("unknown", fault="this is empty")
    return _read(text, len(body), url)


def _read(text: str, size: int, url: str) -> Document:
    if text[0] in "{[":
        return _too_large(size) or read_json_feed(text, url)
    root = _root(text)
    kind = root[1].lower() if root else ""
    if kind in ("urlset", "sitemapindex"):
        return read_sitemap(xml_of(text[root.start() if root else 0 :]), url)
    if not kind and is_text_sitemap(text):
        return read_text_sitemap(text, url)
    if (fault := _too_large(size)) is not None:
        return fault
    if kind == "opml":
        listed = read_opml(xml_of(text[root.start() if root else 0 :]), url)
        return Document("opml", listed.title, feeds=listed.feeds, fault=listed.fault)
    if kind in ("rss", "rdf", "feed", "channel"):
        return read_feed(xml_of(text[root.start() if root else 0 :]), url)
    if kind or "<" in text:
        return read_page(text, url)
    return Document("unknown", fault="this is neither a feed, a sitemap nor a page")


def _root(text: str) -> re.Match[str] | None:
    """Return the first tag that tells what this is, in no comment."""
    at = 0
    while (match := _ROOT.search(text, at, _HEAD_CHARACTERS)) is not None:
        comment = text.rfind("<!--", at, match.start())
        if comment < 0 or text.find("-->", comment, match.start()) >= 0:
            return match
        end = text.find("-->", match.start())
        if end < 0:
            return None
        at = end + 3
    return None


def _too_large(size: int) -> Document | None:
    if size <= BODY_BYTES_MAX:
        return None
    return Document("unknown", fault=f"this is larger than {BODY_BYTES_MAX // 1024 // 1024} MiB, no feed is")


def _unpacked(body: bytes) -> bytes | None:
    """Undo gzip, at most to one byte beyond the limit; what is cut off is given as far as it goes."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        return unpacker.decompress(body, SITEMAP_BYTES_MAX + 1)
    except zlib.error:
        return None
