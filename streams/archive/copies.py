"""Copies of a page, and which of them have followed a revision.

Decided: a copy has followed when sentences that the revision put in stand in a version of it, and still carries the old
text when sentences that it took out stand in its newest version. Sentences are compared in the folded form, as
everywhere. The time is that of its first version with the new sentences. Only what a copy ever carried counts: one
that has neither the old nor the new sentences does not carry this part of the article.

Deliberately missed: copies that follow in words of their own.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from streams.archive.pages import PAGE, Row, row_of
from streams.archive.revisions import load
from streams.archive.stored import Stored, decoded
from streams.text.fold import fold
from streams.web import time

COPIES_MAX = 300
VERSIONS_MAX = 30  # of one copy that are looked at
FOLLOWED, PARTLY, OLD, NEITHER = "followed", "partly", "old_text", "neither"


def copies(connection: sqlite3.Connection, number: int) -> list[Row]:
    """Return the statements that hold about a page and its copies, and the other pages of its article."""
    rows = connection.execute(
        "SELECT CASE WHEN page = :page THEN other ELSE page END, page = :page, sequence FROM copies "
        "WHERE stated AND (page = :page OR other = :page) ORDER BY sequence LIMIT :limit",
        {"page": number, "limit": COPIES_MAX},
    ).fetchall()
    found = []
    stated = set()
    for other, is_first, sequence in rows:
        for event in load(connection, [sequence]):
            stated.add(other)
            found.append({**_other(connection, other), **_statement(event.value, bool(is_first))})
    members = connection.execute(
        "SELECT number FROM pages WHERE article = (SELECT article FROM pages WHERE number = ?) AND number != ? LIMIT ?",
        (number, number, COPIES_MAX),
    ).fetchall()
    unstated = {"relation": None, "unites": True, "reason": None, "evidence": None}
    found += [{**_other(connection, other), **unstated} for (other,) in members if other not in stated]
    return found


def _other(connection: sqlite3.Connection, number: int) -> Row:
    return row_of(connection.execute(f"SELECT {PAGE} FROM pages WHERE number = ?", (number,)).fetchone())  # noqa: S608 - a constant


INVERSE = {"excerpt": "extended", "extended": "excerpt"}


def _statement(value: dict[str, Any], is_first: bool) -> dict[str, Any]:
    """Return what the other page is to the one asked about; an event says what ``page`` is to ``other``."""
    relation = value["relation"]
    return {
        "relation": INVERSE.get(relation, relation) if is_first else relation,
        "unites": value["unites"],
        "reason": value["reason"],
        "evidence": value["evidence"],
    }


def followers(connection: sqlite3.Connection, revision: Stored) -> list[Row]:
    """Return the copies of a revision's page, each with whether and when it has followed, oldest page first."""
    value = revision.value
    old, new = _sentences(value)
    row = connection.execute("SELECT number FROM pages WHERE id = ?", (bytes.fromhex(value["page"]),)).fetchone()
    found = []
    for copy in copies(connection, row[0]) if row else []:
        state, since = _followed(connection, copy["number"], old, new)
        found.append({**copy, "followed": state, "followed_at": since})
    return sorted(found, key=lambda copy: int(copy["number"]))


def _sentences(value: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return what a revision took out and what it put in, folded."""
    changed = [edit for edit in (value["headline"], *value["edits"]) if edit and edit["old"] != edit["new"]]
    old = [fold(edit["old"]) for edit in changed if edit["old"]]
    return old, [fold(edit["new"]) for edit in changed if edit["new"]]


def _followed(connection: sqlite3.Connection, number: int, old: list[str], new: list[str]) -> tuple[str, str | None]:
    rows = connection.execute(
        "SELECT events.value, versions.at FROM versions JOIN events USING (sequence) WHERE versions.page = ? "
        "AND version IS NOT NULL ORDER BY version DESC LIMIT ?",
        (number, VERSIONS_MAX),
    ).fetchall()
    since: int | None = None
    newest: str | None = None
    for stored_value, at in rows:
        state = _state(_folded(decoded(stored_value)), old, new)
        newest = newest or state
        if state not in (FOLLOWED, PARTLY):
            # What was only deleted was followed where it once stood, and else was never there.
            if not new and state == NEITHER and newest == NEITHER:
                since = at
                continue
            if not new and state == OLD and newest == NEITHER:
                return FOLLOWED, None if since is None else time.written(since)
            break
        since = at
    return newest or NEITHER, None if since is None or newest in (NEITHER, OLD) else time.written(since)


def _state(text: str, old: list[str], new: list[str]) -> str:
    has_new = [sentence in text for sentence in new]
    # A sentence that was only added to still stands inside of the new one: then the new one decides.
    has_old = any(sentence in text for sentence in old if not any(sentence in each for each in new))
    if new and all(has_new) and not has_old:
        return FOLLOWED
    if any(has_new):
        return PARTLY
    return OLD if has_old or any(sentence in text for sentence in old) else NEITHER


def _folded(value: dict[str, Any]) -> str:
    parts = [value["headline"] or "", *(paragraph["text"] for paragraph in value["paragraphs"])]
    return "\n".join(fold(part) for part in parts)
