"""kill -9 of poller and worker while a newsroom edits: no edit is missed, none is invented, no look is lost."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from streams.commands.demo import POLL_INTERVAL_SECONDS, environment, newsroom, shown, write_sources
from streams.commands.showing import Show
from streams.hosts import topics
from streams.hosts.draining import Drain
from streams.hosts.poll_inspecting import polled
from streams.hosts.workers import Workers
from streams.newsroom import Newsroom
from streams.newsroom.score import score
from streams.settings import Settings

SECONDS = 40.0
KILLS_SECONDS = ((8.0, "poll"), (14.0, "worker"), (20.0, "poll"), (26.0, "worker"))
BACK_SECONDS_MAX = 25.0  # a killed part's start on a busy machine, and a session timeout in which nothing is looked at
SETTLING_SECONDS = 12.0

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]


async def killing(parts: Workers) -> None:
    """Kill poller and worker in turn, each at its time."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    kills = list(KILLS_SECONDS)
    while loop.time() - begun < SECONDS + SETTLING_SECONDS:
        parts.check()
        if kills and loop.time() - begun >= kills[0][0]:
            _, part = kills.pop(0)
            os.kill(parts.pids[1 if part == "poll" else 0], signal.SIGKILL)
        await asyncio.sleep(0.2)
    assert not kills


async def test_kill_9_of_poller_and_worker_leaves_the_score_perfect(kafka: str, tmp_path: Path) -> None:
    settings = Settings(
        bootstrap_servers=kafka, partitions=4, data_dir=tmp_path, app_id="polled", session_timeout_seconds=6.0
    )
    await topics.ensure(settings)
    show, events = Show(as_json=True), list[dict[str, Any]]()
    async with Newsroom(newsroom(sites=5, articles=30, seed=3, seconds=SECONDS, ledger=tmp_path / "ledger")) as room:
        sources = write_sources(tmp_path / "sources.toml", room.feeds)
        parts = Workers(settings, 1, [["poll", "--sources", str(sources)]], environment(room.hosts))
        async with parts, shown(kafka, show, events):
            await killing(parts)
            drain = Drain(kafka, settings.app_id, settings.partitions)
            await drain.start()
            await asyncio.wait_for(drain.wait(parts.check, lambda _: None), 120)
            await drain.stop()
        found = score(room.ledger_path.read_bytes().splitlines(), events, POLL_INTERVAL_SECONDS + BACK_SECONDS_MAX)
    remembered = await polled(kafka)
    assert len(remembered.pages) >= 30
    assert all(page.looks > 2 for page in remembered.pages.values() if page.next_at < 1e12 and not page.twin_of)
    assert found.found > 0
    assert (found.missed, found.false) == (0, 0), (found.missed_edits, found.false_revisions)
    show.check()
