"""A look at a feed, sitemap, list or front page: what it names that is new, and when it is due again.

Observed: feeds name the same entries at every look; some rewrite all guids at once when a site changes its system.

Decided: an entry is known by its address. Only what is new, or whose title or time of change is another one than at the
look before, is handed on. Where at least five entries are known and every one of them has another guid than before (or
every guid another address), that is one ``rekeyed`` of the site, and no entry is new by it. A feed is due again after
half the time in which it is expected to change, not before it says that it is renewed, and at once sooner where all
entries were new: some may have come and gone unseen.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from math import log

from streams.feeds.documents import Document, FeedItem
from streams.fetching import auditing
from streams.polling import manners
from streams.polling.answers import Answer, Start
from streams.polling.planning import HOUR, Pace
from streams.polling.records import FEEDS, NEVER, Feed, Site
from streams.web import address

MARKS_MAX = 5_000  # items of a feed that are remembered
FEEDS_NAMED_MAX = 1_000  # by one list
REKEYED_MIN = 5
LOOKS_WEIGHED = 40
TTL_SECONDS_MAX = HOUR  # a feed that says a day is still asked for news
PRIOR_PER_HOUR = 1.0
UNREADABLE_FAULT = "this is no feed, sitemap or list, and names none"


@dataclass(slots=True)
class FeedLook:
    """What follows from an answer: entries that are new or changed, feeds, pages of a re-keyed site."""

    items: list[FeedItem] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    rekeyed: list[str] = field(default_factory=list)
    evidence: str = ""


def start(key: str, feed: Feed, site: Site, now: float) -> Start:
    """Return the look to make."""
    number = feed.looks + 1
    if not auditing.is_conditional(key, number, site.not_modified, site.distrust_until, now):
        return Start(FEEDS, key, number, feed.url, audit=True)
    return Start(FEEDS, key, number, feed.url, feed.etag, feed.last_modified, feed.answered_by)


def answered(key: str, feed: Feed, site: Site, answer: Answer, pace: Pace) -> FeedLook:
    """Take an answer in: change the feed's and the site's record, and return what follows."""
    look = FeedLook()
    at = max(answer.at, (feed.last_look_at or 0.0) + 0.001)
    interval = at - feed.last_look_at if feed.last_look_at is not None else 0.0
    feed.looks, feed.last_look_at, feed.status = answer.start.number, at, answer.status
    if answer.status == 304 or (answer.status == 200 and answer.body_hash == feed.body_hash):
        feed.failures, feed.fault = 0, None if feed.kind != "unknown" else feed.fault
        _weigh(feed, interval, changed=False)
        feed.next_at = at + _interval_seconds(feed, pace)
    elif answer.status == 200 and answer.document is not None:
        feed.failures, feed.fault = 0, answer.document.fault
        if answer.start.audit and _lied(feed, answer):
            site.distrust_until = at + auditing.DISTRUST_SECONDS
        flooded = _read(feed, answer.document, interval, look)
        feed.etag, feed.last_modified, feed.body_hash = answer.etag, answer.last_modified, answer.body_hash
        feed.answered_by = answer.final_url if answer.final_url != feed.url else None
        wait = _interval_seconds(feed, pace)
        feed.next_at = at + (pace.feed_seconds_min if flooded else wait)
        if answer.moved_to and answer.moved_to != feed.url:
            _move(feed, answer.moved_to, look)
    else:
        feed.failures += 1
        feed.fault = answer.fault or f"the server answered {answer.status}"
        wait = manners.pause_seconds(key, feed.failures, pace.feed_seconds_min, pace.feed_seconds_max)
        feed.next_at = at + wait  # never given up: feeds come back
    return look


def _lied(feed: Feed, answer: Answer) -> bool:
    before = auditing.Whole(feed.etag, feed.last_modified, feed.body_hash or "")
    after = auditing.Whole(answer.etag, answer.last_modified, answer.body_hash or "")
    return auditing.verdict(before, after) == "lied"


def _move(feed: Feed, to: str, look: FeedLook) -> None:
    """A feed that moved for good goes on at its new address, under its new site's budget."""
    feed.moved_to, feed.next_at = to, NEVER
    look.feeds.append(to)


def _weigh(feed: Feed, interval_seconds: float, *, changed: bool) -> None:
    looks, changes, hours = feed.seen
    if looks >= LOOKS_WEIGHED:
        looks, changes, hours = looks / 2, changes / 2, hours / 2
    if interval_seconds > 0:
        feed.seen = [looks + 1, changes + changed, hours + interval_seconds / HOUR]


def _interval_seconds(feed: Feed, pace: Pace) -> float:
    looks, changes, hours = feed.seen
    rate = PRIOR_PER_HOUR
    if looks and hours:
        rate = -log((looks - changes + 0.5) / (looks + 0.5)) * looks / hours
        rate = (rate * looks + PRIOR_PER_HOUR) / (looks + 1)
    wished = 0.5 * HOUR / max(rate, 1e-6)
    floor = max(pace.feed_seconds_min, min(feed.ttl_seconds or 0.0, TTL_SECONDS_MAX, pace.feed_seconds_max))
    return min(max(wished, floor), pace.feed_seconds_max)


def _read(feed: Feed, document: Document, interval: float, look: FeedLook) -> bool:
    """Compare with the look before; return whether every entry is new, though some were known before."""
    feed.kind, feed.title, feed.hub = document.kind, document.title or feed.title, document.hub
    feed.ttl_seconds = document.interval_seconds
    if document.kind in ("page", "opml", "sitemap_index"):
        look.feeds += document.feeds[:FEEDS_NAMED_MAX]
    if document.kind == "page" and not document.feeds and feed.found_by is None:
        look.items.append(FeedItem(feed.url))  # named by a person: then the page itself is meant
        feed.fault = "no feed is named there: the page itself is watched"
    if document.kind == "unknown":
        feed.fault = document.fault or UNREADABLE_FAULT
    before, marks = feed.marks, {}
    for item in document.items[:MARKS_MAX]:
        mark = _mark(item)
        marks[mark[:16]] = mark[16:]
        if before.get(mark[:16], "")[16:] != mark[32:]:
            look.items.append(item)
    fresh = sum(1 for item in look.items if _mark(item)[:16] not in before)
    _tell_rekeyed(document, before, look)
    feed.marks, feed.items = marks, len(document.items)
    _weigh(feed, interval, changed=fresh > 0)
    return bool(before) and fresh == len(document.items) > 0


def _mark(item: FeedItem) -> str:
    """Return 48 hex digits: of the address, the guid, and of what may change while the entry stays the same."""
    try:
        named = address.page_of(item.url).id
    except address.BadAddress:
        named = item.url
    parts = (named, item.guid or "", f"{item.title}\n{item.modified_at}")
    return "".join(hashlib.sha256(part.encode(errors="replace")).hexdigest()[:16] for part in parts)


def _tell_rekeyed(document: Document, before: dict[str, str], look: FeedLook) -> None:
    guids_before = {mark[:16]: key for key, mark in before.items()}
    known, other_guid, other_address = [], 0, 0
    for item in document.items[:MARKS_MAX]:
        if item.guid is None:
            continue
        mark = _mark(item)
        if mark[:16] in before:
            known.append(item)
            other_guid += before[mark[:16]][:16] != mark[16:32]
        elif mark[16:32] in guids_before:
            known.append(item)
            other_address += 1
    if len(known) >= REKEYED_MIN and max(other_guid, other_address) == len(known):
        what = "guid" if other_guid else "address"
        look.evidence = f"{len(known)} entries that were known have another {what} than at the look before"
        look.rekeyed = [address.page_of(item.url).id for item in known if _is_page(item.url)]


def _is_page(url: str) -> bool:
    try:
        address.page_of(url)
    except address.BadAddress:
        return False
    return True
