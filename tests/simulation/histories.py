"""Histories made from the golden captures: some sites, and for each a sequence that nobody wrote down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from tests.golden.cases import all_cases, home

CAPTURE_BYTES_MAX = 100_000  # the one huge body is left to its golden case
SITES_MAX = 8

Sequence = list[bytes]


@dataclass(frozen=True)
class History:
    """For each site the sequence of its captures; how sites interleave is free."""

    sequences: list[Sequence]

    @property
    def captures(self) -> list[bytes]:
        """One site after the other."""
        return [raw for sequence in self.sequences for raw in sequence]


def of_captures(captures: list[bytes]) -> History:
    """Return the history of captures in order; what names no site stands alone."""
    sequences: dict[str, Sequence] = {}
    for number, raw in enumerate(captures):
        sequences.setdefault(home(raw) or f"capture {number}", []).append(raw)
    return History(list(sequences.values()))


@cache
def _golden() -> list[Sequence]:
    captures = [raw for case in all_cases() for raw in case.captures if len(raw) <= CAPTURE_BYTES_MAX]
    return of_captures(captures).sequences


def invented(random: Random) -> History:
    """Return some sites of the golden cases, their captures dropped, repeated or late here and there."""
    chosen = random.sample(_golden(), random.randint(2, SITES_MAX))
    return History([sequence for sequence in (_disturbed(sequence, random) for sequence in chosen) if sequence])


def _disturbed(sequence: Sequence, random: Random) -> Sequence:
    found: Sequence = []
    for raw in sequence:
        found += [raw] * random.choices((0, 1, 2), (2, 12, 1))[0]
    for at in range(len(found) - 1):
        if random.random() < 0.1:
            found[at], found[at + 1] = found[at + 1], found[at]
    return found
