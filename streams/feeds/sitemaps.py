"""Sitemaps, with the news extension, their index files, and the plain ones with one address a line.

Observed: a news sitemap lists the articles of two days, each with its title and time: the best feed that a newsroom
has. Namespaces are wrong in many. Pictures have titles and addresses too, which are none of the article's.

Decided: elements count by their local names and their place; what follows the limit of the protocol is left.
"""

from __future__ import annotations

import re

from streams.feeds.documents import FEEDS_MAX, SITEMAP_ITEMS_MAX, Document, FeedItem, each_once
from streams.feeds.links import resolved
from streams.feeds.source import Element, TooDeep, elements, without_half
from streams.feeds.wording import moment, plain_title

_FIELDS = {
    "url": ("loc", "lastmod"),
    "sitemap": ("loc", "lastmod"),
    "news": ("title", "publication_date"),
}
_ENTRY = re.compile(rb"<(?:[A-Za-z0-9_-]+:)?(?:url|sitemap)[\s>]", re.IGNORECASE)
_ENTRY_END = re.compile(rb"</(?:[A-Za-z0-9_-]+:)?(?:url|sitemap)\s*>", re.IGNORECASE)
_LINE = re.compile(r"https?://\S+", re.IGNORECASE)


def read_sitemap(xml: bytes, url: str) -> Document:
    """Return the pages of a sitemap, or the sitemaps of an index. Never raises."""
    reader = _Reader(url)
    whole = without_half(xml, _ENTRY, _ENTRY_END)
    fault = None if whole is xml else "this sitemap ends early"
    try:
        for element in elements(whole):
            if not element.ends:
                reader.path.append(element.name)
                continue
            reader.take(element)
            del reader.path[-1:]
            if len(reader.items) >= SITEMAP_ITEMS_MAX:
                fault = f"only the first {SITEMAP_ITEMS_MAX:,} pages of this sitemap were taken"
                break
    except TooDeep:
        fault = "this sitemap is nested too deep"
    feeds = tuple(dict.fromkeys(reader.parts))[:FEEDS_MAX]
    if feeds and not reader.items:
        return Document("sitemap_index", feeds=feeds, fault=fault)
    if not reader.items and fault is None:
        fault = "this sitemap names no page"
    items = each_once(reader.items, SITEMAP_ITEMS_MAX)
    return Document("sitemap", items=items, feeds=feeds, fault=fault, skipped=reader.skipped)


class _Reader:
    def __init__(self, url: str) -> None:
        self.path: list[str] = []
        self.items: list[FeedItem] = []
        self.parts: list[str] = []
        self.skipped = 0
        self._base = url
        self._fields: dict[str, str] = {}

    def take(self, element: Element) -> None:
        """Take the end of an element; ``path`` ends with its name."""
        inside = self.path[-2] if len(self.path) > 1 else ""
        if element.name in _FIELDS.get(inside, ()):
            self._fields.setdefault(element.name, element.text)
        elif inside in ("urlset", "sitemapindex") and element.name in ("url", "sitemap"):
            self._finish(element.name)

    def _finish(self, name: str) -> None:
        fields, self._fields = self._fields, {}
        address = resolved(fields.get("loc"), self._base)
        if address is None:
            self.skipped += 1
        elif name == "sitemap":
            self.parts.append(address)
        else:
            dates = (moment(fields.get("publication_date")), moment(fields.get("lastmod")))
            self.items.append(FeedItem(address, None, plain_title(fields.get("title")), *dates))


def is_text_sitemap(text: str) -> bool:
    """Tell whether a text begins as a list of addresses does."""
    lines = [line.strip() for line in text[:10_000].splitlines()[:20]]
    lines = [line for line in lines if line]
    return bool(lines) and all(_LINE.match(line) for line in lines[:-1] or lines)


def read_text_sitemap(text: str, url: str) -> Document:
    """Return the pages of a sitemap that has one address a line. Never raises."""
    items: list[FeedItem] = []
    skipped = 0
    for line in text.splitlines():
        if not line.strip():
            continue
        if len(items) == SITEMAP_ITEMS_MAX:
            break
        address = resolved(line, url) if _LINE.fullmatch(line.strip()) else None
        if address:
            items.append(FeedItem(address))
        else:
            skipped += 1
    return Document("sitemap", items=each_once(items, SITEMAP_ITEMS_MAX), skipped=skipped)


def sitemaps_of_robots(text: str, url: str) -> tuple[str, ...]:
    """Return the sitemaps that a robots.txt names (``Sitemap:`` lines), each once."""
    found: dict[str, None] = {}
    for line in text[: 512 * 1024].splitlines():
        name, colon, value = line.partition(":")
        if colon and name.strip().lower() == "sitemap" and (address := resolved(value, url)):
            found.setdefault(address)
    return tuple(found)[:FEEDS_MAX]
