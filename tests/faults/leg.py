"""A leg: one Kafka from its birth to its end, with a list of faults on the way, and the check of all that is left.

Legs keep a run bounded, whatever number of faults is asked for: the history of a leg is read at once by the checker.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from streams import topology
from streams.hosts import topics
from streams.settings import Settings
from streams.stages.versions import VERSIONS_KEPT_MAX
from tests.faults import checker, reading, serving
from tests.faults.cluster import Cluster, NotReplicated
from tests.faults.feeding import CHUNK_CAPTURES, CHUNK_SECONDS, Feeding
from tests.faults.fleet import Fleet
from tests.faults.kafka import Kafka
from tests.faults.kinds import KINDS, LIMITED, ONE_BROKER, REPLICATED, SESSION_SECONDS, Scene, sort_of
from tests.faults.limited import Limited
from tests.faults.planning import together
from tests.faults.recovering import Progress, StandsStill
from tests.faults.told import LIVENESS, Told
from tests.kafka.history import History

PARTITIONS = 4
WORKERS = 3
SITES = 120
LOOKS_MAX = VERSIONS_KEPT_MAX + 1  # of a page: beyond what is kept of it, it matters in which order copies are compared
GROUP = "disturbed"
SECONDS_A_FAULT = 40.0  # of captures made for each: more than are fed while it lasts
MARKED_SECONDS = 2 * CHUNK_SECONDS  # captures that come after a fault are among those that must be handled
SORTS: dict[str, type[Kafka]] = {ONE_BROKER: Kafka, REPLICATED: Cluster, LIMITED: Limited}


class Leg:
    """One Kafka, workers, a server, captures and faults in this order, all from a seed."""

    def __init__(self, directory: Path, seed: int, faults: list[str], advance: Callable[[str], None]) -> None:
        self._directory = directory
        self._faults = faults
        self._advance = advance
        self._random = Random(seed)  # noqa: S311 - repeatable, not secret
        self.told = Told(seed)

    async def run(self) -> Told:
        """Run it to the end, and check; whatever is wrong stands in what is returned."""
        began = time.monotonic()
        count = int(SECONDS_A_FAULT / CHUNK_SECONDS * CHUNK_CAPTURES) * (len(self._faults) + 1)
        captures = await asyncio.to_thread(History(self.told.seed, SITES, LOOKS_MAX).make, count)
        async with AsyncExitStack() as stack:
            kafka = await stack.enter_async_context(SORTS[sort_of(self._faults[0])](self._directory / "kafka"))
            await topics.ensure(settings_of(self._directory, kafka.direct, kafka.replication))
            environment = {"ROWBACK_SESSION_TIMEOUT_SECONDS": str(SESSION_SECONDS), "ROWBACK_APP_ID": GROUP}
            fleet = await stack.enter_async_context(Fleet(self._directory, environment))
            scene = Scene(
                kafka, fleet, self._random, lambda name: worker_command(self._directory, kafka.disturbed, name)
            )
            for _ in range(WORKERS):
                scene.start_worker()
            if "serve_kill" in self._faults:
                fleet.start("serve", *serving.command(kafka.disturbed, self._archive))
            await self._disturbed(scene, captures)
        self.told.seconds = round(time.monotonic() - began, 1)
        return self.told

    async def _disturbed(self, scene: Scene, captures: list[tuple[bytes, str]]) -> None:
        told, fleet = self.told, scene.fleet
        progress = Progress(scene.kafka.direct, GROUP, PARTITIONS, fleet.tend)
        still: list[str] = []
        kind = "start"
        try:
            async with Feeding(scene.kafka.direct, PARTITIONS, captures) as feeding:
                await self._resumed(feeding, progress)
                for step in together(self._faults, told.seed):
                    await scene.wait(0, 1)
                    kind = " and ".join(step)
                    say(self._directory, f"{kind} ...")
                    times = await asyncio.gather(*(KINDS[one](scene) for one in step))
                    seconds = await self._resumed(feeding, progress)
                    for one, count in zip(step, times, strict=True):
                        told.note(one, count, seconds)
                        self._advance(one)
                    say(self._directory, f"{kind}, {times} times, resumed after {seconds:.1f} s")
            kind = "the end"
            await progress.drained()
        except (StandsStill, NotReplicated) as fault:
            told.blamed = dict.fromkeys(kind.split(" and "), 1)
            still.append(f"{kind}: {fault}")
        finally:
            await progress.stop()
        problems = await self._end(scene)
        told.ended = fleet.ended
        if not still:
            found = await reading.seen(scene.kafka.direct, PARTITIONS, feeding.acknowledged)
            identity = f"{scene.kafka.cluster_id}/{topology.CHANGELOG}"
            folders = [self._directory / name / "tables" / GROUP for name in scene.workers_made_names()]
            found.disks = await reading.disks(scene.kafka.direct, PARTITIONS, identity, folders)
            told.captures = len(found.captures)
            told.violations = await asyncio.to_thread(checker.violations, found)
        told.violations[LIVENESS] = [*still, *problems]

    async def _resumed(self, feeding: Feeding, progress: Progress) -> float:
        """All that was accepted until a moment after the fault is handled."""
        await asyncio.sleep(MARKED_SECONDS)
        return MARKED_SECONDS + await progress.reached(feeding.newest.copy())

    async def _end(self, scene: Scene) -> list[str]:
        """End the server, compared with one that is made anew, and the workers, each in seconds."""
        fleet = scene.fleet
        found = []
        if "serve" in fleet.members:
            found = await serving.differences(scene.kafka.direct, self._archive, fleet)
        for name in scene.workers():
            await fleet.terminate(name)
        return [*found, *fleet.problems]

    @property
    def _archive(self) -> Path:
        return self._directory / "archive.sqlite3"


def say(directory: Path, words: str) -> None:
    """Note what happened when, to be read beside the logs of workers and broker."""
    with (directory / "faults.log").open("a", encoding="utf-8") as log:
        log.write(f"{datetime.now(UTC).isoformat()} {words}\n")


def settings_of(directory: Path, servers: str, replication: int = 1) -> Settings:
    """Return the settings of a leg's group on a Kafka."""
    return Settings(
        bootstrap_servers=servers,
        partitions=PARTITIONS,
        replication_factor=replication,
        data_dir=directory,
        app_id=GROUP,
    )


def worker_command(directory: Path, servers: str, name: str) -> tuple[str, ...]:
    """Return the arguments of a worker with a data directory of its own."""
    kafka = ("--bootstrap-servers", servers, "--partitions", str(PARTITIONS))
    return ("worker", "--end-with-stdin", *kafka, "--data-dir", str(directory / name))
