"""One page looked at again and again: the captures of a history in a few words, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from streams import topology
from streams.handler import Handler
from streams.hosts.memory import MemoryHost
from streams.messages import Incoming
from streams.stages.byhand import NO_RULES, RuleBook, Rules
from streams.web import time
from tests.golden.matching import Result, gather
from tests.golden.memory import run, write

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
    capture: dict[str, Any] = {"url": URL, "captured_at": at(hours), "status": 200}
    if paragraphs is None:
        capture["status"] = 404
    else:
        capture |= {"title": title, "body": "\n\n".join(paragraphs), "content_type": "text/plain"}
    return orjson.dumps(capture | more)


def came_of(captures: Sequence[bytes], rules: Rules = NO_RULES) -> Result:
    """Return what comes out of captures in the order in which they arrive."""
    return gather(*run(captures, 1, RuleBook(rules)))


class Site:
    """A worker's partition that goes on from where it stood, under other rules or another judgement."""

    def __init__(self) -> None:
        self.host = MemoryHost(1)
        self.written: list[Incoming] = []

    def sees(self, *captures: bytes, rules: Rules = NO_RULES) -> list[str]:
        """Let the captures come in; return their outcomes."""
        self.host.handler = Handler(1, RuleBook(rules))
        self.written += write(self.host, captures)
        self.host.run()
        return self.result.outcomes[-len(captures) :]

    @property
    def result(self) -> Result:
        """Everything that came out so far."""
        return gather(self.written, [m for topic in topology.PUBLIC for m in self.host.topic(topic)])


def revisions(result: Result) -> list[tuple[int, int, int | None]]:
    """Return each revision as (from, to, reverts to)."""
    found = (event.value for event in result.events[topology.REVISED])
    return [(value["from"]["version"], value["to"]["version"], value["reverts_to"]) for value in found]


def edits(result: Result, number: int = -1) -> list[tuple[str, str | None, str | None]]:
    """Return the edits of a revision as (op, old, new)."""
    value = result.events[topology.REVISED][number].value
    return [(edit["op"], edit["old"], edit["new"]) for edit in value["edits"]]
