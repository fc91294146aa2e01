"""A webhook's receiver, to be killed: it writes down what it takes, then answers.

python -m tests.kafka.subscribers.receiver PORT FILE
"""

from __future__ import annotations

import asyncio
import os
import sys
from io import FileIO
from pathlib import Path

import orjson
from aiohttp import web
from standardwebhooks.webhooks import Webhook

SECRET = "WEBHOOK_SECRET"  # noqa: S105 - the name of an environment variable


def taken(path: Path) -> list[dict[str, object]]:
    """Return what was taken, in order; a line that the kill cut short was not answered, and comes again."""
    lines = path.read_bytes().split(b"\n")[:-1] if path.is_file() else []
    return [orjson.loads(line) for line in lines]


def opened(path: Path) -> FileIO:
    """Open the file of one that may have been killed within a line."""
    if path.is_file():
        os.truncate(path, path.read_bytes().rfind(b"\n") + 1)
    return FileIO(path, "ab")


async def main(port: int, path: Path) -> None:
    webhook, file = Webhook(os.environ[SECRET]), opened(path)

    async def take(request: web.Request) -> web.Response:
        body = await request.read()
        webhook.verify(body, {name.lower(): value for name, value in request.headers.items()})
        message = orjson.loads(body)
        known = {"message": request.headers["webhook-id"], "id": message["id"], "sequence": message["sequence"]}
        file.write(orjson.dumps(known) + b"\n")
        return web.Response(status=204)

    app = web.Application(client_max_size=8 * 1024 * 1024)
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2])))
