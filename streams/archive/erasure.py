"""Erasing a page or a site: the archive forgets it at once and for good; an order on Kafka tells every other archive.

The order is a message on a compacted topic: an archive that is made anew reads it too, and whatever else Kafka still
holds of the page or site is left out, also what is captured later. A deleted order lets later events in again.

What an order reaches: this archive and every other one, its full-text index, the evidence in it, and the page's article
on the compacted topic. The workers' tables have orders of their own (``hosts/erasing``). What is not reached: other
topics, whose messages go when their retention ends (article.raw after a week; the rest is kept unless set otherwise),
files that were exported, what subscribers have, and copies of the text on other pages, which are told so that they can
be erased too.
"""

from __future__ import annotations

import re
import sqlite3
import time
from dataclasses import dataclass
from typing import Any

import orjson

from streams.archive.copies import copies
from streams.archive.forgetting import forget_event, forget_page

MERGE_PAGES = 2_000  # of the index that are rewritten in one short transaction
MERGED_MIN = 2  # changes that SQLite counts for a merge that did something
_PAGE = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an erasure takes: pages (id to site) and the number of their events; and others with the same text."""

    pages: dict[str, str]
    events: int
    copies: list[str]


def subject_of(connection: sqlite3.Connection, wanted: str) -> str:
    """Return what an order names: a page's id for its id or canonical URL, else the site as it was given."""
    if _PAGE.fullmatch(wanted):
        return wanted
    row = connection.execute("SELECT id FROM pages WHERE url = ?", (wanted,)).fetchone()
    return wanted if row is None else str(row[0].hex())


def foresee(connection: sqlite3.Connection, subject: str) -> Foreseen:
    """Return what erasing a page or a site takes."""
    rows = _rows(connection, subject)
    others = {copy["url"] for number, *_ in rows for copy in copies(connection, number) if copy["site"] != subject}
    count = "SELECT count(*) FROM events WHERE page = ?"
    events = sum(connection.execute(count, (number,)).fetchone()[0] for number, *_ in rows)
    return Foreseen({identity.hex(): site for _, identity, site in rows}, events, sorted(others))


def _rows(connection: sqlite3.Connection, subject: str) -> list[tuple[int, bytes, str]]:
    if _PAGE.fullmatch(subject):
        found = connection.execute("SELECT number, id, site FROM pages WHERE id = ?", (bytes.fromhex(subject),))
    else:
        found = connection.execute("SELECT number, id, site FROM pages WHERE site = ?", (subject,))
    return found.fetchall()


def now_ms() -> int:
    """Return the time of an order."""
    return int(time.time() * 1000)


def order(subject: str, at_ms: int | None = None) -> bytes:
    """Return the message that orders an erasure."""
    ordered_ms = now_ms() if at_ms is None else at_ms
    return orjson.dumps({"subject": subject, "ordered_ms": ordered_ms})


def obey(connection: sqlite3.Connection, value: bytes | None, key: str) -> None:
    """Carry out an order as it was read; what is none is passed over. No value: the order is taken back."""
    if value is None:
        connection.execute("DELETE FROM erased WHERE subject = ?", (key,))
        return
    try:
        known: dict[str, Any] = orjson.loads(value)
        subject, ordered_ms = str(known["subject"]), int(known["ordered_ms"])
    except (ValueError, TypeError, LookupError):
        return
    erase(connection, subject, ordered_ms)


def erase(connection: sqlite3.Connection, subject: str, ordered_ms: int) -> None:
    """Forget a page or site, and leave out what comes of it from now on."""
    connection.execute(
        "INSERT INTO erased VALUES (?, ?) ON CONFLICT DO UPDATE SET ordered_ms = excluded.ordered_ms",
        (subject, ordered_ms),
    )
    connection.execute("PRAGMA secure_delete = 1")
    connection.execute("INSERT OR REPLACE INTO facts VALUES ('to_scrub', '1')")
    for number, *_ in _rows(connection, subject):
        forget_page(connection, number)
    for (sequence,) in connection.execute("SELECT sequence FROM events WHERE site = ?", (subject,)).fetchall():
        forget_event(connection, sequence)
    connection.execute("DELETE FROM outcomes WHERE site = ?", (subject,))


def is_scrubbed(connection: sqlite3.Connection) -> bool:
    """Tell whether no words of what was erased are left in the indexes."""
    return connection.execute("SELECT 1 FROM facts WHERE name = 'to_scrub'").fetchone() is None


def scrub(connection: sqlite3.Connection) -> bool:
    """Rewrite a part of the indexes, so that the words of what was erased go too; return whether all is done.

    FTS5 only marks words as deleted until it merges; a negative number of pages begins to merge everything.
    """
    row = connection.execute("SELECT value FROM facts WHERE name = 'to_scrub'").fetchone()
    begun = done = row is not None and str(row[0]) == "2"
    for table in ("revision_words", "page_words"):
        before = connection.total_changes
        pages = MERGE_PAGES if begun else -MERGE_PAGES
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", (pages,))  # noqa: S608 - names of ours
        done = done and connection.total_changes - before < MERGED_MIN
    connection.execute("UPDATE facts SET value = '2' WHERE name = 'to_scrub'")
    if done:
        connection.execute("DELETE FROM facts WHERE name = 'to_scrub'")
    return done
