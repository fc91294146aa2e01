"""An Apache Kafka of one's own: fetched, started, watched and stopped without anything to set up.

    async with local_broker() as broker:
        ...  # broker.bootstrap_servers answers

The broker belongs to a data directory. Whoever comes first starts it, whoever comes later attaches to it, and it ends
with the one who started it, also when that one is killed: a supervisor process stands between them.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from streams.broker.directory import DataDirectory
from streams.broker.errors import BrokerError
from streams.broker.progress import Report, Terminal
from streams.broker.running import Broker, Handle, attach
from streams.broker.settings import BrokerSettings, data_directory_default, settings_from_environment
from streams.broker.starting import start_or_attach, throw_away_directory

__all__ = ["Broker", "BrokerError", "BrokerSettings", "Handle", "local_broker", "running_broker", "start", "stop"]


@asynccontextmanager
async def local_broker(
    data_dir: Path | None = None,
    *,
    ephemeral: bool = False,
    port: int | None = None,
    attach_only: bool = False,
    progress: Report | None = None,
    settings: BrokerSettings | None = None,
) -> AsyncIterator[Broker]:
    """Yields a broker that answers, and ends it at the end if it was started here.

    Args:
        data_dir: Whose broker; None: the user's own (`data_directory_default`).
        ephemeral: Use a throw-away directory instead, removed at the end.
        port: The port to listen on; None: the last one of this directory if it is free, else any.
        attach_only: Start nothing.
        progress: Told what takes time; None: stderr.
        settings: None: read from the environment.

    Raises:
        BrokerError: There is no broker to be had; one line that says why and what to do.
    """
    handle = await _open(data_dir, ephemeral, port, attach_only, progress, settings)
    try:
        yield handle.broker
    finally:
        await asyncio.shield(handle.stop())


async def running_broker(data_dir: Path | None = None) -> Broker | None:
    """Returns the broker that runs on the directory (None: the user's own), None where none does.

    Raises:
        BrokerError: One runs but does not answer.
    """
    return await attach(DataDirectory((data_dir or data_directory_default()).absolute()))


def start(
    data_dir: Path | None = None,
    *,
    ephemeral: bool = False,
    port: int | None = None,
    progress: Report | None = None,
    settings: BrokerSettings | None = None,
) -> Handle:
    """Does what `local_broker` does, for code without an event loop; give the result to `stop`."""
    return asyncio.run(_open(data_dir, ephemeral, port, False, progress, settings))


def stop(handle: Handle) -> None:
    """Ends the broker if `start` started it."""
    asyncio.run(handle.stop())


async def _open(
    data_dir: Path | None,
    ephemeral: bool,
    port: int | None,
    attach_only: bool,
    progress: Report | None,
    settings: BrokerSettings | None,
) -> Handle:
    if ephemeral and (data_dir is not None or attach_only):
        raise ValueError("a throw-away directory is always a new one")
    settings = settings or settings_from_environment()
    if attach_only:
        found = await running_broker(data_dir)
        if found is None:
            place = data_dir or data_directory_default()
            raise BrokerError(f"no local Kafka runs on {place}: start one with `rowback broker`")
        return Handle(found)
    directory = DataDirectory(
        throw_away_directory() if ephemeral else (data_dir or data_directory_default()).absolute()
    )
    try:
        if progress is not None:
            return await start_or_attach(directory, ephemeral, port, settings, progress)
        with Terminal() as terminal:
            return await start_or_attach(directory, ephemeral, port, settings, terminal)
    except BaseException:
        if ephemeral:
            shutil.rmtree(directory.path, ignore_errors=True)
        raise
