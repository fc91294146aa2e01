"""Compressed input as chunks of plain bytes, with bounded memory, whatever the compressed data claims to hold.

Everything that could be read is given before the error is raised: a truncated file still holds captures.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

import zstandard

from streams.captures.items import UnreadableInput

CHUNK_BYTES = 1024 * 1024
# 4 bytes of zstd can stand for 128 KiB: so much at once keeps the output of one step below 128 MiB.
_ZSTD_STEP_BYTES = 4 * 1024

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
_ZSTD_SKIPPABLE = b"\x2a\x4d\x18"  # behind a byte from 0x50 to 0x5f; parallel packers write it first
_ZSTD_DICTIONARY = b"\x5d" + _ZSTD_SKIPPABLE  # as in .warc.zst
_FOREIGN = {
    b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz", b"PK\x03\x04": "zip", b"PK\x05\x06": "zip", b"7z\xbc\xaf": "7-Zip",
    b"\x04\x22\x4d\x18": "lz4",
}  # fmt: skip

Read = Callable[[int], bytes]


def plain_chunks(name: str, read: Read) -> Iterator[bytes]:
    """Yield what ``read`` gives, unpacked where its first bytes say that it is gzip or zstd.

    ``name`` is for messages; where it ends in .gz or .zst, the bytes must agree.
    """
    head = _first(read)
    if head.startswith(GZIP):
        return _gzip_chunks(name, head, read)
    if head.startswith(_ZSTD_DICTIONARY):
        raise UnreadableInput(f"{name}: zstd with a dictionary of its own cannot be read; unpack it first")
    if head.startswith(ZSTD) or (head[1:4] == _ZSTD_SKIPPABLE and head[0] >> 4 == 5):
        return _zstd_chunks(name, head, read)
    for magic, format_name in _FOREIGN.items():
        if head.startswith(magic):
            raise UnreadableInput(f"{name}: {format_name} cannot be read, only gzip and zstd; unpack it first")
    lower = name.lower()
    for ending, format_name in ((".gz", "gzip"), (".zst", "zstd")):
        if lower.endswith(ending):
            what = "is not" if head else "is empty, so not"
            raise UnreadableInput(f"{name}: {what} {format_name} data, though its name ends in {ending}")
    return _chunks(head, read)


def _first(read: Read) -> bytes:
    # A pipe may hand over its first bytes one by one.
    head = b""
    while len(head) < 8 and (more := read(CHUNK_BYTES)):
        head += more
    return head


def _chunks(head: bytes, read: Read) -> Iterator[bytes]:
    while head:
        yield head
        head = read(CHUNK_BYTES)


def _gzip_chunks(name: str, data: bytes, read: Read) -> Iterator[bytes]:
    while data:
        member = zlib.decompressobj(wbits=31)
        while not member.eof:
            try:
                plain = member.decompress(data, CHUNK_BYTES)
            except zlib.error as fault:
                raise UnreadableInput(f"{name}: the gzip data is damaged ({_words(fault)})") from None
            if plain:
                yield plain
            data = member.unconsumed_tail
            if not data and not member.eof and not (data := read(CHUNK_BYTES)):
                raise UnreadableInput(f"{name}: the gzip data ends early, the file is truncated")
        data = member.unused_data or read(CHUNK_BYTES)
        # Tapes and some servers fill up with zeros.
        while data and not (data := data.lstrip(b"\x00")):
            data = read(CHUNK_BYTES)


def _zstd_chunks(name: str, data: bytes, read: Read) -> Iterator[bytes]:
    while data:
        frame = zstandard.ZstdDecompressor().decompressobj()
        while not frame.eof:
            if not data and not (data := read(CHUNK_BYTES)):
                raise UnreadableInput(f"{name}: the zstd data ends early, the file is truncated")
            step = 0
            while step < len(data) and not frame.eof:
                try:
                    plain = frame.decompress(data[step : step + _ZSTD_STEP_BYTES])
                except zstandard.ZstdError as fault:
                    raise UnreadableInput(f"{name}: the zstd data is damaged ({_words(fault)})") from None
                step += _ZSTD_STEP_BYTES
                if plain:
                    yield plain
            data = frame.unused_data + data[step:] if frame.eof else b""
        data = data or read(CHUNK_BYTES)


def _words(fault: Exception) -> str:
    return str(fault).partition("\n")[0]
