"""What a batch comes to in numbers. The handler only counts; hosts make metrics of it once the batch is delivered."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class Counts:
    """Messages and bytes of input and CPU seconds, each by topic; outcomes by word; rejections by stage and reason."""

    messages: Counter[str] = field(default_factory=Counter)
    bytes: Counter[str] = field(default_factory=Counter)
    cpu_seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    outcomes: Counter[str] = field(default_factory=Counter)
    rejected: Counter[tuple[str, str]] = field(default_factory=Counter)

    def take(self, topic: str, size: int) -> None:
        """Count a message of ``size`` bytes."""
        self.messages[topic] += 1
        self.bytes[topic] += size


def no_clock() -> float:
    """Stand still: for hosts that do not ask what a stage costs."""
    return 0.0
