"""A broker that runs: what its users know about it, and who ends it."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from streams.broker.directory import DataDirectory, State
from streams.broker.errors import BrokerError
from streams.broker.readiness import answers
from streams.broker.supervision import Supervisor

_POLL_SECONDS = 0.05
_ATTACH_SECONDS_MAX = 30.0


@dataclass(frozen=True)
class Broker:
    """A broker that answers: where, on which data, and whether it was started here (then it is ended here too)."""

    bootstrap_servers: str
    data_dir: Path
    started_here: bool
    pid: int
    cluster_id: str

    async def ended(self) -> None:
        """Waits until no broker lives on the data any more."""
        directory = DataDirectory(self.data_dir)
        while directory.is_in_use():  # noqa: ASYNC110 - another process's life is no asyncio.Event
            await asyncio.sleep(10 * _POLL_SECONDS)


class Handle:
    """A broker and the supervisor that holds it, None for one that was there before."""

    def __init__(self, broker: Broker, supervisor: Supervisor | None = None) -> None:
        self.broker = broker
        self._supervisor = supervisor

    async def stop(self) -> None:
        """Ends the broker if it was started here, and waits for its end."""
        if self._supervisor is not None:
            await self._supervisor.end()


async def attach(directory: DataDirectory, port: int | None = None) -> Broker | None:
    """Returns the broker that runs on the directory, None where none is ready.

    Raises:
        BrokerError: One runs but does not answer, or has another port than the one asked for.
    """
    state = directory.running()
    if state is None:
        return None
    if port not in (None, state.port):
        raise BrokerError(
            f"the broker of {directory.path} runs at port {state.port} already: "
            f"leave the port out to use it, or end it (process {state.pid}) first"
        )
    ends_at = time.monotonic() + _ATTACH_SECONDS_MAX
    while not await answers(state.port):
        if not directory.is_in_use():
            return None
        if time.monotonic() > ends_at:
            raise BrokerError(
                f"the broker of {directory.path} (process {state.pid}) does not answer at port {state.port}: "
                f"end that process and try again; its log is {directory.log}"
            )
        await asyncio.sleep(_POLL_SECONDS)
    return broker_of(directory, state, started_here=False)


def broker_of(directory: DataDirectory, state: State, *, started_here: bool) -> Broker:
    """Returns the broker that a state file tells of."""
    return Broker(f"127.0.0.1:{state.port}", directory.path, started_here, state.pid, state.cluster_id)
