"""rowback's stages hosted by Quix Streams: each message through a streaming data frame, state in memory.

Quix hands over one message at a time, so that a batch of the handler is one message; what is said goes out through the
application's own producer, and Quix commits when its checkpoint is due.
"""

from __future__ import annotations

import sys
from typing import Any

from quixstreams import Application
from quixstreams.context import message_context

from streams import topology
from streams.handler import Handler
from streams.hosts.memory import MemoryStore
from streams.messages import Incoming

GROUP = "quix"


def run(bootstrap_servers: str, partitions: int, folder: str) -> None:
    """Handle what comes, until killed."""
    app = Application(
        broker_address=bootstrap_servers,
        consumer_group=GROUP,
        auto_offset_reset="earliest",
        auto_create_topics=False,
        state_dir=folder,
        loglevel="ERROR",
        consumer_extra_config={"fetch.message.max.bytes": topology.MESSAGE_BYTES_MAX},
        producer_extra_config={"message.max.bytes": topology.MESSAGE_BYTES_MAX},
    )
    handler = Handler(partitions)
    stores = [MemoryStore() for _ in range(partitions)]
    producer = app.get_producer()

    def handle(value: bytes, key: bytes | None, timestamp: int, headers: Any) -> None:
        context = message_context()
        number = context.partition
        message = Incoming(context.topic, number, context.offset, key, value, timestamp, tuple(headers or ()))
        effects = handler.handle([message], stores[number])
        stores[number].apply(effects.writes)
        for said in effects.outgoing:
            headers = [(name, value) for name, value in said.headers]
            producer.produce(said.topic, said.value, said.key, headers, said.partition, said.timestamp_ms)

    for name in topology.CONSUMED:
        topic = app.topic(name, key_deserializer="bytes", value_deserializer="bytes")
        app.dataframe(topic).update(handle, metadata=True)
    with producer:
        app.run()


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]), sys.argv[3])
