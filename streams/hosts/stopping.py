"""Stopping a reader without being told of its own tasks' end."""

from __future__ import annotations

import asyncio

from aiokafka import AIOKafkaConsumer


async def stop(reader: AIOKafkaConsumer) -> None:
    """Stop a reader; aiokafka may let the cancellation of a task of its own out, which must not pass for ours."""
    stopping = asyncio.ensure_future(reader.stop())
    await asyncio.wait([stopping])
    if not stopping.cancelled():
        stopping.exception()
