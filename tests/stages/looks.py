"""One page looked at again and again: the captures of a history in a few words, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from streams import topology
from streams.web import time
from tests.golden.matching import Result, gather
from tests.golden.memory import run

URL = "https://quarrytown.example/news/the-lock-gate"
START = time.instant("2026-04-01T06:00:00Z")
HOUR = 3_600_000_000

STORY = (
    "The lock gate at Quarrytown will be closed for repairs from the second week of May, the canal board said.",
    "Divers found a crack of two hands' length in the lower hinge when they looked for a lost anchor in the winter.",
    "Boats will have to wait at the upper basin, where the board has promised moorings for eleven of them.",
    "The hinge was cast in the town's own foundry, which closed its doors more than ninety years ago.",
    "A workshop in Ostrand has offered to cast a new one from the drawings that the museum keeps.",
    "The last repair of the gate took seven weeks and cost the board a summer's worth of lock fees.",
    "Rowers may carry their boats around the lock on the towpath, as their grandparents did.",
)


def at(hours: float) -> str:
    """Return the time so many hours after the first look."""
    return time.written(START + round(hours * HOUR))


def look(hours: float, paragraphs: Sequence[str] | None = STORY, title: str = "Lock gate closed", **more: Any) -> bytes:
    """Return a capture; ``paragraphs`` None: the page is not there."""
    capture: dict[str, Any] = {"url": URL, "captured_at": at(hours), "status": 200, "title": title, **more}
    if paragraphs is None:
        capture["status"] = 404
        del capture["title"]
    else:
        capture |= {"body": "\n\n".join(paragraphs), "content_type": "text/plain"}
    return orjson.dumps(capture)


def came_of(captures: Sequence[bytes], partitions: int = 1) -> Result:
    """Return what comes out of captures in the order in which they arrive."""
    return gather(*run(captures, partitions))


def revisions(result: Result) -> list[tuple[int, int, int | None]]:
    """Return each revision as (from, to, reverts to)."""
    found = (event.value for event in result.events[topology.REVISED])
    return [(value["from"]["version"], value["to"]["version"], value["reverts_to"]) for value in found]


def edits(result: Result, number: int = -1) -> list[tuple[str, str | None, str | None]]:
    """Return the edits of a revision as (op, old, new)."""
    value = result.events[topology.REVISED][number].value
    return [(edit["op"], edit["old"], edit["new"]) for edit in value["edits"]]
