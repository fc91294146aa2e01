"""Read captures from files: JSON Lines, WARC, folders of text and HTML, standard input. One pass, bounded memory."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from streams.captures import files
from streams.captures.inputs import STDIN, SUPPORTED, kind_of_name, opened, reason, shown
from streams.captures.items import Item, Oversize, Skipped, UnreadableInput
from streams.captures.lines import read_lines
from streams.captures.warc import read_warc
from streams.web import time


@dataclass(frozen=True, slots=True)
class _Place:
    """A file to read: its path, its address should it be a page, its size (None where that is not known before)."""

    path: Path
    url: str
    size: int | None


def read(paths: Sequence[Path], *, captured_at: str | None = None) -> Iterator[Item | Oversize | Skipped]:
    """Return the captures of all ``paths`` in order; folders by the names of their files, ``-`` is standard input.

    ``captured_at`` (RFC 3339, or a day) is the time of files of text and HTML instead of what their names say.
    Raises UnreadableInput at once for what is missing, and later, after the captures before it, for what is broken.
    """
    given = None if captured_at is None else _time(captured_at)
    places = [place for path in paths for place in _places(path)]
    _check_addresses(places)
    return _read(places, given)


def total_bytes(paths: Sequence[Path]) -> int | None:
    """Return the bytes that ``position`` will reach; None where they cannot be known (standard input, pipes)."""
    total = 0
    for place in (place for path in paths for place in _places(path)):
        if place.size is None:
            return None
        total += place.size
    return total


def _read(places: list[_Place], captured_at: str | None) -> Iterator[Item | Oversize | Skipped]:
    count = done = number_of_files = 0
    try:
        for place in places:
            with opened(place.path) as source:
                kind = source.kind()
                found: Iterator[Item | Oversize | Skipped]
                if kind == "lines":
                    found = read_lines(source)
                elif kind == "warc":
                    found = read_warc(source)
                else:
                    when = captured_at or files.date_in_name(place.path.name) or files.nth_second(number_of_files)
                    found = iter([files.read_file(source, place.url, when)])
                    number_of_files += 1
                for one in found:
                    one.position += done
                    count += not isinstance(one, Skipped)
                    yield one
                done += source.position
    except UnreadableInput as fault:
        before = {0: "no capture was", 1: "1 capture was"}.get(count, f"{count:,} captures were")
        raise UnreadableInput(f"{fault}; {before} read before") from None


def _check_addresses(places: list[_Place]) -> None:
    """Two files may not pass for one page; the same file may be named twice."""
    known: dict[str, Path] = {}
    for place in places:
        if kind_of_name(place.path.name) != "text":
            continue
        other = known.setdefault(place.url, place.path)
        if other != place.path and not other.samefile(place.path):
            raise UnreadableInput(
                f"{shown(other)} and {shown(place.path)} would both be the page {place.url}: "
                "rename one of the folders, or read them one by one"
            )


def _time(text: str) -> str:
    try:
        instant = time.instant(text, day_allowed=True)
    except time.BadTime as fault:
        raise UnreadableInput(f"captured_at {text!r}: {fault}") from None
    if not time.in_range(instant):
        raise UnreadableInput(f"captured_at {text!r}: lies before 1970")
    return f"{text}T00:00:00Z" if len(text) == len("2026-03-01") else time.normalise(text)


def _places(path: Path) -> list[_Place]:
    if path == STDIN:
        return [_Place(path, "", None)]
    try:
        if not path.is_dir():
            path.stat()
            folder = Path(os.path.abspath(path)).parent.name  # noqa: PTH100 - Path.resolve would follow links
            return [_Place(path, files.file_url(folder, Path(path.name)), _size(path))]
        found = _files_below(path)
    except OSError as fault:
        raise UnreadableInput(f"{shown(path)}: {reason(fault)}") from None
    if not found:
        raise UnreadableInput(f"{shown(path)}: holds no file to read. Known are {SUPPORTED}")
    folder = Path(os.path.abspath(path)).name  # noqa: PTH100 - the name the user gave, also for . and links
    return [_Place(path / inner, files.file_url(folder, inner), _size(path / inner)) for inner in found]


def _files_below(folder: Path) -> list[Path]:
    """Return the paths of all readable kinds of files in ``folder``, by name; hidden ones and linked folders not."""

    def fail(fault: OSError) -> None:
        raise UnreadableInput(f"{shown(Path(str(fault.filename)))}: {reason(fault)}")

    found: list[Path] = []
    for place, inner, names in os.walk(folder, onerror=fail):
        inner[:] = [name for name in inner if not name.startswith(".")]
        found += [Path(place, name) for name in names if not name.startswith(".") and kind_of_name(name)]
    return sorted((path.relative_to(folder) for path in found), key=lambda path: path.parts)


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None
