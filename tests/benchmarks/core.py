"""The stages by themselves: the production handler over lists and dicts, in this process."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

import orjson

from streams import topology
from streams.hosts.memory import MemoryHost
from tests.benchmarks.captures import Capture

WRITTEN_AT_MS = 1_780_000_000_000  # Kafka's own timestamp of every message: behind all captures


class Core:
    """A host in memory that goes on from round to round, as a worker does."""

    def __init__(self, partitions: int) -> None:
        self.host = MemoryHost(partitions)

    def run(self, captures: Sequence[Capture]) -> float:
        """Handle captures to the end, the internal topics included; return the CPU seconds that it took."""
        self.host.write_all([(capture.raw, capture.site) for capture in captures], WRITTEN_AT_MS)
        started = time.process_time()
        self.host.run()
        return time.process_time() - started

    def outcomes(self) -> Counter[str]:
        """Count what became of all captures so far."""
        return Counter(orjson.loads(said.value or b"")["outcome"] for said in self.host.topic(topology.SETTLED))
