"""How much of everything a load needs: workers, partitions, memory, disk, network.

A capture costs a fixed part, a part for each kilobyte (which a worker need not read where the bytes are the same as
before), and a part for each version that comes of it. The three are measured (``capacity.json``), of workers that are
busy: under less load a capture costs more, because a transaction is shared by fewer, and then it does not matter.
State and messages are counted by version and page. See ``capacity.md``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson

CONSTANTS_FILE = Path(__file__).with_name("capacity.json")
DAY_SECONDS = 86_400
UTILISATION = 0.6  # of a core, at the peak: what is left keeps latency low and works off a backlog
PARTITIONS_A_WORKER = 2  # at least, so that twice the workers find work without new topics
PARTITIONS_MIN, PARTITIONS_MAX = 8, 10_000
WORKER_BYTES = 200_000_000  # of memory, without its partitions: interpreter, libraries, the batch in hand
PARTITION_BYTES = 48 * 1024 * 1024  # of memory: RocksDB's cache and two write buffers, each of `cache_bytes`
VERSIONS_KEPT_MAX = 9  # texts of a page: the newest eight and the first
STATE_ON_DISK = 1.5  # times the records: write-ahead log, and old files while new ones are made of them
CHANGELOG_ON_DISK = 2.0  # times the records: what is compacted later
SETTLED_DAYS = 7


@dataclass(frozen=True)
class Constants:
    """What is measured. CPU in milliseconds, the rest in bytes."""

    worker_cpu_ms_per_capture: float
    worker_cpu_ms_per_kb: float
    worker_cpu_ms_per_version: float
    broker_cpu_ms_per_capture: float
    broker_cpu_ms_per_kb: float
    broker_cpu_ms_per_version: float
    state_bytes_per_version: float
    state_bytes_per_page: float
    said_bytes_per_version: float
    settled_bytes_per_capture: float
    internal_bytes_per_version: float
    restored_bytes_per_second: float = 30_000_000.0  # by a worker whose disk is empty


@dataclass(frozen=True)
class Mix:
    """What captures are like: kilobytes of a message, the share that has the same bytes, versions that come of one."""

    kb: float = 100.0
    identical_share: float = 0.07
    versions_per_capture: float = 0.26
    new_share: float = 0.06  # captures of pages that were not known, copies among them


@dataclass(frozen=True)
class Cpu:
    """Milliseconds a capture."""

    worker: float
    broker: float


@dataclass(frozen=True)
class Load:
    """What is asked for. ``compressed_to`` is the share of their bytes that captures take as producers send them."""

    captures_per_day: float
    mix: Mix = Mix()
    peak: float = 3.0  # times the average
    replication: int = 3
    raw_days: float = 7.0
    said_days: float = 365.0
    known_days: float = 365.0  # pages are looked at, or may be copied, for so long
    compressed_to: float = 1.0
    subscribers: int = 1


@dataclass(frozen=True)
class Need:
    """What it takes. Rates are at the peak; bytes and cores are of all machines together unless they say otherwise."""

    captures_per_second_average: float
    captures_per_second_peak: float
    worker_cpu_ms_per_capture: float
    broker_cpu_ms_per_capture: float
    workers: int
    partitions: int
    worker_memory_bytes_each: float
    worker_disk_bytes_each: float
    broker_cores: float
    broker_disk_bytes: float
    network_in_bytes_per_second: float
    network_between_brokers_bytes_per_second: float
    network_out_bytes_per_second: float
    pages_known: float
    state_bytes: float
    recovery_seconds_without_disk: float
    site_captures_per_second_max: float


@cache
def measured() -> Constants:
    """Return the constants as they were measured last."""
    value: dict[str, Any] = orjson.loads(CONSTANTS_FILE.read_bytes())
    return Constants(**{name: number for name, number in value.items() if name != "measured"})


def where_measured() -> str:
    """Return on which machine and when the constants were measured."""
    words: str = orjson.loads(CONSTANTS_FILE.read_bytes())["measured"]
    return words


def mix_of(point: dict[str, Any]) -> Mix:
    """Return the mix of a measured point (``python -m tests.load.calibrate``)."""
    kb = point["bytes_per_capture"]["article.raw"] / 1000
    return Mix(kb, point["identical_share"], point["versions_per_capture"])


def cpu_ms(mix: Mix, constants: Constants) -> Cpu:
    """Return what a capture costs worker and broker."""
    read_kb = mix.kb * (1 - mix.identical_share)
    return Cpu(
        constants.worker_cpu_ms_per_capture
        + constants.worker_cpu_ms_per_kb * read_kb
        + constants.worker_cpu_ms_per_version * mix.versions_per_capture,
        constants.broker_cpu_ms_per_capture
        + constants.broker_cpu_ms_per_kb * mix.kb
        + constants.broker_cpu_ms_per_version * mix.versions_per_capture,
    )


def needed(load: Load, constants: Constants | None = None) -> Need:
    """Return what a load needs. All of ``load`` must be positive."""
    known = constants or measured()
    cost, flow = cpu_ms(load.mix, known), _flow(load, known)
    average = load.captures_per_day / DAY_SECONDS
    peak = average * load.peak
    workers = max(1, math.ceil(peak * cost.worker / 1000 / UTILISATION))
    partitions = _partitions(workers)
    pages, state = _state(load, known)
    return Need(
        captures_per_second_average=average,
        captures_per_second_peak=peak,
        worker_cpu_ms_per_capture=cost.worker,
        broker_cpu_ms_per_capture=cost.broker,
        workers=workers,
        partitions=partitions,
        worker_memory_bytes_each=WORKER_BYTES + math.ceil(partitions / workers) * PARTITION_BYTES,
        worker_disk_bytes_each=state * STATE_ON_DISK / workers,
        broker_cores=peak * cost.broker * load.replication / 1000 / UTILISATION,
        broker_disk_bytes=(load.captures_per_day * flow.kept_days_bytes + state * CHANGELOG_ON_DISK) * load.replication,
        network_in_bytes_per_second=peak * flow.written,
        network_between_brokers_bytes_per_second=peak * flow.written * (load.replication - 1),
        network_out_bytes_per_second=peak * flow.read,
        pages_known=pages,
        state_bytes=state,
        recovery_seconds_without_disk=state / workers / known.restored_bytes_per_second,
        site_captures_per_second_max=1000 / cost.worker * UTILISATION,
    )


@dataclass(frozen=True)
class _Flow:
    """Bytes of a capture and all that follows from it: written, read, and kept times the days that they are kept."""

    written: float
    read: float
    kept_days_bytes: float


def _flow(load: Load, known: Constants) -> _Flow:
    versions = load.mix.versions_per_capture
    raw = load.mix.kb * 1000 * load.compressed_to
    inside = versions * known.internal_bytes_per_version
    said = versions * known.said_bytes_per_version
    settled = known.settled_bytes_per_capture
    remembered = versions * (known.state_bytes_per_version + known.state_bytes_per_page)
    return _Flow(
        written=raw + inside + said + settled + remembered,
        read=raw + inside + (said + settled) * load.subscribers,
        kept_days_bytes=(raw + inside) * load.raw_days + settled * SETTLED_DAYS + said * load.said_days,
    )


def _state(load: Load, known: Constants) -> tuple[float, float]:
    """Return how many pages are known in the end, and the bytes of what is remembered of them."""
    pages = load.captures_per_day * load.mix.new_share * load.known_days
    versions = pages * min(load.mix.versions_per_capture / load.mix.new_share, VERSIONS_KEPT_MAX)
    return pages, pages * known.state_bytes_per_page + versions * known.state_bytes_per_version


def _partitions(workers: int) -> int:
    """Return a power of two, so that it can be halved among workers evenly, up to what is allowed."""
    wanted = max(PARTITIONS_MIN, workers * PARTITIONS_A_WORKER)
    return int(min(2 ** math.ceil(math.log2(wanted)), PARTITIONS_MAX))
