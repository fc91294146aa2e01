"""A partition's poller: what a batch of messages and answers makes known, and which looks may start. Pure.

    timer ─> due() ─> rowback.poll.due ─> handle() ─┬─ one transaction: starts, budget, captures, what was found,
      what feeds name ──────┘   answers ────┘       │   new schedule, offsets
      capture.settled ──────────────┘               └─> looks that may start, once it is committed

1. A look starts only when its start was remembered; what was started by another owner, who is gone or fenced off by
   the transactions, is due at once. Its start stays counted.
2. A message that asks for a look names its number: asked for twice, it starts once.
3. A look's capture, what it found and its next time are written together, or the look is made again.

The time is given with every call; records are read through the batch, so that the order within it is what counts.
"""

from __future__ import annotations

from collections.abc import Iterable

from streams.feeds.documents import FeedItem
from streams.handler import Effects
from streams.messages import Incoming
from streams.polling import found, manners, records
from streams.polling.agenda import Agenda, Lane, Planned
from streams.polling.answers import Answer, Start
from streams.polling.batch import Batch
from streams.polling.budget import Budget
from streams.polling.planning import Pace
from streams.polling.records import FEEDS, NEVER, PAGES, SITES, TOTAL, Share
from streams.polling.unsettled import Unsettled
from streams.sources.settings import Sources
from streams.tables import KEY_SEPARATOR, Store
from streams.web import address

ASKED_MAX = 500  # looks that were asked for and have not started


class Poller:
    """The looks of one partition, from the moment it is taken over."""

    def __init__(self, number: int, partitions: int, pace: Pace, sources: Sources) -> None:
        self.number = number
        self.partitions = partitions
        self.pace = pace
        self.sources = sources
        self.agenda = Agenda(pace)
        self.share = Share()
        self.under_way: dict[tuple[str, str], Start] = {}
        self.unsettled = Unsettled()

    def load(self, stored: Iterable[tuple[bytes, bytes]]) -> None:
        """Begin with the records that the partition's tables hold; nothing is under way."""
        self.agenda, self.share, self.under_way = Agenda(self.pace), Share(), {}
        self.unsettled = Unsettled()
        for name, value in stored:
            raw_table, _, key = name.partition(KEY_SEPARATOR)
            table = raw_table.decode()
            if table == TOTAL:
                self.share = records.decode(TOTAL, value)
            elif table in (FEEDS, PAGES, SITES):
                self.agenda.put(table, key.decode(), records.decode(table, value))

    def site_of(self, start: Start) -> str:
        """Return the site by whose settings a look is made."""
        return address.site(start.url)

    @property
    def total(self) -> Budget:
        """This partition's share of the whole budget; all shares together are never more than it."""
        return Budget(self.sources.looks_per_hour_max / self.partitions)

    @property
    def under_way_max(self) -> int:
        """How many looks may be under way: this partition's share of what the sources allow."""
        return max(1, self.sources.concurrency_max // self.partitions)

    def wanted(self) -> list[found.Item]:
        """Return what the sources name here and the tables do not know, and the feeds that they no longer name."""
        targets = [p for lane in self.agenda.lanes.values() for p in lane.targets.values()]
        feeds = {p.url: p for p in targets if p.table == FEEDS}
        pages = {p.key for p in targets if p.table == PAGES}
        named = [url for url in self.sources.feeds if self._is_here(url)]
        said = [found.feed_item(url, None) for url in named if not _goes_on(feeds.get(url))]
        gone = {p.url for p in feeds.values() if p.found_by is None and p.next_at < NEVER} - set(named)
        said += [found.feed_item(url, None, wanted=False) for url in sorted(gone)]
        children = sorted(p.url for p in feeds.values() if p.found_by in gone)
        said += [found.feed_item(p_url, feeds[p_url].found_by, wanted=False) for p_url in children]
        for url in self.sources.pages:
            if self._is_here(url) and address.page_of(url).id not in pages:
                said.append(found.page_item(FeedItem(url), None))
        return said

    def _is_here(self, url: str) -> bool:
        return address.partition(address.site(url), self.partitions) == self.number

    def due(self, now: float) -> list[found.Item]:
        """Return the looks to ask for now: due, within all budgets, and no more at a site than it bears at once.

        None while the workers are too far behind what was told.
        What is returned counts as asked for and is not returned again for a while.
        """
        self.agenda.expire(now)
        self.agenda.tune(now, self._budget_of, self.total)
        if self.unsettled.is_full(now):
            return []
        room = min(self.under_way_max - len(self.under_way), ASKED_MAX) - self.agenda.asked()
        said: list[found.Item] = []
        for lane in sorted(self.agenda.lanes.values(), key=lambda lane: lane.first_at):
            if lane.first_at > now or len(said) >= room:
                break
            said += self._due_of(lane, now, room - len(said))
        return said

    def _budget_of(self, site: str) -> Budget:
        return Budget(self.sources.of(site).looks_per_hour_max)

    def _due_of(self, lane: Lane, now: float, room: int) -> list[found.Item]:
        settings = self.sources.of(lane.site.site)
        if manners.opens_at(lane.site, self.share, settings, self.total) > now:
            return []
        free = settings.concurrency_max - len(lane.asked) - lane.under_way
        free = min(free, room, 1 if settings.delay_seconds > 0 else room)
        said: list[found.Item] = []
        while len(said) < free and (planned := lane.pop_due(now)) is not None:
            name = (planned.table, planned.key)
            if name in self.under_way:
                continue  # its answer plans it anew
            planned.asked_at = now
            lane.asked.add(name)
            said.append(found.due_item(planned.table, planned.key, planned.looks + 1))
        return said

    def handle(
        self, messages: Iterable[Incoming], answers: Iterable[Answer], store: Store, now: float
    ) -> tuple[Effects, list[Start]]:
        """Return the effects of a batch, and the looks to start once they are delivered.

        After a fault of the delivery the poller is of no use any more: ``load`` begins anew with what was delivered.
        """
        batch = Batch(self, store, now)
        for answer in answers:
            self.under_way.pop((answer.start.table, answer.start.key), None)
            batch.answered(answer)
        for message in messages:
            batch.take(message)
        return batch.effects(), batch.starts


def _goes_on(planned: Planned | None) -> bool:
    return planned is not None and planned.next_at < NEVER and planned.found_by is None
