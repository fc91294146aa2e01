"""Tables of any size: what the stages remember of some hundred invented pages, again and again under other keys.

Recovery reads records without looking into them, so their number and size are what counts, and those are real.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from streams import topology
from streams.hosts import clients
from streams.hosts.delivery import BATCH_BYTES_MAX
from streams.hosts.store import DiskStore
from streams.settings import Settings
from streams.tables import KEY_SEPARATOR
from tests.benchmarks.captures import MIXES, generate
from tests.load.ledger import Oracle

SAMPLE_PAGES, SAMPLE_LOOKS = 400, 800
PAGES_A_SITE = 500
OF_SITES = ("sites", "blocks")  # grow with the sites, not with the pages
LEFT_OUT = ("next", "weeks")  # a handful of records, whatever the number of pages
RECORDS_A_BATCH = 5_000

Record = tuple[bytes, bytes]


@dataclass
class Sample:
    """Records of some hundred pages by table, and the number of pages."""

    pages: int = 0
    tables: dict[str, list[Record]] = field(default_factory=dict)

    @property
    def versions_a_page(self) -> float:
        """How many versions a page has on average."""
        return len(self.tables["versions"]) / self.pages

    @property
    def bytes_a_page(self) -> float:
        """Bytes of keys and values of all tables for each page."""
        sizes = (len(k) + len(v) for name, records in self.tables.items() if name not in OF_SITES for k, v in records)
        return sum(sizes) / self.pages


def sampled() -> Sample:
    """Return what the stages remember of a realistic stream."""
    stream = generate(MIXES["realistic"], SAMPLE_PAGES + SAMPLE_LOOKS, 5, opened=SAMPLE_PAGES)
    oracle = Oracle(stream, 1)
    oracle.expect(SAMPLE_PAGES + SAMPLE_LOOKS)
    sample = Sample()
    for key, value in oracle.records():
        table = key.split(KEY_SEPARATOR)[0].decode()
        if table not in LEFT_OUT:
            sample.tables.setdefault(table, []).append((key, value))
    sample.pages = len(sample.tables["pages"])
    return sample


def records(sample: Sample, pages: int, part: int, parts: int) -> Iterator[Record]:
    """Yield the records of one of ``parts`` equal partitions of a state of so many pages."""
    sites = max(1, pages // PAGES_A_SITE)
    known_sites = len(sample.tables["sites"])
    for table, pool in sample.tables.items():
        each = len(pool) / known_sites * sites if table in OF_SITES else len(pool) / sample.pages * pages
        for number in range(part, round(each), parts):
            key, value = pool[number % len(pool)]
            yield _renamed(key, number), value


def _renamed(key: bytes, number: int) -> bytes:
    table, _, name = key.partition(KEY_SEPARATOR)
    other = hashlib.sha256(number.to_bytes(8, "big")).hexdigest().encode()
    return table + KEY_SEPARATOR + (other * (len(name) // len(other) + 1))[: len(name)]


async def write_changelog(settings: Settings, sample: Sample, pages: int) -> int:
    """Write a state of so many pages to the tables' changelog; return the number of records."""
    producer = clients.producer(
        settings.bootstrap_servers, max_batch_size=BATCH_BYTES_MAX, max_request_size=topology.MESSAGE_BYTES_MAX
    )
    await producer.start()
    count = 0
    try:
        for number in range(settings.partitions):
            batch = producer.create_batch()
            for key, value in records(sample, pages, number, settings.partitions):
                count += 1
                if batch.append(timestamp=None, key=key, value=value) is None:
                    await producer.send_batch(batch, topology.CHANGELOG, partition=number)
                    batch = producer.create_batch()
                    batch.append(timestamp=None, key=key, value=value)
            await producer.send_batch(batch, topology.CHANGELOG, partition=number)
        await producer.flush()
    finally:
        await producer.stop()
    return count


def write_stores(settings: Settings, worker: str, identity: str, sample: Sample, pages: int) -> int:
    """Write the same state to a worker's disk, as if it had come from the changelog; return the number of records."""
    count = 0
    for number in range(settings.partitions):
        path = settings.data_dir / worker / "tables" / settings.app_id / str(number)
        store = DiskStore(path, identity, settings.cache_bytes)
        waiting: dict[bytes, bytes | None] = {}
        for key, value in records(sample, pages, number, settings.partitions):
            waiting[key] = value
            if len(waiting) == RECORDS_A_BATCH:
                count += len(waiting)
                store.apply(waiting, 1)
                waiting = {}
        count += len(waiting)
        store.apply(waiting, 1)
        store.close()
    return count
