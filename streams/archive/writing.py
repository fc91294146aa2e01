"""How events become rows: one function a topic, all inside the writer's transaction.

What is derived must not depend on how topics interleave, because a rebuilt archive reads them in another order: a
column is a function of one topic's events about one page, which have an order, or commutes (counts, the newest of).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from typing import Any

import zstandard

from streams import topology
from streams.archive.entry import Entry, raw_place
from streams.archive.stored import decoded
from streams.archive.words import page_words, primary, revision_words
from streams.web import address, time

EVIDENCE = frozenset({"created", "revised", "cut_off", "late", "gone", "restored", "redirected", "muted"})
"""Outcomes whose captures are kept as they came: those that an event rests on."""

STATES = {"gone": "gone", "restored": "live", "redirected": "redirected"}
LEVEL = 3

_of_thread = threading.local()


def compress(raw: bytes) -> bytes:
    """Return bytes as they are stored."""
    compressor: zstandard.ZstdCompressor | None = getattr(_of_thread, "compressor", None)
    if compressor is None:  # made once for each thread: making it takes as long as using it
        compressor = _of_thread.compressor = zstandard.ZstdCompressor(level=LEVEL)
    return compressor.compress(raw)


def write(connection: sqlite3.Connection, entry: Entry) -> int | None:
    """Write an event; return its sequence number, None where it is counted only, repeated, or erased."""
    if entry.value is None:
        _forget(connection, entry)
        return None
    if _is_erased(connection, entry.value):
        return None
    if entry.topic == topology.SETTLED:
        _settled(connection, entry, entry.value)
        return None
    page = None
    if "page" in entry.value:
        page = page_number(connection, entry.value["page"], entry.value["url"], entry.value["site"])
    sequence = _event(connection, entry, page)
    if sequence is not None and page is not None:
        ROWS[entry.topic](connection, sequence, page, entry.value)
    return sequence


def page_number(connection: sqlite3.Connection, page: str, url: str, site: str) -> int:
    """Return the number of a page, new where it was never heard of."""
    identity = bytes.fromhex(page)
    if found := connection.execute("SELECT number FROM pages WHERE id = ?", (identity,)).fetchone():
        return int(found[0])
    written = connection.execute(
        "INSERT INTO pages (id, url, site, article) VALUES (?, ?, ?, ?)", (identity, url, site, identity)
    )
    return int(written.lastrowid or 0)


def site_of(url: str) -> str:
    """Return the site of a canonical URL; empty where it has none."""
    try:
        return address.page_of(url, None).site
    except address.BadAddress:
        return ""


def _is_erased(connection: sqlite3.Connection, value: dict[str, Any]) -> bool:
    subjects = [value.get("page"), value.get("site")]
    for side in ("other", "from"):
        if isinstance(other := value.get(side), dict):
            subjects += [other["page"], site_of(other["url"])]
    wanted = [subject for subject in subjects if subject]
    marks = ", ".join("?" * len(wanted))
    return connection.execute(f"SELECT 1 FROM erased WHERE subject IN ({marks})", wanted).fetchone() is not None  # noqa: S608 - marks only


def _forget(connection: sqlite3.Connection, entry: Entry) -> None:
    """A page whose assignment was deleted is its own article again."""
    if entry.topic == topology.ASSIGNED and len(entry.key) == 32:
        connection.execute("UPDATE pages SET article = id WHERE id = ?", (bytes.fromhex(entry.key),))


def _event(connection: sqlite3.Connection, entry: Entry, page: int | None) -> int | None:
    site = entry.value.get("site") if entry.value else None
    row = connection.execute(
        "INSERT INTO events (topic, id, origin, source, page, site, at, written_ms, value) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id, origin) DO NOTHING RETURNING sequence",
        (
            entry.topic,
            entry.id,
            entry.origin,
            entry.source,
            page,
            site,
            entry.at,
            entry.written_ms,
            compress(entry.raw),
        ),
    ).fetchone()
    return None if row is None else int(row[0])


def _cleaned(connection: sqlite3.Connection, sequence: int, page: int, value: dict[str, Any]) -> None:
    at = time.instant(value["captured_at"])
    text_hash = bytes.fromhex(value["text_hash"])
    row = (sequence, page, value["version"], at, text_hash, value["headline"], value["reverts_to"])
    connection.execute("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    known = connection.execute("SELECT version FROM pages WHERE number = ?", (page,)).fetchone()[0]
    if value["version"] is None or value["version"] <= known:
        return
    unindex_page(connection, page)
    connection.execute(
        "INSERT INTO page_words (rowid, headline, text, facets) VALUES (?, ?, ?, ?)", (page, *page_words(value))
    )
    language = primary(value["language"]) if value["language"] else None
    connection.execute(
        "UPDATE pages SET version = ?, newest = ?, headline = ?, language = ?, published_at = ?, changed_at = ? "
        "WHERE number = ?",
        (value["version"], sequence, value["headline"], language, value["published_at"], at, page),
    )


def unindex_page(connection: sqlite3.Connection, page: int) -> None:
    """Take a page's newest version out of the index; which words it put there is told by its event."""
    row = connection.execute(
        "SELECT events.value FROM pages JOIN events ON events.sequence = pages.newest WHERE number = ?", (page,)
    ).fetchone()
    if row is not None:
        connection.execute(
            "INSERT INTO page_words (page_words, rowid, headline, text, facets) VALUES ('delete', ?, ?, ?, ?)",
            (page, *page_words(decoded(row[0]))),
        )


def _revised(connection: sqlite3.Connection, sequence: int, page: int, value: dict[str, Any]) -> None:
    old, new = value["from"], value["to"]
    from_page = page
    if old["page"] != value["page"]:
        from_page = page_number(connection, old["page"], old["url"], site_of(old["url"]))
    connection.execute(
        "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            sequence,
            page,
            new["version"],
            value["basis"],
            from_page,
            old["version"],
            time.instant(value["captured_at"]),
            value["kind"],
            value["significance"],
            len(value["edits"]),
        ),
    )
    connection.execute(
        "INSERT INTO revision_words (rowid, headline, old, new, removed, inserted, facets) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (sequence, *revision_words(value)),
    )
    if value["basis"] == "own_history":
        counted = "UPDATE pages SET revisions = revisions + ? WHERE number = ?"
        connection.execute(counted, (standing(value), page))


def standing(value: dict[str, Any]) -> int:
    """Return what a revision adds to those of its page that stand: one that takes back what was said takes one away."""
    return -1 if value.get("statement") == "withdrawn" else 1


def unindex_revision(connection: sqlite3.Connection, sequence: int, value: dict[str, Any]) -> None:
    """Take a revision out of the index."""
    connection.execute(
        "INSERT INTO revision_words (revision_words, rowid, headline, old, new, removed, inserted, facets) "
        "VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)",
        (sequence, *revision_words(value)),
    )


def _duplicated(connection: sqlite3.Connection, sequence: int, page: int, value: dict[str, Any]) -> None:
    """The newest statement about a pair holds; all of them come in one partition, in order."""
    other = page_number(connection, value["other"]["page"], value["other"]["url"], value["other"]["site"])
    connection.execute(
        "INSERT INTO copies VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (page, other) DO UPDATE SET relation = "
        "excluded.relation, unites = excluded.unites, stated = excluded.stated, sequence = excluded.sequence",
        (page, other, value["relation"], value["unites"], value["statement"] == "stated", sequence),
    )


def _assigned(connection: sqlite3.Connection, _sequence: int, page: int, value: dict[str, Any]) -> None:
    connection.execute("UPDATE pages SET article = ? WHERE number = ?", (bytes.fromhex(value["article"]), page))


def _page_changed(connection: sqlite3.Connection, _sequence: int, page: int, value: dict[str, Any]) -> None:
    if state := STATES.get(value["change"]):
        at = time.instant(value["captured_at"])
        connection.execute("UPDATE pages SET state = ?, state_at = ? WHERE number = ?", (state, at, page))


ROWS: dict[str, Callable[[sqlite3.Connection, int, int, dict[str, Any]], None]] = {
    topology.CLEANED: _cleaned,
    topology.REVISED: _revised,
    topology.DUPLICATED: _duplicated,
    topology.ASSIGNED: _assigned,
    topology.PAGE_CHANGED: _page_changed,
}


def _settled(connection: sqlite3.Connection, entry: Entry, value: dict[str, Any]) -> None:
    """Count an outcome once for each capture, however often it is read."""
    place = raw_place(entry.origin)
    if place is None:
        return
    at = time.instant(value["captured_at"]) if value["captured_at"] else None
    page = bytes.fromhex(value["page"]) if value["page"] else None
    new = connection.execute(
        "INSERT INTO settled VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING 1",
        (*place, at, entry.written_ms, page, value["outcome"]),
    ).fetchone()
    if new is None:
        return
    connection.execute(
        "INSERT INTO outcomes VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
        (value["site"] or "", value["outcome"]),
    )
    if page is not None:
        connection.execute(
            "INSERT INTO looks VALUES (?, 1, ?) ON CONFLICT DO UPDATE SET looks = looks + 1, "
            "looked_at = max(ifnull(looked_at, 0), excluded.looked_at)",
            (page, at),
        )
    if value["outcome"] in EVIDENCE:
        connection.execute(
            "INSERT INTO captures (partition, offset, page, version, outcome, url, at, written_ms) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (*place, page, value["version"], value["outcome"], value["url"], at, entry.written_ms),
        )
