"""Where Kafka is: the cluster that was named, or the local one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiokafka.errors import KafkaError

from streams.broker import local_broker
from streams.broker.progress import Report
from streams.hosts import clients

ANSWER_SECONDS_MAX = 15.0


class NotConnected(Exception):
    """No Kafka answers; the message says where it was looked for."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A Kafka that answers. ``directory``: of the local one; ``started_here``: it ends with this command."""

    bootstrap_servers: str
    cluster_id: str
    started_here: bool = False
    directory: Path | None = None


async def cluster_id(bootstrap_servers: str) -> str:
    """Return the id of the cluster; raises NotConnected where none answers."""
    admin = clients.admin(bootstrap_servers, request_timeout_ms=10_000)
    try:
        async with asyncio.timeout(ANSWER_SECONDS_MAX):
            await admin.start()
            described = await admin.describe_cluster()
    except (KafkaError, OSError, ValueError, TimeoutError) as fault:
        raise NotConnected(_unanswered(bootstrap_servers)) from fault
    finally:
        await admin.close()
    return str(described["cluster_id"])


def _unanswered(bootstrap_servers: str) -> str:
    protocol = clients.security().security_protocol
    if protocol == "PLAINTEXT":
        return (
            f"no Kafka answers at {bootstrap_servers}: check the address, or leave --bootstrap-servers out to use a "
            "local one"
        )
    checks = ["the address"]
    if protocol.startswith("SASL"):
        checks.append("that this user may sign in (ROWBACK_SASL_USERNAME, _PASSWORD, _MECHANISM)")
    if protocol.endswith("SSL"):
        checks.append("that its certificate is to be trusted (ROWBACK_SSL_CAFILE)")
    return f"no Kafka answers at {bootstrap_servers} over {protocol}: check {', and '.join(checks)}"


@asynccontextmanager
async def connected(
    bootstrap_servers: str | None,
    data_dir: Path | None = None,
    *,
    ephemeral: bool = False,
    attach_only: bool = False,
    progress: Report | None = None,
) -> AsyncIterator[Connection]:
    """Yield the Kafka at ``bootstrap_servers``, or the local one, started if need be.

    Raises NotConnected or BrokerError, each with one line for people.
    """
    if bootstrap_servers:
        yield Connection(bootstrap_servers, await cluster_id(bootstrap_servers))
        return
    kafka_dir = data_dir / "kafka" if data_dir else None
    async with local_broker(kafka_dir, ephemeral=ephemeral, attach_only=attach_only, progress=progress) as broker:
        yield Connection(broker.bootstrap_servers, broker.cluster_id, broker.started_here, broker.data_dir)
