"""Erasing in the workers' tables, and what Kafka can and cannot forget.

The workers obey an order like any other, in a transaction of their own, and their changelog gets tombstones. Which
pages of a site there are is read from that changelog, once the workers have refused what else comes of the site.

Of a topic that is not compacted Kafka can delete nothing but the oldest messages of a partition, all of them up to an
offset: a single message goes when its retention ends, or with everything before it.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError

from streams import topology
from streams.hosts import clients, ordering
from streams.hosts.reading import existing, reader
from streams.stages import erase, pages
from streams.tables import record_key
from streams.web.address import partition

FOLLOWED_SECONDS_MAX = 20.0  # that the workers are waited for; an order that they have not read stays for a week
LOOK_SECONDS = 0.3
READ_MILLISECONDS = 500
PAGE_CHARACTERS = 32  # of a page's id, hexadecimal
_PAGES = record_key(pages.TABLE, "")
_CAPTURES = frozenset({topology.RAW, topology.CAPTURES})
_UNCOMPACTED = tuple(topic.name for topic in topology.TOPICS if not topic.compacted and topic.name != topology.POLL_DUE)

Value = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What became of an order: pages that the tables held, and whether the workers have followed to the end."""

    pages: dict[str, str]
    followed: bool


async def erase_page(bootstrap_servers: str, group: str, page: str, site: str) -> Forgotten:
    """Order the workers to forget a page; raises TopicsError where their topics are missing."""
    orders = [_order(erase.ERASE_PAGE, page, site)]
    return Forgotten({page: site}, await _followed(bootstrap_servers, group, orders))


async def erase_site(bootstrap_servers: str, group: str, site: str, known: Mapping[str, str]) -> Forgotten:
    """Order the workers to forget a site, with the pages that their tables hold and those that are ``known``.

    First the site is refused, and when that is done its pages are listed: what comes in between would be missed.
    """
    followed = await _followed(bootstrap_servers, group, [_order(erase.ERASE_SITE, site, site)])
    found = {**known, **dict.fromkeys(await _remembered(bootstrap_servers, site), site)}
    orders = [_order(erase.ERASE_PAGE, page, its_site) for page, its_site in sorted(found.items())]
    return Forgotten(found, await _followed(bootstrap_servers, group, orders) and followed)


def _order(word: str, page: str, site: str) -> Value:
    return {"order": word, "page": {"page": page, "url": "", "site": site}, "at": ordering.now()}


async def _followed(bootstrap_servers: str, group: str, orders: list[Value]) -> bool:
    """Give orders; return whether the workers have followed them within the time."""
    await ordering.give(bootstrap_servers, orders)
    lanes = await existing(bootstrap_servers, [topology.ORDERS])
    numbers = {partition(order["page"]["site"], len(lanes)) for order in orders}
    wanted = [lane for lane in lanes if lane.partition in numbers]
    admin = clients.admin(bootstrap_servers)
    await admin.start()
    try:
        async with reader(bootstrap_servers) as consumer:
            ends = await consumer.end_offsets(wanted)
        async with asyncio.timeout(FOLLOWED_SECONDS_MAX):
            while await _is_at_work(admin, group):
                done = await clients.committed(admin, group)
                if all(tp in done and done[tp] >= end - 1 for tp, end in ends.items()):
                    return True
                await asyncio.sleep(LOOK_SECONDS)
            return False
    except TimeoutError:
        return False
    finally:
        await admin.close()


async def _is_at_work(admin: AIOKafkaAdminClient, group: str) -> bool:
    """Tell whether a group has members."""
    try:
        responses = await admin.describe_consumer_groups([group])
    except KafkaError as fault:
        if not fault.retriable:
            raise
        return False  # a Kafka that has no coordinator yet has no group
    return bool(responses[0].groups[0][5])


async def _remembered(bootstrap_servers: str, site: str) -> list[str]:
    """Return the pages of a site that its lane remembers, by their ids."""
    lanes = await existing(bootstrap_servers, [topology.CHANGELOG])
    lane = TopicPartition(topology.CHANGELOG, partition(site, len(lanes)))
    found: dict[bytes, bool] = {}
    async with reader(bootstrap_servers) as consumer:
        async for record in _records(consumer, lane):
            if record.key is not None and record.key.startswith(_PAGES):
                found[record.key] = record.value is not None and _is_of(record.value, site)
    return [key.removeprefix(_PAGES).decode() for key, is_of_site in found.items() if is_of_site]


def _is_of(value: bytes, site: str) -> bool:
    known = orjson.loads(value)
    return isinstance(known, dict) and known.get("site") == site


async def kept_for(bootstrap_servers: str) -> dict[str, int | None]:
    """Return, by topic, how long a message stays (milliseconds, None for ever), for those that are not compacted."""
    admin = clients.admin(bootstrap_servers)
    await admin.start()
    try:
        asked = [ConfigResource(ConfigResourceType.TOPIC, name) for name in _UNCOMPACTED]
        answers = await admin.describe_configs(asked)
    finally:
        await admin.close()
    found: dict[str, int | None] = {}
    for answer in answers:
        for _code, _fault, _kind, name, settings in answer.resources:
            value = int(next((setting[1] for setting in settings if setting[0] == "retention.ms"), -1))
            found[name] = None if value < 0 else value
    return {name: found[name] for name in _UNCOMPACTED if name in found}


async def drop(bootstrap_servers: str, group: str, words: Iterable[str]) -> dict[str, int]:
    """Delete, of every topic that is not compacted, all messages up to the last one in which one of the words stands.

    That is done in each lane, because what is said of copies stands in those of other sites. Messages about others that
    lie before it go too; what the workers have not handled stays. Returns how many went, by topic.
    """
    asked = [word.encode() for word in words]
    lanes = await existing(bootstrap_servers, [name for name in _UNCOMPACTED if name != topology.ORDERS])
    admin = clients.admin(bootstrap_servers)
    await admin.start()
    try:
        done = await clients.committed(admin, group)
        async with reader(bootstrap_servers) as consumer:
            first = await consumer.beginning_offsets(lanes)
            behind = {lane: await _behind_last(consumer, lane, asked) for lane in lanes}
        for lane in lanes:
            if lane.topic in topology.CONSUMED:
                behind[lane] = min(behind[lane], done.get(lane, 0))
        behind = {lane: offset for lane, offset in behind.items() if offset > first[lane]}
        if behind:
            await admin.delete_records({lane: RecordsToDelete(offset) for lane, offset in behind.items()})
    finally:
        await admin.close()
    gone: Counter[str] = Counter()
    for lane, offset in behind.items():
        gone[lane.topic] += offset - first[lane]
    return dict(gone)


async def _behind_last(consumer: AIOKafkaConsumer, lane: TopicPartition, words: list[bytes]) -> int:
    """Return the offset behind the last message of a lane in which one of the words stands, 0 where there is none."""
    found = 0
    async for record in _records(consumer, lane):
        if _names(record, words):
            found = record.offset + 1
    return found


def _names(record: ConsumerRecord, words: list[bytes]) -> bool:
    """Tell whether one of the words stands in a message; of a capture its address counts, not where it links to."""
    whole = record.value or b""
    if not any(word in whole or word == record.key for word in words):
        return False
    if record.topic not in _CAPTURES:
        return True
    try:
        known = orjson.loads(whole)
        addresses = [str(known.get(name)).encode() for name in ("url", "final_url")]
    except (orjson.JSONDecodeError, AttributeError):
        return True
    return any(word in address for word in words for address in addresses)


async def _records(consumer: AIOKafkaConsumer, lane: TopicPartition) -> AsyncIterator[ConsumerRecord]:
    """Yield the messages of a lane, from its beginning to where it ends now."""
    consumer.assign([lane])
    await consumer.seek_to_beginning(lane)
    end = (await consumer.end_offsets([lane]))[lane]
    while await consumer.position(lane) < end:
        for record in (await consumer.getmany(lane, timeout_ms=READ_MILLISECONDS)).get(lane, []):
            yield record


def is_page(subject: str) -> bool:
    """Whether a subject is a page's id, and no site."""
    return len(subject) == PAGE_CHARACTERS and not subject.strip("0123456789abcdef")
