"""Faust's consumer, made to hand over what it fetched in chunks and never to hand over what it should not.

Three things differ from Faust's own:

- *Committed only.* Faust reads uncommitted messages unless it runs transactions itself; here another worker's aborted
  ones would be taken for real.
- *Chunks.* Faust wraps, delivers and tracks each message by itself, at three to four times the cost of handling it. An
  event here is all that one fetch brought of one partition; the agent's loop stays an ordinary one.
- *No stale chunks.* A fetch that was under way while partitions were reassigned belongs to the assignment before.
  Delivered after it, it would look like the continuation of the input and skip what lies between. Each chunk says
  where its reading went on, so that the partition can tell.

Offsets are committed in the partitions' transactions, so Faust's own book-keeping of acknowledgements is switched off.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

import aiokafka
from faust import Schema
from faust.events import Event
from faust.transport.drivers import aiokafka as driver
from faust.types import TP, Message

from streams.hosts.partition import Chunk
from streams.messages import Incoming

FETCH_SECONDS = 1.0


class Thread(driver.AIOKafkaConsumerThread):
    """The thread that talks to the broker, reading committed messages only."""

    def _create_worker_consumer(self, transport: driver.Transport) -> aiokafka.AIOKafkaConsumer:
        consumer = super()._create_worker_consumer(transport)
        consumer._isolation_level = "read_committed"  # Faust has no setting for it; read by aiokafka at start
        return consumer

    async def on_start(self) -> None:
        """Connect, and watch the task that keeps the worker in its group: nobody else would notice its end."""
        await super().on_start()
        consumer = cast(aiokafka.AIOKafkaConsumer, self._consumer)
        consumer._coordinator._coordination_task.add_done_callback(self._coordination_ended)

    def _coordination_ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (fault := task.exception()) is not None:
            asyncio.run_coroutine_threadsafe(self.app.crash(fault), self.app.loop)


class ChunkConsumer(driver.Consumer):
    """Delivers the records of a fetch as one message a partition."""

    def _new_consumer_thread(self) -> Thread:
        return Thread(self, loop=self.loop, beacon=self.beacon)

    async def perform_seek(self) -> None:
        """Go to the committed offsets, where the assignment's reading starts.

        Faust leaves a partition alone that has none yet. What was fetched of it and given back in a reassignment would
        never be read again: it starts at its beginning.
        """
        await super().perform_seek()
        uncommitted = [tp for tp in self.assignment() if self._read_offset.get(tp) is None]
        if uncommitted:
            await self._thread.seek_to_beginning(*driver.ensure_aiokafka_TPset(uncommitted))
        self._goes_on_at: dict[TP, int] = {tp: offset or 0 for tp, offset in self._read_offset.items()}

    def positions(self) -> dict[TP, int]:
        """Return how far was fetched, by partition; numbers are read from the thread that owns them."""
        subscription = None if self._thread._consumer is None else self._thread._consumer._subscription.subscription
        assignment = None if subscription is None else subscription.assignment
        if assignment is None:
            return {}
        states = {tp: assignment.state_value(tp) for tp in list(assignment.tps)}
        return {TP(tp.topic, tp.partition): state.position for tp, state in states.items() if state.has_valid_position}

    def verify_event_path(self, now: float, tp: TP) -> None:
        """Skip Faust's check of its own commits: there are none."""

    async def _drain_messages(self, fetcher: Any) -> None:
        while not (self.should_stop or fetcher.should_stop):
            generation = self.app.consumer_generation_id
            try:
                records, _ = await self._wait_next_records(FETCH_SECONDS)
            except self.consumer_stopped_errors:
                if self.app.should_stop:
                    return
                raise
            if not records:
                await asyncio.sleep(0)
            elif not await self._delivered(records, generation):
                await self._go_back(fetcher)

    async def _delivered(self, records: Mapping[TP, list[Any]], generation: int) -> bool:
        """Hand over what was fetched; False where some of it was not, because partitions are being reassigned."""
        for tp, fetched in records.items():
            if generation != self.app.consumer_generation_id or not self.flow_active:
                return False
            after = self._goes_on_at.get(tp, 0)
            self._goes_on_at[tp] = fetched[-1].offset + 1
            await self._hand_over(self.callback, _message(tp, after, fetched, generation))
        return True

    async def _go_back(self, fetcher: Any) -> None:
        """What was not handed over must be fetched again: aiokafka's position is behind it already.

        Reading goes on at the committed offsets once the reassignment is through; what was handed over before and is
        not committed yet comes twice, and partitions skip it.
        """
        while not self.flow_active and not (self.should_stop or fetcher.should_stop):
            await self.wait(self.can_resume_flow.wait())
        if not (self.should_stop or fetcher.should_stop):
            await self.perform_seek()

    async def _hand_over(self, callback: Callable[[Message], Awaitable[None]], message: Message) -> None:
        await self.wait_first(callback(message), self.suspend_flow.wait())


def _message(tp: TP, after: int, fetched: list[Any], generation: int) -> Message:
    messages = [
        Incoming(r.topic, r.partition, r.offset, r.key, r.value, r.timestamp, tuple(r.headers)) for r in fetched
    ]
    size = sum(len(r.value or b"") for r in fetched)
    last = fetched[-1]
    chunk = Chunk(tp.topic, after, messages, size, generation)
    return Message(
        topic=tp.topic,
        partition=tp.partition,
        offset=last.offset,
        timestamp=last.timestamp / 1000,
        timestamp_type=last.timestamp_type,
        headers=None,
        key=None,
        value=cast(bytes, chunk),  # Faust only passes it on to the schema below
        checksum=None,
        tp=tp,
        generation_id=generation,
    )


class Transport(driver.Transport):
    """Faust's Kafka transport with the consumer above."""

    Consumer = ChunkConsumer


class ChunkSchema(Schema[None, Chunk]):
    """Nothing to decode: the message's value is the chunk itself."""

    def compile(self, app: Any, **options: Any) -> Callable[..., Awaitable[Event]]:
        """Return the function that makes an event of a message."""

        async def decode(message: Message, **_: Any) -> Event:
            event: Event = app.create_event(None, message.value, message.headers, message)
            return event

        return decode
