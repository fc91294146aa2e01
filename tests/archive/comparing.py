"""When two archives are the same: everything but what depends on the order in which topics were read.

Left out are sequence and page numbers, the epoch, and the steps on the way to a page's article (article.assigned is
compacted: what is compared is where every page ends up). Everything else is compared by its natural keys.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

QUESTIONS = {
    "events": "SELECT topic, id, origin, source, site, at, written_ms, value FROM events "
    "WHERE topic != 'article.assigned'",
    "pages": "SELECT pages.id, url, pages.site, article, version, headline, language, published_at, changed_at, state, "
    "state_at, revisions, events.id FROM pages LEFT JOIN events ON sequence = newest",
    "versions": "SELECT pages.id, versions.version, at, text_hash, versions.headline, reverts_to FROM versions "
    "JOIN pages ON number = page",
    "revisions": "SELECT a.id, b.id, revisions.version, basis, from_version, at, kind, significance, edits "
    "FROM revisions JOIN pages a ON a.number = page JOIN pages b ON b.number = from_page",
    "copies": "SELECT a.id, b.id, relation, unites, stated FROM copies JOIN pages a ON a.number = page "
    "JOIN pages b ON b.number = other",
    "looks": "SELECT * FROM looks",
    "settled": "SELECT * FROM settled",
    "outcomes": "SELECT * FROM outcomes",
    "captures": "SELECT partition, offset, page, version, outcome, url, at, sha256 FROM captures",
    "offsets": "SELECT * FROM offsets",
}


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return what an archive's file holds, in an order of its own."""
    connection = sqlite3.connect(path)
    try:
        return {name: sorted(connection.execute(question), key=repr) for name, question in QUESTIONS.items()}
    finally:
        connection.close()


def index_is_sound(path: Path) -> None:
    """Let SQLite check its own file, the full-text index among it."""
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        connection.close()
