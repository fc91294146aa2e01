"""The state of all sites at a moment, and what can happen to it; every happening goes to the ledger.

Texts are not kept: a page knows its story and its edits, and its text is written anew when somebody looks. So 20,000
pages take a few megabytes.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import asdict, replace
from random import Random

from streams.newsroom import editing, places
from streams.newsroom.editing import FOLLOW, KINDS, LIVE_KINDS, REVERT, Change
from streams.newsroom.ledger import Ledger
from streams.newsroom.places import Page, Site, Source
from streams.newsroom.prose import Story, Text, chance, story
from streams.newsroom.settings import NewsroomSettings

TEXTS_CACHED_MAX = 1_024
FIRST_HOURS = 48  # the pages of the beginning are up to so old
EXCERPT_SHARE = 0.45
EXCERPT_PARAGRAPHS_MIN = 4


class World:
    """All sites and pages; ``elapsed`` is always seconds since the start, handed in."""

    def __init__(self, settings: NewsroomSettings, origins: list[str], ledger: Ledger) -> None:
        self.settings = settings
        self.ledger = ledger
        self.sites = [
            places.site(number, origin, settings.seed, settings.troubles) for number, origin in enumerate(origins)
        ]
        self.pages: list[Page] = []
        self._texts: OrderedDict[tuple[int, int], Text] = OrderedDict()
        for site in self.sites:
            ledger.write("site", 0, url=site.origin + "/", name=site.name, feed=site.feed_url, lies=site.lies)

    def url(self, page: Page) -> str:
        """Return the canonical address of a page."""
        return self.sites[page.site].origin + page.path

    def story(self, page: Page) -> Story:
        """Return the story a page is written from."""
        return story(page.seed)

    def text(self, page: Page, version: int | None = None) -> Text:
        """Return what a page says, now or at a version."""
        wanted = page.version if version is None else version
        key = (page.number, wanted)
        if key in self._texts:
            self._texts.move_to_end(key)
            return self._texts[key]
        text = self._first(page) if wanted == 0 else self._edited(page, self.text(page, wanted - 1), wanted)
        self._texts[key] = text
        if len(self._texts) > TEXTS_CACHED_MAX:
            self._texts.popitem(last=False)
        return text

    def _first(self, page: Page) -> Text:
        return self._copied(page, page.source) if page.source else self.story(page).write()

    def _copied(self, page: Page, source: Source) -> Text:
        origin = self.pages[source.page]
        text = self.text(origin, source.version)
        random = chance(page.seed, "copy")
        if source.sort == "excerpt":
            many = max(EXCERPT_PARAGRAPHS_MIN, int(len(text.paragraphs) * EXCERPT_SHARE))
            return Text(text.headline, text.paragraphs[:many])
        if source.sort == "wire":
            edited = editing.number(text, self.story(origin), random) or text
            return replace(edited, headline=self.story(origin).headline(random))
        return text

    def _edited(self, page: Page, text: Text, version: int) -> Text:
        kind, seed = page.edits[version - 1]
        if kind == REVERT:
            return self.text(page, version - 2)
        if kind == FOLLOW and page.source:
            return self._copied(page, replace(page.source, version=seed))
        edited = (KINDS | LIVE_KINDS)[kind][0](text, self.story(page), chance(page.seed, kind, seed))
        return edited or text

    def publish(
        self, elapsed: float, site: Site, seed: str, source: Source | None = None, shown: float | None = None
    ) -> Page:
        """Publish an article or a copy; ``shown`` is the time it says it was published, where that is earlier."""
        number = len(self.pages)
        at = elapsed if shown is None else shown
        page = Page(number, site.number, places.path(seed, number, site.number), seed, at, at, source)
        self.pages.append(page)
        site.pages.append(number)
        site.paths[page.path] = number
        site.revision += 1
        url = self.url(page)
        about = {"url": url, "page": places.page_id(url), "site": url.split("/")[2], "version": 0}
        if source is None:
            self.ledger.write("published", elapsed, **about)
        else:
            origin = self.pages[source.page]
            origin.copies.append(number)
            origin_url = self.url(origin)
            self.ledger.write(
                "copied", elapsed, **about, sort=source.sort, origin=places.page_id(origin_url), origin_url=origin_url,
                origin_version=source.version,
            )  # fmt: skip
        return page

    def edit(self, elapsed: float, page: Page, kind: str, seed: int) -> Change | None:
        """Edit a page; None, and nothing happened, where its text offers nothing to this kind."""
        before = self.text(page)
        page.edits.append((kind, seed))
        after = self.text(page)
        changed = editing.change(before, after)
        if not changed:
            self._texts.pop((page.number, page.version), None)
            page.edits.pop()
            return None
        page.modified = elapsed
        self.sites[page.site].revision += 1
        if changed.headline:
            page.headline = after.headline
        self._note("edited", elapsed, page, version=page.version, kind=kind, **asdict(changed))
        return changed

    def title(self, page: Page) -> str:
        """Return the headline of a page, for feeds."""
        if page.headline is None:
            untouched = page.source is None and not page.edits
            page.headline = self.story(page).first_headline() if untouched else self.text(page).headline
        return page.headline

    def truncate(self, elapsed: float, page: Page, until: float) -> None:
        """Let a page break off in the middle for a while."""
        page.truncated_until = until
        self._note("truncated", elapsed, page, until=self.ledger.time(until))

    def take_away(self, elapsed: float, page: Page, until: float, status: int) -> None:
        """Let a page be gone (404 or 410) for a while."""
        page.gone_until, page.gone_status = until, status
        self._note("gone", elapsed, page, status=status, until=self.ledger.time(until))

    def restore(self, elapsed: float, page: Page) -> None:
        """Say that a page is there again."""
        self._note("restored", elapsed, page)

    def redate(self, elapsed: float, page: Page) -> None:
        """Give a page other dates and nothing else."""
        page.redated = page.modified = elapsed
        self.sites[page.site].revision += 1
        self._note("redated", elapsed, page)

    def move(self, elapsed: float, page: Page) -> None:
        """Give a page another address; the old one redirects to it."""
        site = self.sites[page.site]
        old = self.url(page)
        stem, dot, end = page.path.rpartition(".html")
        page.path = f"{stem}-moved{dot}" if dot else f"{end}-moved"
        site.paths[page.path] = page.number
        site.revision += 1
        url = self.url(page)
        new = {"url": url, "page": places.page_id(url)}
        self.ledger.write("moved", elapsed, **new, old_url=old, old_page=places.page_id(old), version=page.version)

    def redesign(self, elapsed: float, site: Site, random: Random) -> None:
        """Put all pages of a site into another template."""
        site.template = (site.template + random.randrange(1, places.TEMPLATES)) % places.TEMPLATES
        site.redesigned = elapsed
        self.ledger.write("redesigned", elapsed, url=site.origin + "/", template=site.template)

    def rekey(self, elapsed: float, site: Site) -> None:
        """Give all items of a feed other guids."""
        site.guids += 1
        site.revision += 1
        self.ledger.write("rekeyed", elapsed, url=site.feed_url)

    def go_down(self, elapsed: float, site: Site, until: float, resets: bool) -> None:
        """Let a site answer nothing but 503, or reset its connections, for a while."""
        site.down_until, site.down_resets = until, resets
        self.ledger.write(
            "down", elapsed, url=site.origin + "/", site=site.origin.split("/")[2], resets=resets,
            until=self.ledger.time(until),
        )  # fmt: skip

    def _note(self, what: str, elapsed: float, page: Page, **values: object) -> None:
        url = self.url(page)
        self.ledger.write(what, elapsed, url=url, page=places.page_id(url), **values)
