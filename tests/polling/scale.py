"""`python -m tests.polling.scale`: a newsroom of 200 sites and 20,000 pages, polled at the budget's limit.

Prints, every half minute, what was fetched, how large the processes are and how far behind the poller and the worker
stand; at the end the fetches a second, and for each site whether it was asked more than it allows. Exit code 1 where
one was.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from aiokafka import TopicPartition

from streams import broker, topology
from streams.commands.demo import environment
from streams.hosts import clients, topics
from streams.hosts.workers import Workers
from streams.newsroom import Newsroom, NewsroomSettings
from streams.newsroom.traffic import Traffic
from streams.polling.budget import Budget
from streams.settings import Settings

PARTITIONS = 8
SAMPLE_SECONDS = 30.0
SITE_CONCURRENCY = 2
SITE_DELAY_SECONDS = 0.5
OWN_REQUESTS = 2  # robots.txt, and a redirect of the front page: no looks, and not in the budget
PACE = {
    "ROWBACK_POLL_LOOK_SECONDS_MIN": "20",
    "ROWBACK_POLL_LOOK_SECONDS_MAX": "300",
    "ROWBACK_POLL_FEED_SECONDS_MIN": "60",
    "ROWBACK_POLL_FEED_SECONDS_MAX": "120",
}
MIB = 1024 * 1024


@dataclass(slots=True)
class Run:
    """One run and its samples."""

    room: Newsroom
    parts: Workers
    servers: str
    group: str
    per_second: float
    seconds: float

    async def watch(self) -> None:
        """Sample until the time is over."""
        begun = time.monotonic()
        before = 0
        names = ("fetches", "a second", "poll MiB", "work MiB", "poll lag", "work lag")
        say(f"{'s':>5}" + "".join(f"{name:>10}" for name in names))
        while (passed := time.monotonic() - begun) < self.seconds:
            await asyncio.sleep(min(SAMPLE_SECONDS, self.seconds - passed))
            self.parts.check()
            count = sum(traffic.requests for traffic in self.room.traffic)
            worker, poller = (resident(pid) / MIB for pid in self.parts.pids)
            lags = [await lag(self.servers, group, names) for group, names in self._groups()]
            rate = (count - before) / SAMPLE_SECONDS
            line = f"{time.monotonic() - begun:5.0f}{count:10,}{rate:10.1f}{poller:10.0f}{worker:10.0f}"
            say(line + "".join(f"{one:10,}" for one in lags))
            before = count

    def _groups(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(f"{self.group}-poll", topology.POLLER.reads), (self.group, topology.CONSUMED)]


def say(line: str) -> None:
    """Print a line at once: a run takes minutes."""
    print(line, flush=True)  # noqa: T201 - a command's output


def resident(pid: int) -> int:
    """Return the bytes of memory that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def lag(servers: str, group: str, names: tuple[str, ...]) -> int:
    """Return how many messages a group has not read; markers of transactions count too."""
    admin, consumer = clients.admin(servers), clients.consumer(servers)
    await admin.start()
    await consumer.start()
    try:
        wanted = [TopicPartition(name, number) for name in names for number in range(PARTITIONS)]
        ends = await consumer.end_offsets(wanted)
        offsets = await admin.list_consumer_group_offsets(group)
        return sum(end - (offsets[tp].offset if tp in offsets else 0) for tp, end in ends.items())
    finally:
        await consumer.stop()
        await admin.close()


def write_sources(path: Path, room: Newsroom, per_second: float, per_hour_of_site: int) -> Path:
    """Write the sources: every site by its sitemap, the whole within the budget."""
    listed = ",\n".join(f'"{site.origin}/sitemap-index.xml"' for site in room.world.sites)
    path.write_text(
        f"feeds = [\n{listed}\n]\n"
        f"[total]\nlooks_per_hour_max = {int(per_second * 3600)}\nconcurrency_max = 64\n"
        f"[defaults]\nlooks_per_hour_max = {per_hour_of_site}\ndelay_seconds = {SITE_DELAY_SECONDS}\n"
        f"concurrency_max = {SITE_CONCURRENCY}\n"
    )
    return path


def over_its_limit(traffic: Traffic, per_hour: int, seconds: float) -> str | None:
    """Return in words what a site was asked too much, None where nothing."""
    budget = Budget(per_hour)
    looks_max = budget.burst + seconds / budget.step_seconds + OWN_REQUESTS
    if traffic.requests > looks_max:
        return f"{traffic.requests} requests, {looks_max:.0f} are allowed"
    if traffic.at_once_max > SITE_CONCURRENCY:
        return f"{traffic.at_once_max} requests at once, {SITE_CONCURRENCY} are allowed"
    if traffic.a_second_max > 1 / SITE_DELAY_SECONDS + 1:
        return f"{traffic.a_second_max} requests within a second, one each {SITE_DELAY_SECONDS} s is allowed"
    return None


async def scale(options: argparse.Namespace, servers: str, folder: Path) -> int:
    """Run it all; return how many sites were asked too much."""
    settings = Settings(bootstrap_servers=servers, partitions=PARTITIONS, data_dir=folder)
    await topics.ensure(settings)
    quiet = NewsroomSettings(
        sites=options.sites, articles=options.pages, seed=1, seconds=options.seconds, edits_per_minute=600,
        articles_per_minute=60, ledger=folder / "ledger.jsonl", troubles=frozenset(),
    )  # fmt: skip
    per_hour = int(options.per_second * 3600 / options.sites * 1.5)
    async with Newsroom(quiet) as room:
        sources = write_sources(folder / "sources.toml", room, options.per_second, per_hour)
        told = environment(room.hosts) | PACE
        begun = time.monotonic()
        async with Workers(settings, 1, [["poll", "--sources", str(sources)]], told) as parts:
            run = Run(room, parts, servers, settings.app_id, options.per_second, options.seconds)
            await run.watch()
        passed = time.monotonic() - begun
        faults = Counter(over_its_limit(traffic, per_hour, passed) for traffic in room.traffic)
        count = sum(traffic.requests for traffic in room.traffic)
    say(f"{count:,} fetches in {passed:.0f} s: {count / passed:.1f} a second")
    say(f"{options.per_second:g} a second are allowed, beside a minute's worth at the beginning, and robots.txt")
    over = sum(faults.values()) - faults[None]
    say("\n  ".join([f"sites that were asked more than they allow: {over}", *(fault for fault in faults if fault)]))
    return over


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--per-second", type=float, default=40.0, help="the whole budget, fetches a second")
    options = parser.parse_args()
    handle = broker.start(ephemeral=True)
    try:
        with tempfile.TemporaryDirectory(prefix="rowback-") as folder:
            over = asyncio.run(scale(options, handle.broker.bootstrap_servers, Path(folder)))
    finally:
        broker.stop(handle)
    raise SystemExit(1 if over else 0)


if __name__ == "__main__":
    main()
