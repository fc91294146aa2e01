"""What a partition's poller has told and the workers have not settled yet: the one thing that slows polling down.

Observed: a hundred thousand new pages come at once (a new source, the first day), and fetching a page takes less than
judging it; captures then pile up, and an edit is told hours after it was seen.

Decided: no look starts while so many captures wait. Looks that are due stay due, and the site's schedule goes on from
when they are made. A capture that was not settled within ``SECONDS_MAX`` no longer counts: where workers stand still
for long, polling goes on slowly, since what nobody captures is lost, and what is captured waits on the topic.

Deliberately missed: what an owner of the partition before this one had told.
"""

from __future__ import annotations

from typing import Final

UNSETTLED_MAX: Final = 200  # of a partition; with 8 partitions and 40 looks a second they are 40 seconds of work
SECONDS_MAX: Final = 600.0


class Unsettled:
    """Event ids of captures with the Unix time at which each was told, oldest first."""

    def __init__(self) -> None:
        self._told: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._told)

    def tell(self, event_id: str, now: float) -> None:
        """Remember a capture that was told."""
        self._told[event_id] = now

    def settle(self, event_id: str | None) -> None:
        """Forget a capture that was settled; one that was told by somebody else is none of ours."""
        self._told.pop(event_id or "", None)

    def is_full(self, now: float) -> bool:
        """Tell whether so many wait that looks have to."""
        while self._told:
            oldest = next(iter(self._told))
            if now - self._told[oldest] < SECONDS_MAX:
                break
            del self._told[oldest]
        return len(self._told) >= UNSETTLED_MAX
