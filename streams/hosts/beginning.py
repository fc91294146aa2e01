"""When do parts that were just started work? When Kafka has given partitions to a member of each of their groups."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from streams.hosts import clients

STEP_SECONDS = 0.2


async def until_at_work(servers: str, groups: Iterable[str], alive: Callable[[], None]) -> None:
    """Wait until all groups work; ``alive`` raises where a part does not live."""
    admin = clients.admin(servers)
    await admin.start()
    try:
        for group in groups:
            while not await _is_at_work(admin, group):
                alive()
                await asyncio.sleep(STEP_SECONDS)
    finally:
        await admin.close()


async def _is_at_work(admin: AIOKafkaAdminClient, group: str) -> bool:
    try:
        responses = await admin.describe_consumer_groups([group])
    except KafkaError:  # a broker that has just started has no coordinator yet, and so no group
        return False
    _, _, state, _, _, members = responses[0].groups[0][:6]
    return state == "Stable" and any(assignment for _, _, _, _, assignment, *_ in members)
