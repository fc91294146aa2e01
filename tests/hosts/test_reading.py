import asyncio

import pytest

from streams.hosts import clients, reading
from streams.hosts.connection import NotConnected


class BrokenConsumer:
    """A consumer whose broker is gone: stopping it lets out the cancellation of its own task, as aiokafka's does."""

    def __init__(self, **_: object) -> None:
        pass

    async def start(self) -> None:
        pass

    async def stop(self) -> None:
        raise asyncio.CancelledError


async def test_the_reason_why_reading_ended_outlives_a_consumer_that_cannot_be_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clients, "AIOKafkaConsumer", BrokenConsumer)

    async def read() -> None:
        async with reading.reader("127.0.0.1:1"):
            raise NotConnected("no Kafka answers")

    with pytest.raises(NotConnected):
        await read()
