"""`rowback serve` without its intake from Kafka, to be killed: python -m tests.webhooks.served ARCHIVE PLACE"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from aiohttp import web

from streams.archive import Archive
from streams.serving.app import create_app
from streams.serving.settings import ServeSettings


async def main(path: Path, place: str) -> None:
    runner = web.AppRunner(create_app(Archive(path), ServeSettings(webhooks_private=(place,))))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
