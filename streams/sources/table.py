"""The sources file: TOML, checked entry by entry.

Decided: what is not known is refused, with its line. A setting that was misspelt and silently not taken would be found
out by the newsroom that is asked too often.

Deliberately missed: the lines of entries in tables written inside of one line; they are told by their name alone.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

from streams.sources.settings import BadSources
from streams.sources.values import RULES_MAX, BadValue, Check, many, number, rule, text, web_address, whole
from streams.web import address

ADDRESSES_MAX = 200_000  # all feeds that the largest collection of the world's news knows
LISTS_MAX = 1_000

_ADDRESSES = many(web_address, ADDRESSES_MAX)
_HOUR_OF_LOOKS_MAX = 10_000_000
_SITE: dict[str, Check] = {
    "looks_per_hour_max": whole(1, _HOUR_OF_LOOKS_MAX),
    "delay_seconds": number(0, 3_600),
    "concurrency_max": whole(1, 64),
    "leave_out": many(rule, RULES_MAX),
    "keep": many(rule, RULES_MAX),
    "confirm_after_seconds": number(0, 30 * 86_400),
}
_TOTAL: dict[str, Check] = {"looks_per_hour_max": whole(1, _HOUR_OF_LOOKS_MAX), "concurrency_max": whole(1, 1_000)}
_TOP: dict[str, Check] = {
    "feeds": _ADDRESSES,
    "pages": _ADDRESSES,
    "lists": many(text, LISTS_MAX),
    "contact": text,
    "callback_url": web_address,
}
_TABLES = ("defaults", "total", "sites")

_HEADER = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*[=.]""")


@dataclass(frozen=True, slots=True)
class Table:
    """A sources file as it stands, each value checked: top, totals, defaults, and what it says about each site."""

    top: dict[str, Any] = field(default_factory=dict)
    total: dict[str, Any] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    sites: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_table(name: str, content: str) -> Table:
    """Return what a sources file says; ``name`` is for messages. Raises BadSources."""
    try:
        document = tomllib.loads(content)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise BadSources(f"{name}: this is no TOML: {fault}") from None
    reader = _Reader(name, content)
    sites = reader.table(document, "sites")
    return Table(
        reader.checked("", {key: value for key, value in document.items() if key not in _TABLES}, _TOP, _TABLES),
        reader.checked("total", reader.table(document, "total"), _TOTAL),
        reader.checked("defaults", reader.table(document, "defaults"), _SITE),
        {site: reader.site(site, settings) for site, settings in sites.items()},
    )


class _Reader:
    """Checks the tables of one file, and knows the lines."""

    def __init__(self, name: str, content: str) -> None:
        self._name = name
        self._lines = content.splitlines()

    def table(self, document: dict[str, Any], key: str) -> dict[str, Any]:
        value = document.get(key, {})
        if not isinstance(value, dict):
            example = '[sites."gazette.example"]' if key == "sites" else f"[{key}]"
            raise self._fault("", key, f"{key} must be a table: write {example}")
        return value

    def site(self, site: str, settings: Any) -> dict[str, Any]:
        place = f'sites."{site}"'
        if not isinstance(settings, dict):
            raise self._fault("sites", site, f'{place} must be a table: write [sites."gazette.example"]')
        if (known := _site_of(site)) != site:
            meant = f'write [sites."{known}"]' if known else 'write a registered domain: [sites."gazette.example"]'
            raise self._fault(place, None, f"{site!r} is no site: {meant}")
        return self.checked(place, settings, {"feeds": _ADDRESSES, "pages": _ADDRESSES, **_SITE})

    def checked(
        self, place: str, values: dict[str, Any], checks: dict[str, Check], tables: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        taken: dict[str, Any] = {}
        for key, value in values.items():
            if key not in checks:
                raise self._fault(place, key, self._unknown(key, [*checks, *tables]))
            try:
                taken[key] = checks[key](value)
            except BadValue as fault:
                raise self._fault(place, key, f"{key} {fault}") from None
        return taken

    def _unknown(self, key: str, known: list[str]) -> str:
        near = difflib.get_close_matches(key, known, 1, cutoff=0.5)
        return f"{key!r} is not known here: " + (f"is {near[0]} meant?" if near else f"it may be {', '.join(known)}")

    def _fault(self, place: str, key: str | None, words: str) -> BadSources:
        line = _line_of(self._lines, place, key)
        where = f"line {line}" if line else f"[{place}]" if place else "top"
        return BadSources(f"{self._name}: {where}: {words}")


def _site_of(name: str) -> str | None:
    """Return the site that somebody means who wrote a host name or an address."""
    try:
        return address.site(name if "://" in name else f"http://{name}")
    except address.BadAddress:
        return None


def _line_of(lines: list[str], place: str, key: str | None) -> int | None:
    """Return the number of the line where a table, or a key in it, stands; tomllib does not tell."""
    here = ""
    for number_, line in enumerate(lines, 1):
        if header := _HEADER.fullmatch(line):
            here = header[1].strip().replace("'", '"')
            if key is None and _plain(here) == _plain(place):
                return number_
            if key is not None and _plain(here) == _plain(f"{place}.{key}" if place else key):
                return number_
        elif key is not None and _plain(here) == _plain(place):
            found = _KEY.match(line)
            if found and _plain(found[1]) == _plain(key):
                return number_
    return None


def _plain(name: str) -> str:
    return re.sub(r"[\"'\s]", "", name)
