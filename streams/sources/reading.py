"""From what was named on a command line or in a sources file to the sources: TOML, OPML, plain lists, addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from streams.feeds.opml import read_lines, read_opml
from streams.feeds.source import text_of, xml_of
from streams.sources.settings import BadSources, SiteSettings, Sources
from streams.sources.table import ADDRESSES_MAX, Table, read_table
from streams.sources.values import BadValue, web_address
from streams.web import address

FILE_BYTES_MAX = 32 * 1024 * 1024
FAULTS_MAX = 100


@dataclass(slots=True)
class Reading:
    """What was read so far, and from which files."""

    tables: list[Table] = field(default_factory=list)
    feeds: dict[str, None] = field(default_factory=dict)
    pages: dict[str, None] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)


def read(named: Sequence[str], directory: Path | None = None) -> Sources:
    """Return the sources that files (TOML, OPML, lists) and addresses of feeds together make. Raises BadSources."""
    return combined(read_all(named, directory or Path()))


def read_all(named: Sequence[str], directory: Path) -> Reading:
    """Read everything that was named; relative names are looked up in ``directory``. Raises BadSources."""
    reading = Reading()
    for name in named:
        _read_one(name, directory, reading)
    return reading


def _read_one(name: str, directory: Path, reading: Reading) -> None:
    if "://" in name:
        try:
            reading.feeds.setdefault(web_address(name))
        except BadValue as fault:
            raise BadSources(f"this {fault}") from None
        return
    path = directory / Path(name).expanduser()
    reading.files.append(path)
    content = _content(name, path)
    if path.suffix.lower() == ".toml":
        table = read_table(name, text_of(content, None))
        reading.tables.append(table)
        reading.feeds.update(dict.fromkeys(table.top.get("feeds", ())))
        reading.pages.update(dict.fromkeys(table.top.get("pages", ())))
        for listed in table.top.get("lists", ()):
            _read_list(listed, path.parent, reading)
    else:
        _take_list(name, content, path, reading)


def _read_list(name: str, directory: Path, reading: Reading) -> None:
    path = directory / Path(name).expanduser()
    reading.files.append(path)
    if path.suffix.lower() == ".toml":
        raise BadSources(f"{name}: a list holds addresses only: OPML, or text with one address a line")
    _take_list(name, _content(name, path), path, reading)


def _take_list(name: str, content: bytes, path: Path, reading: Reading) -> None:
    text = text_of(content, None)
    if text.lstrip().startswith("<"):
        listed = read_opml(xml_of(text), path.as_uri() if path.is_absolute() else "")
        if not listed.feeds:
            raise BadSources(f"{name}: {listed.fault or 'this names no feed'}")
        entries: Iterable[str] = listed.feeds
    else:
        entries = read_lines(text)
    for entry in entries:
        try:
            reading.feeds.setdefault(web_address(entry))
        except BadValue as fault:
            _add_fault(reading.faults, f"{name}: {fault}; left out")
    if len(reading.feeds) > ADDRESSES_MAX:
        raise BadSources(f"{name}: at most {ADDRESSES_MAX:,} feeds are taken")


def _content(name: str, path: Path) -> bytes:
    try:
        if path.is_file() and path.stat().st_size > FILE_BYTES_MAX:
            raise BadSources(f"{name}: the file is larger than {FILE_BYTES_MAX // 1024 // 1024} MiB")
        return path.read_bytes()
    except OSError as fault:
        raise BadSources(f"{name}: {fault.strerror or fault}") from None


def _add_fault(faults: list[str], words: str) -> None:
    if len(faults) < FAULTS_MAX:
        faults.append(words)


def combined(reading: Reading) -> Sources:
    """Return the sources of everything that was read; of two sources files the later one counts."""
    defaults = SiteSettings("")
    top: dict[str, Any] = {}
    total: dict[str, Any] = {}
    own: dict[str, dict[str, Any]] = {}
    for table in reading.tables:
        defaults = replace(defaults, **table.defaults)
        top |= table.top
        total |= table.total
        for site, settings in table.sites.items():
            own[site] = own.get(site, {}) | settings
    return Sources(
        _sites(own, defaults, reading),
        defaults,
        contact=top.get("contact"),
        callback_url=top.get("callback_url"),
        faults=tuple(reading.faults),
        **total,
    )


def _sites(own: Mapping[str, Mapping[str, Any]], defaults: SiteSettings, reading: Reading) -> dict[str, SiteSettings]:
    sites = {site: replace(defaults, **{**settings, "site": site}) for site, settings in own.items()}
    taken = {feed for settings in sites.values() for feed in settings.feeds}
    feeds = _by_site(feed for feed in reading.feeds if feed not in taken)
    pages = _by_site(reading.pages)
    for site in dict.fromkeys([*feeds, *pages]):
        known = sites.get(site) or replace(defaults, site=site)
        sites[site] = replace(
            known,
            feeds=tuple(dict.fromkeys([*known.feeds, *feeds.get(site, ())])),
            pages=tuple(dict.fromkeys([*known.pages, *pages.get(site, ())])),
        )
    return sites


def _by_site(urls: Iterable[str]) -> dict[str, list[str]]:
    sites: dict[str, list[str]] = {}
    for url in urls:
        sites.setdefault(address.site(url), []).append(url)
    return sites
