"""One capture, or lines of JSON, from a file or standard input that a person names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from streams.captures import files
from streams.captures.inputs import STDIN, Input, kind_of_name, opened, plain_name
from streams.captures.inputs import shown as shown_path
from streams.captures.items import LINE_BYTES_MAX, Item, Oversize, UnreadableInput
from streams.captures.lines import read_lines
from streams.commands import display
from streams.stages import clean
from streams.stages.clean import Rejected
from streams.web import encoding

_TYPES = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml"}


def read_capture(path: Path, url: str | None = None) -> dict[str, Any]:
    """Return the capture that a .txt, .html or JSON file (``-``: standard input) holds, in the shape of article.raw.

    ``url`` is the address that a text or HTML file came from. Raises UnreadableInput, or Rejected for broken JSON.
    """
    with opened(path) as source:
        data = _whole(source)
        if not data.strip():
            raise UnreadableInput(f"{shown(path)}: is empty")
        kind = kind_of_name(source.name) or ("lines" if data.lstrip().startswith((b"{", b"[{")) else "text")
    if kind == "warc":
        raise UnreadableInput(f"{shown(path)}: is a web archive: use `rowback replay` for it")
    if kind == "lines":
        if data.lstrip().startswith(b"[") or _holds_several(data):
            raise UnreadableInput(f"{shown(path)}: holds more than one capture: use --jsonl for one capture a line")
        return clean.parse(data)
    content_type = _TYPES.get(Path(plain_name(source.name)).suffix.lower())
    body, _ = encoding.decode(data, content_type)
    return {
        "url": url or _address(path),
        "captured_at": files.date_in_name(path.name) or files.nth_second(0),
        "status": 200,
        "content_type": content_type,
        "body": body,
    }


def _address(path: Path) -> str:
    """Return the address that a file has as a page, the same that reading its folder gives it."""
    if path == STDIN:
        return files.file_url("", Path("stdin"))
    return files.file_url(Path(os.path.abspath(path)).parent.name, Path(path.name))  # noqa: PTH100 - links stay


def _whole(source: Input) -> bytes:
    parts, size = [], 0
    for chunk in source.chunks():
        parts.append(chunk)
        size += len(chunk)
        if size > LINE_BYTES_MAX:
            raise UnreadableInput(f"{source.name}: is larger than {LINE_BYTES_MAX:,} bytes: no capture is that large")
    return b"".join(parts)


def _holds_several(data: bytes) -> bool:
    """Tell whether these are JSON Lines: a capture may also be written over many lines."""
    lines = [line for line in data.splitlines() if line.strip()]
    return len(lines) > 1 and all(line.startswith(b"{") and line.rstrip().endswith(b"}") for line in lines[:2])


def lines_of(path: Path, step: str) -> Iterator[Item | Oversize]:
    """Yield the lines of a JSON Lines file, also .gz or .zst, with a progress bar on stderr named ``step``."""
    total = None if path == STDIN or not path.is_file() else path.stat().st_size
    with opened(path) as source, display.Progress() as progress:
        progress.start(step, total)
        for count, item in enumerate(read_lines(source)):
            if count % 50 == 0:
                progress.advance_to(item.position)
            yield item
        progress.advance_to(source.position)


def value_of(item: Item | Oversize) -> bytes:
    """Return the bytes of a line; raises Rejected for one that is too long to be a capture."""
    if isinstance(item, Oversize):
        raise Rejected("too_large", f"the line has {item.size:,} bytes, the limit is {LINE_BYTES_MAX:,}")
    return item.value


def shown(path: Path) -> str:
    """Return how a message names an input."""
    return "standard input" if path == STDIN else shown_path(path)


__all__ = ["STDIN", "Item", "Oversize", "lines_of", "read_capture", "shown", "value_of"]
