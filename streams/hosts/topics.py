"""The topics on the broker: created before anything runs, and checked, because a wrong count stops everything."""

from __future__ import annotations

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import for_code

from streams import topology
from streams.hosts import clients
from streams.settings import Settings

ALREADY_THERE = 36  # TOPIC_ALREADY_EXISTS
UNCOMPACTED_MS = 3600 * 1000  # a reader that is an hour behind still sees every step of a compacted topic

TOMBSTONES_KEPT_MS = 30 * 24 * 3600 * 1000  # a store that was away for longer would keep what was forgotten meanwhile


class TopicsError(Exception):
    """The topics are not as they must be; the message says which and what to do."""


async def ensure(settings: Settings) -> None:
    """Create the topics that are missing; raises TopicsError where one has another number of partitions."""
    admin = clients.admin(settings.bootstrap_servers)
    await admin.start()
    try:
        there = set(await admin.list_topics())
        missing = [_new(topic, settings) for topic in topology.TOPICS if topic.name not in there]
        if missing:
            response = await admin.create_topics(missing)
            for name, code, *detail in response.topic_errors:
                if code not in (0, ALREADY_THERE):
                    why = (detail[0] if detail else None) or for_code(code).description
                    raise TopicsError(f"topic {name} could not be created: {why}")
        await _check(admin, settings)
    finally:
        await admin.close()


async def _check(admin: AIOKafkaAdminClient, settings: Settings) -> None:
    for described in await admin.describe_topics([topic.name for topic in topology.TOPICS]):
        count = len(described["partitions"])
        if count and count != settings.partitions:
            raise TopicsError(
                f"topic {described['topic']} has {count} partitions, {settings.partitions} are set: give "
                f"--partitions {count} (the number is fixed when the topics are created)"
            )


def _new(topic: topology.Topic, settings: Settings) -> NewTopic:
    config = {"cleanup.policy": "compact" if topic.compacted else "delete"}
    if topic.compacted:
        config["min.compaction.lag.ms"] = str(UNCOMPACTED_MS)
        config["delete.retention.ms"] = str(TOMBSTONES_KEPT_MS)
    else:
        config["retention.ms"] = str(-1 if topic.retention_ms is None else topic.retention_ms)
    config["max.message.bytes"] = str(topology.MESSAGE_BYTES_MAX)
    if settings.replication_factor > 1:
        config["min.insync.replicas"] = str(settings.replication_factor - 1)
    return NewTopic(topic.name, settings.partitions, settings.replication_factor, topic_configs=config)
