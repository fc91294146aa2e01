"""`rowback serve` on a real Kafka: killed with -9, started again, deleted and rebuilt, it holds the same archive."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import orjson
import pytest

from streams import topology
from streams.archive import Archive, evidence, pages
from streams.archive.layout import connect
from streams.hosts import clients, topics
from streams.hosts.feeding import Feeder
from streams.hosts.memory import MemoryHost
from streams.messages import Incoming
from streams.settings import Settings
from tests.archive.comparing import content
from tests.kafka.history import History

CAPTURES = 300
PARTITIONS = 4
NOW_MS = int(time.time() * 1000)  # Kafka lets go of what looks old
WAIT_SECONDS_MAX = 120
KILLS = 4

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(400)]


async def write(servers: str, settings: Settings) -> list[Incoming]:
    """Write captures, and what rowback says of them, to their topics; return what was said.

    The stages run in memory: what is tested is what reads them.
    """
    captures = History(seed=11, sites=8).make(CAPTURES)
    host = MemoryHost(PARTITIONS)
    host.write_all(captures, NOW_MS)
    host.run()
    await topics.ensure(settings)
    feeder = Feeder(servers, PARTITIONS)
    await feeder.start()
    for raw, site in captures:
        await feeder.write(raw, site)
    await feeder.stop()
    said = [m for topic in topology.PUBLIC if topic != topology.RAW for m in host.topic(topic)]
    producer = clients.producer(servers)
    await producer.start()
    for m in said:
        await producer.send(
            m.topic, m.value, m.key, partition=m.partition, timestamp_ms=NOW_MS, headers=list(m.headers)
        )
    await producer.stop()
    return said


@contextmanager
def serving(servers: str, path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Run the command; yield its process and its address."""
    arguments = ("serve", "--bootstrap-servers", servers, "--archive", str(path), "--port", "0")
    process = subprocess.Popen((sys.executable, "-m", "streams", *arguments), stderr=subprocess.PIPE)
    assert process.stderr is not None
    lines = []
    try:
        for line in process.stderr:
            lines.append(line.decode())
            if "serving http" in lines[-1]:
                break
        else:
            raise AssertionError("".join(lines))
        yield process, lines[-1].split("serving ")[1].split("/ from")[0]
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


async def ready(address: str) -> None:
    async with aiohttp.ClientSession() as session, asyncio.timeout(WAIT_SECONDS_MAX):
        while True:
            async with session.get(f"{address}/readyz") as answer:
                if answer.status == 200:
                    return
            await asyncio.sleep(0.2)


async def evidence_is_there(path: Path) -> None:
    async with asyncio.timeout(WAIT_SECONDS_MAX):
        while wanted(path):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.3)


def wanted(path: Path) -> int:
    connection = connect(path, writing=False)
    try:
        return int(connection.execute("SELECT count(*) FROM captures WHERE fetched = 0").fetchone()[0])
    finally:
        connection.close()


async def test_kill_9_and_a_rebuild_give_the_same_archive(bootstrap_servers: str, tmp_path: Path) -> None:
    settings = Settings(bootstrap_servers=bootstrap_servers, partitions=PARTITIONS, data_dir=tmp_path, app_id="serve")
    said = await write(bootstrap_servers, settings)
    killed, rebuilt = tmp_path / "killed.sqlite3", tmp_path / "rebuilt.sqlite3"
    for number in range(KILLS):  # while it reads
        with serving(bootstrap_servers, killed) as (process, _):
            await asyncio.sleep(0.15 * number)
            process.send_signal(signal.SIGKILL)
    for path in (killed, rebuilt):
        with serving(bootstrap_servers, path) as (process, address):
            await ready(address)
            await evidence_is_there(path)
            async with aiohttp.ClientSession() as session, session.get(f"{address}/api/v1/events") as stream:
                began = time.monotonic()
                process.terminate()
                await asyncio.to_thread(process.wait, 30)
                assert process.returncode == 0
                assert time.monotonic() - began < 10  # a second, but for what else this machine does
                assert stream.status == 200
    first, second = content(killed), content(rebuilt)
    for name in first:
        assert first[name] == second[name], name
    in_memory = Archive(tmp_path / "memory.sqlite3")
    in_memory.add(said)
    in_memory.close()
    third = content(in_memory.path)
    for name in ("revisions", "versions", "copies", "outcomes", "looks"):
        assert first[name] == third[name], name
    capture_is_what_stood_on_kafka(killed)


def capture_is_what_stood_on_kafka(path: Path) -> None:
    archive = Archive(path)
    raws = {raw for raw, _ in History(seed=11, sites=8).make(CAPTURES)}
    page = archive.ask(pages.pages, pages.PageFilters(), 1)[0]
    kept = archive.ask(evidence.captures_of, page["page"])
    assert kept
    assert all(capture.raw in raws for capture in kept)
    archive.close()


async def test_what_is_erased_stays_erased_when_the_archive_is_made_anew(
    bootstrap_servers: str, tmp_path: Path
) -> None:
    """Runs after the test above, on what it wrote."""
    path = tmp_path / "a.sqlite3"
    with serving(bootstrap_servers, path) as (_, address):
        await ready(address)
        arguments = ("erase", "site2.example", "--yes", "--json", "--archive", str(path))
        command = (sys.executable, "-m", "streams", *arguments, "--bootstrap-servers", bootstrap_servers)
        result = await asyncio.to_thread(subprocess.run, command, capture_output=True, check=False)
        assert result.returncode == 0, result.stderr
        assert orjson.loads(result.stdout)["pages"]
        assert await sites(address) == [f"site{n}.example" for n in range(8) if n != 2]
    again = tmp_path / "again.sqlite3"
    with serving(bootstrap_servers, again) as (_, address):
        await ready(address)
        assert await sites(address) == [f"site{n}.example" for n in range(8) if n != 2]


async def sites(address: str) -> list[str]:
    async with aiohttp.ClientSession() as session, session.get(f"{address}/api/v1/sites") as answer:
        return [each["site"] for each in (await answer.json())["items"]]
