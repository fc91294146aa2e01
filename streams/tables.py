"""The state of a partition while a batch is handled: reads see what was written, nothing lasts before delivery."""

from __future__ import annotations

from typing import Protocol

Key = bytes
KEY_SEPARATOR = b"\x00"


class Store(Protocol):
    """Where the delivered state of a partition lives: a directory on disk, or memory."""

    def get(self, key: Key) -> bytes | None:
        """Return the value of a key, or None."""
        ...


def record_key(table: str, key: str) -> Key:
    """Return the key of a table's record in store and changelog."""
    return table.encode() + KEY_SEPARATOR + key.encode()


class PendingTables:
    """Tables over a store: writes are kept apart until the batch is delivered, and one message's can be undone."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._batch: dict[Key, bytes | None] = {}
        self._message: dict[Key, bytes | None] = {}

    def get(self, table: str, key: str) -> bytes | None:
        """Return the newest value written in this batch, else the stored one, else None."""
        name = record_key(table, key)
        if name in self._message:
            return self._message[name]
        if name in self._batch:
            return self._batch[name]
        return self._store.get(name)

    def put(self, table: str, key: str, value: bytes | None) -> None:
        """Write a value; None forgets the key."""
        self._message[record_key(table, key)] = value

    def keep(self) -> None:
        """The message was handled: its writes belong to the batch."""
        self._batch.update(self._message)
        self._message.clear()

    def undo(self) -> None:
        """The message was rejected: it leaves no trace."""
        self._message.clear()

    def writes(self) -> dict[Key, bytes | None]:
        """Return what the batch writes: for each key its last value, None for one to forget."""
        return self._batch
