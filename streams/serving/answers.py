"""Answers: JSON with an ETag, so that who asks again is told that nothing has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
import xxhash
from aiohttp import web

MEDIA_TYPE = "application/json"


def answer(request: web.Request, value: Any, *, next_cursor: str | None = None) -> web.Response:
    """Return a value as JSON, or 304 where the asker has it."""
    return entity(request, orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE), MEDIA_TYPE, next_cursor=next_cursor)


def entity(request: web.Request, body: bytes, media_type: str, *, next_cursor: str | None = None) -> web.Response:
    """Return a body with its ETag, or 304 where the asker has it."""
    tag = xxhash.xxh3_128_hexdigest(body)
    headers = {"ETag": f'"{tag}"'}
    if next_cursor:
        headers["Link"] = f'<{request.rel_url.update_query(cursor=next_cursor)}>; rel="next"'
    if _has(request, tag):
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, content_type=media_type, headers=headers)


def _has(request: web.Request, tag: str) -> bool:
    known = request.headers.get("If-None-Match", "")
    return known.strip() == "*" or f'"{tag}"' in [each.strip().removeprefix("W/") for each in known.split(",")]


def listing(request: web.Request, epoch: str, items: Sequence[Any], next_cursor: str | None) -> web.Response:
    """Return a list, with where it goes on."""
    return answer(request, {"epoch": epoch, "items": items, "next": next_cursor}, next_cursor=next_cursor)
