"""What no stage can use: said on ``article.rejected`` with its reason, and settled as such, so that counts add up."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import orjson

from streams import cloudevents, topology
from streams.cloudevents import event_id
from streams.messages import Incoming, Outgoing, origin
from streams.stages import clean
from streams.stages.clean import Rejected
from streams.web import time

HEAD_BYTES_MAX = 64 * 1024
UTF8_BYTES_MAX = 4
REASON_CHARACTERS_MAX = 1_000


def rejection(
    message: Incoming, stage: str, fault: Rejected, size: int | None = None, sha256: str | None = None
) -> Outgoing:
    """Return the message for ``article.rejected``: why, from where, and the first 64 KiB of what came.

    ``size`` and ``sha256`` are given where ``message`` holds the beginning only.
    """
    raw = message.value or b""
    reason, text = fault.reason, fault.message[:REASON_CHARACTERS_MAX]
    head, encoding = _head(raw)
    origin_topic, origin_partition, origin_offset = origin(message)[1].decode().rsplit("/", 2)
    value = {
        "stage": stage,
        "reason": reason,
        "message": text,
        "origin": {"topic": origin_topic, "partition": int(origin_partition), "offset": int(origin_offset)},
        "size": len(raw) if size is None else size,
        "sha256": sha256 or hashlib.sha256(raw).hexdigest(),
        "head": head,
        "head_encoding": encoding,
    }
    identity = event_id(topology.REJECTED, stage, reason, str(value["sha256"]))
    headers = [
        *cloudevents.headers(topology.REJECTED, identity, "", "", f"rowback/{stage}"),
        ("__dlq.errors.topic", origin_topic.encode()),
        ("__dlq.errors.partition", origin_partition.encode()),
        ("__dlq.errors.offset", origin_offset.encode()),
        ("__dlq.errors.stage", stage.encode()),
        ("__dlq.errors.reason", reason.encode()),
        ("__dlq.errors.message", text.encode()),
    ]
    return Outgoing(topology.REJECTED, message.partition, message.key, orjson.dumps(value), headers)


def _head(raw: bytes) -> tuple[str, str | None]:
    head = raw[:HEAD_BYTES_MAX]
    try:
        return head.decode("utf-8"), None
    except UnicodeDecodeError as fault:
        if len(raw) > len(head) and fault.start > len(head) - UTF8_BYTES_MAX:  # the cut went through a character
            return head[: fault.start].decode("utf-8"), None
        return base64.b64encode(head).decode(), "base64"


def settled_as_rejected(message: Incoming, fault: Rejected) -> Outgoing:
    """The outcome of a capture that could not be read: what is known of it is taken over as far as it is sound."""
    known = _readable(message.value)
    digest = hashlib.sha256(message.value or b"").hexdigest()
    identity = event_id(topology.SETTLED, "rejected", digest)
    value = {
        "event_id": _text(known.get("event_id"), 1_000),
        "url": _text(known.get("url"), 8_000),
        "captured_at": _instant(known.get("captured_at")),
        "site": None,
        "page": None,
        "outcome": "rejected",
        "version": None,
        "reason": f"{fault.reason}: {fault.message}"[:REASON_CHARACTERS_MAX],
    }
    headers = [
        *cloudevents.headers(topology.SETTLED, identity, value["captured_at"] or "", "", "rowback/revise"),
        origin(message),
    ]
    return Outgoing(topology.SETTLED, message.partition, message.key, orjson.dumps(value), headers)


def _readable(raw: bytes | None) -> dict[str, Any]:
    try:
        return clean.parse(raw or b"")
    except Rejected:
        return {}


def _text(value: object, characters_max: int) -> str | None:
    return value[:characters_max] if isinstance(value, str) else None


def _instant(value: object) -> str | None:
    try:
        return time.normalise(value) if isinstance(value, str) else None
    except ValueError:
        return None
