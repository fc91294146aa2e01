"""What kind of newsroom to run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SITES_MAX = 500  # one listening socket each
ARTICLES_MAX = 200_000
TROUBLES = (
    "truncated",  # the page breaks off in the middle for a while
    "gone",  # 404 or 410, and back later
    "moved",  # a redirect to a new address
    "redated",  # other dates, the same text
    "redesign",  # another template for all pages of a site
    "rekeyed",  # all guids of a feed become others
    "down",  # 503 with Retry-After, or connections that are reset
    "lies",  # a site answers 304 although the page has changed
    "slow",  # answers that take a second
    "forbidden",  # a feed item whose page robots.txt forbids
    "stale_links",  # feed items whose page says 200 and "not found"
)


@dataclass(frozen=True, slots=True)
class NewsroomSettings:
    """``articles`` stand there at the beginning; more are published over ``seconds``.

    ``port`` is the port of the list of feeds, the sites have those after it; 0 takes any that are free. ``seconds``
    None goes on for ever. ``troubles`` are of ``TROUBLES``. ``requests_in_ledger`` writes a line for each request too.
    """

    sites: int = 5
    articles: int = 40
    seed: int = 1
    seconds: float | None = None
    edits_per_minute: float = 20.0
    articles_per_minute: float = 4.0
    port: int = 0
    ledger: Path | None = None
    troubles: frozenset[str] = frozenset(TROUBLES)
    requests_in_ledger: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError where a setting is out of its bounds."""
        checks = (
            (1 <= self.sites <= SITES_MAX, f"sites must be 1 to {SITES_MAX}"),
            (1 <= self.articles <= ARTICLES_MAX, f"articles must be 1 to {ARTICLES_MAX:,}"),
            (0 <= self.edits_per_minute <= 60_000, "edits_per_minute must be 0 to 60,000"),
            (0 <= self.articles_per_minute <= 60_000, "articles_per_minute must be 0 to 60,000"),
            (self.port == 0 or 1 <= self.port <= 65_535 - self.sites, "port must leave one for each site after it"),
            (self.troubles <= set(TROUBLES), f"troubles are of {', '.join(TROUBLES)}"),
        )
        for sound, fault in checks:
            if not sound:
                raise ValueError(fault)
