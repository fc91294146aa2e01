from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from streams.archive import Archive
from streams.serving.app import create_app
from streams.serving.settings import ServeSettings
from tests.archive.river import filled, golden


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of what rowback says of all golden cases."""
    opened = filled(tmp_path_factory.mktemp("archive"), golden())
    yield opened
    opened.close()


@pytest.fixture
async def client(archive: Archive) -> AsyncIterator[TestClient]:  # type: ignore[type-arg]
    async with TestClient(TestServer(create_app(archive, ServeSettings()))) as opened:
        yield opened


@pytest.fixture
async def own_client(tmp_path: Path) -> AsyncIterator[tuple[TestClient, Archive]]:  # type: ignore[type-arg]
    """A client, and an empty archive of its own to write to."""
    archive = Archive(tmp_path / "own.sqlite3")
    settings = ServeSettings(keep_alive_seconds=0.1, stream_buffer_bytes_max=64 * 1024)
    async with TestClient(TestServer(create_app(archive, settings))) as opened:
        yield opened, archive
    archive.close()
