"""Lists of feeds: OPML, as every feed reader exports it, and plain text with one address a line."""

from __future__ import annotations

from dataclasses import dataclass

from streams.feeds.links import resolved
from streams.feeds.source import TooDeep, elements

ADDRESSES_MAX = 200_000


@dataclass(frozen=True, slots=True)
class FeedList:
    """What a list names: its title, and the addresses of feeds in their order, each once."""

    title: str | None
    feeds: tuple[str, ...]
    fault: str | None = None


def read_opml(xml: bytes, url: str) -> FeedList:
    """Return the feeds of an OPML document, folders and all. Never raises."""
    title: str | None = None
    feeds: dict[str, None] = {}
    try:
        for element in elements(xml):
            if element.ends and element.name == "title" and title is None:
                title = element.text or None
            elif not element.ends and element.name == "outline" and len(feeds) < ADDRESSES_MAX:
                named = _named(element.attributes)
                if named and (feed := resolved(named, url)):
                    feeds.setdefault(feed)
    except TooDeep:
        return FeedList(title, tuple(feeds), "folders lie too deep in each other")
    return FeedList(title, tuple(feeds), None if feeds else "this OPML names no feed")


def _named(attributes: dict[str, str]) -> str | None:
    """Return the address of an outline's feed. ``url`` counts only where the outline says that it is a feed."""
    if "xmlurl" in attributes:
        return attributes["xmlurl"]
    return attributes.get("url") if attributes.get("type", "").lower() in ("rss", "atom", "feed") else None


def read_lines(text: str) -> tuple[str, ...]:
    """Return the entries of a plain list: one a line, blank lines and what follows a # at a line's start left out."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
