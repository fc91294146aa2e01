"""What a worker and a poller count, and what they answer to whoever watches them."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import orjson
import pytest
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from streams import fetching, topology
from streams.handler import Effects, Handler
from streams.hosts import endpoint
from streams.hosts.memory import MemoryStore
from streams.hosts.metrics import STAGE_OF, WorkerMetrics
from streams.hosts.partition import Chunk, Partition
from streams.hosts.poll_metrics import PollMetrics
from streams.hosts.store import DiskStore
from streams.messages import Incoming
from streams.polling.poller import Poller
from streams.settings import Settings
from streams.sources import SiteSettings, Sources
from tests.polling.world import PACE

SITE = "news.example"


def capture(offset: int, timestamp_ms: int, **more: Any) -> Incoming:
    value = {"url": f"https://{SITE}/a", "captured_at": "2026-03-01T08:00:00Z", "status": 404, **more}
    return Incoming(topology.RAW, 0, offset, SITE.encode(), orjson.dumps(value), timestamp_ms)


def sample(metrics: WorkerMetrics, name: str, **labels: str) -> float:
    for family in text_string_to_metric_families(metrics.text().decode()):
        for one in family.samples:
            if one.name == name and labels.items() <= one.labels.items():
                return float(one.value)
    raise AssertionError(f"no sample {name} {labels}")


class Delivery:
    async def deliver(self, _effects: Effects) -> int:
        return 1


@dataclass
class App:
    """What metrics look at of an app."""

    metrics: Any = None
    owned: dict[int, Any] = field(default_factory=dict)
    stands_still_seconds: float = 0.0
    joining: bool = False
    fault: BaseException | None = None


@pytest.fixture
async def partition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Partition:
    async def stand_still(self: Partition) -> None:
        await self._stop_asked.wait()

    monkeypatch.setattr(Partition, "_run", stand_still)
    return Partition(0, Settings(data_dir=tmp_path), Handler(1, cpu_clock=time.thread_time), "c", lambda _: None)


async def test_a_batch_is_counted_once_it_is_delivered(partition: Partition, tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "store", "c", 1024 * 1024)
    sent_ms = int(time.time() * 1000) - 3_000
    messages = [
        capture(0, sent_ms),
        capture(1, sent_ms, status="no number"),
        Incoming("article.raw", 0, 2, None, b"{", 0),
    ]
    await partition.offer(Chunk(topology.RAW, 0, messages, 100))
    await partition._handle_what_waits(Delivery(), store)  # type: ignore[arg-type]
    metrics = partition.metrics
    assert sample(metrics, "rowback_captures_settled_total", outcome="gone") == 1
    assert sample(metrics, "rowback_captures_settled_total", outcome="rejected") == 2
    assert sample(metrics, "rowback_captures_settled_total", outcome="revised") == 0
    assert sample(metrics, "rowback_rejected_total", stage="clean") == 1
    assert sample(metrics, "rowback_messages_total", topic=topology.RAW) == 3
    assert sample(metrics, "rowback_message_bytes_total", topic=topology.RAW) == sum(
        len(m.value or b"") for m in messages
    )
    assert sample(metrics, "rowback_stage_cpu_seconds_total", stage="clean+revise") > 0
    assert sample(metrics, "rowback_delay_seconds_count", topic=topology.RAW) == 3
    assert sample(metrics, "rowback_delay_seconds_bucket", topic=topology.RAW, le="2.5") == 0
    assert sample(metrics, "rowback_batch_messages_sum") == 3
    store.close()


async def test_what_was_handled_before_is_not_counted_again() -> None:
    store, handler = MemoryStore(), Handler(1)
    effects = handler.handle([capture(0, 0)], store)
    store.apply(effects.writes)
    again = handler.handle([capture(0, 0)], store)
    assert effects.counts.outcomes.total() == 1
    assert (again.counts.outcomes.total(), again.counts.messages.total()) == (0, 0)


def test_the_clock_is_read_for_a_group_of_messages_not_for_each() -> None:
    readings = 0

    def clock() -> float:
        nonlocal readings
        readings += 1
        return float(readings)

    effects = Handler(1, cpu_clock=clock).handle([capture(offset, 0) for offset in range(50)], MemoryStore())
    assert (readings, dict(effects.counts.cpu_seconds)) == (2, {topology.RAW: 1.0})


def test_every_topic_that_stages_read_belongs_to_a_stage() -> None:
    assert set(STAGE_OF) == set(topology.CONSUMED)


async def test_lag_is_the_age_of_the_oldest_message_that_waits(partition: Partition) -> None:
    metrics, app = WorkerMetrics(), App(owned={0: partition})
    metrics.watch(app)
    assert sample(metrics, "rowback_lag_seconds", topic=topology.RAW) == 0
    hour_ago_ms = int((time.time() - 3600) * 1000)
    await partition.offer(Chunk(topology.RAW, 0, [capture(0, hour_ago_ms)], 100))
    await partition.offer(Chunk(topology.RAW, 1, [capture(1, hour_ago_ms + 3_000_000)], 100))
    assert sample(metrics, "rowback_lag_seconds", topic=topology.RAW) >= 3600
    assert sample(metrics, "rowback_partitions_owned") == 1
    assert sample(metrics, "rowback_partitions_ready") == 0


async def test_the_size_of_the_tables_is_asked_of_the_store(partition: Partition, tmp_path: Path) -> None:
    metrics, app = WorkerMetrics(), App(owned={0: partition})
    metrics.watch(app)
    assert sample(metrics, "rowback_table_records") == 0
    partition._store = DiskStore(tmp_path / "store", "c", 1024 * 1024)
    partition._store.apply({b"t\x00%d" % number: b"x" * 100 for number in range(500)}, 1)
    assert sample(metrics, "rowback_table_records") >= 500
    assert sample(metrics, "rowback_table_bytes") > 50_000
    partition._store.close()
    partition._store = None


def test_a_poller_tells_fetches_and_what_is_due() -> None:
    metrics = PollMetrics()
    poller = Poller(0, 1, PACE, Sources({}, SiteSettings(""), concurrency_max=4))
    metrics.watch_pollers(lambda: [poller])
    metrics.fetched("pages", fetching.Answer("u", "u", 200, body=b"four"), 0.1)
    metrics.fetched("feeds", fetching.Answer("u", "u", None, fault=fetching.Fault("timeout", "took too long")), 0.1)
    assert sample(metrics, "rowback_fetches_total", table="pages", status="200", fault="none") == 1
    assert sample(metrics, "rowback_fetches_total", table="feeds", status="none", fault="timeout") == 1
    assert sample(metrics, "rowback_fetched_bytes_total") == 4
    assert sample(metrics, "rowback_looks_due") == 0


async def asked(app: App, path: str) -> tuple[int, str]:
    async with TestClient(TestServer(endpoint.routes(app))) as client:  # type: ignore[arg-type]
        answer = await client.get(path)
        return answer.status, await answer.text()


def owned(*, ready: bool) -> Any:
    event = asyncio.Event()
    if ready:
        event.set()
    return SimpleNamespace(ready=event, waiting_since=dict, size=lambda: None)


async def test_a_worker_is_ready_when_its_partitions_are_up_to_date() -> None:
    assert await asked(App(joining=True), "/readyz") == (
        503,
        '{"ready": false, "reason": "no partitions have been assigned"}',
    )
    status, words = await asked(App(owned={3: owned(ready=False), 1: owned(ready=True)}), "/readyz")
    assert (status, "partitions 3" in words) == (503, True)
    assert await asked(App(owned={1: owned(ready=True)}), "/readyz") == (200, '{"ready": true, "partitions": [1]}')


async def test_a_worker_that_has_given_up_is_not_alive() -> None:
    assert (await asked(App(), "/livez"))[0] == 200
    assert (await asked(App(fault=RuntimeError("stuck")), "/livez"))[0] == 503


async def test_metrics_are_served_as_prometheus_reads_them() -> None:
    status, text = await asked(App(metrics=WorkerMetrics()), "/metrics")
    assert status == 200
    assert "rowback_transactions_total 0.0" in text


async def test_nothing_listens_unless_a_port_is_given_and_a_taken_one_is_said(tmp_path: Path) -> None:
    app: Any = App(metrics=WorkerMetrics())
    app.rowback_settings = Settings(data_dir=tmp_path)
    async with endpoint.endpoint(app) as port:
        assert port is None
    app.rowback_settings = Settings(data_dir=tmp_path, metrics_port=0)
    async with endpoint.endpoint(app) as port:
        app.rowback_settings = Settings(data_dir=tmp_path, metrics_port=port)
        with pytest.raises(endpoint.CannotListen, match=f"127.0.0.1:{port}"):
            async with endpoint.endpoint(app):
                pass
