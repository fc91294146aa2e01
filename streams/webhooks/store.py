"""The state of the webhooks in their file. Every method is one transaction, and waits for the disk: see ``asked``."""

from __future__ import annotations

import asyncio
import dataclasses
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from streams.webhooks import layout
from streams.webhooks.choosing import Found
from streams.webhooks.delivery import Behind, Pending, Tried
from streams.webhooks.policy import WAITING_MAX, Waiting
from streams.webhooks.subscription import (
    FORMER_SECRET_SECONDS,
    STATES,
    BadSubscription,
    Policy,
    State,
    Subscription,
    read_filters,
    written_filters,
)

P = ParamSpec("P")
T = TypeVar("T")

SUBSCRIPTIONS_MAX = 200
REMEMBERED_MESSAGES = 100_000  # of each subscription, with the ids of their events: about 60 bytes each
FORGET_EVERY = 1_000  # messages

_FIELDS = [each.name for each in dataclasses.fields(Subscription) if each.name not in ("filters", "policy")]


class Store:
    """An open file of webhooks."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it; raises layout.WebhooksError."""
        self.path = path
        self._connection = layout.opened(path)
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(1, "webhooks")

    def close(self) -> None:
        """Let go of the file."""
        self._thread.shutdown()
        self._connection.close()

    async def asked(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a method in a thread of the store's own: those that all share may be waiting for slow name servers."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(*args, **kwargs))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _rows(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        with self._lock:
            return self._connection.execute(statement, values).fetchall()

    def foreign_changes(self) -> int:
        """Return a number that changes when another process has written."""
        return int(self._rows("PRAGMA data_version")[0][0])

    def totals(self) -> dict[str, int]:
        """Return how many subscriptions are in each state, how many events wait, how many messages are pending."""
        states = {row[0]: int(row[1]) for row in self._rows("SELECT state, count(*) FROM subscriptions GROUP BY state")}
        counts = {name: int(self._rows(f"SELECT count(*) FROM {name}")[0][0]) for name in ("waiting", "pending")}  # noqa: S608
        return {**dict.fromkeys(STATES, 0), **states, **counts}

    # Subscriptions, as people and the API change them.

    def subscriptions(self) -> list[Subscription]:
        """Return all, the oldest first."""
        return [_subscription(row) for row in self._rows("SELECT * FROM subscriptions ORDER BY created_ms, id")]

    def subscription(self, identity: str) -> Subscription | None:
        """Return one."""
        rows = self._rows("SELECT * FROM subscriptions WHERE id = ?", identity)
        return _subscription(rows[0]) if rows else None

    def add(self, new: Subscription) -> None:
        """Begin a subscription; raises BadSubscription where there are too many."""
        with self._transaction() as connection:
            if connection.execute("SELECT count(*) FROM subscriptions").fetchone()[0] >= SUBSCRIPTIONS_MAX:
                raise BadSubscription(f"there are {SUBSCRIPTIONS_MAX} subscriptions already: remove one first")
            connection.execute(
                "INSERT INTO subscriptions (id, url, secret, filters, debounce_seconds, digest_seconds, start_ms, "
                "created_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    new.id,
                    new.url,
                    new.secret,
                    written_filters(new.filters),
                    new.policy.debounce_seconds,
                    new.policy.digest_seconds,
                    new.start_ms,
                    new.created_ms,
                ),
            )

    def remove(self, identity: str) -> bool:
        """End a subscription and forget it; return whether there was one."""
        with self._transaction() as connection:
            return connection.execute("DELETE FROM subscriptions WHERE id = ?", (identity,)).rowcount > 0

    def turn(self, identity: str, state: State, reason: str | None = None) -> bool:
        """Let a subscription run or rest; one that runs again tries at once, with all its tries before it."""
        with self._transaction() as connection:
            if state == "active":
                again = "UPDATE pending SET attempts = 0, failed_at_ms = NULL, next_ms = 0 WHERE subscription = ?"
                connection.execute(again, (identity,))
            return _turned(connection, identity, state, reason)

    def rotate(self, identity: str, secret: str, now_ms: int) -> bool:
        """Replace a secret; the former one signs as well for a day."""
        until = now_ms + int(FORMER_SECRET_SECONDS * 1000)
        with self._transaction() as connection:
            statement = "UPDATE subscriptions SET former_secret = secret, former_until_ms = ?, secret = ? WHERE id = ?"
            return connection.execute(statement, (until, secret, identity)).rowcount > 0

    # How far a subscription is, as its courier changes it.

    def begin_epoch(self, identity: str, epoch: str, place: int) -> None:
        """Go on in another archive from a place; what waits is found there again. The pending message stays.

        What counts as delivered without being remembered is not wanted from that archive.
        """
        with self._transaction() as connection:
            connection.execute("DELETE FROM waiting WHERE subscription = ?", (identity,))
            connection.execute(
                "UPDATE subscriptions SET epoch = ?, place = ?, start_ms = max(start_ms, passed_ms + 1) WHERE id = ?",
                (epoch, place, identity),
            )

    def waiting(self, identity: str, rows_max: int = WAITING_MAX) -> list[Waiting]:
        """Return what waits, oldest first."""
        rows = self._rows(
            "SELECT number, sequence, event, page, written_ms, seen_ms FROM waiting WHERE subscription = ? "
            "ORDER BY number LIMIT ?",
            identity,
            rows_max,
        )
        return [Waiting(*row) for row in rows]

    def hold(self, identity: str, found: Sequence[Found], place: int, now_ms: int) -> int:
        """Let events wait that were not told before, and remember the place; return how many are new."""
        with self._transaction() as connection:
            known = "SELECT 1 FROM told WHERE subscription = ? AND event = ?"
            new = [each for each in found if not connection.execute(known, (identity, each.event)).fetchone()]
            connection.executemany(
                "INSERT INTO waiting (subscription, sequence, event, page, written_ms, seen_ms) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                [(identity, each.sequence, each.event, each.page, each.written_ms, now_ms) for each in new],
            )
            connection.execute("UPDATE subscriptions SET place = ? WHERE id = ?", (place, identity))
            return len(new)

    def behind(self, identity: str, unread: Sequence[Found] = (), *, all_read: bool = True) -> Behind:
        """Return what is held for a subscription or still to be read (``unread``), and was not told."""
        waiting = self._rows("SELECT count(*), min(written_ms) FROM waiting WHERE subscription = ?", identity)[0]
        pending = self._rows(
            "SELECT count(*), min(written_ms) FROM told JOIN pending USING (subscription, sequence) "
            "WHERE subscription = ?",
            identity,
        )[0]
        known = "SELECT 1 FROM told WHERE subscription = ? AND event = ?"
        new = [each.written_ms for each in unread if not self._rows(known, identity, each.event)]
        times = [each for each in (waiting[1], pending[1], *new) if each is not None]
        return Behind(waiting[0] + pending[0] + len(new), min(times, default=None), all_read)

    def let_go(self, numbers: Sequence[int]) -> None:
        """Forget what waits and is in the archive no longer."""
        with self._transaction() as connection:
            connection.executemany("DELETE FROM waiting WHERE number = ?", [(number,) for number in numbers])

    def pending(self, identity: str) -> Pending | None:
        """Return the message that is due, or tried again later."""
        rows = self._rows(
            "SELECT message, sequence, body, made_ms, attempts, failed_at_ms, next_ms FROM pending "
            "WHERE subscription = ?",
            identity,
        )
        return Pending(*rows[0]) if rows else None

    def pend(self, identity: str, message: Pending, events: Sequence[Waiting]) -> None:
        """Make a message of what waits: from here on it is that message, with that number and body.

        Its events are remembered now, so that no other message can carry them, whatever happens to the archive.
        """
        with self._transaction() as connection:
            connection.executemany("DELETE FROM waiting WHERE number = ?", [(each.number,) for each in events])
            connection.execute(
                "INSERT INTO pending (subscription, message, sequence, body, made_ms) VALUES (?, ?, ?, ?, ?)",
                (identity, message.message, message.sequence, message.body, message.made_ms),
            )
            connection.executemany(
                "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)",
                [(identity, each.event, message.sequence, each.written_ms) for each in events],
            )
            connection.execute("UPDATE subscriptions SET sequence = ? WHERE id = ?", (message.sequence, identity))

    def events_of(self, identity: str, sequence: int) -> list[bytes]:
        """Return the ids of a message's events."""
        rows = self._rows("SELECT event FROM told WHERE subscription = ? AND sequence = ?", identity, sequence)
        return [row[0] for row in rows]

    def unpend(self, identity: str, sequence: int, left: Sequence[Found], now_ms: int) -> None:
        """Take a message back whose events were erased; those that are left wait again, before all others."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM pending WHERE subscription = ?", (identity,))
            connection.execute("DELETE FROM told WHERE subscription = ? AND sequence = ?", (identity, sequence))
            lowest = connection.execute("SELECT min(0, ifnull(min(number), 0)) FROM waiting").fetchone()[0]
            connection.executemany(
                "INSERT INTO waiting VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (lowest - len(left) + at, identity, each.sequence, each.event, each.page, each.written_ms, now_ms)
                    for at, each in enumerate(left)
                ],
            )

    def record(self, identity: str, message: Pending, tried: Tried) -> None:
        """Remember that a message was taken."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM pending WHERE subscription = ?", (identity,))
            connection.execute(
                "UPDATE subscriptions SET last_status = ?, last_fault = NULL, last_at_ms = ?, succeeded_at_ms = ?, "
                "delivered = delivered + "
                "(SELECT count(*) FROM told WHERE told.subscription = id AND told.sequence = ?) WHERE id = ?",
                (tried.status, tried.at_ms, tried.at_ms, message.sequence, identity),
            )
            if message.sequence % FORGET_EVERY == 0:
                _forget(connection, identity, message.sequence - REMEMBERED_MESSAGES)

    def fail(self, identity: str, tried: Tried, next_ms: int, disabled: str | None) -> None:
        """Remember that a message was not taken, and when it is tried again."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE pending SET attempts = attempts + 1, failed_at_ms = ifnull(failed_at_ms, ?), next_ms = ? "
                "WHERE subscription = ?",
                (tried.at_ms, next_ms, identity),
            )
            connection.execute(
                "UPDATE subscriptions SET last_status = ?, last_fault = ?, last_at_ms = ? WHERE id = ?",
                (tried.status, tried.fault, tried.at_ms, identity),
            )
            if disabled is not None:
                _turned(connection, identity, "disabled", disabled)


def _turned(connection: sqlite3.Connection, identity: str, state: State, reason: str | None) -> bool:
    statement = "UPDATE subscriptions SET state = ?, reason = ? WHERE id = ?"
    return connection.execute(statement, (state, reason, identity)).rowcount > 0


def _forget(connection: sqlite3.Connection, identity: str, below: int) -> None:
    """Remember the oldest messages by the time of their events alone."""
    row = connection.execute(
        "SELECT max(written_ms) FROM told WHERE subscription = ? AND sequence < ?", (identity, below)
    ).fetchone()
    if row[0] is not None:
        connection.execute("DELETE FROM told WHERE subscription = ? AND sequence < ?", (identity, below))
        passed = "UPDATE subscriptions SET passed_ms = max(passed_ms, ?) WHERE id = ?"
        connection.execute(passed, (row[0], identity))


def _subscription(row: sqlite3.Row) -> Subscription:
    known = {name: row[name] for name in _FIELDS}
    policy = Policy(row["debounce_seconds"], row["digest_seconds"])
    return Subscription(**known, filters=read_filters(row["filters"]), policy=policy)
