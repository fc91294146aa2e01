"""Whether a broker answers, and what it said last when it does not."""

import asyncio
import re
from pathlib import Path

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError

_TRY_SECONDS_MAX = 5.0
_TAIL_BYTES_MAX = 64 * 1024


async def answers(port: int) -> bool:
    """Returns whether the broker at the port of 127.0.0.1 answers a request for metadata and knows itself."""
    try:
        # a plain connection first: Kafka's client would log an error for each try
        async with asyncio.timeout(_TRY_SECONDS_MAX):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.close()
    except (OSError, TimeoutError):
        return False
    client = AIOKafkaClient(
        bootstrap_servers=f"127.0.0.1:{port}",
        request_timeout_ms=int(_TRY_SECONDS_MAX * 1000),
        client_id="rowback-start",
    )
    try:
        async with asyncio.timeout(2 * _TRY_SECONDS_MAX):
            await client.bootstrap()
        return bool(client.cluster.brokers())
    except (KafkaError, OSError, TimeoutError):
        return False
    finally:
        await client.close()


def last_words(log: Path, begin: int) -> str:
    """Returns the line of a broker's log, from the byte `begin` on, that best says why it ended; "" where none does.

    The deepest cause counts most, then the last error, then the last line at all.
    """
    try:
        with log.open("rb") as file:
            file.seek(max(begin, log.stat().st_size - _TAIL_BYTES_MAX))
            lines = file.read(_TAIL_BYTES_MAX).decode("utf-8", "replace").splitlines()
    except OSError:
        return ""
    for pattern in (r"^Caused by: ", r"\b(ERROR|FATAL|Error|Exception)\b", r"\S"):
        found = [line for line in lines if re.search(pattern, line)]
        if found:
            return found[-1].strip()[:500]
    return ""
