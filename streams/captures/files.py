"""Files of text or HTML: each is one look at one page, which is the file itself.

Decided: the address is ``file:///``, the name of the folder, the file's name: the same on every machine, and nothing of
a machine's paths is published. The time is the date in the file's name, else 1970-01-01 plus as many seconds as files
came before it, so that the order of names is the order of time.

Deliberately missed: dates in the names of folders, and the file's own time, which copying changes.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote_from_bytes

from streams.captures.inputs import Input, plain_name
from streams.captures.items import BODY_BYTES_MAX, Digest, Item, Oversize, encode_capture, site_of
from streams.web import encoding, time

# 2026-03-01, 20260301, 2026-03-01T08:00:00Z, 20260301T0800, 20260301080000, 2026-03-01_08-00-00. A time needs a T or
# its seconds: the 0002 of 2026-03-01_0002 counts files.
_DATE = re.compile(
    r"(?<![0-9A-Za-z])(?P<year>19[7-9]\d|2[01]\d\d)(?P<sign>[-_.]?)(?P<month>\d\d)(?P=sign)(?P<day>\d\d)"
    r"(?:[Tt](?P<h1>\d\d)[:._-]?(?P<m1>\d\d)(?:[:._-]?(?P<s1>\d\d))?"
    r"|[_ -](?P<h2>\d\d)[:._-](?P<m2>\d\d)[:._-](?P<s2>\d\d)"
    r"|[_ -]?(?P<h3>\d\d)(?P<m3>\d\d)(?P<s3>\d\d))?"
    r"[Zz]?(?![0-9A-Za-z])"
)


def read_file(source: Input, url: str, captured_at: str) -> Item | Oversize:
    """Return the file as a capture with status 200."""
    is_text = plain_name(source.name).lower().endswith(".txt")
    content_type = "text/plain" if is_text else "text/html"
    parts: list[bytes] = []
    size = 0
    for chunk in source.chunks():
        parts.append(chunk)
        size += len(chunk)
        if size > BODY_BYTES_MAX:
            digest = Digest()
            for part in parts:
                digest.add(part)
            for part in source.chunks():
                digest.add(part)
            return digest.oversize(source.name, source.position, url)
    body = encoding.decode(b"".join(parts), content_type)[0]
    value = encode_capture(url=url, captured_at=captured_at, status=200, content_type=content_type, body=body)
    return Item(value, source.name, source.position, site_of(url))


def file_url(folder: str, path_in_folder: Path) -> str:
    """Return the address of a file: the folder's name and the path within it, percent-encoded."""
    place = os.fsencode("/".join(part for part in (folder, *path_in_folder.parts) if part))
    return "file:///" + quote_from_bytes(place, safe="/")


def date_in_name(name: str) -> str | None:
    """Return the time that a file's name holds (RFC 3339, taken to be UTC), None where it holds none."""
    for match in _DATE.finditer(name):
        clock = next(
            ([match[f"h{way}"], match[f"m{way}"], match[f"s{way}"] or "00"] for way in "123" if match[f"h{way}"]),
            ["00", "00", "00"],
        )
        try:
            return time.normalise(f"{match['year']}-{match['month']}-{match['day']}T{':'.join(clock)}Z")
        except time.BadTime:
            continue
    return None


def nth_second(number: int) -> str:
    """Return the time of a file without a date: 1970-01-01 plus ``number`` seconds."""
    return time.written(number * 1_000_000)
