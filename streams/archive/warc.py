"""WARC 1.1 records, gzipped one by one, as archives of the web read them.

Written by hand: what is needed is a page of code, and a library would have to be there at run time only for this. The
tests read what is written here with two readers.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import uuid
from collections.abc import Mapping

NAMES = uuid.UUID("6b1f4f6e-6f3a-5f0e-9a59-2f6f2c7e1c11")  # ids of records follow from what is in them


def record(kind: str, payload: bytes, headers: Mapping[str, str]) -> bytes:
    """Return a record of a kind (``resource``, ``metadata``, ``warcinfo``); the same input gives the same bytes.

    ``headers`` hold WARC-Date and what else belongs to the record; line breaks in them are taken out.
    """
    digest = "sha256:" + base64.b32encode(hashlib.sha256(payload).digest()).decode()
    identity = uuid.uuid5(NAMES, f"{kind} {sorted(headers.items())} {digest}")
    lines = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{identity}>",
        **headers,
        "WARC-Block-Digest": digest,
        "Content-Length": str(len(payload)),
    }
    head = "".join(f"{name}: {_one_line(value)}\r\n" for name, value in lines.items())
    return gzip.compress(b"WARC/1.1\r\n" + head.encode() + b"\r\n" + payload + b"\r\n\r\n", mtime=0)


def _one_line(text: str) -> str:
    return " ".join(text.split())
