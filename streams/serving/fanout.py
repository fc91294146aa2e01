"""The live stream's other half: one question for each different set of filters, one serialisation, many sockets.

What a stream shows live is what the archive answers to the same filters: after each commit the archive is asked once
for each set of filters, whatever the number of streams. The answer is made into bytes once and written straight to the
sockets, without waking a task for each: that is what lets thousands of streams share one core.

A stream has a place, the sequence number up to which it was served. It joins when its place is not behind the one of
its filters' channel, and from then on takes what lies above its own place: nothing between reading the archive and
following it live is lost or repeated. A stream whose client reads too slowly is dropped; it comes back with the id of
the last event that it saw.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import orjson

from streams.archive import Archive, Filters, Stored, TooSlow, revisions

logger = logging.getLogger(__name__)

BATCH = 100  # events in one answer of the archive
CHANNELS_AT_ONCE = 50
GATHER_SECONDS = 0.05  # commits that are served together

Frame = tuple[int, bytes]


class Step(NamedTuple):
    """Frames, the place up to which the archive was looked at for them, and whether more may lie behind it."""

    frames: list[Frame]
    reached: int
    is_full: bool


def frame(event: Stored, epoch: str) -> bytes:
    """Return an event as server-sent events have it; JSON holds no line break."""
    data = orjson.dumps(event.cloudevent())
    return b"id: %s-%d\nevent: %s\ndata: %s\n\n" % (epoch.encode(), event.sequence, event.topic.encode(), data)


def place(epoch: str, sequence: int) -> bytes:
    """Return what tells a client its place without an event; it keeps the connection alive too."""
    return b"id: %s-%d\n\n" % (epoch.encode(), sequence)


def following(connection: sqlite3.Connection, filters: Filters, after: int, epoch: str) -> Step:
    """Return the next frames after a place."""
    latest = revisions.latest(connection)
    found = revisions.find(connection, filters, revisions.Bounds(after=after, newest_first=False), BATCH)
    frames = [(event.sequence, frame(event, epoch)) for event in found]
    is_full = revisions.is_full(found, BATCH)
    return Step(frames, frames[-1][0] if is_full else max(latest, after), is_full)


def following_each(connection: sqlite3.Connection, wanted: Sequence[tuple[Filters, int]], epoch: str) -> list[Step]:
    """Return the same for several sets of filters: going to a thread and back takes longer than most questions."""
    return [following(connection, filters, after, epoch) for filters, after in wanted]


@dataclass(eq=False, slots=True)
class Stream:
    """An open stream. ``chunked``: the connection speaks HTTP/1.1, where a body without a length goes in chunks."""

    transport: asyncio.Transport
    position: int
    chunked: bool
    done: asyncio.Future[None]

    def write(self, data: bytes) -> None:
        """Write without waiting."""
        self.transport.write(b"%x\r\n%s\r\n" % (len(data), data) if self.chunked else data)

    def end(self) -> None:
        """Let the handler return."""
        if not self.done.done():
            self.done.set_result(None)


@dataclass(eq=False, slots=True)
class Channel:
    """The streams with the same filters, and the place up to which they were served."""

    filters: Filters
    position: int
    streams: set[Stream] = field(default_factory=set)


class Fanout:
    """Serves all live streams."""

    def __init__(self, archive: Archive, *, buffer_bytes_max: int, keep_alive_seconds: float) -> None:
        self._archive = archive
        self._buffer_bytes_max = buffer_bytes_max
        self._keep_alive_seconds = keep_alive_seconds
        self._channels: dict[Filters, Channel] = {}
        self._news = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.streams = 0
        self.dropped = 0
        self.closed = False

    @property
    def filter_sets(self) -> int:
        """How many different sets of filters there are."""
        return len(self._channels)

    @property
    def following(self) -> int:
        """How many streams follow live."""
        return sum(len(channel.streams) for channel in self._channels.values())

    def has(self, filters: Filters) -> bool:
        """Tell whether a set of filters is served already."""
        return filters in self._channels

    def start(self) -> None:
        """Begin to serve; call in the event loop."""
        self._archive.wake(self._news)
        self._tasks = [asyncio.create_task(self._serve()), asyncio.create_task(self._keep_alive())]

    async def stop(self) -> None:
        """End all streams."""
        self.closed = True
        for channel in self._channels.values():
            for stream in channel.streams:
                stream.end()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def join(self, filters: Filters, stream: Stream) -> bool:
        """Let a stream be served live; False where it must read on in the archive first."""
        channel = self._channels.get(filters)
        if channel is None:
            channel = self._channels[filters] = Channel(filters, stream.position)
            self._news.set()  # what was committed while it read
        if stream.position < channel.position:
            return False
        channel.streams.add(stream)
        return True

    def leave(self, filters: Filters, stream: Stream) -> None:
        """Forget a stream."""
        channel = self._channels.get(filters)
        if channel is not None:
            channel.streams.discard(stream)
            if not channel.streams:
                del self._channels[filters]

    async def _serve(self) -> None:
        while True:
            await self._news.wait()
            await asyncio.sleep(GATHER_SECONDS)
            self._news.clear()
            channels = list(self._channels.values())
            for start in range(0, len(channels), CHANNELS_AT_ONCE):
                await self._advance_together(channels[start : start + CHANNELS_AT_ONCE])

    async def _advance_together(self, channels: list[Channel]) -> None:
        wanted = [(channel.filters, channel.position) for channel in channels]
        try:
            answers = await self._archive.read(following_each, wanted, self._archive.epoch)
        except (TooSlow, sqlite3.Error):  # one of them spoils it for all: each for itself
            for channel in channels:
                await self._advance(channel)
            return
        for channel, step in zip(channels, answers, strict=True):
            self._write(channel, step)
            if step.is_full:
                await self._advance(channel)

    async def _advance(self, channel: Channel) -> None:
        more = True
        while more and channel.streams:
            try:
                step = await self._archive.read(following, channel.filters, channel.position, self._archive.epoch)
            except (TooSlow, sqlite3.Error) as fault:
                logger.warning("a set of filters could not be served, its streams are ended: %s", fault)
                for stream in list(channel.streams):
                    stream.end()
                return
            self._write(channel, step)
            more = step.is_full

    def _write(self, channel: Channel, step: Step) -> None:
        channel.position, frames = step.reached, step.frames
        if not frames:
            return
        first, last = frames[0][0], frames[-1][0]
        everything = b"".join(data for _, data in frames)
        for stream in list(channel.streams):
            if stream.position < first:
                self._send(stream, everything)
            elif stream.position < last:
                self._send(stream, b"".join(data for sequence, data in frames if sequence > stream.position))
            stream.position = max(stream.position, last)

    def _send(self, stream: Stream, data: bytes) -> None:
        transport = stream.transport
        if transport.is_closing():
            stream.end()
        elif transport.get_write_buffer_size() > self._buffer_bytes_max:
            self.dropped += 1
            transport.abort()
            stream.end()
        else:
            stream.write(data)

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(self._keep_alive_seconds)
            for channel in list(self._channels.values()):
                for stream in list(channel.streams):
                    self._send(stream, place(self._archive.epoch, max(stream.position, channel.position)))
