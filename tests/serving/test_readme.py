"""The subscriber's guide does what it says."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from streams.schema import folder
from streams.serving.operations import PREFIX
from streams.serving.resources import OPERATIONS

README = (folder() / "README.md").read_text("utf-8")
Client = TestClient[Any, Any]


def blocks(language: str) -> list[str]:
    return [block for block in re.findall(rf"```{language}\n(.+?)```", README, re.DOTALL) if "8321" in block]


async def test_the_python_of_the_guide_reads_the_stream_and_goes_on(client: Client) -> None:
    code: dict[str, Any] = {}
    exec(blocks("python")[0], code)  # noqa: S102 - our own documentation
    url = str(client.make_url("/api/v1/events?after=oldest"))

    def read() -> list[str]:
        first = code["events"](url=url)
        begun = [next(first) for _ in range(5)]
        second = code["events"](begun[2][0], url)
        assert [next(second) for _ in range(2)] == begun[3:]
        return [event["type"] for _, event in begun]

    assert await asyncio.to_thread(read) == ["rowback.article.revised.v1"] * 5


@pytest.mark.parametrize("path", re.findall(r'"\$api(/[^"]*)"', blocks("sh")[0]))
async def test_every_line_of_curl_is_answered(client: Client, path: str) -> None:
    answer = await client.get(PREFIX + path)
    assert answer.status == 200
    assert any(path.startswith(operation.path) for operation in OPERATIONS if operation.path)
    answer.close()
