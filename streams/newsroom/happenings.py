"""What happens when: drawn from the seed alone, so that two runs of a newsroom see the same day.

Whatever is drawn depends on what happened before, never on who looked. Edits that consist of a word or two of a short
list are made at most ``SAME_KIND_AN_HOUR_MAX`` times an hour on a site: the same words on a fifth page within the hour
read like a redesign, to people and to rowback.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable
from functools import partial

from streams.newsroom.editing import FOLLOW, KINDS, LIVE_KINDS, REVERT
from streams.newsroom.places import Page, Site, Source
from streams.newsroom.prose import chance, story
from streams.newsroom.settings import NewsroomSettings
from streams.newsroom.world import FIRST_HOURS, World

SAME_KIND_AN_HOUR_MAX = 6
FEW_WORDS = ("negation", "hedge", "quote")
REVERT_SHARE = 0.06  # of all edits
FOLLOW_SHARE = 0.3  # of the copies of an edited page
COPIED_SHARE = 0.25  # of what is published
COPIES = (("repost", 4), ("wire", 3), ("excerpt", 2))
BETWEEN_EDITS_SECONDS_MIN = 3.0  # of one page: dates in HTTP are of whole seconds
TRIES = 12
DAY_SECONDS = 600.0  # what goes on for ever has its troubles as often as a run of this length
PAGE_TROUBLES = ("truncated", "gone", "moved", "redated")
SITE_TROUBLES = ("redesign", "rekeyed", "down")
Action = Callable[[float], None]


class Happenings:
    """Everything that is still to come. ``advance`` lets happen what is due."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.settings: NewsroomSettings = world.settings
        self.random = chance(self.settings.seed, "happenings")
        self._due: list[tuple[float, int, Action]] = []
        self._count = 0
        self._few_words: dict[tuple[int, str], list[float]] = defaultdict(list)
        self._length = self.settings.seconds or DAY_SECONDS
        self._begin()

    @property
    def next(self) -> float | None:
        """When the next thing happens."""
        return self._due[0][0] if self._due else None

    def advance(self, elapsed: float) -> None:
        """Let everything happen that is due."""
        while self._due and self._due[0][0] <= elapsed:
            at, _, action = heapq.heappop(self._due)
            action(at)

    def _at(self, when: float, action: Action) -> None:
        if self.settings.seconds is None or when <= self.settings.seconds:
            heapq.heappush(self._due, (when, self._count, action))
            self._count += 1

    def _again(self, now: float, a_minute: float, action: Action) -> None:
        if a_minute > 0:
            self._at(now + self.random.expovariate(a_minute / 60), action)

    def _begin(self) -> None:
        settings = self.settings
        for number in range(settings.articles):
            age = -self.random.uniform(0.01, FIRST_HOURS) * 3600
            source = self._source() if number and self.random.random() < COPIED_SHARE / 2 else None
            site = self.world.sites[number % settings.sites]
            if source and self.world.pages[source.page].site == site.number:
                source = None
            self.world.publish(0.0, site, f"{settings.seed}/{number}", source, age)
        self._again(0, settings.edits_per_minute, self._edit)
        self._again(0, settings.articles_per_minute, self._publish)
        self._again(0, settings.edits_per_minute / 5, self._trouble)
        for trouble in SITE_TROUBLES:
            for site in self.random.sample(self.world.sites, max(1, settings.sites // 5)):
                self._site_trouble(trouble, site, self.random.uniform(0.15, 0.8) * self._length)

    def _source(self) -> Source | None:
        pages = self.world.pages
        origin = pages[self.random.randrange(max(0, len(pages) - 200), len(pages))]
        if origin.source or story(origin.seed).live:
            return None
        sort = self.random.choices([name for name, _ in COPIES], [often for _, often in COPIES])[0]
        return Source(origin.number, origin.version, sort)

    def _publish(self, now: float) -> None:
        site = self.random.choice(self.world.sites)
        page = self.world.publish(now, site, f"{self.settings.seed}/{len(self.world.pages)}")
        if self.random.random() < COPIED_SHARE and self.settings.sites > 1 and not story(page.seed).live:
            for _ in range(self.random.choice((1, 1, 2))):
                delay = self.random.uniform(0.03, 0.25) * self._length
                self._at(now + delay, partial(self._copy, origin=page))
        self._again(now, self.settings.articles_per_minute, self._publish)

    def _copy(self, now: float, origin: Page) -> None:
        site = self.random.choice([one for one in self.world.sites if one.number != origin.site])
        sort = self.random.choices([name for name, _ in COPIES], [often for _, often in COPIES])[0]
        source = Source(origin.number, origin.version, sort)
        self.world.publish(now, site, f"{self.settings.seed}/{len(self.world.pages)}", source)

    def _edit(self, now: float) -> None:
        for _ in range(TRIES):
            page = self._page(now)
            if page and self._try(now, page):
                break
        self._again(now, self.settings.edits_per_minute, self._edit)

    def _try(self, now: float, page: Page) -> bool:
        about = story(page.seed)
        live = about.live and page.source is None
        table = LIVE_KINDS if live else KINDS
        kind = self.random.choices(list(table), [often for _, often in table.values()])[0]
        if page.edits and page.edits[-1][0] not in (REVERT, "correction") and self.random.random() < REVERT_SHARE:
            kind = REVERT
        seed = self.random.getrandbits(32)
        if kind in FEW_WORDS and len(self._within_the_hour(now, page.site, kind)) >= SAME_KIND_AN_HOUR_MAX:
            return False
        changed = self.world.edit(now, page, kind, seed)
        if changed is None:
            return False
        if kind in FEW_WORDS:
            self._few_words[page.site, kind].append(now)
        self._followed(now, page)
        return True

    def _within_the_hour(self, now: float, site: int, kind: str) -> list[float]:
        times = self._few_words[site, kind] = [at for at in self._few_words[site, kind] if now - at < 3600]
        return times

    def _followed(self, now: float, page: Page) -> None:
        for number in page.copies:
            copy = self.world.pages[number]
            plain = copy.source is not None and copy.source.sort == "repost" and all(k == FOLLOW for k, _ in copy.edits)
            if plain and self.random.random() < FOLLOW_SHARE:
                when = now + self.random.uniform(0.02, 0.15) * self._length
                self._at(when, partial(self._follow, copy=copy, version=page.version))

    def _follow(self, now: float, copy: Page, version: int) -> None:
        free = self._free(now, copy)
        if free and copy.source and all(kind == FOLLOW for kind, _ in copy.edits):
            self.world.edit(now, copy, FOLLOW, version)

    def _page(self, now: float) -> Page | None:
        """Draw a page: mostly one of the newest."""
        pages = self.world.pages
        since = 0 if self.random.random() < 0.3 else len(pages) * 3 // 4
        page = pages[self.random.randrange(since, len(pages))]
        return page if self._free(now, page) else None

    def _free(self, now: float, page: Page) -> bool:
        site = self.world.sites[page.site]
        shown = max(page.truncated_until, page.gone_until, site.down_until)
        return now > shown and now - page.modified >= BETWEEN_EDITS_SECONDS_MIN

    def _trouble(self, now: float) -> None:
        offered = [trouble for trouble in PAGE_TROUBLES if trouble in self.settings.troubles]
        page = self._page(now)
        if page and offered:
            self._page_trouble(self.random.choice(offered), page, now)
        self._again(now, self.settings.edits_per_minute / 5, self._trouble)

    def _page_trouble(self, trouble: str, page: Page, now: float) -> None:
        until = now + self.random.uniform(0.02, 0.1) * self._length
        if trouble == "truncated":
            self.world.truncate(now, page, until)
        elif trouble == "gone":
            self.world.take_away(now, page, until, self.random.choice((404, 404, 410)))
            self._at(until, lambda at: self.world.restore(at, page))
        elif trouble == "redated":
            self.world.redate(now, page)
        elif page.published < 0 and not page.path.endswith(("-moved", "-moved.html")):
            self.world.move(now, page)

    def _site_trouble(self, trouble: str, site: Site, when: float) -> None:
        if trouble not in self.settings.troubles:
            return
        if trouble == "redesign":
            self._at(when, lambda at: self.world.redesign(at, site, self.random))
        elif trouble == "rekeyed":
            self._at(when, lambda at: self.world.rekey(at, site))
        else:
            length = self.random.uniform(0.03, 0.08) * self._length
            resets = self.random.random() < 0.4
            self._at(when, lambda at: self.world.go_down(at, site, at + length, resets))
