"""When to ask again: what a host says by Retry-After, and what decency says where it says nothing."""

from __future__ import annotations

import re
from datetime import UTC
from email.utils import parsedate_to_datetime

RETRY_AFTER_SECONDS_MAX = 7 * 86_400.0  # a host that asks for more has a wrong clock, or has forgotten us
BACKOFF_SECONDS_MIN = 30.0
BACKOFF_SECONDS_MAX = 86_400.0  # once a day: a feed is never given up silently

_SECONDS = re.compile(r"[0-9]{1,12}")


def retry_after_seconds(value: str | None, now: float) -> float | None:
    """Return the seconds that a Retry-After header asks for: a number, or the time until a date (RFC 9110, 10.2.3).

    ``now`` is in seconds since 1970. None where there is no header or it cannot be read; never negative.
    """
    if value is None:
        return None
    value = value.strip()
    if _SECONDS.fullmatch(value):
        return min(float(value), RETRY_AFTER_SECONDS_MAX)
    try:
        date = parsedate_to_datetime(value)
        until = (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(max(0.0, until - now), RETRY_AFTER_SECONDS_MAX)


def backoff_seconds(
    failures: int, share: float, least: float = BACKOFF_SECONDS_MIN, most: float = BACKOFF_SECONDS_MAX
) -> float:
    """Return how long to wait after so many failures in a row: a random share of a time that doubles each time.

    Full jitter (Brooker, "Exponential Backoff and Jitter", 2015), above a floor of ``least``: hosts that failed
    together are not asked together again. ``share`` is a random number in [0, 1), passed in. 0 failures: no wait.
    """
    if failures <= 0:
        return 0.0
    ceiling = min(most, least * 2.0 ** min(failures, 64))
    return min(most, least + share * max(0.0, ceiling - least))


def wait_seconds(failures: int, share: float, retry_after: float | None) -> float:
    """Return how long to wait after a failure: what the host asked for, never less than the backoff."""
    return max(backoff_seconds(failures, share), retry_after or 0.0)
