"""What came of a leg."""

from __future__ import annotations

from dataclasses import dataclass, field

LIVENESS = "stands_still"


@dataclass
class Told:
    """What came of a leg. ``slowest`` and ``times`` are by kind of fault; ``violations`` by kind of violation."""

    seed: int
    times: dict[str, int] = field(default_factory=dict)
    slowest: dict[str, float] = field(default_factory=dict)
    violations: dict[str, list[str]] = field(default_factory=dict)
    captures: int = 0
    ended: list[str] = field(default_factory=list)
    blamed: dict[str, int] = field(default_factory=dict)  # violations of liveness, by the fault that came before
    seconds: float = 0.0

    def note(self, kind: str, times: int, seconds: float) -> None:
        """Count a fault and its recovery."""
        self.times[kind] = self.times.get(kind, 0) + times
        self.slowest[kind] = max(self.slowest.get(kind, 0.0), round(seconds, 1))
