"""What came out, and whether it is what a case expects.

``expected.json`` is an object. ``outcomes`` has one entry a capture: the outcome's word, or an object that the
``capture.settled`` event must match. Every other name is a public topic, with the list of what must come out there, in
the order of capture times (then address, then wording), of ``article.rejected`` in the order of the captures. A topic
that is not named must stay empty.
``"article.cleaned": 3`` is short for three events, whatever they say. Of ``article.assigned`` the last event of each
page counts.

An expected value matches in this way:

    an object    has at least these fields, each matching
    a list       has as many elements, each matching in its place
    text, number, true, false, null    are equal

and these objects are matchers instead:

    {"contains": "..." or [...]}    each of these texts stands somewhere in it
    {"absent": "..." or [...]}      none of them does
    {"some": [...]}                 each of these matches an element of the list
    {"length": 3}                   so many elements
    {"at_least": 0.5}, {"at_most": 0.2}
    {"present": true}               not null, not empty

Several matchers may stand in one object.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from streams import topology
from streams.messages import ORIGIN, Incoming
from streams.schema import validator
from streams.web import time

Origin = tuple[str, int, int]
STEPS = {(topology.ASSIGNED, "previous")}  # steps on the way to the final article may differ from run to run
SAID = tuple(topic for topic in topology.PUBLIC if topic not in (topology.RAW, topology.SETTLED))


@dataclass(frozen=True)
class Published:
    """An event as a subscriber sees it, its value without what depends on where it was handled."""

    topic: str
    id: str
    key: str
    value: dict[str, Any]

    @property
    def place(self) -> tuple[int, str, bytes]:
        """Where the event stands among those of its topic: by time, then address, then wording."""
        moment = self.value.get("captured_at")
        where = self.value.get("url") or self.value.get("site") or ""
        return time.instant(moment) if moment else 0, where, orjson.dumps(self.value, option=orjson.OPT_SORT_KEYS)


@dataclass
class Result:
    """What came out of some captures: their ``capture.settled`` values in order, and every other public event.

    ``strays`` are outcomes whose origin is none of the captures.
    """

    settled: list[list[dict[str, Any]]]
    strays: list[dict[str, Any]] = field(default_factory=list)
    events: dict[str, list[Published]] = field(default_factory=dict)

    @property
    def outcomes(self) -> list[str]:
        return [" and ".join(value["outcome"] for value in values) or "nothing" for values in self.settled]

    def identities(self) -> set[tuple[str, str, bytes]]:
        """Return (topic, id, value) of every event but outcomes; of an assignment, only what is final."""
        found = set()
        for topic, events in self.events.items():
            for event in events:
                value = {name: part for name, part in event.value.items() if (topic, name) not in STEPS}
                found.add((topic, event.id, orjson.dumps(value, option=orjson.OPT_SORT_KEYS)))
        return found


def header(message: Incoming, name: str) -> str | None:
    """Return a header of a message."""
    return next((value.decode() for key, value in message.headers if key == name), None)


def published(message: Incoming) -> Published:
    """Read an event; the origin of a rejected message depends on partitions and is left out."""
    value = orjson.loads(message.value or b"null")
    if message.topic == topology.REJECTED:
        value = {name: part for name, part in value.items() if name != "origin"}
    return Published(message.topic, header(message, "ce_id") or "", (message.key or b"").decode(), value)


def origin(message: Incoming) -> Origin:
    """Return where the capture of an outcome was first written."""
    topic, partition, offset = (header(message, ORIGIN) or "/-1/-1").rsplit("/", 2)
    return topic, int(partition), int(offset)


def gather(written: Sequence[Incoming], said: Iterable[Incoming]) -> Result:
    """Return what came out of the captures ``written``; ``said`` is everything on the public topics."""
    numbers = {(m.topic, m.partition, m.offset): n for n, m in enumerate(written)}
    order = {hashlib.sha256(m.value or b"").hexdigest(): n for n, m in enumerate(written)}
    result = Result([[] for _ in written], events={topic: [] for topic in SAID})
    assigned: dict[str, Published] = {}
    for message in said:
        if message.topic == topology.RAW:
            continue
        event = published(message)
        if event.topic == topology.SETTLED:
            number = numbers.get(origin(message))
            (result.strays if number is None else result.settled[number]).append(event.value)
        elif event.topic == topology.ASSIGNED:
            assigned[event.key] = event
        else:
            result.events[event.topic].append(event)
    result.events[topology.ASSIGNED] = list(assigned.values())
    for events in result.events.values():
        events.sort(key=lambda event: (order.get(event.value.get("sha256", ""), -1), event.place))
    return result


def faults(said: Iterable[Incoming]) -> Iterator[str]:
    """Yield what is wrong with events whatever the case: schema, key, id, or one id for two contents."""
    contents: dict[tuple[str, str], Published] = {}
    for message in said:
        if message.topic == topology.RAW:
            continue
        event = published(message)
        if wrong := validator(event.topic)(orjson.loads(message.value or b"null")):
            yield f"{event.topic}: {wrong}"
        if len(event.id) != 32:
            yield f"{event.topic}: no id: {event.id!r}"
        before = contents.setdefault((event.topic, event.id), event)
        if before != event and event.topic != topology.ASSIGNED:
            yield f"{event.topic}: one id for two contents: {before.value} and {event.value}"
        subject = event.value.get("page" if event.topic in KEYED_BY_PAGE else "site")
        if subject is not None and event.topic != topology.REJECTED and subject != event.key:
            yield f"{event.topic}: the key is {event.key!r}, not {subject!r}"


KEYED_BY_PAGE = {topic.name for topic in topology.TOPICS if topic.key == "page"}


def mismatches(expected: dict[str, Any], result: Result) -> list[str]:
    """Return in sentences how ``result`` differs from what a case expects; nothing where it does not."""
    outcomes = expected["outcomes"]
    found = [f"an outcome of no capture: {value}" for value in result.strays]
    if len(outcomes) != len(result.settled):
        found.append(f"{len(result.settled)} captures, {len(outcomes)} outcomes expected")
    for number, (wanted, settled) in enumerate(zip(outcomes, result.settled, strict=False), 1):
        if len(settled) != 1:
            found.append(f"capture {number}: {len(settled)} outcomes instead of one: {settled}")
            continue
        found += differences(
            {"outcome": wanted} if isinstance(wanted, str) else wanted, settled[0], f"capture {number}"
        )
    for topic in SAID:
        values = [event.value for event in result.events[topic]]
        wanted = expected.get(topic, [])
        found += differences({"length": wanted} if isinstance(wanted, int) else wanted, values, topic)
    return found + [f"{name} is no public topic" for name in expected.keys() - {"outcomes", *SAID}]


def differences(wanted: Any, value: Any, where: str) -> list[str]:
    """Return where ``value`` does not match ``wanted``."""
    if isinstance(wanted, dict):
        if wanted and wanted.keys() <= MATCHERS.keys():
            return [
                f"{where}: not {name} {each!r}: {_short(value)}"
                for name, each in wanted.items()
                if not MATCHERS[name](each, value)
            ]
        if not isinstance(value, dict):
            return [f"{where}: {_short(value)} instead of {_short(wanted)}"]
        return [d for name in wanted for d in differences(wanted[name], value.get(name), f"{where}.{name}")]
    if isinstance(wanted, list) and isinstance(value, list):
        found = [
            d for n, pair in enumerate(zip(wanted, value, strict=False)) for d in differences(*pair, f"{where}[{n}]")
        ]
        found += [f"{where}[{n}]: missing: {_short(wanted[n])}" for n in range(len(value), len(wanted))]
        return found + [f"{where}[{n}]: unexpected: {_short(value[n])}" for n in range(len(wanted), len(value))]
    if wanted != value or isinstance(wanted, bool) is not isinstance(value, bool):
        return [f"{where}: {_short(value)} instead of {_short(wanted)}"]
    return []


def _short(value: Any) -> str:
    text = orjson.dumps(value).decode()
    return text if len(text) <= 600 else text[:600] + " ..."


def _texts(value: Any) -> str:
    """All texts inside a value, one a line."""
    if isinstance(value, str):
        return value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return "\n".join(_texts(part) for part in parts)


def _listed(wanted: str | list[str]) -> list[str]:
    return [wanted] if isinstance(wanted, str) else wanted


MATCHERS: dict[str, Callable[[Any, Any], bool]] = {
    "contains": lambda wanted, value: all(text in _texts(value) for text in _listed(wanted)),
    "absent": lambda wanted, value: not any(text in _texts(value) for text in _listed(wanted)),
    "some": lambda wanted, value: all(any(not differences(w, v, "") for v in value) for w in wanted),
    "length": lambda wanted, value: isinstance(value, list) and len(value) == wanted,
    "at_least": lambda wanted, value: value is not None and value >= wanted,
    "at_most": lambda wanted, value: value is not None and value <= wanted,
    "present": lambda wanted, value: bool(value) is wanted,
}
