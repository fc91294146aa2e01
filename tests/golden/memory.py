"""Golden cases in memory: the production handler, topics as lists."""

from __future__ import annotations

from collections.abc import Sequence

from streams import topology
from streams.handler import NO_BOOK
from streams.hosts.memory import MemoryHost
from streams.messages import Incoming, Outgoing
from streams.stages.byhand import RuleBook
from streams.web.address import partition
from tests.golden.cases import WRITTEN_AT_MS, home


def write(host: MemoryHost, captures: Sequence[bytes]) -> list[Incoming]:
    """Write captures to ``article.raw``; what names no site goes to partition 0."""
    written = []
    for raw in captures:
        site = home(raw)
        number = partition(site, host.partitions) if site else 0
        key = site.encode() if site else None
        written.append(host.append(Outgoing(topology.RAW, number, key, raw), WRITTEN_AT_MS))
    return written


def run(
    captures: Sequence[bytes], partitions: int = 4, rules: RuleBook = NO_BOOK
) -> tuple[list[Incoming], list[Incoming]]:
    """Return the captures as written, and everything that came out on public topics."""
    host = MemoryHost(partitions, rules)
    written = write(host, captures)
    host.run()
    return written, [message for topic in topology.PUBLIC for message in host.topic(topic)]
