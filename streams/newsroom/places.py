"""Sites and pages: what they are, and where they stand at the moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from streams.newsroom.prose import chance
from streams.newsroom.topics import TOPICS
from streams.newsroom.vocabulary import PLACES, TITLES_OF_SITES
from streams.web import address

FeedKind = Literal["rss", "atom", "json", "sitemap", "index", "front"]
FEED_KINDS: tuple[FeedKind, ...] = ("rss", "atom", "json", "sitemap", "index", "front")
FEED_PATHS: dict[FeedKind, str] = {
    "rss": "/feed.xml", "atom": "/atom.xml", "json": "/feed.json", "sitemap": "/news-sitemap.xml",
    "index": "/sitemap-index.xml", "front": "/",
}  # fmt: skip
TEMPLATES = 6
VALIDATORS = ("both", "etag", "modified", "none")
Links = Literal["plain", "tracking", "amp", "both"]
LINKS: tuple[Links, ...] = ("plain", "tracking", "amp", "both")


@dataclass(slots=True)
class Site:
    """A publisher. ``port`` is known once it listens; ``down_until`` and ``revision`` move on while it runs."""

    number: int
    origin: str
    name: str
    feed: FeedKind
    template: int
    validators: str
    links: Links
    lies: bool = False
    slow: bool = False
    stale_link: bool = False
    forbidden_link: bool = False
    guids: int = 0  # how often all guids became others
    redesigned: float = 0.0
    down_until: float = 0.0
    down_resets: bool = False
    revision: int = 0  # of everything its feeds show
    pages: list[int] = field(default_factory=list)  # the oldest first
    paths: dict[str, int] = field(default_factory=dict)  # also the addresses that moved on

    @property
    def feed_url(self) -> str:
        """The address that a reader would be given."""
        return self.origin + FEED_PATHS[self.feed]


@dataclass(frozen=True, slots=True)
class Source:
    """What a copy was copied from: a version of another page, as ``sort`` ("repost", "wire", "excerpt")."""

    page: int
    version: int
    sort: str


@dataclass(slots=True)
class Page:
    """A page. Times are seconds since the start; ``edits`` are (kind, seed or version), enough to write it anew."""

    number: int
    site: int
    path: str
    seed: str
    published: float
    modified: float
    source: Source | None = None
    edits: list[tuple[str, int]] = field(default_factory=list)
    headline: str | None = None  # where an edit changed it
    copies: list[int] = field(default_factory=list)
    truncated_until: float = 0.0
    gone_until: float = 0.0
    gone_status: int = 404
    redated: float | None = None

    @property
    def version(self) -> int:
        """The number of edits so far."""
        return len(self.edits)


def site(number: int, origin: str, seed: int, troubles: frozenset[str]) -> Site:
    """Return a site; its kind of feed, template and manners go by its number, so that few sites show all of them."""
    random = chance(seed, "site", number)
    name = f"The {random.choice(PLACES)} {random.choice(TITLES_OF_SITES)}"
    return Site(
        number,
        origin,
        name,
        FEED_KINDS[number % len(FEED_KINDS)],
        number % TEMPLATES,
        VALIDATORS[number % len(VALIDATORS)],
        LINKS[(number // 2) % len(LINKS)],
        lies="lies" in troubles and number % 10 == 4,
        slow="slow" in troubles and number % 7 == 3,
        stale_link="stale_links" in troubles and number % 3 == 0,
        forbidden_link="forbidden" in troubles and number % 3 == 1,
    )


def path(page_seed: str, number: int, site_number: int) -> str:
    """Return the path of a page; sites have ways of their own."""
    random = chance(page_seed, "path")
    topic = random.choice(TOPICS)
    slug = f"{random.choice(PLACES)}-{random.choice(topic.things)}-{random.choice(topic.worries)}".lower()
    slug = "".join(sign if sign.isalnum() else "-" for sign in slug)
    manner = site_number % 3
    if manner == 0:
        return f"/{topic.section}/{slug}-{number}"
    return f"/news/{number}/{slug}" if manner == 1 else f"/{topic.section}/{slug}-{number}.html"


def page_id(url: str) -> str:
    """Return the id that rowback gives to a page."""
    return address.page_of(url).id
