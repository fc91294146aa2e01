"""The archive: one writer, some readers, and whoever wants to be told that something was written.

Rows and the offsets they come from are one transaction, so the archive holds each event exactly once, whatever is read
again after a kill. SQLite blocks, so everything happens in threads: one writes, a few read, each with a connection of
its own and a deadline for every question.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from streams import topology
from streams.archive.entry import Entry, Unusable, entry_of
from streams.archive.erasure import obey
from streams.archive.layout import ArchiveError, connect, prepare
from streams.archive.writing import write
from streams.messages import Incoming

logger = logging.getLogger(__name__)

READERS = 3
QUESTION_SECONDS_MAX = 5.0
WARNINGS_MAX = 20  # the rest is counted
STEPS_BETWEEN_LOOKS = 20_000  # of SQLite's machine, about a millisecond

P = ParamSpec("P")
T = TypeVar("T")
Offsets = dict[tuple[str, int], int]
Listener = Callable[[int], None]


class TooSlow(Exception):
    """A question took longer than it may."""


class Archive:
    """An open archive. ``epoch`` is its file's random name; listeners are called in the writer's thread."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it; raises ArchiveError."""
        self.path = path
        self.epoch = prepare(path)
        self._writer = connect(path, writing=True)
        self._writer.execute("PRAGMA synchronous = FULL")
        self._writing = ThreadPoolExecutor(1, "archive-writer")
        self._reading = ThreadPoolExecutor(READERS, "archive-reader")
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self._listeners: list[Listener] = []
        self.unusable = 0  # messages that were no events, since this was opened

    def belong_to(self, cluster: str) -> None:
        """Bind the archive to the Kafka that it is of; raises ArchiveError where it is of another one.

        Offsets of one cluster mean nothing in another: events would be passed over in silence.
        """

        def bind(connection: sqlite3.Connection) -> str:
            connection.execute("INSERT OR IGNORE INTO facts VALUES ('cluster', ?)", (cluster,))
            return str(connection.execute("SELECT value FROM facts WHERE name = 'cluster'").fetchone()[0])

        if self.change(bind) != cluster:
            raise ArchiveError(
                f"{self.path} is the archive of another Kafka: give another --archive, or move this one away, and a "
                "new one is made"
            )

    def listen(self, listener: Listener) -> None:
        """Let a function be called with the newest sequence number after each commit that archived something."""
        self._listeners.append(listener)

    def wake(self, news: asyncio.Event) -> None:
        """Let an event of the running loop be set after each commit that archived something."""
        loop = asyncio.get_running_loop()

        def tell(_sequence: int) -> None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(news.set)

        self.listen(tell)

    def offsets(self) -> Offsets:
        """Return the offset to read next, by topic and partition."""
        return self.ask(_offsets)

    def add(self, messages: Iterable[Incoming], offsets: Mapping[tuple[str, int], int] | None = None) -> int:
        """Write what messages say, with the offsets to go on from; return how many events were new.

        Without ``offsets`` they follow from the messages. Messages below the offsets that are known are skipped.
        """
        entries, following = self._entries(messages)
        following.update(offsets or {})
        newest = 0

        def work(connection: sqlite3.Connection) -> int:
            nonlocal newest
            written = [_written(connection, entry) for entry in entries]
            connection.executemany(
                "INSERT INTO offsets VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET next = max(next, excluded.next)",
                [(topic, number, offset) for (topic, number), offset in following.items()],
            )
            numbers = [number for number in written if number is not None]
            newest = max(numbers, default=0)
            return len(numbers)

        count = self.change(work)
        if newest:
            for listener in self._listeners:
                listener(newest)
        return count

    def _entries(self, messages: Iterable[Incoming]) -> tuple[list[Entry], Offsets]:
        done = _offsets(self._writer)
        entries = []
        following: Offsets = {}
        for message in messages:
            place = message.topic, message.partition
            if message.offset < done.get(place, 0):
                continue
            following[place] = max(following.get(place, 0), message.offset + 1)
            try:
                entries.append(entry_of(message))
            except Unusable as fault:
                self.unusable += 1
                level = logging.WARNING if self.unusable <= WARNINGS_MAX else logging.DEBUG
                logger.log(level, "%s/%s/%s is no event and is left out: %s", *place, message.offset, fault)
        return entries, following

    def change(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run work in one transaction on the writer's connection; whole or not at all."""
        self._writer.execute("BEGIN IMMEDIATE")
        try:
            result = work(self._writer)
        except BaseException:
            self._writer.execute("ROLLBACK")
            raise
        self._writer.execute("COMMIT")
        return result

    def shrink(self) -> None:
        """Give space that is free inside the file back to the file system."""
        self._writer.execute("PRAGMA incremental_vacuum").fetchall()
        self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def ask(self, question: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask on a reading connection of this thread, all of it in one snapshot; raises TooSlow."""
        connection = self._connection()
        ends_at = time.monotonic() + QUESTION_SECONDS_MAX
        connection.set_progress_handler(lambda: time.monotonic() > ends_at, STEPS_BETWEEN_LOOKS)
        connection.execute("BEGIN")
        try:
            return question(connection, *args, **kwargs)
        except sqlite3.OperationalError as fault:
            if "interrupted" in str(fault):
                raise TooSlow(f"the question took longer than {QUESTION_SECONDS_MAX:g} seconds") from fault
            raise
        finally:
            connection.set_progress_handler(None, 0)
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    async def read(
        self, question: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Ask in a reader's thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._reading, lambda: self.ask(question, *args, **kwargs))

    async def written(self, work: Callable[[], T]) -> T:
        """Run something that writes (``add``, ``change``) in the writer's thread."""
        return await asyncio.get_running_loop().run_in_executor(self._writing, work)

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self.path, writing=False)
            self._local.connection = connection
            self._readers.append(connection)
        return connection

    def close(self) -> None:
        """Finish what is being written, and let go of the file."""
        self._writing.shutdown()
        self._reading.shutdown()
        for connection in (*self._readers, self._writer):
            connection.close()
        self._readers.clear()


def _written(connection: sqlite3.Connection, entry: Entry) -> int | None:
    if entry.topic == topology.ERASURES:
        obey(connection, None if entry.value is None else entry.raw, entry.key)
        return None
    return write(connection, entry)


def _offsets(connection: sqlite3.Connection) -> Offsets:
    return {(topic, number): offset for topic, number, offset in connection.execute("SELECT * FROM offsets")}
