"""Foreign text on a terminal, and JSON on stdout.

What a page says must not move the cursor, set colours or titles, or show a sentence in another order than it has.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable
from typing import Any

import orjson
import rich_click as click
from click.utils import get_binary_stream
from rich.console import Console

from streams.commands import display
from streams.text.redline import UNSEEN, shortened, visible

__all__ = ["console", "json_line", "moment", "shortened", "visible", "write_json", "write_lines"]

WIDTH_MAX = 100  # columns; longer lines are hard to read


def moment(time: str | None) -> str:
    """Return a time as people read it, to the minute and in UTC; a day stays a day."""
    if not time:
        return "at no known time"
    seen = visible(time)
    return f"{seen[:10]} {seen[11:16]}" if len(seen) > 10 else seen


def console() -> Console:
    """Return the console for data: what its encoding lacks is written as an escape, and lines have a bound."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    found = display.out()
    if found.is_terminal:
        found.width = min(found.width, WIDTH_MAX)
    return found


def json_line(value: Any) -> bytes:
    """Return a value as one line of JSON; characters that act on a terminal are escaped, which JSON reads back."""
    text = orjson.dumps(value).decode()
    return UNSEEN.sub(_escape, text).encode()


def write_json(value: Any) -> None:
    """Write a value to stdout as one line of JSON."""
    click.echo(json_line(value))


def write_lines(values: Iterable[Any]) -> None:
    """Write values to stdout, one JSON line each, as they come."""
    stream = get_binary_stream("stdout")
    for value in values:
        stream.write(json_line(value) + b"\n")
    stream.flush()


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    if number < 0x10000:
        return f"\\u{number:04x}"
    high, low = 0xD800 + ((number - 0x10000) >> 10), 0xDC00 + ((number - 0x10000) & 0x3FF)
    return f"\\u{high:04x}\\u{low:04x}"
