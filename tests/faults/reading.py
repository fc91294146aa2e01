"""Reads what a run has left: all public topics, the tables from their changelog, and the workers' disks."""

from __future__ import annotations

from pathlib import Path

from aiokafka import ConsumerRecord

from streams import topology
from streams.hosts.collecting import ends_of, read_to_end
from streams.hosts.store import DiskStore
from streams.messages import Incoming
from tests.faults.checker import Records, Seen

CACHE_BYTES = 4 * 1024 * 1024


def _incoming(record: ConsumerRecord) -> Incoming:
    return Incoming(
        record.topic,
        record.partition,
        record.offset,
        record.key,
        record.value,
        record.timestamp,
        tuple(record.headers),
    )


async def _topic(servers: str, name: str, partitions: int) -> list[Incoming]:
    found = [_incoming(record) async for record in read_to_end(servers, name, partitions, {})]
    return sorted(found, key=lambda message: (message.partition, message.offset))


async def seen(servers: str, partitions: int, acknowledged: set[tuple[int, int]]) -> Seen:
    """Return what stands on Kafka; nobody may write meanwhile."""
    captures = await _topic(servers, topology.RAW, partitions)
    said = [m for name in topology.PUBLIC if name != topology.RAW for m in await _topic(servers, name, partitions)]
    tables: list[Records] = [{} for _ in range(partitions)]
    for change in await _topic(servers, topology.CHANGELOG, partitions):
        records = tables[change.partition]
        if change.key is not None and change.value is not None:
            records[change.key] = change.value
        elif change.key is not None:
            records.pop(change.key, None)
    return Seen(partitions, captures, said, tables, acknowledged)


async def disks(servers: str, partitions: int, identity: str, folders: list[Path]) -> list[tuple[str, int, Records]]:
    """Return what workers that have ended keep of partitions, where they have seen the end of the changelog.

    ``folders`` hold a worker's stores, one folder a partition.
    """
    ends = (await ends_of(servers, [topology.CHANGELOG], partitions))[topology.CHANGELOG]
    found = []
    for folder in folders:
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            store = DiskStore(path, identity, CACHE_BYTES)
            number = int(path.name)
            if store.position >= ends[number] - 1:  # behind the last record stands the marker of its transaction
                found.append((folder.parent.parent.name, number, dict(store.items())))
            store.close()
    return found
