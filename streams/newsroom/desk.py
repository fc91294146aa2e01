"""What a site answers to a request: a function of the world, the path, the headers and the moment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formatdate, parsedate_to_datetime

from streams.newsroom import feeds, places, templates
from streams.newsroom.clutter import clutter
from streams.newsroom.feeds import Item
from streams.newsroom.places import Page, Site
from streams.newsroom.templates import View
from streams.newsroom.world import World

FEED_ITEMS_MIN = 20
FRONT_LINKS = 30
SLOW_SECONDS = 1.0
SLOW_EVERY = 10  # requests
RETRY_AFTER_SECONDS = 5
STALE_PATH = "/news/no-longer-here"
FORBIDDEN = "/private/"  # to robots
FORBIDDEN_PATH = "/private/not-for-robots"
TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json",
    "sitemap": "application/xml; charset=utf-8",
    "index": "application/xml; charset=utf-8",
    "front": "text/html; charset=utf-8",
    "page": "text/html; charset=utf-8",
    "robots": "text/plain; charset=utf-8",
    "gzip": "application/gzip",
}
_PART = re.compile(r"/sitemap-(\d{1,4})\.xml\.gz")


@dataclass(slots=True)
class Answer:
    """What is sent. ``resets`` breaks the connection instead; ``page`` and ``version`` say what was shown."""

    status: int
    body: bytes = b""
    content_type: str = TYPES["page"]
    headers: dict[str, str] = field(default_factory=dict)
    delay_seconds: float = 0.0
    resets: bool = False
    page: str | None = None
    version: int | None = None


class Desk:
    """Answers for all sites of a world. ``started`` is the Unix time at which elapsed seconds begin."""

    def __init__(self, world: World, started: float) -> None:
        self.world = world
        self.started = started
        self._feeds: dict[tuple[int, str], tuple[int, bytes]] = {}
        self._requests = 0
        self._items = max(FEED_ITEMS_MIN, -(-world.settings.articles // world.settings.sites))

    def answer(self, site: Site, target: str, headers: Mapping[str, str], elapsed: float) -> Answer:
        """Return what a site says to GET ``target`` (path and query)."""
        self._requests += 1
        path = target.partition("?")[0]
        if path == "/robots.txt":
            return self._robots(site)
        if elapsed < site.down_until:
            if site.down_resets:
                return Answer(0, resets=True)
            return Answer(503, b"Back soon.", headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
        found = self._found(site, path, elapsed)
        if site.slow and self._requests % SLOW_EVERY == 0:
            found.delay_seconds = SLOW_SECONDS
        return _conditional(found, headers)

    def _found(self, site: Site, path: str, elapsed: float) -> Answer:
        known, amp = (path, False) if path in site.paths else (_without_amp(path), True)
        if known in site.paths:
            page = self.world.pages[site.paths[known]]
            return self._page(site, page, known, amp, elapsed)
        if path == STALE_PATH:
            return Answer(200, templates.missing(site.name).encode())
        return self._feed(site, path) or Answer(404, templates.missing(site.name).encode())

    def _page(self, site: Site, page: Page, path: str, amp: bool, elapsed: float) -> Answer:
        if elapsed < page.gone_until:
            return Answer(page.gone_status, templates.missing(site.name).encode())
        if path != page.path:
            return Answer(301, headers={"Location": page.path})
        modified = max(page.modified, site.redesigned, page.redated or page.modified)
        cut = elapsed < page.truncated_until
        body = self.html(page, elapsed, amp)
        if cut:
            body = templates.truncated(body, site.template)
        state = f"{page.number}-{page.version}-{site.template}-{int(page.redated or 0)}-{int(cut)}-{int(amp)}"
        if site.lies:
            state, modified = f"{page.number}-{int(amp)}", page.published
        return Answer(
            200, body.encode(), headers=self._validators(site, state, modified), page=self.world.url(page),
            version=page.version,
        )  # fmt: skip

    def html(self, page: Page, elapsed: float, amp: bool = False) -> str:
        """Return a page as it would be shown now, whole."""
        site = self.world.sites[page.site]
        now = self.started + elapsed
        published = self.started + (page.published if page.redated is None else page.redated)
        view = View(
            url=self.world.url(page),
            site=site.name,
            byline=self.world.story(page).byline,
            published_at=self._time(published),
            modified_at=self._time(self.started + page.modified),
            text=self.world.text(page),
            beside=clutter(site.name, site.number, page.number, now, published),
            feed=site.feed_url,
            amp=amp,
        )
        return templates.render(site.template, view)

    def _time(self, moment: float) -> str:
        return self.world.ledger.time(moment - self.started)

    def _validators(self, site: Site, state: str, modified: float) -> dict[str, str]:
        headers = {}
        if site.validators in ("both", "etag") or site.lies:
            headers["ETag"] = f'W/"{state}"'
        if site.validators in ("both", "modified"):
            headers["Last-Modified"] = formatdate(int(self.started + modified), usegmt=True)
        return headers

    def _robots(self, site: Site) -> Answer:
        text = f"User-agent: *\nDisallow: {FORBIDDEN}\nAllow: /\n\nSitemap: {site.origin}/sitemap-index.xml\n"
        return Answer(200, text.encode(), TYPES["robots"])

    def _feed(self, site: Site, path: str) -> Answer | None:
        part = _PART.fullmatch(path)
        kind = next((kind for kind, where in places.FEED_PATHS.items() if where == path), None)
        if kind is None and part is None:
            return None
        cached = self._feeds.get((site.number, path))
        if cached is None or cached[0] != site.revision:
            body = self._part(site, int(part[1])) if part else self._whole(site, kind or "rss")
            cached = self._feeds[site.number, path] = (site.revision, body)
        if not cached[1]:
            return None
        content_type = TYPES["gzip"] if part else TYPES[kind or "rss"]
        changed = max((self.world.pages[number].modified for number in site.pages), default=0.0)
        state = f"{site.revision}-{path}"
        return Answer(200, cached[1], content_type, headers=self._validators_of_feed(site, state, changed))

    def _validators_of_feed(self, site: Site, state: str, changed: float) -> dict[str, str]:
        """A feed changes when a page is added or re-keyed too, so its date alone would lie."""
        headers = self._validators(site, state.replace('"', ""), changed)
        headers.pop("Last-Modified", None)
        return headers

    def _whole(self, site: Site, kind: str) -> bytes:
        home = site.origin + "/"
        if kind == "index":
            parts = -(-len(site.pages) // feeds.SITEMAP_ITEMS)
            return feeds.index(home, parts, self.started + site.revision)
        items = self._newest(site)
        if kind == "rss":
            return feeds.rss(site.name, home, items)
        if kind == "atom":
            return feeds.atom(site.name, home, items)
        if kind == "json":
            return feeds.json(site.name, home, items)
        if kind == "sitemap":
            return feeds.sitemap(site.name, items)
        links = [(item.url, item.title) for item in items[:FRONT_LINKS]]
        offered = places.FEED_PATHS["atom" if site.number % 2 else "rss"]
        return templates.front(site.name, site.origin + offered, TYPES["rss"].partition(";")[0], links).encode()

    def _part(self, site: Site, part: int) -> bytes:
        numbers = site.pages[part * feeds.SITEMAP_ITEMS : (part + 1) * feeds.SITEMAP_ITEMS]
        if not numbers:
            return b""
        return feeds.compressed(feeds.sitemap(site.name, [self._item(site, self.world.pages[n]) for n in numbers]))

    def _newest(self, site: Site) -> list[Item]:
        items = [self._item(site, self.world.pages[number]) for number in reversed(site.pages[-self._items :])]
        if site.forbidden_link:
            items.append(Item(site.origin + FORBIDDEN_PATH, "private", "Not for robots", self.started, self.started))
        if site.stale_link and site.feed in ("rss", "atom", "json"):
            items.append(
                Item(site.origin + STALE_PATH, "stale", "A page that is no longer here", self.started, self.started)
            )
        return items

    def _item(self, site: Site, page: Page) -> Item:
        key = f"{site.name.split()[-1].lower()}-{page.number}"
        shown = page.published if page.redated is None else page.redated
        return Item(
            self._link(site, page),
            f"tag:{key}:{site.guids}" if site.guids else key,
            self.world.title(page),
            self.started + shown,
            self.started + page.modified,
        )

    def _link(self, site: Site, page: Page) -> str:
        """Return a page's address as a feed gives it: some through a twin, some with the mark of a campaign."""
        url = self.world.url(page)
        if site.links in ("amp", "both") and page.number % 3 == 0:
            url = f"{url.removesuffix('.html')}.amp.html" if url.endswith(".html") else f"{url}/amp"
        if site.links in ("tracking", "both"):
            url += f"?utm_source=feed&utm_medium={site.feed}&utm_campaign=news"
        return url


def _without_amp(path: str) -> str:
    if path.endswith(".amp.html"):
        return path.removesuffix(".amp.html") + ".html"
    return path.removesuffix("/amp")


def _conditional(found: Answer, headers: Mapping[str, str]) -> Answer:
    """Answer 304 where the validators that came with the request still hold (RFC 9110, 13.2.2)."""
    if found.status != 200:
        return found
    etag, asked = found.headers.get("ETag"), headers.get("If-None-Match")
    if asked is not None:
        same = etag is not None and (etag in (one.strip() for one in asked.split(",")) or asked.strip() == "*")
    else:
        same = _not_since(found.headers.get("Last-Modified"), headers.get("If-Modified-Since"))
    if not same:
        return found
    return Answer(304, headers=found.headers, delay_seconds=found.delay_seconds, page=found.page, version=found.version)


def _not_since(modified: str | None, asked: str | None) -> bool:
    if modified is None or asked is None:
        return False
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(asked)
    except (ValueError, TypeError):
        return False
