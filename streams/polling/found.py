"""What is handed on for looking at: items of ``rowback.poll.due``, and how a record comes to be."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from streams.feeds.documents import FeedItem
from streams.feeds.websub import Subscription
from streams.polling.records import NEVER, Feed, Page
from streams.web import address, time

FUTURE_SECONDS_MAX = 3600.0  # a date of publication from later than this is a fault
AGE_SECONDS_MAX = 20 * 365 * 86_400.0

Item = dict[str, Any]


def feed_key(url: str) -> str:
    """Return the key of a feed's record: feeds are fetched as they are written, so nothing is folded."""
    return address.page_id(url)


def due_item(table: str, key: str, look: int) -> Item:
    """Return what the timer says: the look of that number is due."""
    return {"say": "due", "table": table, "key": key, "look": look}


def feed_item(url: str, found_by: str | None, *, wanted: bool = True) -> Item:
    """Return that a feed is to be looked at, or no longer. ``found_by`` is a list's address; None: a person."""
    return {"say": "feed", "url": url, "found_by": found_by, "wanted": wanted}


def page_item(item: FeedItem, feed: str | None) -> Item:
    """Return that a page is to be looked at."""
    return {
        "say": "page",
        "url": item.url,
        "feed": feed,
        "guid": item.guid,
        "title": item.title,
        "published_at": item.published_at,
        "modified_at": item.modified_at,
    }


def twin_item(item: FeedItem, feed: str, old_url: str) -> Item:
    """Return that a page that is looked at under an old address has this one now."""
    return {**page_item(item, feed), "twin_of": old_url}


def successor_item(url: str, to: str) -> Item:
    """Return that a page's address is another one now, to be looked at once the old one leads nowhere."""
    return {"say": "successor", "url": url, "to": to}


def subscription_item(url: str, known: Subscription) -> Item:
    """Return what is agreed with a hub about a feed."""
    return {"say": "subscription", "url": url, "subscription": asdict(known)}


def announced_item(url: str) -> Item:
    """Return that a hub tells of news in a feed."""
    return {"say": "announced", "url": url}


def page_key(url: str) -> str | None:
    """Return the key of a page's record; None for what is no address of a page."""
    try:
        return address.page_of(url).id
    except address.BadAddress:
        return None


def feed_of(item: Item, known: Feed | None, site: str, now: float) -> Feed:
    """Return the feed's record after an item that names it."""
    if known is None:
        return Feed(item["url"], site, now, next_at=now, found_by=item["found_by"], wanted=item["wanted"])
    if item["found_by"] is None or known.found_by is not None:  # a list takes nothing back that a person named
        if item["wanted"] and not known.wanted:
            known.next_at = now
        known.wanted, known.found_by = item["wanted"], item["found_by"]
    return known


def page_of(item: Item, known: Page | None, site: str, now: float, seconds_min: float) -> Page:
    """Return the page's record after an item that names it; a feed that tells of a change makes it due."""
    if known is None:
        born = _born(item["published_at"], now)
        page = Page(item["url"], site, now, next_at=now, born_at=born, feed=item["feed"])
        _take_words(page, item)
        page.twin_of = item.get("twin_of")
        page.next_at = NEVER if page.twin_of else now
        return page
    if known.twin_of is not None and item.get("wake"):
        known.twin_of, known.next_at = None, now
    if known.moved_to is not None:
        return known
    said = (known.title, known.modified_at)
    if known.feed is None or known.feed == item["feed"]:
        _take_words(known, item)
    if said != (known.title, known.modified_at) and known.last_look_at is not None and known.next_at < NEVER:
        known.next_at = min(known.next_at, max(now, known.last_look_at + seconds_min))
    return known


def _take_words(page: Page, item: Item) -> None:
    page.feed, page.guid = item["feed"], item["guid"]
    page.title, page.published_at, page.modified_at = item["title"], item["published_at"], item["modified_at"]


def _born(published_at: str | None, now: float) -> float:
    """When the page was published, as far as that can be believed."""
    if published_at is None:
        return now
    try:
        at = time.instant(published_at, day_allowed=True) / 1e6
    except ValueError:
        return now
    return min(at, now) if now - AGE_SECONDS_MAX < at < now + FUTURE_SECONDS_MAX else now
