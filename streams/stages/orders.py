"""orders: what people say about single statements: that one is wrong, that two pages are one article, or are not.

An order goes to the lane of the page that it names, and from there to the lane of the other page, where there is one.
It is remembered, so that later evidence does not say again what was withdrawn: a revision by its id, a copy by its two
pages. Of several orders about two pages the latest holds; an order that comes again changes nothing.

What is withdrawn is said once more as it was said, as ``withdrawn``, with an id of its own.
"""

from __future__ import annotations

from typing import Any, Final

from streams import topology
from streams.cloudevents import event_id
from streams.records import Event, Tables
from streams.stages import erase, labels

TABLE: Final = "orders"
WITHDRAWN = "withdrawn"


def step(item: dict[str, Any], tables: Tables, partitions: int) -> list[Event]:  # noqa: ARG001 - a step's shape
    """Follow an order: ``join`` or ``part`` two pages, ``withdraw`` an event, or ``erase`` a page or site."""
    if item["order"] in erase.ORDERS:
        return erase.step(item, tables)
    if item["order"] == "withdraw":
        return _withdraw(item, tables)
    word: labels.Word = "joined" if item["order"] == "join" else "parted"
    said = labels.ordered(item["page"], item["other"], word, item["at"], tables)
    if not item.get("passed_on"):
        passed = item | {"page": item["other"], "other": item["page"], "passed_on": True}
        said.append(Event(topology.ORDERS, passed["page"]["page"], passed, passed["page"]["site"]))
    return said


def _withdraw(item: dict[str, Any], tables: Tables) -> list[Event]:
    """Take an event back; two pages that it united are parted, so that it is not said again of other versions."""
    identity, value = item["id"], item["value"]
    if is_withdrawn(tables, identity):
        return []
    tables.put(TABLE, identity, item["at"].encode())
    withdrawn = value | {"statement": WITHDRAWN}
    if item["topic"] == topology.DUPLICATED:
        withdrawn["reason"] = f"withdrawn by hand at {item['at']}"
    said = [
        Event(
            item["topic"], value["page"], withdrawn, value["site"],
            event_id(item["topic"], WITHDRAWN, identity), value["captured_at"],
        )
    ]  # fmt: skip
    if item["topic"] == topology.DUPLICATED:
        page = {name: value[name] for name in ("page", "url", "site")}
        other = {name: value["other"][name] for name in ("page", "url", "site")}
        said += step({"order": "part", "page": page, "other": other, "at": item["at"]}, tables, 0)
    return said


def is_withdrawn(tables: Tables, identity: str) -> bool:
    """Whether a person has withdrawn an event, said or not."""
    return tables.get(TABLE, identity) is not None
