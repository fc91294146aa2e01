"""Golden cases: folders that anyone can read. Captures in, events out, and two sentences why.

``why.md`` says what happens and what an editor expects. ``01.txt``, ``02.html``, ... are captures in the order in
which they are written: a few lines ``name: value``, a blank line, and the body as it came. ``NN.raw`` is a message as
it came, byte for byte, for what is no sound capture. ``expected.json`` says what comes out; see ``matching.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from streams.web import address

FOLDER = Path(__file__).parent
WRITTEN_AT_MS = int(datetime(2026, 6, 1, tzinfo=UTC).timestamp() * 1000)  # Kafka's own timestamp of every message
CONTENT_TYPES = {".txt": "text/plain; charset=utf-8", ".html": "text/html; charset=utf-8"}
TEXT_FIELDS = ("url", "captured_at", "title", "final_url", "published_at", "content_type", "event_id", "source")
NUMBER_FIELDS = ("status", "body_times")
NUMBERED = re.compile(r"[0-9]{2}\.(txt|html|raw)")


class BadCase(Exception):
    """A file of a case that cannot be read; the message says which and why."""


@dataclass(frozen=True)
class Case:
    """One folder."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @cached_property
    def captures(self) -> list[bytes]:
        """The values of ``article.raw``, in order."""
        files = sorted(path for path in self.folder.iterdir() if NUMBERED.fullmatch(path.name))
        if [int(path.stem) for path in files] != list(range(1, len(files) + 1)):
            raise BadCase(f"{self.name}: captures are numbered 01, 02, 03, ... without a gap")
        return [read_capture(path) for path in files]

    @cached_property
    def expected(self) -> dict[str, Any]:
        """What is to come out."""
        path = self.folder / "expected.json"
        if not path.exists():
            raise FileNotFoundError(
                f"{path} is missing: `python -m tests.golden.show {self.name}` prints what comes out"
            )
        expected: dict[str, Any] = orjson.loads(path.read_bytes())
        return expected


def read_capture(path: Path) -> bytes:
    """Return the message that a file describes: an ``article.raw`` value as JSON, or a ``.raw`` file as it is."""
    if path.suffix == ".raw":
        return path.read_bytes().removesuffix(b"\n")
    head, blank, body = path.read_bytes().decode("utf-8").partition("\n\n")
    capture: dict[str, Any] = {"status": 200}
    for line in head.split("\n"):
        name, colon, text = line.partition(":")
        if not colon or name not in TEXT_FIELDS + NUMBER_FIELDS:
            raise BadCase(f"{path.parent.name}/{path.name}: {line!r} is not 'name: value' with a known name")
        capture[name] = int(text) if name in NUMBER_FIELDS else text.strip()
    times = capture.pop("body_times", 1)
    if blank:
        capture["body"] = body * times
        capture.setdefault("content_type", CONTENT_TYPES[path.suffix])
    return orjson.dumps(capture)


def home(raw: bytes) -> str | None:
    """Return the site to which a producer would address a capture, None where it cannot tell."""
    try:
        value = orjson.loads(raw)
        return address.page_of(value["url"], value.get("final_url")).site
    except (orjson.JSONDecodeError, LookupError, TypeError, address.BadAddress):
        return None


def all_cases() -> list[Case]:
    """Return every case, by name."""
    return [Case(path.parent) for path in sorted(FOLDER.glob("*/why.md"))]
