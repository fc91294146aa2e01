"""What the poller remembers: a record for each feed, page and site, as JSON. Times are seconds since 1970."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

from streams.polling import rates

FEEDS = "feeds"
PAGES = "pages"
SITES = "sites"
ENTRIES = "entries"  # of feeds, apart from them: they are large and seldom change
TOTAL = "total"  # table of one record: the partition's share of the whole budget
SHARE = "share"

NEVER = 1e12  # a next look that waits for something else to happen


@dataclass(slots=True)
class Target:
    """What feeds and pages have in common: an address, the last answer, the next look."""

    url: str
    site: str
    found_at: float
    looks: int = 0
    last_look_at: float | None = None
    next_at: float = 0.0
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None  # of the answer that was last of use
    failures: int = 0  # in a row
    fault: str | None = None  # in words
    moved_to: str | None = None
    answered_by: str | None = None  # the address that the last answer of use came from, where it is another


@dataclass(slots=True)
class Feed(Target):
    """A feed, sitemap or list."""

    kind: str | None = None
    title: str | None = None
    found_by: str | None = None  # a feed's address; None: named by a person
    wanted: bool = True
    items: int = 0
    seen: list[float] = field(default_factory=lambda: [0.0, 0.0, 0.0])
    ttl_seconds: float | None = None
    hub: str | None = None
    topic: str | None = None  # what the hub calls the feed
    subscription: dict[str, Any] | None = None  # streams.feeds.websub.Subscription


@dataclass(slots=True)
class Entries:
    """What a feed named at the last look: address, guid, title, published, modified of each."""

    items: list[list[str | None]] = field(default_factory=list)


@dataclass(slots=True)
class Page(Target):
    """A page; ``changes`` and ``expected`` are its own past as ``rates`` weighs it."""

    born_at: float = 0.0  # published, as far as known, else found
    feed: str | None = None
    guid: str | None = None
    title: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    captures: int = 0
    edits: int = 0
    changes: float = 0.0
    expected: float = 0.0
    interval_seconds: float = 0.0  # between the last look and the one before
    sent_status: int | None = None
    absences: int = 0
    needs: str | None = None  # in words, what its last capture seems to need that rowback does not do
    unreadable: int = 0  # captures in a row in which no article was found
    audited: str | None = None  # event_id of a capture that a 304 would have hidden
    twin_of: str | None = None  # the address that is looked at instead, since the feed was re-keyed
    successor: str | None = None  # the address that the re-keyed feed names now
    confirm_at: float | None = None  # the next look at or after it is told even when nothing changed


@dataclass(slots=True)
class Site:
    """A site: its budget, what is under way, how it answers, and how often its pages change."""

    site: str
    full_at: float = 0.0
    last_start_at: float = 0.0
    under_way: dict[str, float] = field(default_factory=dict)
    resume_at: float = 0.0
    failures: int = 0
    fault: str | None = None
    seen: rates.Seen = field(default_factory=rates.nothing_seen)
    not_modified: int = 0  # answers that were 304
    distrust_until: float = 0.0  # its 304 was seen to lie
    pages: int = 0


@dataclass(slots=True)
class Share:
    """The partition's share of the whole budget."""

    full_at: float = 0.0


Record = Feed | Entries | Page | Site | Share
KINDS: dict[str, type[Record]] = {FEEDS: Feed, ENTRIES: Entries, PAGES: Page, SITES: Site, TOTAL: Share}


def encode(record: Record) -> bytes:
    """Return a record as JSON."""
    return orjson.dumps(record)


def decode(table: str, raw: bytes) -> Any:
    """Return the record of a table. Fields of another version of rowback that are not known here are dropped."""
    kind = KINDS[table]
    value = orjson.loads(raw)
    known = kind.__dataclass_fields__
    return kind(**{name: content for name, content in value.items() if name in known})
