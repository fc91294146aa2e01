"""What the archive holds, in numbers."""

from __future__ import annotations

import sqlite3
from typing import Any


def outcomes(connection: sqlite3.Connection, site: str | None = None) -> dict[str, int]:
    """Return how many captures came to which outcome, of one site or of all."""
    rows = connection.execute(
        "SELECT outcome, sum(count) FROM outcomes WHERE ? IS NULL OR site = ? GROUP BY outcome ORDER BY outcome",
        (site, site),
    )
    return {outcome: int(count) for outcome, count in rows}


def summary(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return counts of what is archived; estimates by numbers given where counting would take long."""
    latest = connection.execute("SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'events'").fetchone()[0]
    oldest = connection.execute("SELECT ifnull(min(sequence), 0) FROM events").fetchone()[0]
    return {
        "latest": int(latest),
        "oldest": int(oldest),
        "captures": sum(outcomes(connection).values()),
        "bytes": size(connection),
    }


def size(connection: sqlite3.Connection) -> int:
    """Return the bytes in use in the file, without what is free inside it."""
    pages, free, page = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * page)
