"""robots.txt by RFC 9309, as a function of what came back for it.

Decided: 2xx: its rules, of the first 500 KiB. 4xx: there are none, all is allowed; but 429 is a host that has too much
to do, not one without rules. 5xx, 429 or no answer: nothing is allowed for a while; rules that were known stay in force
as long as that lasts. Rules are kept for a day. ``Crawl-delay`` is not in the standard, but it is honoured.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from protego import Protego

from streams.feeds.sitemaps import sitemaps_of_robots
from streams.fetching.looks import Fault

NAME = "rowback"  # by which rules for us are found
BYTES_MAX = 500 * 1024
KEPT_SECONDS = 86_400.0
UNREACHABLE_SECONDS = 600.0
CRAWL_DELAY_SECONDS_MAX = 300.0


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host allows until ``expires_at`` (seconds, by the clock that was passed in)."""

    expires_at: float
    rules: Protego | None = field(default=None, compare=False)
    reachable: bool = True
    crawl_delay_seconds: float | None = None
    sitemaps: tuple[str, ...] = ()
    fault: Fault | None = field(default=None, compare=False)  # why there was no answer, where the host gave none

    def allows(self, url: str) -> bool:
        """Tell whether rowback may fetch this address."""
        if self.rules is not None:
            return bool(self.rules.can_fetch(url, NAME))
        return self.reachable

    def why_not(self, url: str) -> str | None:
        """Return why an address may not be fetched, in words; None where it may."""
        if self.allows(url):
            return None
        if self.rules is None:
            return "the host's robots.txt cannot be read at the moment, so nothing is fetched there"
        return "the host's robots.txt does not allow it"


def read_robots(url: str, status: int | None, body: bytes, now: float, before: Robots | None = None) -> Robots:
    """Return the rules of a host by the answer for its robots.txt at ``url`` (status None: no answer)."""
    if status is None or status >= 500 or status == 429:
        if before is not None and before.reachable:
            return replace(before, expires_at=now + UNREACHABLE_SECONDS)
        return Robots(now + UNREACHABLE_SECONDS, reachable=False)
    if not 200 <= status < 300:
        return Robots(now + KEPT_SECONDS)
    text = body[:BYTES_MAX].decode("utf-8-sig", "replace").replace("\x00", "")
    # A page for people in the place of the rules has none.
    if text.lstrip()[:15].lower().startswith(("<!doctype", "<html")):
        return Robots(now + KEPT_SECONDS)
    try:
        rules = Protego.parse(text)
        delay = rules.crawl_delay(NAME)
    except Exception:  # the rules are a stranger's, and no sentence of theirs may stop a poller
        return Robots(now + KEPT_SECONDS)
    wait = min(float(delay), CRAWL_DELAY_SECONDS_MAX) if delay is not None and delay > 0 else None
    return Robots(now + KEPT_SECONDS, rules, True, wait, sitemaps_of_robots(text, url))
