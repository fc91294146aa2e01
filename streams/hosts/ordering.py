"""Orders of people on Kafka: what was said is looked up as any subscriber would, an order is one message."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from aiokafka import ConsumerRecord

from streams import topology
from streams.hosts import clients
from streams.hosts.reading import existing, follow
from streams.web.address import BadAddress, page_of, partition

Value = dict[str, Any]
Reference = dict[str, str]
REFERENCE = ("page", "url", "site")


class NotSaid(Exception):
    """What an order speaks of was never said; the message is one line."""


@dataclass(frozen=True, slots=True)
class Said:
    """An event that was said."""

    topic: str
    id: str
    value: Value


def now() -> str:
    """Return the time of an order."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def reference(value: Value) -> Reference:
    """Return the page that an event, or one side of it, is about."""
    return {name: value[name] for name in REFERENCE}


def withdrawal(event: Said, at: str) -> Value:
    """Return the order to take an event back."""
    page = reference(event.value)
    return {"order": "withdraw", "topic": event.topic, "id": event.id, "value": event.value, "page": page, "at": at}


def about(word: str, page: Reference, other: Reference, at: str) -> Value:
    """Return the order to ``join`` or ``part`` two pages."""
    return {"order": word, "page": page, "other": other, "at": at}


def partings(page: Reference, other: Reference, copies: Iterable[Value], articles: dict[str, str]) -> list[Reference]:
    """Return the pages to part a page from, so that it leaves the article of ``other``.

    Those are the pages of that article that it was said to be one article with (``copies``, as they were said), and
    ``other`` itself; ``articles`` is page -> article as it was assigned last.
    """
    article = articles.get(other["page"], other["page"])
    found = {other["page"]: other}
    for copy in copies:
        sides = [reference(copy), reference(copy["other"])]
        if copy["statement"] != "stated" or not copy["unites"] or page["page"] not in (s["page"] for s in sides):
            continue
        neighbour = next((side for side in sides if side["page"] != page["page"]), None)
        if neighbour and articles.get(neighbour["page"], neighbour["page"]) == article:
            found[neighbour["page"]] = neighbour
    return [found[name] for name in sorted(found)]


async def said(bootstrap_servers: str, topics: list[str], wanted: Callable[[Said], bool]) -> list[Said]:
    """Return the events of topics that are wanted, each once."""
    found: dict[str, Said] = {}
    async for record in follow(bootstrap_servers, topics, "beginning", until_end=True):
        event = _event(record)
        if event and wanted(event):
            found[event.id] = event
    return list(found.values())


def _event(record: ConsumerRecord) -> Said | None:
    """Others may write to the topics, too: what is no event of ours is passed over."""
    identity = dict(record.headers).get("ce_id")
    try:
        value = orjson.loads(record.value or b"null")
    except orjson.JSONDecodeError:
        return None
    return Said(record.topic, identity.decode(), value) if identity and isinstance(value, dict) else None


async def page_named(bootstrap_servers: str, name: str) -> Reference:
    """Return the page of a URL or an id; raises NotSaid where there is none."""
    if "://" in name:
        try:
            found = page_of(name)
        except BadAddress as fault:
            raise NotSaid(str(fault)) from None
        name = found.id
    events = await said(bootstrap_servers, [topology.CLEANED], lambda event: event.value.get("page") == name)
    if not events:
        raise NotSaid(f"no page {name} was ever said: name its URL or its id (32 hexadecimal digits)")
    return reference(events[-1].value)


async def give(bootstrap_servers: str, orders: list[Value]) -> None:
    """Write orders to the lanes of their pages; raises TopicsError where the topic is missing."""
    partitions = len(await existing(bootstrap_servers, [topology.ORDERS]))
    producer = clients.producer(bootstrap_servers, acks="all", enable_idempotence=True)
    await producer.start()
    try:
        for order in orders:
            page = order["page"]
            value = orjson.dumps({"items": [order]})
            where = partition(page["site"], partitions)
            await producer.send_and_wait(topology.ORDERS, value, page["page"].encode(), partition=where)
    finally:
        await producer.stop()
