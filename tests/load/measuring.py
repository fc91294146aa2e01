"""One load at one rate: what it took, and how long after each capture what follows from it was there."""

from __future__ import annotations

import asyncio
import contextlib
import math
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from random import Random

import orjson

from streams import topology
from streams.hosts.draining import Drain
from tests.benchmarks.captures import Capture
from tests.load.ledger import Entry, Oracle, Said, misjudged, problems
from tests.load.sending import Sender, schedule
from tests.load.stack import Stack
from tests.load.subscriber import Received, Settled, Subscriber, settled_by_origin

SETTLE_SECONDS_MAX = 120.0
DRAIN_SECONDS_MAX = 30.0
SETTLED, REVISED, DUPLICATED = "settled", "revised", "duplicated"
SOURCES = ("due", "written")  # latency from the intended time, and from the moment Kafka had the capture


@dataclass
class Load:
    """What one load came to. Latencies are in seconds: by event, and by what they count from."""

    rate: float
    captures: int
    seconds: float = 0.0
    behind_seconds: float = 0.0  # from the last capture's time to the last outcome
    latencies: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)
    load_average: float = 0.0
    problems: list[str] = field(default_factory=list)
    judged: bool = False

    def quantile(self, event: str, share: float, source: str = "due") -> float:
        """Return the latency that so many of the events stay below; NaN where there is none."""
        return quantile(self.latencies.get(event, {}).get(source, []), share)


def quantile(values: Iterable[float], share: float) -> float:
    """Return the smallest of the values that is not below so many of them (nearest rank); NaN where there is none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


@dataclass
class _Kept:
    load: Load
    entries: list[Entry]
    settled: dict[tuple[int, int], Settled]
    said: Said


class Bench:
    """Puts loads on a stack, one after the other, and judges all of them in the end: judging takes CPU of its own."""

    def __init__(self, stack: Stack, stream: Iterator[Capture], seed: int, say: Callable[[str], None]) -> None:
        self.stack = stack
        self._stream = stream
        self._random = Random(seed)  # noqa: S311 - a seed that repeats is the point
        self._say = say
        self._kept: list[_Kept] = []
        self._articles: dict[str, str] = {}
        self._origins: dict[tuple[str, str], float] = {}  # (page, captured_at) -> when due
        self._arrivals: dict[tuple[str, str], float] = {}
        self._sender = Sender(stack.servers, stack.partitions)
        self._drain = Drain(stack.servers, stack.group, stack.partitions)
        self.subscriber = Subscriber(stack.servers, stack.partitions)

    async def __aenter__(self) -> Bench:
        await self._sender.start()
        await self._drain.start()
        await self.subscriber.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.subscriber.__aexit__(None, None, None)
        await self._drain.stop()
        await self._sender.stop()

    async def put(self, rate: float, seconds: float) -> Load:
        """Put a load on for so long, and return what it came to."""
        count = max(1, round(rate * seconds))
        return await self._put(rate, schedule(count, rate, self._random))

    async def burst(self, count: int) -> Load:
        """Send so many captures at once; the rate of the result is that at which they were handled."""
        load = await self._put(math.inf, [0.0] * count)
        load.rate = load.captures / load.seconds
        return load

    async def _put(self, rate: float, times: Sequence[float]) -> Load:
        captures = list(islice(self._stream, len(times)))
        load = Load(rate, len(captures))
        self.subscriber.sites.update(capture.site.encode() for capture in captures)
        before = self.stack.cpu()
        wanted = self.subscriber.settled + len(captures)
        entries = await self._sender.send(captures, times)
        del captures
        load.load_average = os.getloadavg()[0]
        in_time = await self.subscriber.until_settled(wanted, SETTLE_SECONDS_MAX, self.stack.check)
        if not in_time:
            load.problems.append(f"not all captures were settled within {SETTLE_SECONDS_MAX:.0f} s")
        load.cpu = {part: taken - before[part] for part, taken in self.stack.cpu().items() if part in before}
        await self._drained()
        self._note(load, entries)
        return load

    async def _drained(self) -> None:
        with contextlib.suppress(TimeoutError):  # where others are at work it never ends; what is missing will show
            await asyncio.wait_for(self._drain.wait(self.stack.check, lambda _left: None), DRAIN_SECONDS_MAX)
        quiet = -1
        while quiet != len(self.subscriber.received):  # what was delivered last is on its way to us
            quiet = len(self.subscriber.received)
            await asyncio.sleep(0.5)

    def _note(self, load: Load, entries: list[Entry]) -> None:
        received = [message for message in self.subscriber.take() if self._is_ours(message)]
        settled = settled_by_origin(received)
        said = Said()
        for message in received:
            said.add(message.topic, message.headers, message.value)
        for page, article in self._articles.items():
            said.articles.setdefault(page, article)
        self._articles = said.articles
        first, last = entries[0].due, max((found.at for found in settled.values()), default=time.monotonic())
        load.seconds, load.behind_seconds = last - first, max(0.0, last - entries[-1].due)
        load.latencies = self._latencies(entries, settled, received)
        self._kept.append(_Kept(load, entries, settled, said))

    def _is_ours(self, message: Received) -> bool:
        return str(orjson.loads(message.value or b"{}").get("site")).encode() in self.subscriber.sites

    def _latencies(
        self, entries: list[Entry], settled: dict[tuple[int, int], Settled], received: list[Received]
    ) -> dict[str, dict[str, list[float]]]:
        found: dict[str, dict[str, list[float]]] = {
            event: {source: [] for source in SOURCES} for event in (SETTLED, REVISED, DUPLICATED)
        }
        for entry in entries:
            said = settled.get(entry.where) if entry.where else None
            if said is None:
                continue
            _add(found[SETTLED], said.at, entry.due, entry.written)
            if said.page is not None:
                self._origins[said.page, said.captured_at] = entry.due
                self._arrivals[said.page, said.captured_at] = entry.written
        for message in received:
            if message.topic in (topology.REVISED, topology.DUPLICATED):
                value = orjson.loads(message.value)
                event = DUPLICATED if message.topic == topology.DUPLICATED else REVISED
                if event == DUPLICATED or value["basis"] == "own_history":
                    self._of_event(found[event], message.at, _causes(value))
        return found

    def _of_event(self, found: dict[str, list[float]], at: float, causes: list[tuple[str, str]]) -> None:
        """An event of two captures can be said from the later one on."""
        known = [(self._origins[cause], self._arrivals[cause]) for cause in causes if cause in self._origins]
        if known:
            _add(found, at, max(due for due, _ in known), max(written for _, written in known))

    def judge(self, oracle: Oracle) -> None:
        """Compare what was said under each load with the ledger; each load is told what was wrong."""
        for kept in self._kept:
            if not kept.load.judged:
                self._say(f"judging {kept.load.captures:,} captures")
                kept.load.problems += problems(oracle.expect(kept.load.captures), kept.said)
                kept.load.problems += misjudged(kept.entries, lambda entry, kept=kept: _outcome(entry, kept))  # type: ignore[misc]
                kept.load.judged = True
                kept.said = Said()


def _outcome(entry: Entry, kept: _Kept) -> str | None:
    settled = kept.settled.get(entry.where) if entry.where else None
    return settled.outcome if settled else None


def _add(found: dict[str, list[float]], at: float, due: float, written: float) -> None:
    found["due"].append(at - due)
    found["written"].append(max(0.0, at - written))


def _causes(value: dict[str, object]) -> list[tuple[str, str]]:
    """Return the captures that an event of two versions rests on, each by page and time."""
    if "to" in value:
        newer: dict[str, str] = value["to"]  # type: ignore[assignment]
        return [(newer["page"], newer["captured_at"])]
    other: dict[str, str] = value["other"]  # type: ignore[assignment]
    return [(str(value["page"]), str(value["captured_at"])), (other["page"], other["captured_at"])]
