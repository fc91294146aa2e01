"""A look at a feed, sitemap, list or front page: what it names that is new, and when it is due again.

Decided: what is new is told by ``streams.feeds.identity``: an entry is its page, whatever the feed calls it. Entries
whose title or time of change is another one are handed on too; they make a look due. Where all entries are renamed at
once, this is one ``rekeyed`` of the site: a page that has another address then stays what is looked at, and its new
address waits until the old one leads nowhere. A feed is due again after half the time in which it is expected to
change, not before it says that it is renewed, and sooner where all entries were new: some may have come and gone.

Deliberately missed: entries beyond the newest five thousand of a sitemap.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log

from streams.feeds import identity
from streams.feeds.documents import Document, FeedItem
from streams.feeds.identity import Rekeying, Twin
from streams.fetching import auditing
from streams.polling import manners
from streams.polling.answers import Answer, Start
from streams.polling.planning import HOUR, Pace
from streams.polling.records import FEEDS, NEVER, Entries, Feed, Site

ENTRIES_MAX = 5_000  # of a feed, remembered and looked at
FEEDS_NAMED_MAX = 1_000  # by one list
LOOKS_WEIGHED = 40
TTL_SECONDS_MAX = HOUR  # a feed that says a day is still asked for news
PRIOR_PER_HOUR = 1.0
UNREADABLE_FAULT = "this is no feed, sitemap or list, and names none"


@dataclass(slots=True)
class FeedLook:
    """What follows from an answer: entries that are new or changed, feeds, pages of a re-keyed site."""

    items: list[FeedItem] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    rekeyed: Rekeying | None = None
    entries: Entries | None = None  # to be remembered instead of those before; None: the same


def start(key: str, feed: Feed, site: Site, now: float) -> Start:
    """Return the look to make."""
    number = feed.looks + 1
    if not auditing.is_conditional(key, number, site.not_modified, site.distrust_until, now):
        return Start(FEEDS, key, number, feed.url, audit=True)
    return Start(FEEDS, key, number, feed.url, feed.etag, feed.last_modified, feed.answered_by)


def answered(key: str, feed: Feed, entries: Entries, site: Site, answer: Answer, pace: Pace) -> FeedLook:
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
        feed.hub, feed.topic = answer.hub or (None, None)
        flooded = _read(feed, entries, answer.document, interval, look)
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


def _read(feed: Feed, entries: Entries, document: Document, interval: float, look: FeedLook) -> bool:
    """Compare with the look before; return whether every entry is new, though some were known before."""
    feed.kind, feed.title = document.kind, document.title or feed.title
    feed.ttl_seconds = document.interval_seconds
    feed.items = len(document.items)
    if document.kind in ("page", "opml", "sitemap_index"):
        look.feeds += document.feeds[:FEEDS_NAMED_MAX]
    if document.kind == "page" and not document.feeds and feed.found_by is None:
        look.items.append(FeedItem(feed.url))  # named by a person: then the page itself is meant
        feed.fault = "no feed is named there: the page itself is watched"
    if document.kind == "unknown":
        feed.fault = document.fault or UNREADABLE_FAULT
    before = [FeedItem(entry[0] or "", *entry[1:]) for entry in entries.items]
    items = document.items
    if len(items) > ENTRIES_MAX:
        items = tuple(sorted(items, key=lambda item: item.modified_at or item.published_at or "", reverse=True))
    compared = identity.compare(before, items[:ENTRIES_MAX])
    look.items += compared.new
    look.rekeyed = compared.rekeyed
    moved_at_once = compared.rekeyed.twins if compared.rekeyed else ()
    look.items += [twin.new for twin in compared.twins if twin not in moved_at_once and _is_another(twin)]
    look.entries = Entries([[i.url, i.guid, i.title, i.published_at, i.modified_at] for i in items[:ENTRIES_MAX]])
    _weigh(feed, interval, changed=bool(compared.new))
    return bool(before) and not compared.twins and bool(compared.new)


def _is_another(twin: Twin) -> bool:
    """Whether an entry that was there before may lead to another text now."""
    return twin.moved or (twin.old.title, twin.old.modified_at) != (twin.new.title, twin.new.modified_at)
