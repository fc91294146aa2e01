"""Print what comes out of a case, in the shape of ``expected.json``: ``python -m tests.golden.show CASE [TOPIC ...]``.

Without topics only what an expectation usually names is shown; with them the named topics' events in full. Read it as
an editor would before it becomes an expectation.
"""

from __future__ import annotations

import sys
from typing import Any

import orjson

from streams import topology
from tests.golden.cases import FOLDER, Case
from tests.golden.matching import Result, gather
from tests.golden.memory import run

SHOWN = {
    topology.CLEANED: ("url", "version", "headline", "reverts_to", "noise", "cut_off"),
    topology.REVISED: ("url", "basis", "from", "to", "headline", "edits", "kind", "significance", "reverts_to"),
    topology.DUPLICATED: ("relation", "unites", "reason", "url", "version", "other"),
    topology.ASSIGNED: ("url", "article"),
    topology.PAGE_CHANGED: ("url", "change", "from", "to", "evidence"),
    topology.SITE_CHANGED: ("site", "change", "evidence", "sample"),
    topology.REJECTED: ("stage", "reason", "message"),
}
SHOWN_INSIDE = {
    "from": ("url", "version"),
    "to": ("url", "version"),
    "other": ("url", "version"),
    "edits": ("op", "old", "new", "signals", "kind"),
    "headline": ("old", "new"),
    "signals": ("type", "old", "new"),
}


def _chosen(value: Any, names: tuple[str, ...]) -> Any:
    if isinstance(value, list):
        return [_chosen(each, names) for each in value]
    if not isinstance(value, dict):
        return value
    return {name: _chosen(value[name], SHOWN_INSIDE.get(name, ())) for name in names or value if name in value}


def shown(result: Result, topics: list[str]) -> dict[str, Any]:
    """Return what came out, as an ``expected.json`` would say it."""
    found: dict[str, Any] = {"outcomes": result.outcomes}
    for topic, events in result.events.items():
        values = [event.value for event in events]
        if topics and topic in topics:
            found[topic] = values
        elif values and not topics:
            found[topic] = [_chosen(value, SHOWN[topic]) for value in values]
    return found


def main(arguments: list[str]) -> int:
    """Show one case."""
    if not arguments or not (FOLDER / arguments[0] / "why.md").is_file():
        print("name a case: a folder of tests/golden with a why.md", file=sys.stderr)  # noqa: T201 - a command
        return 2
    result = gather(*run(Case(FOLDER / arguments[0]).captures))
    sys.stdout.buffer.write(orjson.dumps(shown(result, arguments[1:]), option=orjson.OPT_INDENT_2) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
