"""Which revisions a feed holds, so that nobody who reads on from it misses one (RFC 5005, archived feeds).

Sequence numbers are cut into blocks of equal size. An archive document is one whole block, so its address and what it
says stay as they are; the newest document holds at least some revisions, and begins where a block begins. Whoever polls
follows prev-archive until it comes to a document that it has read. Blocks in which nothing fits are passed over.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from streams.archive import Filters, Stored, revisions
from streams.serving.page_list import Headlines, headlines
from streams.serving.problems import Problem

BLOCK = 256  # sequence numbers of all events; an archive document has at most so many revisions
NEWEST_MIN = 50
_PLACE = re.compile(r"([0-9a-f]{1,64})-([0-9]{1,15})")


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a feed, newest first. ``older`` and ``newer`` are blocks; None where there is none."""

    events: list[Stored]
    known: Headlines
    older: int | None
    newer: int | None = None


def block_of(text: str, epoch: str) -> int:
    """Return the block that an address names; raises Problem where it is of another archive."""
    found = _PLACE.fullmatch(text)
    if found is None:
        raise Problem(400, "bad-parameter", "archive: it is not one that a feed names")
    if found[1] != epoch:
        raise Problem(410, "other-archive", "the archive was made anew since: begin again with the feed itself")
    return int(found[2])


def newest(connection: sqlite3.Connection, filters: Filters) -> Part:
    """Return the document that a subscriber polls."""
    found = revisions.find(connection, filters, revisions.Bounds(), NEWEST_MIN)
    if len(found) < NEWEST_MIN:
        return Part(found, headlines(connection, found), None)
    start = found[-1].sequence // BLOCK * BLOCK
    found = revisions.find(connection, filters, revisions.Bounds(after=start - 1), NEWEST_MIN + BLOCK)
    return Part(found, headlines(connection, found), _older(connection, filters, start))


def archived(connection: sqlite3.Connection, filters: Filters, block: int) -> Part:
    """Return the document of a block."""
    start, end = block * BLOCK, (block + 1) * BLOCK
    found = revisions.find(connection, filters, revisions.Bounds(after=start - 1, before=end), BLOCK)
    later = revisions.find(connection, filters, revisions.Bounds(after=end - 1, newest_first=False), 1)
    newer = later[0].sequence // BLOCK if later else None
    if newer is not None and (newer + 1) * BLOCK > revisions.latest(connection):
        newer = None  # that block still grows: the feed itself has it
    return Part(found, headlines(connection, found), _older(connection, filters, start), newer)


def _older(connection: sqlite3.Connection, filters: Filters, start: int) -> int | None:
    found = revisions.find(connection, filters, revisions.Bounds(before=start), 1)
    return found[0].sequence // BLOCK if found else None
