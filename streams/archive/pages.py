"""Pages, their versions, what happened to them, and the articles that they make up together.

Lists go by the number of a page, given when it was first heard of: a page that changes while somebody reads on keeps
its place, so that nothing is skipped or given twice.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from streams import topology
from streams.archive import words
from streams.archive.revisions import FROM_EVENTS, SEQUENCE_MAX, load
from streams.archive.stored import Stored, decoded, stored
from streams.web import time

Row = dict[str, Any]

STATES = ("live", "gone", "redirected")
PAGE = (
    "pages.number, pages.id, pages.url, pages.site, pages.article, pages.version, pages.headline, pages.language, "
    "pages.published_at, pages.changed_at, pages.state, pages.state_at, pages.revisions, "
    "(SELECT looks FROM looks WHERE looks.page = pages.id), "
    "(SELECT looked_at FROM looks WHERE looks.page = pages.id)"
)
MEMBERS_MAX = 1_000  # of an article, in one answer


@dataclass(frozen=True, slots=True)
class PageFilters:
    """Which pages are wanted; ``q`` asks for words of the newest version."""

    sites: tuple[str, ...] = ()
    language: str | None = None
    state: str | None = None
    url: str | None = None
    q: str | None = None


def row_of(row: tuple[Any, ...]) -> Row:
    """Return a page from a row of the columns PAGE."""
    number, identity, url, site, article, version, headline, language, published_at, *rest = row
    changed_at, state, state_at, revisions, looks, looked_at = rest
    return {
        "number": number,
        "page": identity.hex(),
        "url": url,
        "site": site,
        "article": article.hex(),
        "version": version or None,
        "headline": headline,
        "language": language,
        "published_at": published_at,
        "changed_at": _written(changed_at),
        "state": state,
        "state_at": _written(state_at),
        "revisions": revisions,
        "looks": looks or 0,
        "looked_at": _written(looked_at),
    }


def _written(microseconds: int | None) -> str | None:
    return None if microseconds is None else time.written(microseconds)


def page(connection: sqlite3.Connection, identity: str) -> Row | None:
    """Return a page, None where it was never heard of."""
    row = connection.execute(f"SELECT {PAGE} FROM pages WHERE id = ?", (bytes.fromhex(identity),)).fetchone()  # noqa: S608 - a constant
    return None if row is None else row_of(row)


def pages(connection: sqlite3.Connection, filters: PageFilters, limit: int, before: int = SEQUENCE_MAX) -> list[Row]:
    """Return pages, newest found first, whose numbers are below ``before``; raises words.BadQuestion."""
    where, values = _conditions(filters)
    return _select(connection, [*where, "pages.number < ?"], [*values, before], limit)


def articles(connection: sqlite3.Connection, filters: PageFilters, limit: int, before: int = SEQUENCE_MAX) -> list[Row]:
    """Return one page for each article: of its pages that fit, the one found last. Newest found first.

    An article stands where that page stands; raises words.BadQuestion.
    """
    found: list[Row] = []
    where, values = _conditions(filters)
    while len(found) < limit:
        rows = _select(connection, [*where, "pages.number < ?"], [*values, before], limit)
        for row in rows:
            before = row["number"]
            later = ["pages.article = ?", "pages.number > ?"]
            if not _select(connection, [*where, *later], [*values, bytes.fromhex(row["article"]), before], 1):
                found.append(row)
                if len(found) == limit:
                    return found
        if len(rows) < limit:
            break
    return found


def _conditions(filters: PageFilters) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    values: list[Any] = []
    if filters.q:
        parts = [words.asked(filters.q, words.OF_A_PAGE)]
        if filters.sites:
            parts.append(words.any_of(words.facet("s", site) for site in filters.sites))
        if filters.language:
            parts.append(words.any_of([words.facet("l", filters.language)]))
        where.append("page_words MATCH ?")
        values.append(" AND ".join(parts))
    for column, chosen in (
        ("site", filters.sites),
        ("language", (filters.language,)),
        ("state", (filters.state,)),
        ("url", (filters.url,)),
    ):
        wanted = [each for each in chosen if each is not None]
        if wanted:
            where.append(f"pages.{column} IN ({', '.join('?' * len(wanted))})")
            values += wanted
    return where, values


def _select(connection: sqlite3.Connection, where: list[str], values: list[Any], limit: int) -> list[Row]:
    source = "pages"
    order = "pages.number"
    if any("MATCH" in each for each in where):
        source, order = "page_words CROSS JOIN pages ON pages.number = page_words.rowid", "page_words.rowid"
        where = [each.replace("pages.number", order) for each in where]
    statement = f"SELECT {PAGE} FROM {source} WHERE {' AND '.join(where)} ORDER BY {order} DESC LIMIT ?"  # noqa: S608 - our own words, values are bound
    return [row_of(row) for row in connection.execute(statement, (*values, limit))]


def article(connection: sqlite3.Connection, identity: str) -> list[Row]:
    """Return the pages that belong to an article now, oldest first; empty where there is no such article."""
    statement = f"SELECT {PAGE} FROM pages WHERE article = ? ORDER BY number LIMIT ?"  # noqa: S608 - a constant
    return [row_of(row) for row in connection.execute(statement, (bytes.fromhex(identity), MEMBERS_MAX))]


def versions(connection: sqlite3.Connection, number: int) -> list[Row]:
    """Return the versions of a page without their texts, oldest first; late ones have no number."""
    rows = connection.execute(
        "SELECT versions.sequence, version, versions.at, text_hash, headline, reverts_to, events.id FROM versions "
        "JOIN events USING (sequence) WHERE versions.page = ? ORDER BY versions.at, version",
        (number,),
    )
    return [
        {
            "sequence": sequence,
            "version": version,
            "captured_at": time.written(at),
            "text_hash": text_hash.hex(),
            "headline": headline,
            "reverts_to": reverts_to,
            "id": identity.hex(),
        }
        for sequence, version, at, text_hash, headline, reverts_to, identity in rows
    ]


def version(connection: sqlite3.Connection, page_id: str, wanted: int) -> Stored | None:
    """Return the article.cleaned event of a version."""
    row = connection.execute(
        "SELECT versions.sequence FROM versions JOIN pages ON pages.number = versions.page "
        "WHERE pages.id = ? AND versions.version = ?",
        (bytes.fromhex(page_id), wanted),
    ).fetchone()
    return load(connection, [row[0]])[0] if row else None


def changes(connection: sqlite3.Connection, number: int, limit: int) -> list[Stored]:
    """Return what happened to a page without a new text, oldest first."""
    statement = f"{FROM_EVENTS} WHERE events.page = ? AND topic = ? ORDER BY sequence LIMIT ?"
    return [stored(row) for row in connection.execute(statement, (number, topology.PAGE_CHANGED, limit))]


def newest_text(connection: sqlite3.Connection, number: int) -> Row | None:
    """Return the article.cleaned value of a page's newest version."""
    row = connection.execute(
        "SELECT events.value FROM pages JOIN events ON events.sequence = pages.newest WHERE number = ?", (number,)
    ).fetchone()
    return None if row is None else decoded(row[0])


def sites(connection: sqlite3.Connection, limit: int) -> list[Row]:
    """Return the sites with how many pages they have, by name."""
    rows = connection.execute("SELECT site, count(*) FROM pages GROUP BY site ORDER BY site LIMIT ?", (limit,))
    return [{"site": site, "pages": count} for site, count in rows]
