"""Captures from files: JSON Lines, WARC, folders of text and HTML."""

from streams.captures.items import (
    HEAD_BYTES_MAX,
    Item,
    Oversize,
    Skipped,
    UnreadableInput,
    encode_capture,
    site_of_line,
)
from streams.captures.reading import read, total_bytes

__all__ = [
    "HEAD_BYTES_MAX",
    "Item",
    "Oversize",
    "Skipped",
    "UnreadableInput",
    "encode_capture",
    "read",
    "site_of_line",
    "total_bytes",
]
