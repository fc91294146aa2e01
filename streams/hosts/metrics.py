"""What a worker tells Prometheus. Counters are raised when a batch is delivered; the rest is looked at when asked for.

Every registry belongs to one app, nothing is global. Labels are words of our own closed lists, topics and stages: never
an address, a site or a text, so that neither their number nor what they say depends on what comes in. ``metrics.md``
explains each metric (a test holds it to this file).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily

from streams import __version__, topology, vocabulary
from streams.counts import Counts
from streams.messages import Incoming

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 3600.0)
MESSAGES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
FAULTS = ("fenced", "fault")
TOGETHER = "clean+revise"  # one call, and clean decides nothing alone: to tell them apart would cost more than it says
STAGE_OF = {
    name: TOGETHER if stage.name == "clean" else stage.name for stage in topology.STAGES for name in stage.reads
}
MetricFamilies = Iterator[GaugeMetricFamily]


class Owned(Protocol):
    """A partition, as far as metrics look at it."""

    @property
    def ready(self) -> Any:
        """An event that is set while the partition works."""

    def waiting_since(self) -> dict[str, float]:
        """By topic: the time of the oldest message that was read and is not delivered, in seconds since 1970."""
        ...

    def size(self) -> tuple[int, int] | None:
        """Records of the tables and their bytes, both about; None while they are closed."""
        ...


class Observed(Protocol):
    """An app, as far as metrics look at it."""

    @property
    def owned(self) -> Mapping[int, Owned]:
        """The partitions by number."""

    @property
    def stands_still_seconds(self) -> float:
        """For how long the watchdog has seen something to do and nothing done."""


class Metrics:
    """A registry with what every part tells: which version it is, and what the process takes."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        Info("rowback_build", "What runs.", registry=self.registry).info({"version": __version__})

    def counter(self, name: str, words: str, labels: Sequence[str] = ()) -> Counter:
        """Return a new counter; ``name`` ends in _total."""
        return Counter(name, words, labels, registry=self.registry)

    def gauge(self, name: str, words: str, labels: Sequence[str] = ()) -> Gauge:
        """Return a new gauge."""
        return Gauge(name, words, labels, registry=self.registry)

    def histogram(
        self, name: str, words: str, labels: Sequence[str] = (), buckets: Sequence[float] = SECONDS
    ) -> Histogram:
        """Return a new histogram."""
        return Histogram(name, words, labels, registry=self.registry, buckets=buckets)

    def text(self) -> bytes:
        """Return everything as Prometheus reads it (``CONTENT_TYPE``)."""
        return generate_latest(self.registry)


class WorkerMetrics(Metrics):
    """What a worker, and the part of a poller that works like one, tells."""

    def __init__(self) -> None:
        super().__init__()
        self._settled = self.counter("rowback_captures_settled_total", "Captures by what became of them.", ["outcome"])
        self._rejected = self.counter("rowback_rejected_total", "What no stage could use.", ["stage", "reason"])
        self._messages = self.counter("rowback_messages_total", "Messages handled and delivered.", ["topic"])
        self._bytes = self.counter("rowback_message_bytes_total", "Bytes of the messages handled.", ["topic"])
        self._cpu = self.counter("rowback_stage_cpu_seconds_total", "CPU time of the stages.", ["stage"])
        self._delay = self.histogram(
            "rowback_delay_seconds", "From a message's own time until what follows from it was delivered.", ["topic"]
        )
        self._transactions = self.counter("rowback_transactions_total", "Transactions that took place.")
        self._transaction = self.histogram("rowback_transaction_seconds", "How long a transaction took.")
        self._batch = self.histogram("rowback_batch_messages", "Messages in a transaction.", buckets=MESSAGES)
        self._restarts = self.counter(
            "rowback_partition_restarts_total", "Sessions of a partition that a fault ended.", ["reason"]
        )
        self.canary_at: float | None = None  # when one came through last, in seconds since 1970
        self.registry.register(_Canary(self))
        self._restored = self.counter("rowback_records_restored_total", "Table records read from the changelog.")
        for outcome in vocabulary.OUTCOMES:  # a rate of what has never happened is 0, not absent
            self._settled.labels(outcome)
        for reason in FAULTS:
            self._restarts.labels(reason)

    def watch(self, app: Observed) -> None:
        """Look at an app whenever somebody asks."""
        self.registry.register(_OfApp(app))

    def delivered(self, counts: Counts, messages: Iterable[Incoming], seconds: float) -> None:
        """Take in a batch whose transaction took place, and took ``seconds``."""
        self._transactions.inc()
        self._transaction.observe(seconds)
        self._batch.observe(counts.messages.total())
        for outcome, count in counts.outcomes.items():
            self._settled.labels(outcome).inc(count)
        for (stage, reason), count in counts.rejected.items():
            self._rejected.labels(stage, reason).inc(count)
        for topic, count in counts.messages.items():
            self._messages.labels(topic).inc(count)
            self._bytes.labels(topic).inc(counts.bytes[topic])
        for topic, cpu_seconds in counts.cpu_seconds.items():
            self._cpu.labels(STAGE_OF.get(topic, topology.POLLER.name)).inc(cpu_seconds)
        now = time.time()
        for message in messages:
            self._delay.labels(message.topic).observe(max(0.0, now - message.timestamp_ms / 1000))

    def restarted(self, reason: str) -> None:
        """A session of a partition was ended by another worker (``fenced``) or by a fault."""
        self._restarts.labels(reason).inc()

    def restored(self, records: int) -> None:
        """A partition was brought up to date."""
        self._restored.inc(records)


class _Canary:
    """The age of the canary; nothing where none was ever sent."""

    def __init__(self, metrics: WorkerMetrics) -> None:
        self._metrics = metrics

    def collect(self) -> MetricFamilies:
        age = GaugeMetricFamily("rowback_canary_age_seconds", "Time since the last canary came through.")
        if self._metrics.canary_at is not None:
            age.add_metric([], max(0.0, time.time() - self._metrics.canary_at))
        yield age


class _OfApp:
    """Collects what is looked at, not counted."""

    def __init__(self, app: Observed) -> None:
        self._app = app

    def collect(self) -> MetricFamilies:
        owned = list(self._app.owned.values())
        yield GaugeMetricFamily("rowback_partitions_owned", "Partitions that this process owns.", len(owned))
        ready = sum(partition.ready.is_set() for partition in owned)
        yield GaugeMetricFamily("rowback_partitions_ready", "Those of them that are up to date and work.", ready)
        yield GaugeMetricFamily(
            "rowback_standstill_seconds",
            "For how long there has been something to do and nothing done.",
            self._app.stands_still_seconds,
        )
        lag = GaugeMetricFamily(
            "rowback_lag_seconds", "Age of the oldest message that was read and is not delivered.", labels=["topic"]
        )
        for topic, seconds in lags(owned, time.time()).items():
            lag.add_metric([topic], seconds)
        yield lag
        sizes = [size for partition in owned if (size := partition.size()) is not None]
        records, size_bytes = sum(size[0] for size in sizes), sum(size[1] for size in sizes)
        yield GaugeMetricFamily("rowback_table_records", "Records of the tables, an estimate of RocksDB.", records)
        yield GaugeMetricFamily("rowback_table_bytes", "Bytes of the tables, on disk and not yet there.", size_bytes)


def lags(owned: Iterable[Owned], now: float) -> dict[str, float]:
    """Return for each topic that stages read how old the oldest undelivered message is; 0 where none waits."""
    found = dict.fromkeys((*topology.CONSUMED, *topology.POLLER.reads), 0.0)
    for partition in owned:
        for topic, since in partition.waiting_since().items():
            found[topic] = max(found.get(topic, 0.0), now - since)
    return found
