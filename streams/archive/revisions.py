"""Revisions and other events, by sequence number: the question is put to the index, newest or oldest first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from streams import topology
from streams.archive import words
from streams.archive.filters import Filters
from streams.archive.stored import COLUMNS, Stored, stored

PAGES_AS_WORDS_MAX = 1_000  # more pages than that are looked at row by row
SEQUENCE_MAX = 2**62
ANSWER_BYTES_MAX = 16 * 1024 * 1024  # an event may hold megabytes; an answer ends behind the one that reaches this
FROM_EVENTS = f"SELECT {COLUMNS}, pages.id FROM events LEFT JOIN pages ON pages.number = events.page"  # noqa: S608 - a constant


@dataclass(frozen=True, slots=True)
class Bounds:
    """Sequence numbers wanted, both ends excluded, and in which order."""

    after: int = 0
    before: int = SEQUENCE_MAX
    newest_first: bool = True


def latest(connection: sqlite3.Connection) -> int:
    """Return the newest sequence number given, 0 where there is none, also where its event is kept no longer."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'events'").fetchone()
    return int(row[0]) if row else 0


def oldest(connection: sqlite3.Connection) -> int:
    """Return the oldest sequence number kept, 0 where there is none."""
    return int(connection.execute("SELECT ifnull(min(sequence), 0) FROM events").fetchone()[0])


def find(connection: sqlite3.Connection, filters: Filters, bounds: Bounds, limit: int) -> list[Stored]:
    """Return the events that fit, at most ``limit`` and not many bytes (``is_full``); raises words.BadQuestion."""
    if not filters.of_revisions_only:
        return _events(connection, filters, bounds, limit)
    if topology.REVISED not in filters.topics:
        return []
    return load(connection, sequences(connection, filters, bounds, limit))


def is_full(found: list[Stored], limit: int) -> bool:
    """Tell whether there may be more behind what was found."""
    return len(found) == limit or sum(len(event.raw) for event in found) >= ANSWER_BYTES_MAX


def load(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[Stored]:
    """Return events by their sequence numbers, in that order."""
    statement = f"{FROM_EVENTS} WHERE sequence = ?"
    return _bounded(connection.execute(statement, (number,)).fetchone() for number in numbers)


def _bounded(rows: Iterable[tuple[Any, ...] | None]) -> list[Stored]:
    found: list[Stored] = []
    size = 0
    for row in rows:
        if row is not None:
            found.append(stored(row))
            size += len(found[-1].raw)
        if size >= ANSWER_BYTES_MAX:
            break
    return found


def by_id(connection: sqlite3.Connection, topic: str, identity: str) -> Stored | None:
    """Return an event by its id, 32 hex digits."""
    row = connection.execute(
        f"{FROM_EVENTS} WHERE events.id = ? AND topic = ?", (bytes.fromhex(identity), topic)
    ).fetchone()
    return None if row is None else stored(row)


def sequences(connection: sqlite3.Connection, filters: Filters, bounds: Bounds, limit: int) -> list[int]:
    """Return the sequence numbers of the revisions that fit, at most ``limit``; raises words.BadQuestion."""
    pages = _pages(connection, filters)
    if pages is not None and not pages:
        return []
    expression = _expression(connection, filters, pages)
    where, values = _exact(filters, bounds, pages)
    source = "revisions"
    if expression:
        source = "revision_words CROSS JOIN revisions ON revisions.sequence = revision_words.rowid"
        where = [
            "revision_words MATCH ?",
            *(each.replace("revisions.sequence", "revision_words.rowid") for each in where),
        ]
        values = [expression, *values]
    number = "revision_words.rowid" if expression else "revisions.sequence"
    order = "DESC" if bounds.newest_first else "ASC"
    statement = f"SELECT {number} FROM {source} WHERE {' AND '.join(where)} ORDER BY {number} {order} LIMIT ?"  # noqa: S608 - our own words, values are bound
    return [int(row[0]) for row in connection.execute(statement, (*values, limit))]


def _expression(connection: sqlite3.Connection, filters: Filters, pages: list[str] | None) -> str:
    """Return what the index is asked; empty where every revision fits."""
    parts = []
    if filters.q:
        parts.append(words.asked(filters.q, words.ANYWHERE))
    if filters.removed:
        parts.append(words.asked(filters.removed, "{removed}"))
    if filters.inserted:
        parts.append(words.asked(filters.inserted, "{inserted}"))
    for sort, chosen in (
        ("s", filters.sites),
        ("k", filters.kinds),
        ("e", filters.edit_kinds),
        ("g", filters.signals),
        ("b", (filters.basis,) if filters.basis else ()),
    ):
        if chosen:
            parts.append(words.any_of(words.facet(sort, each) for each in chosen))
    if pages is not None and len(pages) <= PAGES_AS_WORDS_MAX:
        parts.append(words.any_of(words.facet("p", page) for page in pages))
    if filters.significance_min > 0:
        parts.append(words.at_least(filters.significance_min))
    if filters.since is not None or filters.until is not None:
        # Two questions, because SQLite reads the whole index for both ends at once.
        first = connection.execute("SELECT min(at) FROM revisions").fetchone()[0]
        last = connection.execute("SELECT max(at) FROM revisions").fetchone()[0]
        since = max(filters.since or 0, first or 0)
        until = min(last or 0, last or 0 if filters.until is None else filters.until)
        parts.append(words.between(since, until) if since <= until else "facets : never")
    return " AND ".join(parts)


def _exact(filters: Filters, bounds: Bounds, pages: list[str] | None) -> tuple[list[str], list[Any]]:
    """Return what the index says too coarsely, or not at all, as conditions with their values."""
    where = ["revisions.sequence > ?", "revisions.sequence < ?"]
    values: list[Any] = [bounds.after, bounds.before]
    if filters.significance_min > 0:
        where.append("revisions.significance >= ?")
        values.append(filters.significance_min)
    if filters.since is not None:
        where.append("revisions.at >= ?")
        values.append(filters.since)
    if filters.until is not None:
        where.append("revisions.at < ?")
        values.append(filters.until)
    if pages is None and filters.language:
        where.append("(SELECT language FROM pages WHERE number = revisions.page) = ?")
        values.append(filters.language)
    if pages is not None and len(pages) > PAGES_AS_WORDS_MAX:
        where.append("revisions.page IN (SELECT number FROM pages WHERE article = ?)")
        values.append(bytes.fromhex(filters.article or ""))
    return where, values


def _pages(connection: sqlite3.Connection, filters: Filters) -> list[str] | None:
    """Return the ids of the pages that a question is about, None where it is about all.

    A language that few pages have is a question about these pages: or all revisions would be looked at for them.
    """
    chosen: set[str] | None = set(filters.pages) or None
    if filters.article:
        rows = connection.execute("SELECT id FROM pages WHERE article = ?", (bytes.fromhex(filters.article),))
        members = {row[0].hex() for row in rows}
        chosen = members if chosen is None else chosen & members
    if filters.language:
        limit = PAGES_AS_WORDS_MAX + 1
        rows = connection.execute("SELECT id FROM pages WHERE language = ? LIMIT ?", (filters.language, limit))
        written = {row[0].hex() for row in rows}
        if len(written) < limit:
            chosen = written if chosen is None else chosen & written
        elif chosen is not None:
            chosen = {page for page in chosen if _language(connection, page) == filters.language}
    return None if chosen is None else sorted(chosen)


def _language(connection: sqlite3.Connection, page: str) -> str | None:
    row = connection.execute("SELECT language FROM pages WHERE id = ?", (bytes.fromhex(page),)).fetchone()
    return row[0] if row else None


def _events(connection: sqlite3.Connection, filters: Filters, bounds: Bounds, limit: int) -> list[Stored]:
    """Return events of several topics; their sites, pages and times are columns of their own."""
    where = ["sequence > ?", "sequence < ?"]
    values: list[Any] = [bounds.after, bounds.before]
    for column, chosen in (("topic", filters.topics), ("events.site", filters.sites)):
        if chosen:
            where.append(f"{column} IN ({', '.join('?' * len(chosen))})")
            values += chosen
    if filters.pages:
        where.append(f"pages.id IN ({', '.join('?' * len(filters.pages))})")
        values += [bytes.fromhex(page) for page in filters.pages]
    for column, value in (
        ("pages.article", filters.article and bytes.fromhex(filters.article)),
        ("pages.language", filters.language),
    ):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    if filters.since is not None:
        where.append("at >= ?")
        values.append(filters.since)
    if filters.until is not None:
        where.append("at < ?")
        values.append(filters.until)
    order = "DESC" if bounds.newest_first else "ASC"
    statement = f"{FROM_EVENTS} WHERE {' AND '.join(where)} ORDER BY sequence {order} LIMIT ?"
    return _bounded(connection.execute(statement, (*values, limit)))
