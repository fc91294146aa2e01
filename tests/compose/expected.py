"""What must come out, whoever is killed: the same captures through the same stages in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

import orjson

from streams import topology
from streams.hosts.memory import MemoryHost

NOW_MS = 1_790_000_000_000
ATTRIBUTES = ("ce_id", "ce_time", "ce_subject")
# An article's name goes through steps that depend on who is first; what counts is where it ends up.
COMPARED = tuple(topic for topic in topology.PUBLIC if topic not in (topology.RAW, topology.ASSIGNED))

Event = tuple[str, str, bytes]


@dataclass
class Said:
    """Events as (topic, id, value), how many captures had which outcome, and the article of each page."""

    events: set[Event] = field(default_factory=set)
    outcomes: dict[str, int] = field(default_factory=dict)
    articles: dict[str, str] = field(default_factory=dict)

    def add_files(self, files: dict[str, bytes]) -> None:
        """Add what a replay wrote: one file of events a topic, and one of outcomes."""
        for topic in COMPARED:
            for line in files.get(f"{topic}.jsonl", b"").splitlines():
                value = orjson.loads(line)
                known = {name: value.pop(name, "") for name in ATTRIBUTES}
                self.events.add((topic, known["ce_id"], _canonical(value)))
        for line in files.get("outcomes.jsonl", b"").splitlines():
            outcome = orjson.loads(line)
            self.count(outcome["outcome"])
            if outcome["page"]:
                self.articles[outcome["page"]] = outcome["article_id"]

    def ids(self) -> set[tuple[str, str]]:
        """Return topic and id of every event."""
        return {(topic, identity) for topic, identity, _ in self.events}

    def count(self, outcome: str) -> None:
        """Count one more capture with this outcome."""
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1


def in_memory(captures: list[tuple[bytes, str]], partitions: int) -> Said:
    """Return what the stages say of captures (raw JSON, site) when nothing goes wrong."""
    host = MemoryHost(partitions)
    host.write_all(captures, NOW_MS)
    host.run()
    said = Said()
    for topic in COMPARED:
        for message in host.topic(topic):
            value = orjson.loads(message.value or b"{}")
            said.events.add((topic, dict(message.headers).get("ce_id", b"").decode(), _canonical(value)))
            if topic == topology.SETTLED:
                said.count(value["outcome"])
                if value["page"]:
                    said.articles[value["page"]] = value["page"]
    for message in host.topic(topology.ASSIGNED):
        value = orjson.loads(message.value or b"{}")
        said.articles[value["page"]] = value["article"]
    return said


def _canonical(value: dict[str, object]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
