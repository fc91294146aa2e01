"""Hosts whose 304 lies: a sample of looks leaves the validators out, and the bodies are compared.

Observed: some servers answer "not modified" although the page was edited (a cache in front, an ETag made of the file's
size, a Last-Modified of the template). Believing them loses edits for ever; believing nobody costs each host the full
page each time.

Decided: one look in ``AUDIT_EVERY`` of those that could be conditional is made without validators. Which, is told by a
hash of page and count, so that it does not depend on the machine and no page is left out. A lie is proven where the
validators are the same as those of the last whole answer and the text is not. One proven lie and the host is asked
without conditions for ``DISTRUST_SECONDS``; then it may show that it was mended.

Deliberately missed: servers that give a new ETag for each answer (they cost only themselves).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

AUDIT_EVERY = 20
AUDIT_EVERY_AT_FIRST = 4  # of a host's first answers: a lie is found before it costs much
FIRST_ANSWERS = 20
DISTRUST_SECONDS = 7 * 86_400.0

Verdict = Literal["honest", "lied", "open"]


@dataclass(frozen=True, slots=True)
class Whole:
    """What the last whole answer of a page had: its validators, and a hash of its text after cleaning (not of bytes).

    A hash of the bytes serves too, where the page has no counters: it errs towards distrust, which costs only traffic.
    """

    etag: str | None
    last_modified: str | None
    text_hash: str


def is_audit(page: str, looks: int, answers_not_modified: int) -> bool:
    """Tell whether this look is made without validators. ``looks`` counts those at the page, the other the host's 304s.

    A host that never said 304 needs no audit.
    """
    if answers_not_modified == 0:
        return False
    every = AUDIT_EVERY_AT_FIRST if answers_not_modified < FIRST_ANSWERS else AUDIT_EVERY
    digest = hashlib.sha256(page.encode("utf-8", "replace")).digest()
    return (int.from_bytes(digest[:4], "big") + looks) % every == 0


def is_conditional(page: str, looks: int, answers_not_modified: int, distrusted_until: float, now: float) -> bool:
    """Tell whether to send validators with this look; times in seconds since 1970."""
    return now >= distrusted_until and not is_audit(page, looks, answers_not_modified)


def verdict(before: Whole, after: Whole) -> Verdict:
    """Judge an audit: what a page had when it was last sent whole, and what it has now that it was sent whole again.

    ``lied``: the text is another, and a validator that would have been sent still counts by RFC 9110 (13.2.2: the
    ETag where there is one, else the date), so the host would have said 304. ``honest``: another text and other
    validators. ``open``: the same text proves nothing.
    """
    if before.text_hash == after.text_hash or not (before.etag or before.last_modified):
        return "open"
    if before.etag:
        return "lied" if _weak(before.etag) == _weak(after.etag) else "honest"
    return "lied" if before.last_modified == after.last_modified else "honest"


def _weak(etag: str | None) -> str | None:
    """Return an ETag as If-None-Match compares it (weak comparison, RFC 9110, 8.8.3.2)."""
    return etag.removeprefix("W/") if etag else None
