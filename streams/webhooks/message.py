"""A message: its id, its body, its signature.

The body is a CloudEvent in JSON form and a Standard Webhooks payload at once: ``type``, ``timestamp``, ``data``, and
beside them ``subscription`` and ``sequence`` (1, 2, 3, ... for each subscription: a gap stands for something that was
erased). A subscription that gathers gets ``data.events``, a list of CloudEvents. ``id`` and the header ``webhook-id``
are functions of the subscription and the events, so a repeat is known as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from standardwebhooks.webhooks import Webhook

from streams.archive import Stored
from streams.cloudevents import event_id

DIGEST_TYPE = "rowback.digest.v1"
TEST_TYPE = "rowback.test.v1"
EVENT_BYTES_MAX = 1024 * 1024  # a larger event comes without its texts, to be asked for by its id
BODY_BYTES_MAX = 4 * 1024 * 1024
WORD_CHARACTERS_MAX = 2_000  # of what an abridged event keeps


def message_id(subscription: str, events: Sequence[bytes]) -> str:
    """Return the id of a message."""
    return "msg_" + event_id("webhook", subscription, *(event.hex() for event in events))


def body(message: str, subscription: str, sequence: int, events: Sequence[Stored], *, gathered: bool) -> bytes:
    """Return the body of a message with one event, or with a list where it was gathered."""
    written = [_event(event) for event in events]
    own = {"subscription": subscription, "sequence": sequence}
    if not gathered:
        return orjson.dumps({**written[0], "timestamp": events[0].time, **own})
    newest = max(event.time for event in events)
    return orjson.dumps({**_own(message, DIGEST_TYPE, newest), **own, "data": {"events": written}})


def trial(message: str, subscription: str, at: str) -> bytes:
    """Return the body of a test delivery; its sequence 0 is given to nothing else."""
    words = "This is a test of rowback: nothing has been revised."
    own = {"subscription": subscription, "sequence": 0}
    return orjson.dumps({**_own(message, TEST_TYPE, at), **own, "data": {"message": words}})


def _own(message: str, type_: str, at: str) -> dict[str, Any]:
    known = {"specversion": "1.0", "id": message, "source": "rowback/webhooks", "type": type_, "time": at}
    return {**known, "timestamp": at, "datacontenttype": "application/json"}


def fitting(events: Sequence[Stored]) -> Sequence[Stored]:
    """Return as many of the first events as a body may hold, at least one."""
    size = 0
    for number, event in enumerate(events):
        size += min(len(event.raw), EVENT_BYTES_MAX)
        if number and size > BODY_BYTES_MAX:
            return events[:number]
    return events


def _event(event: Stored) -> dict[str, Any]:
    known = event.cloudevent()
    del known["sequence"]  # of the archive: it changes when that is made anew
    if len(event.raw) > EVENT_BYTES_MAX:
        kept = {name: value for name, value in event.value.items() if _is_short(value)}
        return {**known, "data": kept, "abridged": True}
    return known


def _is_short(value: Any) -> bool:
    return len(value) <= WORD_CHARACTERS_MAX if isinstance(value, str) else not isinstance(value, dict | list)


def headers(message: str, body: bytes, secrets: Sequence[str], now: float) -> dict[str, str]:
    """Return the headers of Standard Webhooks; ``now`` in seconds since 1970. Every secret signs."""
    # The library takes the wall time of what it is given for UTC: any other zone would be signed wrongly.
    moment = datetime.fromtimestamp(int(now), UTC)
    signatures = [Webhook(secret).sign(message, moment, body.decode()) for secret in secrets]
    return {
        "content-type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": str(int(now)),
        "webhook-signature": " ".join(signatures),
    }
