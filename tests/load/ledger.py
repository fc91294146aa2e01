"""What was sent and when it was meant to be, and what must come of it.

Two witnesses judge what the workers said. The *kinds* say what each capture was made for: a revised one must be settled
as revised. The *oracle* takes the same captures through the same stages in memory, where nothing can be lost, repeated
or reordered, and says every event to the byte. Captures are made from a seed, so that the oracle makes them anew and
nobody has to keep gigabytes of pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import orjson

from streams import topology
from streams.hosts.memory import MemoryHost
from streams.messages import Incoming
from streams.tables import KEY_SEPARATOR
from tests.benchmarks.captures import Capture

WRITTEN_AT_MS = 1_780_000_000_000
# The name of an article goes through steps that depend on who is first; what counts is where it ends up.
COMPARED = tuple(name for name in topology.PUBLIC if name not in (topology.RAW, topology.ASSIGNED))
OUTCOMES = {
    "new": {"created"},
    "copy": {"created"},
    "revised": {"revised"},
    "noise_only": {"noise_only", "restored"},  # restored: it was gone at the last two looks
    "same_bytes": {"unchanged", "restored"},
    "redated": {"redated", "noise_only", "restored"},  # a page of plain text does not show its date
    "gone": {"gone"},
}
SHOWN_MAX = 3

Event = tuple[str, str, bytes]  # topic, id, value


@dataclass(slots=True)
class Entry:
    """A capture in the ledger; times are seconds of a monotonic clock, ``written`` is when Kafka had taken it."""

    kind: str
    due: float = 0.0
    written: float = 0.0
    where: tuple[int, int] | None = None


@dataclass(slots=True)
class Said:
    """Events as they came, each as often as it came, and the article that each page ended up with."""

    events: Counter[Event] = field(default_factory=Counter)
    articles: dict[str, str] = field(default_factory=dict)

    def add(self, topic: str, headers: Iterable[tuple[str, bytes]], value: bytes) -> None:
        """Take in a message of a public topic."""
        if topic == topology.ASSIGNED:
            assigned = orjson.loads(value)
            self.articles[assigned["page"]] = assigned["article"]
        elif topic in COMPARED:
            self.events[topic, dict(headers).get("ce_id", b"").decode(), value] += 1


class Oracle:
    """Says what must come of captures, load after load, each going on where the one before ended."""

    def __init__(self, captures: Iterator[Capture], partitions: int) -> None:
        self._captures = captures
        self._host = MemoryHost(partitions)
        self._seen: Counter[tuple[str, int]] = Counter()
        self._articles: dict[str, str] = {}
        self.bytes: Counter[str] = Counter()
        self.messages: Counter[str] = Counter()
        self.captures = 0

    def expect(self, count: int) -> Said:
        """Return what must be said of the next ``count`` captures."""
        self._host.write_all([(c.raw, c.site) for c in islice(self._captures, count)], WRITTEN_AT_MS)
        self.captures += count
        self._host.run()
        said = Said(articles=self._articles)
        for (topic, number), log in list(self._host.logs.items()):
            for message in log[self._seen[topic, number] :]:
                self._count(message)
                said.add(topic, message.headers, message.value or b"")
            self._seen[topic, number] = len(log)
            self._let_go(topic, number)
        return said

    def records(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield the records of all tables."""
        for store in self._host.stores:
            yield from store.records.items()

    def state(self) -> dict[str, tuple[int, int]]:
        """Return by table how many records there are, and their bytes."""
        found: dict[str, tuple[int, int]] = {}
        for key, value in self.records():
            table = key.split(KEY_SEPARATOR)[0].decode()
            count, size = found.get(table, (0, 0))
            found[table] = (count + 1, size + len(key) + len(value))
        return found

    def _count(self, message: Incoming) -> None:
        self.messages[message.topic] += 1
        self.bytes[message.topic] += len(message.value or b"") + sum(len(n) + len(v) for n, v in message.headers)

    def _let_go(self, topic: str, number: int) -> None:
        """What all stages have read is not needed any more; its place in the log is."""
        log = self._host.logs[topic, number]
        log[:] = [Incoming(topic, number, 0, None, None, 0)] * len(log)


def problems(expected: Said, found: Said) -> list[str]:
    """Return in words what is missing, repeated or invented, said differently, or assigned elsewhere."""
    missing, surplus = expected.events - found.events, found.events - expected.events
    repeated = Counter({event: count for event, count in surplus.items() if event in expected.events})
    ids = {event[:2] for event in missing}
    different = [event for event in surplus if event not in repeated and event[:2] in ids]
    invented = [event for event in surplus if event not in repeated and event[:2] not in ids]
    moved = [page for page, article in expected.articles.items() if found.articles.get(page) != article]
    said = [
        ("events missing", [e for e in missing if e[:2] not in {d[:2] for d in different}]),
        ("events said more than once", list(repeated)),
        ("events said differently", different),
        ("events invented", invented),
    ]
    lines = [f"{len(events):,} {what}: {_shown(events)}" for what, events in said if events]
    return lines + ([f"{len(moved):,} pages assigned to another article: {moved[:SHOWN_MAX]}"] if moved else [])


def misjudged(entries: Iterable[Entry], outcome_of: Callable[[Entry], str | None]) -> list[str]:
    """Return in words which captures were settled as something they were not made for, or not at all."""
    wrong: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        outcome = outcome_of(entry)
        if outcome not in OUTCOMES[entry.kind]:
            wrong[entry.kind, outcome or "not settled"] += 1
    return [f"{count:,} captures made as {kind} are {outcome}" for (kind, outcome), count in sorted(wrong.items())]


def _shown(events: list[Event]) -> str:
    return ", ".join(f"{topic} {identity}" for topic, identity, _ in sorted(events)[:SHOWN_MAX])
