"""Where a list goes on: opaque to whoever holds it, bound to this archive and to the question that it belongs to.

A cursor is a sequence number (or a page's number): both are given once, in ascending order, and visible only when
everything below them is. So a list that is read on by its cursors skips nothing and gives nothing twice.
"""

from __future__ import annotations

import base64

import orjson
import xxhash

from streams.serving.problems import Problem

NUMBER_MAX = 2**62


def written(epoch: str, question: str, number: int) -> str:
    """Return the cursor behind a number."""
    document = orjson.dumps([epoch, _mark(question), number])
    return base64.urlsafe_b64encode(document).decode().rstrip("=")


def read(cursor: str, epoch: str, question: str) -> int:
    """Return the number of a cursor; raises Problem where it belongs elsewhere."""
    try:
        document = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        its_epoch, mark, number = orjson.loads(document)
    except (ValueError, TypeError) as fault:
        raise _bad() from fault
    if not isinstance(number, int) or not 0 <= number < NUMBER_MAX:
        raise _bad()
    if its_epoch != epoch:
        raise Problem(410, "other-archive", "the archive was made anew since: begin again without a cursor")
    if mark != _mark(question):
        raise Problem(
            400, "bad-cursor", "the cursor belongs to another question: keep the other parameters as they were"
        )
    return number


def _bad() -> Problem:
    return Problem(400, "bad-cursor", "the cursor is not one that an answer gave as `next`")


def _mark(question: str) -> str:
    return xxhash.xxh3_64_hexdigest(question.encode())
