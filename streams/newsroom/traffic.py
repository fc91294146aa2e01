"""How a site was asked: what a polite poller keeps low, counted where it cannot be argued with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MINUTE_SECONDS = 60


@dataclass(slots=True)
class Traffic:
    """Counts of one site. ``forbidden`` are requests for what robots.txt forbids; ``pages`` are those for pages."""

    requests: int = 0
    pages: int = 0
    not_modified: int = 0
    forbidden: int = 0
    at_once_max: int = 0
    a_second_max: int = 0
    a_minute_max: int = 0
    _at_once: int = 0
    _seconds: tuple[int, int] = field(default=(-1, 0))
    _minutes: tuple[int, int] = field(default=(-1, 0))

    @contextmanager
    def counted(self, elapsed: float) -> Iterator[None]:
        """Count a request for as long as it is being answered."""
        self.requests += 1
        self._seconds = _more(self._seconds, int(elapsed))
        self._minutes = _more(self._minutes, int(elapsed // MINUTE_SECONDS))
        self.a_second_max = max(self.a_second_max, self._seconds[1])
        self.a_minute_max = max(self.a_minute_max, self._minutes[1])
        self._at_once += 1
        self.at_once_max = max(self.at_once_max, self._at_once)
        try:
            yield
        finally:
            self._at_once -= 1

    def counts(self) -> dict[str, int]:
        """Return the counts as plain data."""
        names = ("requests", "pages", "not_modified", "forbidden", "at_once_max", "a_second_max", "a_minute_max")
        return {name: getattr(self, name) for name in names}


def _more(known: tuple[int, int], span: int) -> tuple[int, int]:
    return (span, known[1] + 1) if known[0] == span else (span, 1)
