"""What a subscription is asked of the archive. Functions of a connection, as all questions are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from streams.archive import Filters, Stored, revisions
from streams.webhooks.subscription import Subscription

SOME = 500  # numbers looked at in one question
SOME_LOADED = 100  # where a question loads the events themselves
UNREAD_STEPS_MAX = 5  # of counting what is still to be read: who is further behind is told a lower bound
ERASURE_CLOCKS_MS = 3_600_000  # how far the clocks of two machines may be apart


@dataclass(frozen=True, slots=True)
class Found:
    """An event that fits: its place, its id (16 bytes), its page's number, and when it was written to Kafka."""

    sequence: int
    event: bytes
    page: int | None
    written_ms: int


def begin(connection: sqlite3.Connection, since_ms: int) -> int:
    """Return the place before the first event written at a time or later; the newest place where there is none."""
    row = connection.execute("SELECT min(sequence) FROM events WHERE written_ms >= ?", (since_ms,)).fetchone()
    return revisions.latest(connection) if row[0] is None else int(row[0]) - 1


def following(connection: sqlite3.Connection, filters: Filters, after: int) -> tuple[list[Found], int]:
    """Return the next events that fit, oldest first, and the place up to which was looked."""
    latest = revisions.latest(connection)
    bounds = revisions.Bounds(after=after, newest_first=False)
    if filters.of_revisions_only:
        numbers = revisions.sequences(connection, filters, bounds, SOME)
        is_full = len(numbers) == SOME
    else:
        loaded = revisions.find(connection, filters, bounds, SOME_LOADED)
        numbers = [event.sequence for event in loaded]
        is_full = revisions.is_full(loaded, SOME_LOADED)
    found = [row for row in (_row(connection, number) for number in numbers) if row is not None]
    return found, numbers[-1] if is_full and numbers else max(latest, after)


def unread(connection: sqlite3.Connection, subscription: Subscription, epoch: str) -> tuple[list[Found], bool]:
    """Return events that fit and were not looked at yet, oldest first, and whether these are all."""
    place = subscription.place
    if subscription.epoch != epoch:
        place = begin(connection, max(subscription.start_ms, subscription.passed_ms + 1))
    found: list[Found] = []
    for _ in range(UNREAD_STEPS_MAX):
        some, reached = following(connection, subscription.filters, place)
        found += [each for each in some if each.written_ms >= subscription.start_ms]
        if reached == place:
            return found, True
        place = reached
    return found, False


def _row(connection: sqlite3.Connection, sequence: int) -> Found | None:
    row = connection.execute("SELECT id, page, written_ms FROM events WHERE sequence = ?", (sequence,)).fetchone()
    return None if row is None else Found(sequence, row[0], row[1], row[2])


def left(connection: sqlite3.Connection, events: Iterable[bytes]) -> list[Found]:
    """Return those of some events, by their ids, that the archive holds."""
    asked = "SELECT sequence, id, page, written_ms FROM events WHERE id = ? ORDER BY sequence LIMIT 1"
    rows = [connection.execute(asked, (event,)).fetchone() for event in events]
    return sorted((Found(*row) for row in rows if row is not None), key=lambda found: found.sequence)


def contents(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[Stored]:
    """Return events by their places; those that were erased or let go of are missing."""
    return revisions.load(connection, numbers)


def has_erased(connection: sqlite3.Connection, since_ms: int) -> bool:
    """Tell whether anything was erased since a time."""
    known = connection.execute("SELECT 1 FROM erased WHERE ordered_ms >= ?", (since_ms - ERASURE_CLOCKS_MS,))
    return known.fetchone() is not None
