"""Times as RFC 3339 writes them: order them, and write each in one way.

Decided: strict, because a date that is guessed is worse than one that is refused: the order of captures is all that
revisions rest on. A day alone is taken only where asked for (the dates that pages show). A leap second counts as the
first moment of the next minute. ``-00:00`` is UTC.

Deliberately missed: digits behind the ninth of a second; order below the microsecond.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

FRACTION_DIGITS_MAX = 9
EARLIEST = 0  # microseconds since 1970-01-01T00:00:00Z; there is no web page from before

_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?"
    r"(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EPOCH = datetime(1970, 1, 1)  # naive on purpose: all arithmetic here is in UTC
_EPOCH_DAY = _EPOCH.toordinal()
_SECONDS_A_DAY = 86_400
_HOUR = 3_600 * 1_000_000  # microseconds
_YEAR_10000_SECONDS = (date.max.toordinal() + 1 - _EPOCH_DAY) * _SECONDS_A_DAY
_YEAR_1_SECONDS = (1 - _EPOCH_DAY) * _SECONDS_A_DAY


class BadTime(ValueError):
    """A text that is no time by RFC 3339; the message says why, in a sentence for people."""


def instant(text: str, *, day_allowed: bool = False) -> int:
    """Return microseconds since 1970 in UTC, for ordering; a day alone counts as its first moment. Raises BadTime."""
    seconds, fraction = _read(text, day_allowed)
    return seconds * 1_000_000 + int(fraction[:6].ljust(6, "0"))


def normalise(text: str, *, day_allowed: bool = False) -> str:
    """Return the time in UTC with ``Z``, its fraction without trailing zeros; a day stays a day. Raises BadTime."""
    seconds, fraction = _read(text, day_allowed)
    if day_allowed and len(text) == len("2026-03-01"):
        return text
    return _written(seconds, fraction)


def written(microseconds: int) -> str:
    """Return the RFC 3339 form of an instant, the inverse of ``instant``."""
    seconds, rest = divmod(microseconds, 1_000_000)
    if not _YEAR_1_SECONDS <= seconds < _YEAR_10000_SECONDS:
        raise BadTime("the time lies outside the years 1 to 9999")
    return _written(seconds, f"{rest:06d}")


def in_range(microseconds: int) -> bool:
    """Tell whether a page can have been looked at then: not before 1970."""
    return microseconds >= EARLIEST


def differ(old: str, new: str) -> bool:
    """Tell whether two dates that a page showed are different.

    A day agrees with every time that is on that day somewhere on earth: the page does not say where its day began.
    """
    day, moment = sorted((old, new), key=len)
    if len(day) == len(moment) or not _DAY.fullmatch(day):
        return instant(old, day_allowed=True) != instant(new, day_allowed=True)
    since = instant(moment) - instant(day, day_allowed=True)
    return not -14 * _HOUR <= since < (24 + 12) * _HOUR


@lru_cache(maxsize=4_096)  # copies are compared by the times of their captures, the same ones again and again
def _read(text: str, day_allowed: bool) -> tuple[int, str]:
    """Return whole seconds since 1970 in UTC and the digits of the fraction."""
    match = _TIME.fullmatch(text)
    if match is None:
        if day_allowed and _DAY.fullmatch(text):
            return _day(text) * _SECONDS_A_DAY, ""
        raise BadTime("it is not of the form 2026-03-01T08:00:00Z (RFC 3339)")
    day, clock, second, fraction, sign, hours, minutes = match.groups()
    hour, minute, seconds = int(clock[:2]), int(clock[3:]), int(second)
    if hour > 23 or minute > 59 or seconds > 60:
        raise BadTime(f"{clock}:{second} is no time of day")
    total = _day(day) * _SECONDS_A_DAY + hour * 3600 + minute * 60 + seconds
    if sign:
        if int(hours) > 23 or int(minutes) > 59:
            raise BadTime(f"{sign}{hours}:{minutes} is no offset from UTC")
        offset = int(hours) * 3600 + int(minutes) * 60
        total += -offset if sign == "+" else offset
    if seconds == 60 and total % _SECONDS_A_DAY:
        raise BadTime("a 60th second exists only at the end of a day in UTC")
    if not _YEAR_1_SECONDS <= total < _YEAR_10000_SECONDS:
        raise BadTime("the time lies outside the years 1 to 9999")
    return total, fraction or ""


def _day(text: str) -> int:
    try:
        return date(int(text[:4]), int(text[5:7]), int(text[8:])).toordinal() - _EPOCH_DAY
    except ValueError:
        raise BadTime(f"{text} is no day of the calendar") from None


def _written(seconds: int, fraction: str) -> str:
    digits = fraction.rstrip("0")
    moment = (_EPOCH + timedelta(seconds=seconds)).isoformat()
    return f"{moment}.{digits}Z" if digits else f"{moment}Z"
