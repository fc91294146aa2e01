"""What each entry of a sources file may hold: its type, its bounds, and the sentence for what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from streams.web import address

RULE_CHARACTERS_MAX = 1_000
RULES_MAX = 200

_WEB = re.compile(r"https?://", re.IGNORECASE)
_CREDENTIALS = re.compile(r"https?://[^/?#]*@", re.IGNORECASE)
_WHITE_SPACE = re.compile(r"\s")

Check = Callable[[Any], Any]


class BadValue(ValueError):
    """A value that cannot be taken; the message goes on after "KEY "."""


def number(least: float, most: float) -> Check:
    """Return the check of a number, whole or not, within bounds."""

    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise BadValue(f"must be a number from {least:,g} to {most:,g}, not {_shown(value)}")
        return float(value)

    return check


def whole(least: int, most: int) -> Check:
    """Return the check of a whole number within bounds."""

    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise BadValue(f"must be a whole number from {least:,} to {most:,}, not {_shown(value)}")
        return value

    return check


def text(value: Any) -> str:
    """Check a text of one line."""
    if not isinstance(value, str) or not value.strip() or len(value) > RULE_CHARACTERS_MAX or not value.isprintable():
        raise BadValue(f"must be a text of one line in quotation marks, not {_shown(value)}")
    return value.strip()


def web_address(value: Any) -> str:
    """Check the address of something to fetch."""
    if not isinstance(value, str):
        raise BadValue(f'must be an address such as "https://gazette.example/feed.xml", not {_shown(value)}')
    url = value.strip()
    if not _WEB.match(url):
        raise BadValue(f"holds {_shown(url)}: write the whole address, beginning with https:// or http://")
    if _CREDENTIALS.match(url):
        raise BadValue("holds an address with a name or password before an @: rowback sends none, leave it out")
    if _WHITE_SPACE.search(url):
        raise BadValue(f"holds {_shown(url)}: an address has no white space, write %20")
    try:
        address.canonical(url)
    except address.BadAddress as fault:
        raise BadValue(f"holds {_shown(url)}: {fault}") from None
    return url


def rule(value: Any) -> str:
    """Check a rule of what is noise."""
    if not isinstance(value, str) or len(value) > RULE_CHARACTERS_MAX or not value.isprintable():
        raise BadValue(f'must hold texts such as "css:.sidebar" or "text:^Follow us", not {_shown(value)}')
    kind, colon, body = value.partition(":")
    if kind not in ("css", "text") or not colon or not body.strip():
        raise BadValue(f"holds {_shown(value)}: begin it with css: (a selector) or text: (a regular expression)")
    if kind == "text":
        try:
            re.compile(body)
        except re.error as fault:
            raise BadValue(f"holds {_shown(value)}, which is no regular expression: {fault}") from None
    return value


def many(check: Check, entries_max: int) -> Check:
    """Return the check of a list; entries that are there twice are taken once."""

    def checked(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise BadValue(f"must be a list in square brackets, not {_shown(value)}")
        if len(value) > entries_max:
            raise BadValue(f"has {len(value):,} entries, at most {entries_max:,} are taken")
        return tuple(dict.fromkeys(check(entry) for entry in value))

    return checked


def _shown(value: Any) -> str:
    shown = repr(value) if not isinstance(value, dict) else "a table"
    return shown if len(shown) <= 80 else shown[:77] + "..."
