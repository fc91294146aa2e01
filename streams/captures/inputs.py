"""Files and standard input as streams of plain bytes, and what they hold: told by the bytes, then by the name."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, cast

from streams.captures.compression import CHUNK_BYTES, plain_chunks
from streams.captures.items import UnreadableInput

Kind = Literal["lines", "warc", "text"]
STDIN = Path("-")
HEAD_BYTES = 512

_WARC_VERSION = re.compile(rb"WARC/[0-9]\.")
_COMPRESSED = (".gz", ".zst")
LINE_ENDINGS = (".jsonl", ".ndjson", ".json")
WARC_ENDINGS = (".warc",)
TEXT_ENDINGS = (".txt", ".html", ".htm", ".xhtml")
SUPPORTED = "JSON Lines (.jsonl, .ndjson, .json), WARC (.warc), text (.txt), HTML (.html, .htm); also with .gz or .zst"


class Input:
    """An open input. ``position`` counts the bytes of the file consumed so far, packed ones where it is packed.

    ``read`` may give less than asked for; b"" is the end. ``tail`` is the end of what was given so far.
    """

    def __init__(self, name: str, stream: io.BufferedIOBase) -> None:
        self.name = name
        self.position = 0
        self.tail = b""
        self._given = 0
        self._stream = stream
        self._chunks = plain_chunks(name, self._read_packed)
        self._buffer = b""
        while len(self._buffer) < HEAD_BYTES and (chunk := next(self._chunks, b"")):
            self._buffer += chunk
        self.head = self._buffer[:HEAD_BYTES]

    def _read_packed(self, size: int) -> bytes:
        try:
            data = self._stream.read1(size)  # what is there: a pipe may be slow
        except OSError as fault:
            raise UnreadableInput(f"{self.name}: {reason(fault)}") from None
        self.position += len(data)
        return data

    def chunks(self) -> Iterator[bytes]:
        """Yield the plain bytes from here to the end."""
        while chunk := self.read(CHUNK_BYTES):
            yield chunk

    def read(self, size: int = CHUNK_BYTES) -> bytes:
        """Return the next plain bytes, at most ``size``."""
        data = self._buffer or next(self._chunks, b"")
        data, self._buffer = data[:size], data[size:]
        self._given += len(data)
        self.tail = (self.tail + data[-4:])[-4:]
        return data

    def tell(self) -> int:
        """Return how many plain bytes were given."""
        return self._given

    def kind(self) -> Kind:
        """Tell what the input holds. Raises UnreadableInput where its name says otherwise, or nothing is known."""
        named = kind_of_name(self.name)
        if named == "text":
            return named
        if _WARC_VERSION.match(self.head):
            return "warc"
        if named == "warc":
            raise UnreadableInput(f"{self.name}: is no WARC file: it does not begin with WARC/1")
        if self.head.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise UnreadableInput(f"{self.name}: is UTF-16; captures are read as UTF-8")
        if named == "lines" or self.name == str(STDIN) or self.head.lstrip().startswith(b"{"):
            return "lines"
        raise UnreadableInput(f"{self.name}: is of no known type. Known are {SUPPORTED}")


def kind_of_name(name: str) -> Kind | None:
    """Tell what a file of this name should hold; None where the name does not say."""
    plain = plain_name(name).lower()
    if plain.endswith(LINE_ENDINGS):
        return "lines"
    if plain.endswith(WARC_ENDINGS):
        return "warc"
    return "text" if plain.endswith(TEXT_ENDINGS) else None


def plain_name(name: str) -> str:
    """Return the name without the ending that says how it is packed."""
    return name[: name.rindex(".")] if name.lower().endswith(_COMPRESSED) else name


@contextmanager
def opened(path: Path) -> Iterator[Input]:
    """Open a file, or standard input for ``-``. Raises UnreadableInput with one line that says what is wrong."""
    if path == STDIN:
        yield Input(str(STDIN), cast(io.BufferedIOBase, sys.stdin.buffer))
        return
    try:
        stream = path.open("rb")
    except OSError as fault:
        raise UnreadableInput(f"{shown(path)}: {reason(fault)}") from None
    with stream:
        yield Input(shown(path), stream)


def shown(path: Path) -> str:
    """Return a path as one line of text that can be printed, whatever bytes its name holds."""
    text = str(path).encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in text)


def reason(fault: OSError) -> str:
    """Return why a file cannot be read, in words."""
    return {
        FileNotFoundError: "there is no such file or folder",
        PermissionError: "may not be read (permission denied)",
        IsADirectoryError: "is a folder",
    }.get(type(fault), fault.strerror or "cannot be read")
