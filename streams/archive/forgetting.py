"""Forgetting events and pages with all their rows and words: pieces of the writer's transactions."""

from __future__ import annotations

import sqlite3
import time

from streams import topology
from streams.archive.stored import decoded
from streams.archive.writing import standing, unindex_page, unindex_revision

STEP = 500  # events in one transaction
DAY_MS = 86_400_000
SETTLED_DAYS = 14  # twice what the topic keeps
AGED = tuple(
    f"DELETE FROM {table} WHERE (partition, offset) IN "  # noqa: S608 - names of ours
    f"(SELECT partition, offset FROM {table} WHERE written_ms < ? LIMIT ?)"
    for table in ("settled", "captures")
)
TOPICS_WITH_ROWS = {topology.CLEANED: "versions", topology.REVISED: "revisions"}


def forget_settled(connection: sqlite3.Connection) -> None:
    """Forget single outcomes that Kafka has let go of too; their counts stay."""
    before_ms = int(time.time() * 1000) - SETTLED_DAYS * DAY_MS
    connection.execute("DELETE FROM settled WHERE written_ms < ?", (before_ms,))


def forget_older(connection: sqlite3.Connection, before_ms: int, limit: int = STEP) -> int:
    """Forget events written before a time, and pages not looked at since; return how many rows went."""
    rows = connection.execute(
        "SELECT sequence FROM events WHERE written_ms < ? AND NOT EXISTS "
        "(SELECT 1 FROM pages WHERE number = events.page AND newest = events.sequence) ORDER BY written_ms LIMIT ?",
        (before_ms, limit),
    ).fetchall()
    for (sequence,) in rows:
        forget_event(connection, sequence)
    count = len(rows)
    for statement in AGED:
        count += connection.execute(statement, (before_ms, limit)).rowcount
    return count + (0 if rows else _forget_unseen_pages(connection, before_ms, limit))


def _forget_unseen_pages(connection: sqlite3.Connection, before_ms: int, limit: int) -> int:
    rows = connection.execute(
        "SELECT number FROM pages JOIN events ON events.sequence = pages.newest "
        "LEFT JOIN looks ON looks.page = pages.id WHERE events.written_ms < ? AND ifnull(looked_at, 0) < ? LIMIT ?",
        (before_ms, before_ms * 1000, limit),
    ).fetchall()
    for (number,) in rows:
        forget_page(connection, number)
    return len(rows)


def forget_oldest(connection: sqlite3.Connection, limit: int = STEP) -> int:
    """Forget the oldest history, whatever its age; return how many events went."""
    rows = connection.execute(
        "SELECT sequence FROM events WHERE NOT EXISTS "
        "(SELECT 1 FROM pages WHERE number = events.page AND newest = events.sequence) ORDER BY sequence LIMIT ?",
        (limit,),
    ).fetchall()
    for (sequence,) in rows:
        forget_event(connection, sequence)
    count = connection.execute(
        "DELETE FROM captures WHERE (partition, offset) IN "
        "(SELECT partition, offset FROM captures ORDER BY written_ms LIMIT ?)",
        (limit,),
    ).rowcount
    return len(rows) + count


def forget_event(connection: sqlite3.Connection, sequence: int) -> None:
    """Forget an event with its rows and its words; not the newest version of a page, whose words are the page's."""
    row = connection.execute("SELECT topic, page, value FROM events WHERE sequence = ?", (sequence,)).fetchone()
    if row is None:
        return
    topic, page, value = row
    if topic == topology.REVISED:
        known = decoded(value)
        unindex_revision(connection, sequence, known)
        if known["basis"] == "own_history":
            counted = "UPDATE pages SET revisions = revisions - ? WHERE number = ?"
            connection.execute(counted, (standing(known), page))
    if table := TOPICS_WITH_ROWS.get(topic):
        connection.execute(f"DELETE FROM {table} WHERE sequence = ?", (sequence,))  # noqa: S608 - names of ours
    if topic == topology.DUPLICATED:
        connection.execute("DELETE FROM copies WHERE sequence = ?", (sequence,))
    connection.execute("DELETE FROM events WHERE sequence = ?", (sequence,))


def forget_page(connection: sqlite3.Connection, number: int) -> None:
    """Forget a page with everything that speaks of it."""
    sequences = [
        row[0]
        for row in connection.execute(
            "SELECT sequence FROM events WHERE page = :page UNION SELECT sequence FROM revisions WHERE basis = 'copy' "
            "AND from_page = :page UNION SELECT sequence FROM copies WHERE page = :page OR other = :page",
            {"page": number},
        )
    ]
    unindex_page(connection, number)
    for sequence in sequences:
        forget_event(connection, sequence)
    for table in ("settled", "captures", "looks"):
        connection.execute(f"DELETE FROM {table} WHERE page = (SELECT id FROM pages WHERE number = ?)", (number,))  # noqa: S608 - names of ours
    connection.execute("DELETE FROM pages WHERE number = ?", (number,))
