"""A budget of starts that nothing can exceed: remembered as one time.

The generic cell rate algorithm (ITU-T I.371): with the time at which the budget will be whole again, ``full_at``, a
start is allowed while that lies less than the burst ahead, and moves it on by one step. In any hour, wherever it
begins, there are at most ``per_hour`` starts. The record is written before a start happens; a crash in between wastes
a start and never adds one.
"""

from __future__ import annotations

from dataclasses import dataclass

HOUR_SECONDS = 3600.0
BURST_SHARE = 1 / 60  # a minute's worth


@dataclass(frozen=True, slots=True)
class Budget:
    """At most ``per_hour`` starts in any hour, those of a minute at once."""

    per_hour: float

    @property
    def burst(self) -> int:
        """How many starts may follow each other at once."""
        return max(1, int(self.per_hour * BURST_SHARE))

    @property
    def step_seconds(self) -> float:
        """The time after which one more start is allowed."""
        return HOUR_SECONDS / max(self.per_hour - self.burst + 1, 1e-6)

    @property
    def lasting_per_hour(self) -> float:
        """How many starts an hour there can be for long."""
        return HOUR_SECONDS / self.step_seconds

    def opens_at(self, full_at: float) -> float:
        """Return the time from which on a start is allowed."""
        return full_at - (self.burst - 1) * self.step_seconds

    def started(self, full_at: float, now: float) -> float:
        """Return the new ``full_at`` after a start at ``now``, which must not lie before ``opens_at``."""
        return max(full_at, now) + self.step_seconds
