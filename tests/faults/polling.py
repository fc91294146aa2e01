"""A leg with pollers: a newsroom publishes and edits while they are killed, and what comes out is scored against it.

What stands on ``article.raw`` at the end is checked as in any other leg. Beyond that no edit may be missed or invented,
next to the longest pause in which nobody looked, and no schedule may be lost: nothing is due that nobody looks at.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from streams import topology
from streams.commands.demo import POLL_INTERVAL_SECONDS, environment, write_sources
from streams.hosts import topics
from streams.hosts.poll_inspecting import polled
from streams.messages import Incoming
from streams.newsroom import Newsroom, NewsroomSettings
from streams.newsroom.score import score
from tests.faults import checker, reading
from tests.faults.fleet import Fleet
from tests.faults.kafka import Kafka
from tests.faults.kinds import KINDS, SESSION_SECONDS, Scene
from tests.faults.leg import GROUP, PARTITIONS, say, settings_of, worker_command
from tests.faults.looking import Looks, lost_schedules
from tests.faults.recovering import Progress, StandsStill
from tests.faults.told import LIVENESS, Told
from tests.golden.matching import published

SITES = 5
ARTICLES = 80
ARTICLES_PER_MINUTE = 2.0
EDITS_PER_MINUTE = 24.0  # so few that no page gets more versions in a leg than `match` keeps
POLLERS = 2
LOOK_SECONDS_MAX = 4.0
SETTLED_SECONDS = 12.0  # without faults at the end: whatever is due is looked at, and the last edits are seen
SCORED = (topology.REVISED, topology.DUPLICATED, topology.CLEANED)


class PollingLeg:
    """One Kafka, one newsroom, pollers and a worker, and faults."""

    def __init__(self, directory: Path, seed: int, faults: Sequence[str], advance: Callable[[str], None]) -> None:
        self._directory = directory
        self._faults = faults
        self._advance = advance
        self._random = Random(seed)  # noqa: S311 - repeatable, not secret
        self._ledger = directory / "newsroom.jsonl"
        self.told = Told(seed)

    async def run(self) -> Told:
        """Run it to the end, and check; whatever is wrong stands in what is returned."""
        began = time.monotonic()
        day = NewsroomSettings(
            sites=SITES,
            articles=ARTICLES,
            seed=self.told.seed,
            edits_per_minute=EDITS_PER_MINUTE,
            articles_per_minute=ARTICLES_PER_MINUTE,
            ledger=self._ledger,
        )
        async with AsyncExitStack() as stack:
            kafka = await stack.enter_async_context(Kafka(self._directory / "kafka"))
            await topics.ensure(settings_of(self._directory, kafka.direct))
            async with Newsroom(day) as room:
                fleet = await stack.enter_async_context(Fleet(self._directory, _environment(room)))
                command = partial(worker_command, self._directory, kafka.disturbed)
                scene = Scene(kafka, fleet, self._random, command)
                scene.start_worker()
                sources = write_sources(self._directory / "sources.toml", room.feeds)
                for number in range(POLLERS):
                    name = f"poll-{number + 1}"
                    fleet.start(name, "poll", *command(name)[1:], "--sources", str(sources))
                pause = await self._disturbed(scene)
            if not self.told.violations[LIVENESS]:
                await self._check(scene, pause)
        self.told.ended = fleet.ended
        self.told.seconds = round(time.monotonic() - began, 1)
        return self.told

    async def _disturbed(self, scene: Scene) -> float:
        """Go through the faults, let everything settle, and end all; return the longest pause in seconds."""
        told, fleet, kind = self.told, scene.fleet, "start"
        progress = Progress(scene.kafka.direct, GROUP, PARTITIONS, fleet.tend)
        still: list[str] = []
        async with Looks(scene.kafka.direct) as looks:
            try:
                await looks.resumed(SITES, fleet.tend)
                for kind in self._faults:
                    await scene.wait(0, 2)
                    times = await KINDS[kind](scene)
                    seconds = await looks.resumed(SITES, fleet.tend)
                    told.note(kind, times, seconds)
                    say(self._directory, f"{kind}, {times} times, resumed after {seconds:.1f} s")
                    self._advance(kind)
                kind = "the end"
                await scene.wait(SETTLED_SECONDS, SETTLED_SECONDS)
                for name in fleet.running("poll"):
                    await fleet.terminate(name)
                self._ended_at = time.time()
                await progress.drained()
            except StandsStill as fault:
                told.blamed[kind] = 1
                still.append(f"{kind}: {fault}")
            finally:
                await progress.stop()
            pause = looks.longest_pause()
        for name in scene.workers():
            await fleet.terminate(name)
        told.violations[LIVENESS] = [*still, *fleet.problems]
        return pause

    async def _check(self, scene: Scene, pause: float) -> None:
        servers = scene.kafka.direct
        seen = await reading.seen(servers, PARTITIONS, set())
        identity = f"{scene.kafka.cluster_id}/{topology.CHANGELOG}"
        folders = [self._directory / name / "tables" / GROUP for name in scene.workers_made_names()]
        seen.disks = await reading.disks(servers, PARTITIONS, identity, folders)
        self.told.captures = len(seen.captures)
        self.told.violations |= await asyncio.to_thread(checker.violations, seen)
        events = [_scored(message) for message in seen.said if message.topic in SCORED]
        interval = pause + LOOK_SECONDS_MAX + POLL_INTERVAL_SECONDS
        found = score(self._ledger.read_bytes().splitlines(), events, interval)
        say(self._directory, f"{found.edits} edits, {found.found} found, the longest pause {pause:.1f} s")
        remembered = await polled(servers)
        self.told.violations |= {
            "missed_edits": [f"{edit}" for edit in found.missed_edits],
            "false_revisions": [f"{revision}" for revision in found.false_revisions],
            "schedules_lost": lost_schedules(remembered, self._ended_at),
            "nothing_found": [] if found.found else [f"of {found.edits} edits none was found"],
        }


def _environment(room: Newsroom) -> dict[str, str]:
    session = {"ROWBACK_SESSION_TIMEOUT_SECONDS": str(SESSION_SECONDS), "ROWBACK_APP_ID": GROUP}
    pace = {"ROWBACK_POLL_LOOK_SECONDS_MAX": str(LOOK_SECONDS_MAX)}
    return {**environment(room.hosts), **session, **pace}


def _scored(message: Incoming) -> dict[str, Any]:
    return {"topic": message.topic, "value": published(message).value}
