"""A local Kafka to be disturbed: killed and started again on its data, stopped, and reached through a proxy."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from pathlib import Path
from types import TracebackType
from unittest.mock import patch

from streams import broker
from streams.broker import launching
from streams.broker.configuration import server_properties
from streams.broker.directory import free_ports
from streams.broker.progress import Quiet
from streams.broker.settings import BrokerSettings, settings_from_environment
from tests.faults.proxy import Proxy

LISTENER = "DISTURBED"


class Kafka:
    """One broker with two listeners: ``direct`` for who measures, ``disturbed`` behind the proxy for who is tested."""

    replication = 1  # how many brokers hold each partition

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._port, inner = free_ports(2)
        self._inner = inner
        self.proxy = Proxy(inner)
        self._handle: broker.Handle | None = None
        self.direct = f"127.0.0.1:{self._port}"

    @property
    def disturbed(self) -> str:
        """The address for what is to be disturbed."""
        return f"127.0.0.1:{self.proxy.port}"

    @property
    def pid(self) -> int:
        """The broker's process."""
        return self._running().broker.pid

    @property
    def cluster_id(self) -> str:
        """The cluster's id, the same after each restart."""
        return self._running().broker.cluster_id

    async def __aenter__(self) -> Kafka:
        await self.proxy.start()
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._handle is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGCONT)  # one that stands still would not hear that it is to end
            await self._handle.stop()
        await self.proxy.stop()

    async def start(self) -> None:
        """Start the broker on its data, at its port; returns when it answers."""
        with patch.object(launching, "server_properties", self._properties):
            self._handle = await asyncio.to_thread(
                broker.start, self._directory, port=self._port, progress=Quiet(), settings=self.settings()
            )

    def settings(self) -> BrokerSettings:
        """Return the settings that the broker is started with."""
        return settings_from_environment()

    async def kill(self) -> None:
        """kill -9, and wait for the end."""
        os.kill(self.pid, signal.SIGKILL)
        await self.ended()

    async def ended(self) -> None:
        """Wait for a broker that ends."""
        await self._running().stop()
        self._handle = None

    def has_ended(self) -> bool:
        """Say whether the broker has ended by itself."""
        return not Path(f"/proc/{self.pid}").exists()

    def pause(self) -> None:
        """SIGSTOP: connections stay open, nothing is answered."""
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """SIGCONT."""
        os.kill(self.pid, signal.SIGCONT)

    def _running(self) -> broker.Handle:
        assert self._handle is not None, "the broker does not run"
        return self._handle

    def _properties(self, logs: str, port: int, controller_port: int) -> str:
        lines = server_properties(logs, port, controller_port).splitlines()
        for name, where in (("listeners", self._inner), ("advertised.listeners", self.proxy.port)):
            index = next(n for n, line in enumerate(lines) if line.startswith(f"{name}="))
            lines[index] += f",{LISTENER}://127.0.0.1:{where}"
        names = ("PLAINTEXT", "CONTROLLER", LISTENER)
        protocols = ",".join(f"{name}:PLAINTEXT" for name in names)
        return "\n".join([*lines, f"listener.security.protocol.map={protocols}", ""])
