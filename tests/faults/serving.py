"""The archive of a `rowback serve` that was killed again and again equals one that is made anew from Kafka."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path

from streams.archive.layout import connect
from tests.archive.comparing import content
from tests.faults.fleet import Fleet

CAUGHT_UP_SECONDS_MAX = 120.0
QUIET_SECONDS = 1.5  # without a change, once nothing is left to fetch: it has caught up
POLL_SECONDS = 0.3


def command(servers: str, archive: Path) -> tuple[str, ...]:
    """Return the arguments of a server of this archive."""
    return "serve", "--bootstrap-servers", servers, "--archive", str(archive), "--port", "0"


def _state(archive: Path) -> tuple[int, int, str]:
    """Return how many events the archive holds, how many captures it still has to fetch, and where it has read to."""
    if not archive.exists():
        return 0, 1, ""
    try:
        connection = connect(archive, writing=False)
    except sqlite3.OperationalError:  # it is just being made
        return 0, 1, ""
    try:
        (events,) = connection.execute("SELECT count(*) FROM events").fetchone()
        (missing,) = connection.execute("SELECT count(*) FROM captures WHERE fetched = 0").fetchone()
        offsets = repr(sorted(connection.execute("SELECT * FROM offsets")))
    except sqlite3.OperationalError:
        return 0, 1, ""
    finally:
        connection.close()
    return int(events), int(missing), offsets


async def caught_up(archive: Path, events_min: int, fleet: Fleet) -> str | None:
    """Wait until the archive holds what there is; return what is missing where it does not."""
    began = unchanged = time.monotonic()
    before = await asyncio.to_thread(_state, archive)
    while time.monotonic() - began < CAUGHT_UP_SECONDS_MAX:
        fleet.tend()
        await asyncio.sleep(POLL_SECONDS)
        now = await asyncio.to_thread(_state, archive)
        if now != before:
            before, unchanged = now, time.monotonic()
        elif now[0] >= events_min and not now[1] and time.monotonic() - unchanged > QUIET_SECONDS:
            return None
    return f"{archive.name} holds {before[0]} of {events_min} events, {before[1]} captures are not fetched"


async def differences(servers: str, archive: Path, fleet: Fleet) -> list[str]:
    """Compare an archive with one made anew; both servers have ended afterwards."""
    anew = archive.with_name("anew.sqlite3")
    fleet.start("serve-anew", *command(servers, anew))
    problem = await caught_up(anew, 1, fleet)
    problem = problem or await caught_up(archive, (await asyncio.to_thread(_state, anew))[0], fleet)
    for name in ("serve", "serve-anew"):
        await fleet.terminate(name)
    if problem:
        return [problem]
    killed, rebuilt = await asyncio.to_thread(content, archive), await asyncio.to_thread(content, anew)
    return [
        f"the archive's {name} differ from those of one made anew" for name in killed if killed[name] != rebuilt[name]
    ]
