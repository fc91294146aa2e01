"""Dates as pages write them, to RFC 3339 in UTC or to a plain date.

Observed: machine-readable fields hold ISO 8601 in many shapes, the dates of RFC 2822, times since 1970, and "March 1,
2026".
Decided: a time of day counts only with its zone, else the day alone is kept: a guessed zone would look like an edit
when the page changes its template. Days are read where their order is beyond doubt.
Deliberately missed: 01/02/2026, month names in other languages than English, German, French, Spanish, Portuguese,
Italian and Dutch.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

YEAR_MIN = 1900
YEAR_MAX = 2100
_TEXT_CHARACTERS_MAX = 100
_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:(?:\s*T\s*|\s+)(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?(?![\d:])",
    re.IGNORECASE | re.ASCII,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier janv enero ene janeiro gennaio gen januari",
            "february feb februar février févr fév febrero fevereiro fev febbraio februari",
            "march mar märz mär mars marzo março maart mrt",
            "april apr avril avr abril abr aprile",
            "may mai mayo maio maggio mag mei",
            "june jun juni juin junio junho giugno giu",
            "july jul juli juillet juil julio julho luglio lug",
            "august aug août aout agosto ago augustus",
            "september sep sept septembre septiembre setembro set settembre",
            "october oct oktober okt octobre octubre outubro out ottobre ott",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre déc diciembre dic dezembro dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = rf"({'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(\d\d?)(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)
_DAY_FIRST = re.compile(
    rf"\b(\d\d?)(?:st|nd|rd|th|er|º|°|\.)?\s+(?:de\s+|of\s+)?{_MONTH},?\s+(?:del?\s+)?(\d{{4}})\b", re.IGNORECASE
)
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?=[/_-])", re.ASCII)
_MAIL = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d\d?\s+[A-Za-z]{3}\s+\d{4}\s+\d\d:\d\d", re.ASCII)


def moment(text: str, anywhere: bool = False) -> str | None:
    """Return ``YYYY-MM-DDTHH:MM:SSZ``, or ``YYYY-MM-DD`` where time of day or zone is missing, or None.

    ``anywhere``: the date may stand within a line, with the name of its month.
    """
    text = text.strip()
    if not text or len(text) > _TEXT_CHARACTERS_MAX:
        return None
    try:
        if not anywhere and (match := _ISO.match(text)):
            return _iso(match)
        if text.isascii() and text.isdigit() and len(text) in (10, 13):
            return _rfc3339(datetime.fromtimestamp(int(text[:10]), UTC))
        if _MAIL.match(text):
            parsed = parsedate_to_datetime(text)
            return _rfc3339(parsed) if parsed.tzinfo else _day(parsed.year, parsed.month, parsed.day)
        if match := _MONTH_FIRST.search(text):
            return _day(int(match[3]), _MONTHS[match[1].lower()], int(match[2]))
        if match := _DAY_FIRST.search(text):
            return _day(int(match[3]), _MONTHS[match[2].lower()], int(match[1]))
    except (ValueError, OverflowError, OSError):
        return None
    return None


def day_in_path(url: str) -> str | None:
    """Return the day that an address names in its path, ``/2026/03/01/``, or None."""
    match = _IN_PATH.search(url)
    try:
        return _day(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def best(texts: list[str]) -> str | None:
    """Return the first moment to the second, else the first day, of several statements of one fact."""
    moments = [found for found in map(moment, texts) if found]
    return next((found for found in moments if len(found) > len("2026-03-01")), moments[0] if moments else None)


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if match[4] is None or match[7] is None:
        return _day(year, month, day)
    zone = match[7].upper()
    offset = timedelta()
    if zone not in ("Z", "UTC", "GMT"):
        digits = zone[1:].replace(":", "")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
        offset = -offset if zone[0] == "-" else offset
    return _rfc3339(
        datetime(year, month, day, int(match[4]), int(match[5]), int(match[6] or 0), tzinfo=timezone(offset))
    )


def _rfc3339(when: datetime) -> str | None:
    when = when.astimezone(UTC)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ") if YEAR_MIN <= when.year <= YEAR_MAX else None


def _day(year: int, month: int, day: int) -> str | None:
    datetime(year, month, day, tzinfo=UTC)  # raises ValueError where there is no such day
    return f"{year:04}-{month:02}-{day:02}" if YEAR_MIN <= year <= YEAR_MAX else None
