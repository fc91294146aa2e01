"""What the application carries for its handlers."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from streams.archive import Archive
from streams.serving.fanout import Fanout
from streams.serving.settings import ServeSettings

Ready = Callable[[], str | None]
"""Says why serving is not ready yet, None when it is."""

ARCHIVE = web.AppKey("archive", Archive)
SETTINGS = web.AppKey("settings", ServeSettings)
FANOUT = web.AppKey("fanout", Fanout)
READY: web.AppKey[Ready] = web.AppKey("ready", Callable)  # type: ignore[arg-type]
