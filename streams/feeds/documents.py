"""What a look at a feed, sitemap, list or front page gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DocumentKind = Literal["feed", "sitemap", "sitemap_index", "opml", "page", "unknown"]

ITEMS_MAX = 10_000  # of a feed; real ones have 10 to 500
SITEMAP_ITEMS_MAX = 50_000  # the bound of the sitemap protocol
FEEDS_MAX = 1_000  # found on a page; lists have their own bound
BODY_BYTES_MAX = 16 * 1024 * 1024  # of a feed or page
SITEMAP_BYTES_MAX = 50 * 1024 * 1024  # the bound of the sitemap protocol, unpacked
GUID_CHARACTERS_MAX = 2_000
TITLE_CHARACTERS_MAX = 2_000


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An article that a feed or sitemap names. ``url`` is absolute, to be fetched as it stands.

    ``guid`` is what the feed calls it (guid, atom:id, id), as it stands. Times are RFC 3339 in UTC; a sitemap may give
    the day alone. All but ``url`` may be unknown.
    """

    url: str
    guid: str | None = None
    title: str | None = None
    published_at: str | None = None
    modified_at: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What was read. ``items`` are in the order of the document, each address once (the first counts).

    ``feeds`` are addresses to go on with: feeds that a page or list names, the parts of a sitemap index. ``hub`` and
    ``self_url`` are for WebSub. ``interval_seconds`` is how often the feed says that it is renewed. ``fault`` says for
    a person what is wrong with it; there may be items all the same. ``skipped`` counts items without a usable address.
    """

    kind: DocumentKind
    title: str | None = None
    items: tuple[FeedItem, ...] = ()
    feeds: tuple[str, ...] = ()
    hub: str | None = None
    self_url: str | None = None
    interval_seconds: float | None = None
    fault: str | None = None
    skipped: int = 0


def each_once(items: list[FeedItem], items_max: int) -> tuple[FeedItem, ...]:
    """Return the items with each address once; where one is listed several times its first item counts."""
    first: dict[str, FeedItem] = {}
    for item in items:
        first.setdefault(item.url, item)
    return tuple(first.values())[:items_max]
