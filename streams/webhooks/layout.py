"""The file of the webhooks: its tables, and who may read it.

It holds the secrets, which signing needs as they are: nobody but its owner may read it (mode 0600).
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

LAYOUT = 1
BUSY_MS = 10_000  # `rowback webhooks` writes beside `rowback serve`

TABLES = """
CREATE TABLE IF NOT EXISTS subscriptions (
    id TEXT PRIMARY KEY, url TEXT NOT NULL, secret TEXT NOT NULL, former_secret TEXT,
    former_until_ms INTEGER NOT NULL DEFAULT 0, filters TEXT NOT NULL, debounce_seconds REAL NOT NULL,
    digest_seconds REAL NOT NULL, start_ms INTEGER NOT NULL, created_ms INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'active', reason TEXT, epoch TEXT, place INTEGER NOT NULL DEFAULT 0,
    sequence INTEGER NOT NULL DEFAULT 0, delivered INTEGER NOT NULL DEFAULT 0, passed_ms INTEGER NOT NULL DEFAULT -1,
    last_status INTEGER, last_fault TEXT, last_at_ms INTEGER, succeeded_at_ms INTEGER
);
CREATE TABLE IF NOT EXISTS waiting (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    subscription TEXT NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
    sequence INTEGER NOT NULL, event BLOB NOT NULL, page INTEGER, written_ms INTEGER NOT NULL, seen_ms INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS waiting_by_subscription ON waiting (subscription, number);
CREATE TABLE IF NOT EXISTS pending (
    subscription TEXT PRIMARY KEY REFERENCES subscriptions ON DELETE CASCADE,
    message TEXT NOT NULL, sequence INTEGER NOT NULL, body BLOB NOT NULL, made_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, failed_at_ms INTEGER, next_ms INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS told (
    subscription TEXT REFERENCES subscriptions ON DELETE CASCADE,
    event BLOB, sequence INTEGER NOT NULL, written_ms INTEGER NOT NULL, PRIMARY KEY (subscription, event)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS told_by_age ON told (subscription, sequence);
"""


class WebhooksError(Exception):
    """The webhooks' file cannot be used; the message says why."""


def beside(archive: Path) -> Path:
    """Return where the webhooks of an archive lie."""
    return archive.with_suffix(".webhooks" + (archive.suffix or ".sqlite3"))


def opened(path: Path) -> sqlite3.Connection:
    """Open the file, made where it is missing; transactions are begun by hand. Raises WebhooksError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # a delivery that was recorded stays recorded
        connection.execute("PRAGMA foreign_keys = 1")
        connection.execute("PRAGMA secure_delete = 1")  # secrets, and texts that somebody wants forgotten
        layout = connection.execute("PRAGMA user_version").fetchone()[0]
        if layout not in (0, LAYOUT):
            raise WebhooksError(f"{path}: its layout is {layout}, this rowback's is {LAYOUT}")
        if layout == 0:
            connection.executescript(f"BEGIN IMMEDIATE; {TABLES} PRAGMA user_version = {LAYOUT}; COMMIT")
    except (sqlite3.Error, OSError) as fault:
        raise WebhooksError(f"{path}: {fault}") from fault
    return connection
