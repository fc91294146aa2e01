"""The archive's file: its tables, and what makes it this archive and no other.

One SQLite file, write-ahead log, one writer. Every archived event has a sequence number that is never given again, and
the file has an epoch, a random name made with it: ``epoch-sequence`` is a place in this archive and in no other one.
Commits are synced to disk (``synchronous=FULL``): a number that a subscriber has seen must not be given to another
event after a power failure.

Times are microseconds since 1970 (``at``: the capture's) or milliseconds (``written_ms``: when the broker took it).
"""

from __future__ import annotations

import secrets
import sqlite3
from pathlib import Path

LAYOUT = 1  # a file of another layout is refused: it is made anew from Kafka
EPOCH_BYTES = 6
PAGE_CACHE_KIB = 64 * 1024
LOG_PAGES = 8_000  # of the write-ahead log before it is worked in: a page that many batches touch is then written once
BUSY_MS = 10_000  # another process that writes (`rowback erase`) is waited for

TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE offsets (
    topic TEXT, partition INTEGER, next INTEGER NOT NULL, PRIMARY KEY (topic, partition)
) WITHOUT ROWID;
CREATE TABLE pages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    url TEXT NOT NULL,
    site TEXT NOT NULL,
    article BLOB NOT NULL,
    version INTEGER NOT NULL DEFAULT 0,
    newest INTEGER,
    headline TEXT,
    language TEXT,
    published_at TEXT,
    changed_at INTEGER,
    state TEXT NOT NULL DEFAULT 'live',
    state_at INTEGER,
    revisions INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pages_by_site ON pages (site, number);
CREATE INDEX pages_by_article ON pages (article, number);
CREATE INDEX pages_by_url ON pages (url);
CREATE INDEX pages_by_language ON pages (language, number);
CREATE TABLE looks (page BLOB PRIMARY KEY, looks INTEGER NOT NULL, looked_at INTEGER) WITHOUT ROWID;
CREATE TABLE events (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    topic TEXT NOT NULL,
    id BLOB NOT NULL,
    origin TEXT NOT NULL,
    source TEXT NOT NULL,
    page INTEGER,
    site TEXT,
    at INTEGER NOT NULL,
    written_ms INTEGER NOT NULL,
    value BLOB NOT NULL
);
CREATE UNIQUE INDEX events_by_id ON events (id, origin);
CREATE INDEX events_by_topic ON events (topic, sequence);
CREATE INDEX events_by_page ON events (page, topic, sequence);
CREATE INDEX events_by_age ON events (written_ms);
CREATE TABLE versions (
    sequence INTEGER PRIMARY KEY, page INTEGER NOT NULL, version INTEGER, at INTEGER NOT NULL,
    text_hash BLOB NOT NULL, headline TEXT, reverts_to INTEGER
);
CREATE INDEX versions_by_page ON versions (page, version);
CREATE TABLE revisions (
    sequence INTEGER PRIMARY KEY, page INTEGER NOT NULL, version INTEGER NOT NULL, basis TEXT NOT NULL,
    from_page INTEGER NOT NULL, from_version INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
    significance REAL NOT NULL, edits INTEGER NOT NULL
);
CREATE INDEX revisions_by_page ON revisions (page, basis, version);
CREATE INDEX revisions_by_from ON revisions (from_page) WHERE basis = 'copy';
CREATE INDEX revisions_by_time ON revisions (at);
CREATE TABLE copies (
    page INTEGER, other INTEGER, relation TEXT NOT NULL, unites INTEGER NOT NULL, stated INTEGER NOT NULL,
    sequence INTEGER NOT NULL, PRIMARY KEY (page, other)
) WITHOUT ROWID;
CREATE INDEX copies_by_other ON copies (other, page);
CREATE TABLE settled (
    partition INTEGER, offset INTEGER, at INTEGER, written_ms INTEGER NOT NULL, page BLOB, outcome TEXT NOT NULL,
    PRIMARY KEY (partition, offset)
) WITHOUT ROWID;
CREATE INDEX settled_by_age ON settled (written_ms);
CREATE TABLE outcomes (site TEXT, outcome TEXT, count INTEGER NOT NULL, PRIMARY KEY (site, outcome)) WITHOUT ROWID;
CREATE TABLE captures (
    partition INTEGER, offset INTEGER, page BLOB, version INTEGER, outcome TEXT NOT NULL, url TEXT, at INTEGER,
    written_ms INTEGER NOT NULL, fetched INTEGER NOT NULL DEFAULT 0, sha256 BLOB, raw BLOB,
    PRIMARY KEY (partition, offset)
);
CREATE INDEX captures_by_page ON captures (page, at);
CREATE INDEX captures_wanted ON captures (partition, offset) WHERE fetched = 0;
CREATE TABLE erased (subject TEXT PRIMARY KEY, ordered_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE revision_words USING fts5(
    headline, old, new, removed, inserted, facets, content='', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE page_words USING fts5(
    headline, text, facets, content='', tokenize='unicode61 remove_diacritics 2'
);
"""


class ArchiveError(Exception):
    """The archive's file cannot be used; the message says why and what to do."""


def connect(path: Path, *, writing: bool) -> sqlite3.Connection:
    """Return a connection with the settings that all have in common; transactions are begun by hand."""
    mode = "rwc" if writing else "ro"
    address = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute(f"PRAGMA cache_size = -{PAGE_CACHE_KIB}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    if not writing:
        connection.execute("PRAGMA query_only = 1")
    return connection


def prepare(path: Path) -> str:
    """Make the file where it is missing, and return its epoch; raises ArchiveError where it cannot be used."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = connect(path, writing=True)
        try:
            return _epoch(connection) or _make(connection)
        finally:
            connection.close()
    except sqlite3.Error as fault:
        raise ArchiveError(
            f"{path}: {fault}: is it an archive? Move it away, and a new one is made from Kafka"
        ) from fault


def _epoch(connection: sqlite3.Connection) -> str | None:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'facts'").fetchone():
        return None
    facts = dict(connection.execute("SELECT name, value FROM facts"))
    if facts.get("layout") != str(LAYOUT):
        raise sqlite3.DatabaseError(f"its layout is {facts.get('layout')}, this rowback's is {LAYOUT}")
    return str(facts["epoch"])


def _make(connection: sqlite3.Connection) -> str:
    epoch = secrets.token_hex(EPOCH_BYTES)
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # or retention could never make the file smaller
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(f"BEGIN IMMEDIATE; {TABLES}")
    connection.executemany("INSERT INTO facts VALUES (?, ?)", [("layout", str(LAYOUT)), ("epoch", epoch)])
    connection.execute("COMMIT")
    return epoch
