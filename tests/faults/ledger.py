"""What has been done so far, kept in a file, so that a long run can be broken off and gone on with."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path

import orjson

from tests.faults.told import LIVENESS, Told

FILE = "faults.json"


@dataclass
class Line:
    """A kind's line of the table. A leg's violations count for each kind that happened in it."""

    times: int = 0
    violations: int = 0
    slowest_recovery_seconds: float = 0.0


@dataclass
class Ledger:
    """Counts over all legs, of this run and of those before it."""

    legs: int = 0
    captures: int = 0
    seconds: float = 0.0
    ended_unasked: list[str] = field(default_factory=list)
    kinds: dict[str, Line] = field(default_factory=dict)
    violations: dict[str, int] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, directory: Path) -> Ledger:
        """Return what a directory's file says; an empty one where there is none."""
        path = directory / FILE
        if not path.exists():
            return cls()
        content = orjson.loads(path.read_bytes())
        content["kinds"] = {kind: Line(**line) for kind, line in content["kinds"].items()}
        return cls(**content)

    def write(self, directory: Path) -> None:
        """Keep it; the file is whole at any moment."""
        unfinished = directory / f"{FILE}.new"
        unfinished.write_bytes(orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2))
        unfinished.replace(directory / FILE)

    def add(self, told: Told) -> None:
        """Count a leg."""
        self.legs += 1
        self.captures += told.captures
        self.seconds = round(self.seconds + told.seconds, 1)
        self.ended_unasked += [f"seed {told.seed}: {words}" for words in told.ended]
        for name, found in told.violations.items():
            self.violations[name] = self.violations.get(name, 0) + len(found)
            self.found += [f"seed {told.seed}: {name}: {words}" for words in found]
        safety = sum(len(found) for name, found in told.violations.items() if name != LIVENESS)
        for kind, times in told.times.items():
            line = self.kinds.setdefault(kind, Line())
            line.times += times
            line.violations += safety + told.blamed.get(kind, 0)
            line.slowest_recovery_seconds = max(line.slowest_recovery_seconds, told.slowest[kind])

    def left(self, wanted: dict[str, int]) -> dict[str, int]:
        """Return how many times each kind still has to happen."""
        done = {kind: line.times for kind, line in self.kinds.items()}
        return {kind: count - done.get(kind, 0) for kind, count in wanted.items() if count > done.get(kind, 0)}
