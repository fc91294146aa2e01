"""The kinds of faults: each inflicts itself on a running stage set and returns how many times it happened.

A fault returns when it is over: what was stopped goes on, what was killed has been started again. What is asked of the
pipeline then is that it resumes by itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random

from tests.faults.cluster import BROKERS, Cluster
from tests.faults.fleet import Fleet
from tests.faults.kafka import Kafka
from tests.faults.limited import Limited

SESSION_SECONDS = 6.0  # of the workers under test: the shortest that may be set
MEMBERS_MAX = 4
WORKER_TOO = 0.3  # of the kills of pollers: how many strike a worker as well
JOINED_SECONDS = 4.0  # between two steps of joining, leaving and restarting


@dataclass
class Scene:
    """What faults happen to."""

    kafka: Kafka
    fleet: Fleet
    random: Random
    worker: Callable[[str], tuple[str, ...]]  # the command of a worker of this name
    workers_made: int = 0

    def workers(self) -> list[str]:
        """Return the names of the workers that are wanted."""
        return self.fleet.running("worker")

    def start_worker(self) -> None:
        """Start one more worker, with a data directory of its own."""
        self.workers_made += 1
        name = f"worker-{self.workers_made}"
        self.fleet.start(name, *self.worker(name))

    def workers_made_names(self) -> list[str]:
        """Return the names of all workers there ever were."""
        return [f"worker-{number + 1}" for number in range(self.workers_made)]

    async def wait(self, low: float, high: float) -> None:
        """Wait some seconds, so that faults strike at any moment of what happens."""
        await asyncio.sleep(self.random.uniform(low, high))


async def worker_kill(scene: Scene) -> int:
    """kill -9 of some workers, maybe all of them, maybe again while they start, recover their state or join."""
    workers = scene.workers()
    chosen = scene.random.sample(workers, scene.random.randint(1, len(workers)))
    rounds = scene.random.randint(1, 3)
    await _killed(scene, chosen, rounds)
    return rounds * len(chosen)


async def _killed(scene: Scene, names: list[str], rounds: int) -> None:
    for _ in range(rounds):
        for name in names:
            await scene.fleet.kill(name)
            await scene.wait(0, 0.5)
        for name in names:
            scene.fleet.start(name)
        await scene.wait(0, 6)


async def worker_stop_continue(scene: Scene) -> int:
    """A worker stands still until others have its partitions, and then goes on with what it had in hand."""
    name = scene.random.choice(scene.workers())
    scene.fleet.pause(name)
    await scene.wait(SESSION_SECONDS + 1, SESSION_SECONDS + 6)
    scene.fleet.resume(name)
    return 1


async def worker_terminate(scene: Scene) -> int:
    """SIGTERM, a clean end, and a start."""
    name = scene.random.choice(scene.workers())
    await scene.fleet.terminate(name)
    await scene.wait(0, 1)
    scene.fleet.start(name)
    return 1


async def worker_join(scene: Scene) -> int:
    """One more worker; where there are many already, one of them goes first."""
    if len(scene.workers()) >= MEMBERS_MAX:
        await worker_leave(scene)
    scene.start_worker()
    await scene.wait(JOINED_SECONDS / 2, JOINED_SECONDS)
    return 1


async def worker_leave(scene: Scene) -> int:
    """A worker ends for good; the last but one gets a successor first."""
    if len(scene.workers()) <= 2:
        scene.start_worker()
        await scene.wait(0, JOINED_SECONDS)
    await scene.fleet.terminate(scene.random.choice(scene.workers()))
    return 1


async def rolling_restart(scene: Scene) -> int:
    """All workers, one after the other, as an upgrade does it."""
    for name in scene.workers():
        await scene.fleet.terminate(name)
        scene.fleet.start(name)
        await scene.wait(0, JOINED_SECONDS)
    return 1


async def broker_kill(scene: Scene) -> int:
    """kill -9 of the broker, and a start on its data at its port; maybe again before anybody has recovered."""
    rounds = scene.random.randint(1, 3)
    for _ in range(rounds):
        await scene.kafka.kill()
        await scene.wait(0, 2)
        await scene.kafka.start()
        await scene.wait(0, 3)
    return rounds


async def broker_stop_continue(scene: Scene) -> int:
    """The broker stands still for longer than sessions last."""
    scene.kafka.pause()
    await scene.wait(SESSION_SECONDS, SESSION_SECONDS + 4)
    scene.kafka.resume()
    return 1


async def delay(scene: Scene) -> int:
    """Everything between workers and broker takes long."""
    scene.kafka.proxy.delay_seconds = scene.random.uniform(0.1, 1.0)
    await scene.wait(3, 8)
    scene.kafka.proxy.delay_seconds = 0.0
    return 1


async def reset(scene: Scene) -> int:
    """All connections are reset, several times, and for a moment no new ones are to be had."""
    for _ in range(scene.random.randint(1, 4)):
        scene.kafka.proxy.refusing = scene.random.random() < 0.5
        scene.kafka.proxy.reset()
        await scene.wait(0.1, 2)
        scene.kafka.proxy.refusing = False
    return 1


async def black_hole(scene: Scene) -> int:
    """Connections stay open and nothing comes through; then it does, or they are reset."""
    scene.kafka.proxy.swallow()
    await scene.wait(2, SESSION_SECONDS + 6)
    if scene.random.random() < 0.5:
        scene.kafka.proxy.reset()
    scene.kafka.proxy.flow()
    return 1


async def serve_kill(scene: Scene) -> int:
    """kill -9 of `rowback serve`, started again on the same archive; some kills strike while it starts or reads."""
    rounds = scene.random.randint(2, 5)
    for _ in range(rounds):
        await scene.fleet.kill("serve")
        await scene.wait(0, 1)
        scene.fleet.start("serve")
        await scene.wait(0, 6)
    return rounds


async def poller_kill(scene: Scene) -> int:
    """kill -9 of a poller, or of all of them, maybe again while they start, and now and then of a worker with them."""
    pollers = scene.fleet.running("poll")
    chosen = scene.random.sample(pollers, scene.random.randint(1, len(pollers)))
    others = scene.workers()[:1] if scene.random.random() < WORKER_TOO else []
    rounds = scene.random.randint(1, 3)
    await _killed(scene, [*chosen, *others], rounds)
    return rounds * len(chosen)


async def replica_kill(scene: Scene) -> int:
    """kill -9 of all of three brokers, one after the other, each as soon as everything is there three times again."""
    cluster = scene.kafka
    assert isinstance(cluster, Cluster)
    numbers = scene.random.sample(range(BROKERS), BROKERS)
    for number in numbers:
        await cluster.replicated()
        await cluster.kill_one(number)
        await scene.wait(0, 5)
        await cluster.start_one(number)
    await cluster.replicated()
    return len(numbers)


async def disk_full(scene: Scene) -> int:
    """The log directory is full: the broker ends by itself, and is started again when there is room."""
    limited = scene.kafka
    assert isinstance(limited, Limited)
    await limited.fill()
    await scene.wait(0, 2)
    limited.make_room()
    await limited.start()
    return 1


Kind = Callable[[Scene], Awaitable[int]]
KINDS: dict[str, Kind] = {
    kind.__name__: kind
    for kind in (
        worker_kill,
        worker_stop_continue,
        worker_terminate,
        worker_join,
        worker_leave,
        rolling_restart,
        broker_kill,
        broker_stop_continue,
        delay,
        reset,
        black_hole,
        serve_kill,
        poller_kill,
        replica_kill,
        disk_full,
    )
}
# What a kind needs to happen to; a leg has faults of one sort.
POLLED, REPLICATED, LIMITED, ONE_BROKER = "pollers and a newsroom", "three brokers", "little room", "one broker"
SORTS = {poller_kill.__name__: POLLED, replica_kill.__name__: REPLICATED, disk_full.__name__: LIMITED}

NETWORK = (broker_kill, broker_stop_continue, delay, reset, black_hole)  # what happens to the broker, or before it


def target_of(kind: str) -> str:
    """Return what a fault happens to: two faults may come at once where that is not the same."""
    if kind in {one.__name__ for one in NETWORK}:
        return "broker"
    return "serve" if kind == serve_kill.__name__ else "workers"


def sort_of(kind: str) -> str:
    """Return the sort of leg that a kind of fault belongs into."""
    return SORTS.get(kind, ONE_BROKER)
