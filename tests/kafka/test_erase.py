"""`rowback erase` on a real Kafka, with a worker at work: out of its tables, and of the topics as far as Kafka can."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

from streams import topology
from streams.archive import Archive
from streams.hosts import topics
from streams.hosts.beginning import until_at_work
from streams.hosts.draining import Drain
from streams.hosts.feeding import Feeder
from streams.hosts.reading import follow
from streams.hosts.workers import Workers
from streams.settings import Settings
from streams.tables import KEY_SEPARATOR
from tests.kafka.history import History

PARTITIONS = 2
CAPTURES = 120
SITE, OTHER = "site1.example", "site2.example"
FINGERPRINTS = {b"postings", b"sketches"}

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]


def erase(servers: str, archive: Path, *more: str) -> dict[str, Any]:
    arguments = ("erase", SITE, "--yes", "--json", "--archive", str(archive), "--bootstrap-servers", servers, *more)
    result = subprocess.run((sys.executable, "-m", "streams", *arguments), capture_output=True, check=False)
    assert result.returncode == 0, result.stderr
    found: dict[str, Any] = orjson.loads(result.stdout)
    return found


async def handled(settings: Settings, parts: Workers, captures: list[tuple[bytes, str]]) -> None:
    """Write captures, and wait until the worker has handled all there is."""
    feeder = Feeder(settings.bootstrap_servers, PARTITIONS)
    await feeder.start()
    for raw, site in captures:
        await feeder.write(raw, site)
    await feeder.stop()
    drain = Drain(settings.bootstrap_servers, settings.app_id, PARTITIONS)
    await drain.start()
    await drain.wait(parts.check, lambda _left: None)
    await drain.stop()


async def tables(servers: str) -> dict[bytes, bytes]:
    """Return what the workers remember, as their changelog has it."""
    found: dict[bytes, bytes] = {}
    async for record in follow(servers, [topology.CHANGELOG], "beginning", until_end=True):
        if record.value is None:
            found.pop(record.key, None)
        else:
            found[record.key] = record.value
    return found


def naming(found: dict[bytes, bytes], site: str) -> set[bytes]:
    """Return the tables in which a site's name stands, beside those of fingerprints."""
    word = site.encode()
    named = {key.split(KEY_SEPARATOR)[0] for key, value in found.items() if word in key or word in value}
    return named - FINGERPRINTS


async def said(servers: str, site: str) -> list[str]:
    """Return the topics on which a site's name still stands, but for that of orders."""
    names = [t.name for t in topology.TOPICS if t.name not in (topology.CHANGELOG, topology.ORDERS, topology.ERASURES)]
    records = follow(servers, [*names], "beginning", until_end=True)
    return [record.topic async for record in records if record.value and site.encode() in record.value]


async def test_an_erased_site_leaves_tables_and_topics(bootstrap_servers: str, tmp_path: Path) -> None:
    settings = Settings(bootstrap_servers=bootstrap_servers, partitions=PARTITIONS, data_dir=tmp_path)
    await topics.ensure(settings)
    path = tmp_path / "archive.sqlite3"
    Archive(path).close()
    captures = History(seed=4, sites=3).make(CAPTURES)
    async with Workers(settings, 1) as parts:
        await until_at_work(bootstrap_servers, (settings.app_id,), parts.check)
        await handled(settings, parts, captures)
        assert {b"pages", b"sites", b"labels"} <= naming(await tables(bootstrap_servers), SITE)
        found = await asyncio.to_thread(erase, bootstrap_servers, path)
        assert found["workers_followed"] is True
        assert len(found["pages"]) > 3
        assert found["kept_ms"][topology.RAW] == topology.WEEK_MS
        assert found["kept_ms"][topology.REVISED] is None
        left = await tables(bootstrap_servers)
        assert naming(left, SITE) == {b"orders"}
        assert naming(left, OTHER) >= {b"pages", b"sites"}
        told = len(await said(bootstrap_servers, SITE))
        again = [(raw.replace(b"capture-", b"again-"), site) for raw, site in captures if site == SITE]
        await handled(settings, parts, again)
        assert naming(await tables(bootstrap_servers), SITE) == {b"orders"}
        assert len(await said(bootstrap_servers, SITE)) == told + 2 * len(again)  # the captures, and their outcomes
        dropped = (await asyncio.to_thread(erase, bootstrap_servers, path, "--drop-messages"))["messages_dropped"]
        assert {topology.RAW, topology.CLEANED, topology.REVISED, topology.SETTLED} <= set(dropped)
        assert set(await said(bootstrap_servers, SITE)) <= {topology.ASSIGNED}  # compacted: tombstones came after
        assert await said(bootstrap_servers, OTHER)
        parts.check()
        await handled(settings, parts, [(raw.replace(b"capture-", b"new-"), site) for raw, site in captures[:5]])
