"""What pollers have done, read from their changelog: who was looked at when, and what is due that nobody looks at."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from types import TracebackType

from streams import topology
from streams.hosts.poll_inspecting import Polled
from streams.hosts.reading import follow
from streams.polling import records
from streams.polling.records import NEVER, PAGES, Page
from streams.tables import KEY_SEPARATOR
from tests.faults.recovering import RECOVERY_SECONDS_MAX, StandsStill

OVERDUE_SECONDS_MAX = 15.0  # a look that is due for longer is made by nobody
POLL_SECONDS = 0.1


class Looks:
    """Follows all looks at pages: when each site was looked at, by the pollers' clock."""

    def __init__(self, servers: str) -> None:
        self.times: dict[str, list[float]] = defaultdict(list)  # by site, in the order in which they were told
        self._servers = servers
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Looks:
        self._task = asyncio.create_task(self._follow())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._task is not None
        self._task.cancel()
        await asyncio.wait([self._task])

    async def resumed(self, sites: int, tend: Callable[[], None]) -> float:
        """Wait until so many sites were looked at after now; return how many seconds that took. Raises StandsStill."""
        began, now = time.monotonic(), time.time()
        while len(looked := self._since(now)) < sites:
            assert self._task is not None
            if self._task.done():
                self._task.result()
            if time.monotonic() - began > RECOVERY_SECONDS_MAX:
                still = sorted(self.times.keys() - looked)
                raise StandsStill(f"not looked at for {RECOVERY_SECONDS_MAX:g} s: {still or 'all sites'}")
            tend()
            await asyncio.sleep(POLL_SECONDS)
        return time.monotonic() - began

    def longest_pause(self) -> float:
        """Return the longest time, in seconds, in which a site that had been looked at was not."""
        return max((b - a for times in self.times.values() for a, b in pairwise(sorted(times))), default=0.0)

    def _since(self, instant: float) -> set[str]:
        return {site for site, times in self.times.items() if times and max(times[-8:]) > instant}

    async def _follow(self) -> None:
        async for record in follow(self._servers, [topology.POLL_CHANGELOG], "beginning"):
            table, _, _ = (record.key or b"").partition(KEY_SEPARATOR)
            if table.decode() == PAGES and record.value is not None:
                page: Page = records.decode(PAGES, record.value)
                if page.last_look_at is not None:
                    self.times[page.site].append(page.last_look_at)


def lost_schedules(remembered: Polled, ended_at: float) -> list[str]:
    """Return the feeds and pages that are due since long before the pollers ended, and which nobody looks at."""
    targets = [*remembered.feeds.values(), *remembered.pages.values()]
    due = [target for target in targets if target.next_at < NEVER]
    late = [target for target in due if ended_at - max(target.next_at, target.found_at) > OVERDUE_SECONDS_MAX]
    return [f"{target.url} is due for {ended_at - target.next_at:.1f} s" for target in late]
