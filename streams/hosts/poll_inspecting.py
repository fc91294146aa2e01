"""What the pollers remember, read from their changelog as any subscriber would: nobody is disturbed."""

from __future__ import annotations

from dataclasses import dataclass, field

from streams import topology
from streams.hosts.collecting import read_to_end
from streams.hosts.reading import partitions_of
from streams.hosts.topics import TopicsError
from streams.polling import records
from streams.polling.records import FEEDS, PAGES, SITES, Feed, Page, Site
from streams.tables import KEY_SEPARATOR


@dataclass(slots=True)
class Polled:
    """All feeds, pages and sites that are looked at, by their keys."""

    feeds: dict[str, Feed] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)


async def polled(bootstrap_servers: str) -> Polled:
    """Return what the pollers remember now; raises TopicsError where none has ever run."""
    count = (await partitions_of(bootstrap_servers, [topology.POLL_CHANGELOG]))[topology.POLL_CHANGELOG]
    if not count:
        raise TopicsError(f"nothing was polled yet at {bootstrap_servers}: `rowback run FEED` begins")
    newest: dict[bytes, bytes] = {}
    async for record in read_to_end(bootstrap_servers, topology.POLL_CHANGELOG, count, {}):
        if record.value is None:
            newest.pop(record.key, None)
        else:
            newest[record.key] = record.value
    found = Polled()
    tables = {FEEDS: found.feeds, PAGES: found.pages, SITES: found.sites}
    for name, value in newest.items():
        table, _, key = name.partition(KEY_SEPARATOR)
        if (kind := table.decode()) in tables:
            tables[kind][key.decode()] = records.decode(kind, value)  # type: ignore[index]  # one kind a table
    return found
