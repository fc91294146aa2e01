"""Whatever is asked within or outside of the OpenAPI document, the application answers as the document says."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from aiohttp import web
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from streams.archive import Archive
from streams.schema import folder
from streams.serving.app import LINE_BYTES_MAX, create_app
from streams.serving.settings import ServeSettings

CHECKS: list[Any] = [
    not_a_server_error,
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]
EXAMPLES = 8  # of each operation
STREAM = "/api/v1/events"  # has no end; test_events.py reads it

api = schemathesis.openapi.from_path(folder() / "openapi.json").exclude(path=STREAM)


@pytest.fixture(scope="module")
def address(archive: Archive) -> Iterator[str]:
    """The application in a thread of its own, because schemathesis asks from this one."""
    started: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.new_event_loop()
    ended = asyncio.Event()

    async def serve() -> None:
        runner = web.AppRunner(create_app(archive, ServeSettings()), access_log=None, max_line_size=LINE_BYTES_MAX)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await started.put(f"http://127.0.0.1:{runner.addresses[0][1]}")
        await ended.wait()
        await runner.cleanup()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    yield asyncio.run_coroutine_threadsafe(started.get(), loop).result(20)
    loop.call_soon_threadsafe(ended.set)
    thread.join(20)
    loop.close()


@api.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_application_does_what_the_document_says(case: Any, address: str) -> None:
    case.call_and_validate(base_url=address, checks=CHECKS)
