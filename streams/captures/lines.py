"""JSON Lines: one capture a line, passed on as it stands. What is malformed is for the pipeline to reject."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from streams.captures.inputs import LINE_ENDINGS, Input, plain_name
from streams.captures.items import LINE_BYTES_MAX, Digest, Item, Oversize, UnreadableInput

_MARK = b"\xef\xbb\xbf"


def read_lines(source: Input, *, line_bytes_max: int = LINE_BYTES_MAX) -> Iterator[Item | Oversize]:
    """Yield the lines of ``source`` without their ends; a longer one than the bound as Oversize, a blank one never.

    The bound is at least one chunk: what has been read at once is in memory already.
    """
    _refuse_document(source)
    for number, line in enumerate(_lines(source, line_bytes_max), start=1):
        if isinstance(line, bytes):
            if line.endswith(b"\r"):
                line = line[:-1]  # noqa: PLW2901 - a line ends so on Windows
            if number == 1:
                line = line.removeprefix(_MARK)  # noqa: PLW2901 - a mark of the file, not of the line
            if line and not line.isspace():
                yield Item(line, f"{source.name}:{number}", source.position)
        else:
            yield line.oversize(f"{source.name}:{number}", source.position)


def _lines(source: Input, line_bytes_max: int) -> Iterator[bytes | Digest]:
    begun = _BegunLine(line_bytes_max)
    for chunk in source.chunks():
        end, *others = chunk.split(b"\n")
        begun.add(end)
        if others:
            yield begun.whole()
            yield from others[:-1]
            begun = _BegunLine(line_bytes_max)
            begun.add(others[-1])
    yield begun.whole()


class _BegunLine:
    """A line whose end is not read yet. Past the bound only its digest is kept."""

    def __init__(self, bytes_max: int) -> None:
        self._bytes_max = bytes_max
        self._parts: list[bytes] = []
        self._size = 0
        self._digest: Digest | None = None

    def add(self, part: bytes) -> None:
        self._size += len(part)
        if self._digest is not None:
            self._digest.add(part)
            return
        self._parts.append(part)
        if self._size > self._bytes_max:
            self._digest = Digest()
            for kept in self._parts:
                self._digest.add(kept)
            self._parts.clear()

    def whole(self) -> bytes | Digest:
        return b"".join(self._parts) if self._digest is None else self._digest


def _refuse_document(source: Input) -> None:
    """Refuse a .json file that is one document over many lines: each of its lines would be rejected by itself."""
    if not plain_name(source.name).lower().endswith(LINE_ENDINGS[-1]):
        return
    first = source.head.removeprefix(_MARK).lstrip()
    line, end, _ = first.partition(b"\n")
    if first.startswith(b"[") or (end and first.startswith(b"{") and not _is_json(line)):
        raise UnreadableInput(
            f"{source.name}: is one JSON document; one capture a line is needed (jq -c '.[]' writes an array so)"
        )


def _is_json(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except ValueError:
        return False
    return True
