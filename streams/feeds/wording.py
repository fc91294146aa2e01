"""Titles and dates as feeds write them, as plain text and RFC 3339.

Observed: titles hold markup, entities escaped once or twice, line breaks. Dates come in the form of their standard, in
that of another, without a zone, with a weekday that is wrong, or as words.

Decided: a title is what a reader would see. A date without a zone is taken as UTC, one that cannot be read or lies
outside 1990 to 2100 is unknown: it is only ever a hint for when to look.
"""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from streams.feeds.documents import GUID_CHARACTERS_MAX, TITLE_CHARACTERS_MAX
from streams.web import time

DATE_CHARACTERS_MAX = 100
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,1000}>|<!--[^<>]{0,1000}-->")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_HALVES = re.compile(r"[\ud800-\udfff\x00]")
_W3C = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]+([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9})[0-9]*)?)?"
    r"\s*(?:([Zz]|UTC|GMT)|([+-][0-9]{2}):?([0-9]{2})?)?"
)
_COMPACT = re.compile(
    r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})T([0-9]{2}):?([0-9]{2}):?([0-9]{2})(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_LOST_YEAR = re.compile(r"\s0[0-9]{3}(?:\s|$)")  # mail's rules would read 0001 as 2001
_EARLIEST = time.instant("1990-01-01T00:00:00Z")  # before the web; what counts from 1970 on is a clock not set
_LATEST = time.instant("2100-01-01T00:00:00Z")


def plain_title(title: Any) -> str | None:
    """Return a title as a reader sees it, in one line; None where nothing is left."""
    if not isinstance(title, str):
        return None
    text = _HALVES.sub("", title[: 8 * TITLE_CHARACTERS_MAX])
    for _ in range(2):
        text = _MARKUP.sub("", text)
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return " ".join(text.split())[:TITLE_CHARACTERS_MAX].strip() or None


def plain_guid(guid: Any) -> str | None:
    """Return what a feed calls an item, without white space around; None where that is nothing or beyond all bounds."""
    if isinstance(guid, bool) or not isinstance(guid, str | int | float):
        return None
    text = _HALVES.sub("", str(guid)).strip()
    return text if 0 < len(text) <= GUID_CHARACTERS_MAX else None


def moment(text: Any) -> str | None:
    """Return a date in RFC 3339, in UTC; a day alone stays a day. None where it cannot be read."""
    if not isinstance(text, str) or not text.strip() or len(text) > DATE_CHARACTERS_MAX:
        return None
    text = _COMPACT.sub(r"\1-\2-\3T\4:\5:\6\7", text.strip())
    found: str | None
    try:
        found = _w3c(text) or time.normalise(text, day_allowed=True)
    except time.BadTime:
        found = _mail(text)
    return found if found and _plausible(found) else None


def _w3c(text: str) -> str | None:
    match = _W3C.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, _, hours, minutes = match.groups()
    zone = f"{hours}:{minutes or '00'}" if hours else "Z"
    written = f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{'.' + fraction if fraction else ''}{zone}"
    return time.normalise(written)


def _mail(text: str) -> str | None:
    """Read a date by RFC 5322, as RSS has it."""
    if _LOST_YEAR.search(text):
        return None
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return in_utc(found)


def in_utc(moment_: datetime) -> str | None:
    """Return a date and time in RFC 3339; without a zone it counts as UTC."""
    try:
        found = moment_.replace(tzinfo=moment_.tzinfo or UTC).astimezone(UTC)
        written = time.normalise(found.isoformat().replace("+00:00", "Z"))
    except (ValueError, OverflowError):
        return None
    return written if _plausible(written) else None


def _plausible(found: str) -> bool:
    instant = time.instant(found, day_allowed=True)
    return _EARLIEST <= instant < _LATEST
