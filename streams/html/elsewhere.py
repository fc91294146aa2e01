"""What stands on a page beside its article, as far as a glance asks: long lines, and words of correction or update.

Observed: nearly all of it is the site's template and boxes that stand on its other pages too.
Decided: it is looked at piece by piece, and what a piece came to is remembered by its bytes. What is remembered saves
time and changes no answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from streams.html.limits import TAG

LONG_LINE_BYTES_MIN = 240  # longer than most teasers of other articles
CUES = (
    "correc", "corrig", "korr", "rectif", "rettific", "errat", "clarif", "earlier version", "updat", "tualiz",
    "aktualis", "mise à jour", "aggiorn", "bericht",
)  # fmt: skip
COUNT_MAX = 255
PIECE_BYTES_MAX = 2_000
KEPT_BYTES_MAX = 16 * 1024 * 1024
DENSE_SHARE = 0.1  # of pieces that come to something: then looking at halves of them together saves nothing
OVERHEAD_BYTES = 150  # of a piece in the dictionary

_TAG = re.compile(TAG)


@dataclass(frozen=True, slots=True)
class Told:
    """How many long lines, and how often each of ``CUES``, in one byte each."""

    long_lines: int
    cues: bytes


Finding = tuple[int, ...] | None  # None: nothing of what is asked for


class _Known:
    """What pieces of markup came to; it begins anew when full."""

    def __init__(self) -> None:
        self.findings: dict[bytes, Finding] = {}
        self._size = 0

    def learn(self, pieces: list[bytes], beside: list[bytes]) -> None:
        """Look at pieces that are not known, and keep what is known of those ``beside`` them."""
        size = sum(map(len, pieces)) + OVERHEAD_BYTES * len(pieces)
        if self._size + size > KEPT_BYTES_MAX:
            pieces = beside
            size = sum(map(len, pieces)) + OVERHEAD_BYTES * len(pieces)
            self.findings.clear()
            self._size = 0
        self._size += size
        self._look_at(pieces)

    def _look_at(self, pieces: list[bytes]) -> None:
        """Look at pieces together; where they come to nothing, none needs a look of its own."""
        found = sum(_look(b"<p>".join(pieces)))
        if not found:
            self.findings.update(dict.fromkeys(pieces))
        elif found >= DENSE_SHARE * len(pieces):
            self.findings.update((piece, counts if any(counts := _look(piece)) else None) for piece in pieces)
        else:
            middle = len(pieces) // 2
            self._look_at(pieces[:middle])
            self._look_at(pieces[middle:])


_known = _Known()


def told_of(markup: bytes) -> Told:
    """Return what stands in markup (UTF-8, without scripts)."""
    pieces = _pieces(markup)
    unseen = [piece for piece in pieces if piece not in _known.findings]
    if unseen:
        _known.learn(unseen, pieces)
    findings = [finding for finding in map(_known.findings.get, pieces) if finding]
    totals = [sum(counts) for counts in zip(*findings, strict=True)] or [0] * (len(CUES) + 1)
    return Told(totals[0], bytes(min(count, COUNT_MAX) for count in totals[1:]))


def _pieces(markup: bytes) -> list[bytes]:
    pieces = markup.split(b"<div")
    if max(map(len, pieces)) <= PIECE_BYTES_MAX:
        return pieces
    return [each for piece in pieces for each in (piece.split(b"</") if len(piece) > PIECE_BYTES_MAX else (piece,))]


def _look(piece: bytes) -> tuple[int, ...]:
    lines = [text.strip() for text in _TAG.split(piece)[::2] if text and not text.isspace()]
    text = b"\n".join(lines).decode("utf-8", "replace").lower()
    return sum(len(line) >= LONG_LINE_BYTES_MIN for line in lines), *map(text.count, CUES)
