"""When a message is tried again, and when a subscription is given up. Pure: time and chance are arguments.

After a failure the next try comes after 5 to 10 seconds; the longest pause doubles with every failure, to 6 hours, and
the pause itself is a random share of it, never under 5 seconds. ``Retry-After`` makes it longer, to a day at most. A
message that was tried for 7 days disables its subscription; 410 (Gone) does so at once. Nothing is thrown away: a
subscription that is resumed goes on with that message.
"""

from __future__ import annotations

from http import HTTPStatus

from streams.fetching.retrying import backoff_seconds

RETRY_SECONDS_MIN = 5.0
RETRY_SECONDS_MAX = 6 * 3600.0
RETRY_AFTER_SECONDS_MAX = 86_400.0
GIVEN_UP_SECONDS = 7 * 86_400.0
TRIES_MIN = 12  # before a subscription is given up: the time may have passed while rowback was stopped
GONE = 410


def wait_seconds(failures: int, share: float, retry_after: float | None) -> float:
    """Return the pause after so many failures in a row; ``share`` is a random number in [0, 1)."""
    least = backoff_seconds(failures, share, RETRY_SECONDS_MIN, RETRY_SECONDS_MAX)
    return max(least, min(retry_after or 0.0, RETRY_AFTER_SECONDS_MAX))


def given_up(status: int | None, failures: int, failing_seconds: float) -> str | None:
    """Return in words why a subscription is to be disabled, None where it goes on."""
    if status == GONE:
        return "the receiver says that it is gone for good (410)"
    if failures >= TRIES_MIN and failing_seconds >= GIVEN_UP_SECONDS:
        return f"no delivery was taken for {GIVEN_UP_SECONDS / 86_400:.0f} days, in {failures} tries"
    return None


def fault(status: int) -> str | None:
    """Return in words why an answer does not count, None for a 2xx."""
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return f"the receiver redirects ({status}), which is not followed: give the address that it redirects to"
    try:
        name = HTTPStatus(status).phrase
    except ValueError:
        name = "no status that HTTP knows"
    return f"the receiver answered {status} {name}"
