"""Server-sent events: the archive's events as they are archived, from any place on."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import orjson
from aiohttp import hdrs, web

from streams.archive import Filters, revisions
from streams.serving.fanout import Fanout, Stream, following, place
from streams.serving.keys import FANOUT, SETTINGS
from streams.serving.operations import Asked, Operation
from streams.serving.parameters import AFTER, CHOOSING, FOLLOW, TOPICS, filters_of
from streams.serving.problems import Problem

RETRY_MS = 2_000  # after which a client that lost its stream comes back
CATCHING_UP_SECONDS_MAX = 60.0  # for a client to take what was written to it
MEDIA_TYPE = "text/event-stream"
_PLACE = re.compile(r"([0-9a-f]{1,64})-([0-9]{1,18})")


async def events(asked: Asked) -> web.StreamResponse:
    """Stream events: from now on, or from a place or time on."""
    request = asked.request
    filters = filters_of(asked.values)
    await asked.archive.read(revisions.find, filters, revisions.Bounds(), 1)  # raises BadQuestion before it begins
    headers = {"Content-Type": MEDIA_TYPE, "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    if request.method == hdrs.METH_HEAD:
        return web.Response(headers=headers)
    fanout = request.app[FANOUT]
    _admit(fanout, filters, request.app[SETTINGS].streams_max, request.app[SETTINGS].filter_sets_max)
    position, told = await _start(asked)
    response = web.StreamResponse(headers=headers)
    fanout.streams += 1
    try:
        await response.prepare(request)
        await response.write(b"retry: %d\n\n" % RETRY_MS + told)
        stream = await _catch_up(asked, response, filters, position)
        if stream is not None:
            await _follow(fanout, filters, stream)
    except (ConnectionResetError, TimeoutError):
        pass  # the client went away, or is too slow: it comes back with the last id that it saw
    finally:
        fanout.streams -= 1
    return response


def _admit(fanout: Fanout, filters: Filters, streams_max: int, filter_sets_max: int) -> None:
    if fanout.closed or fanout.streams >= streams_max:
        raise Problem(503, "too-many-streams", "no further stream can be opened now", {"Retry-After": "30"})
    if not fanout.has(filters) and fanout.filter_sets >= filter_sets_max:
        detail = f"{filter_sets_max} different sets of filters are followed already: use one of them, or poll the lists"
        raise Problem(503, "too-many-filters", detail, {"Retry-After": "30"})


async def _start(asked: Asked) -> tuple[int, bytes]:
    """Return where a stream begins, and what it is told first."""
    epoch = asked.archive.epoch
    oldest, latest = await asked.archive.read(
        lambda connection: (revisions.oldest(connection), revisions.latest(connection))
    )
    wanted = asked.request.headers.get("Last-Event-ID") or asked.values.get("after")
    if wanted is None:
        beginning = 0 if "since" in asked.values or asked.values.get("follow") is False else latest
        return beginning, place(epoch, beginning)
    if wanted == "oldest":
        return 0, b""
    known = _PLACE.fullmatch(wanted)
    first = max(0, oldest - 1)
    if known is None or known[1] != epoch:
        return first, _reset(epoch, first, "the archive was made anew since: ids of before mean nothing here")
    if int(known[2]) > latest:
        return first, _reset(epoch, first, "the archive does not reach to this id: it was put back to an older state")
    if int(known[2]) < first:
        return first, _reset(epoch, first, "events after this id are no longer kept")
    return int(known[2]), b""


def _reset(epoch: str, first: int, reason: str) -> bytes:
    document: dict[str, Any] = {"epoch": epoch, "after": first, "reason": reason}
    return b"id: %s-%d\nevent: reset\ndata: %s\n\n" % (epoch.encode(), first, orjson.dumps(document))


async def _catch_up(asked: Asked, response: web.StreamResponse, filters: Filters, position: int) -> Stream | None:
    """Write what is archived already, until the stream can follow live; None where it is to end there."""
    request = asked.request
    fanout = request.app[FANOUT]
    ends_at = None if asked.values.get("follow", True) else await asked.archive.read(revisions.latest)
    while not fanout.closed:
        step = await asked.archive.read(following, filters, position, asked.archive.epoch)
        if step.frames:
            async with asyncio.timeout(CATCHING_UP_SECONDS_MAX):
                await response.write(b"".join(data for _, data in step.frames))
        position = step.reached
        if ends_at is not None and position >= ends_at:
            return None
        transport = request.transport
        if transport is None:
            return None
        if ends_at is None:
            stream = Stream(transport, position, request.version >= (1, 1), asyncio.get_running_loop().create_future())
            if fanout.join(filters, stream):
                return stream
    return None


async def _follow(fanout: Fanout, filters: Filters, stream: Stream) -> None:
    try:
        await stream.done
    finally:
        fanout.leave(filters, stream)


OPERATIONS = (
    Operation(
        "/events",
        "followEvents",
        "Events as they are archived, as server-sent events. Resume with Last-Event-ID; an event named reset says that "
        "the place is not in this archive (any more), and that the stream begins with the oldest event kept.",
        events,
        "Stream",
        (TOPICS, *CHOOSING, AFTER, FOLLOW),
        MEDIA_TYPE,
    ),
)
