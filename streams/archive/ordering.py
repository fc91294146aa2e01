"""An order to erase, on Kafka: for every archive, and for the compacted topics."""

from __future__ import annotations

from collections.abc import Mapping

from streams import topology
from streams.archive import erasure
from streams.hosts import clients
from streams.hosts.reading import existing
from streams.web.address import partition


async def order(bootstrap_servers: str, subject: str, pages: Mapping[str, str]) -> None:
    """Write the order, and delete what compacted topics hold of the pages (id to site).

    Raises TopicsError where a topic is missing.
    """
    partitions = len(await existing(bootstrap_servers, [topology.ASSIGNED]))
    await existing(bootstrap_servers, [topology.ERASURES])
    producer = clients.producer(bootstrap_servers, acks="all", enable_idempotence=True)
    await producer.start()
    try:
        await producer.send_and_wait(topology.ERASURES, erasure.order(subject), subject.encode())
        for page, site in pages.items():
            where = partition(site, partitions)
            await producer.send_and_wait(topology.ASSIGNED, None, page.encode(), partition=where)
    finally:
        await producer.stop()
