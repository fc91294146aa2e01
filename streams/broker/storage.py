"""Formats a data directory for Kafka: what Kafka's own storage tool writes, without the seconds its JVM takes.

A formatted directory holds two small files: `meta.properties` says which cluster and node it belongs to, and
`bootstrap.checkpoint` holds the first records of the cluster's metadata, which name the level of each feature.
The checkpoint is a metadata snapshot: three record batches (format v2 of Kafka's protocol guide) of which the first
and the last hold a control record each, the snapshot's header and footer.
"""

import base64
import os
import struct
import time
import uuid
from pathlib import Path

from aiokafka.record.util import calc_crc32c, encode_varint

# What `kafka-storage format` of Kafka 4.3.1 writes. Levels are never lowered, and a later Kafka reads them.
FEATURE_LEVELS = {
    "metadata.version": 30,
    "eligible.leader.replicas.version": 1,
    "group.version": 1,
    "share.version": 1,
    "streams.version": 1,
    "transaction.version": 2,
}
NODE_ID = 1

_Record = tuple[bytes | None, bytes]  # key, value

_CONTROL = 0x20  # the batch attribute that marks control records
_SNAPSHOT_HEADER = struct.pack(">hh", 0, 3)  # key of a control record: version, type
_SNAPSHOT_FOOTER = struct.pack(">hh", 0, 4)
_HEADER_VALUE = struct.pack(
    ">hqb", 0, 0, 0
)  # version, time of the last record the snapshot stands for, no tagged fields
_FOOTER_VALUE = struct.pack(">hb", 0, 0)


def new_cluster_id() -> str:
    """Returns a fresh cluster id in Kafka's form: 22 characters of URL-safe base64 that begin with no dash."""
    while True:
        text = base64.urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode("ascii")
        if not text.startswith("-"):
            return text


def cluster_id(logs: Path) -> str | None:
    """Returns the cluster id of a formatted directory, None where it is not formatted."""
    try:
        lines = (logs / "meta.properties").read_text("utf-8", errors="replace").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return None
    found = [line.partition("=")[2].strip() for line in lines if line.startswith("cluster.id=")]
    return found[0] if found and found[0] else None


def ensure_formatted(logs: Path) -> str:
    """Formats `logs` unless it is formatted already; returns its cluster id.

    `meta.properties` is written last: a format that was interrupted is done again.

    Raises:
        OSError: The directory cannot be written.
    """
    known = cluster_id(logs)
    if known is not None:
        return known
    logs.mkdir(parents=True, exist_ok=True)
    fresh = new_cluster_id()
    _write(logs / "bootstrap.checkpoint", bootstrap_checkpoint(time.time_ns() // 1_000_000))
    properties = {"version": "1", "cluster.id": fresh, "node.id": str(NODE_ID), "directory.id": new_cluster_id()}
    _write(logs / "meta.properties", "".join(f"{key}={value}\n" for key, value in properties.items()).encode())
    return fresh


def bootstrap_checkpoint(milliseconds: int) -> bytes:
    """Returns the bytes of `bootstrap.checkpoint`, stamped with a time in milliseconds since 1970."""
    levels: list[_Record] = [(None, _feature_level(name, level)) for name, level in FEATURE_LEVELS.items()]
    return (
        _batch(0, _CONTROL, milliseconds, [(_SNAPSHOT_HEADER, _HEADER_VALUE)])
        + _batch(1, 0, milliseconds, levels)
        + _batch(1 + len(levels), _CONTROL, milliseconds, [(_SNAPSHOT_FOOTER, _FOOTER_VALUE)])
    )


def _feature_level(name: str, level: int) -> bytes:
    """A FeatureLevelRecord (metadata record 12, version 0) in its frame of version 1."""
    encoded = name.encode("ascii")
    return bytes([1, 12, 0, len(encoded) + 1]) + encoded + struct.pack(">hb", level, 0)


def _batch(offset: int, attributes: int, milliseconds: int, records: list[_Record]) -> bytes:
    body = b"".join(_record(position, key, value) for position, (key, value) in enumerate(records))
    checked = (
        struct.pack(">hiqqqhii", attributes, len(records) - 1, milliseconds, milliseconds, -1, -1, -1, len(records))
        + body
    )
    leader_epoch, magic = 0, 2
    head = struct.pack(">ibI", leader_epoch, magic, calc_crc32c(checked))
    return struct.pack(">qi", offset, len(head) + len(checked)) + head + checked


def _record(position: int, key: bytes | None, value: bytes) -> bytes:
    key_part = _varint(-1) if key is None else _varint(len(key)) + key
    # attributes and the distance to the batch's time are 0, and there are no headers
    content = b"\0\0" + _varint(position) + key_part + _varint(len(value)) + value + _varint(0)
    return _varint(len(content)) + content


def _varint(number: int) -> bytes:
    encoded = bytearray()
    encode_varint(number, encoded.append)
    return bytes(encoded)


def _write(path: Path, content: bytes) -> None:
    """Writes a file so that it is there whole or not at all, also after a loss of power."""
    unfinished = path.with_name(path.name + ".new")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
