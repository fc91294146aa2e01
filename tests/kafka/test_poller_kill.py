"""kill -9 of poller and worker while a newsroom edits: no edit is missed, none is invented, no look is lost."""

from __future__ import annotations

import asyncio
import os
import signal
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiokafka import ConsumerRecord

from streams import topology
from streams.commands.demo import POLL_INTERVAL_SECONDS, environment, newsroom, shown, write_sources
from streams.commands.entries import value_of
from streams.commands.showing import Show
from streams.hosts import topics
from streams.hosts.poll_inspecting import polled
from streams.hosts.workers import Workers
from streams.newsroom import Newsroom
from streams.newsroom.score import Score, score
from streams.polling.records import NEVER
from streams.settings import Settings
from streams.web import time

KILLS = ("poll", "worker", "poll", "worker")
LOOKS_BETWEEN = 20  # captures settled before the next kill: both parts are back at work then
SETTLING_SECONDS = 12.0
RUN_SECONDS_MAX = 200.0

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]


class Watched(Show):
    """Keeps when each capture was taken, to tell for how long nobody looked."""

    def __init__(self) -> None:
        super().__init__(as_json=True)
        self.looked_at: list[float] = []

    def take(self, record: ConsumerRecord) -> None:
        if record.topic == topology.SETTLED:
            self.looked_at.append(time.instant((value_of(record) or {})["captured_at"]) / 1e6)
            self.outcomes[""] += 1

    def longest_pause(self) -> float:
        """Return the longest time, in seconds, in which no capture was taken."""
        times = sorted(self.looked_at)
        return max(after - before for before, after in pairwise(times))


async def killing(parts: Workers, show: Watched) -> None:
    """Kill poller and worker in turn, each once both are at work again."""
    kills, settled = list(KILLS), 0
    async with asyncio.timeout(RUN_SECONDS_MAX):
        while kills:
            parts.check()
            await asyncio.sleep(0.2)
            if len(show.looked_at) >= settled + LOOKS_BETWEEN:
                os.kill(parts.pids[1 if kills.pop(0) == "poll" else 0], signal.SIGKILL)
                await asyncio.sleep(1.0)  # what was said before the kill is still being read
                settled = len(show.looked_at)
        while len(show.looked_at) < settled + LOOKS_BETWEEN:
            parts.check()
            await asyncio.sleep(0.2)
        await asyncio.sleep(SETTLING_SECONDS)


def story(found: Score, ledger: list[bytes], events: list[dict[str, Any]]) -> str:
    """Return all that happened to the pages of which something wrong was said, line by line in its order of time."""
    pages = {one["page"] for one in (*found.missed_edits, *found.false_revisions)}
    lines = [(entry["time"], entry) for entry in map(orjson.loads, ledger)]
    lines += [(event["value"]["captured_at"], event["value"]) for event in events if event["topic"] != topology.CLEANED]
    told = [(at, entry) for at, entry in lines if entry.get("page") in pages or entry.get("old_page") in pages]
    return "\n".join(f"{at} {orjson.dumps(entry).decode()}" for at, entry in sorted(told, key=lambda one: one[0]))


async def test_kill_9_of_poller_and_worker_leaves_the_score_perfect(bootstrap_servers: str, tmp_path: Path) -> None:
    settings = Settings(
        bootstrap_servers=bootstrap_servers,
        partitions=4,
        data_dir=tmp_path,
        app_id="polled",
        session_timeout_seconds=6.0,
    )
    await topics.ensure(settings)
    show, events = Watched(), list[dict[str, Any]]()
    day = newsroom(sites=5, articles=30, seed=3, seconds=RUN_SECONDS_MAX, ledger=tmp_path / "ledger")
    async with Newsroom(day) as room:
        sources = write_sources(tmp_path / "sources.toml", room.feeds)
        parts = Workers(settings, 1, [["poll", "--sources", str(sources)]], environment(room.hosts))
        async with parts, shown(bootstrap_servers, show, events):
            await killing(parts, show)
    pause = show.longest_pause() + POLL_INTERVAL_SECONDS
    ledger = (tmp_path / "ledger").read_bytes().splitlines()
    found = score(ledger, events, pause)
    remembered = await polled(bootstrap_servers)
    assert len(remembered.pages) >= 30
    assert all(page.looks for page in remembered.pages.values() if page.next_at < NEVER)
    assert found.found > 0
    if found.missed or found.false:
        pytest.fail(f"{found.missed} missed, {found.false} false; pause {pause:.1f} s\n{story(found, ledger, events)}")
