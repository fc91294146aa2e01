"""Feeds of revisions, as an extension of the application: Atom and JSON Feed, with the filters of the API.

GET /revisions.atom  /revisions.json      and ?site=, ?article=, ?kind=, ?q=, ... ; ?archive= for what is older
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from email.utils import formatdate, parsedate_to_datetime

from aiohttp import hdrs, web

from streams.serving import feeds_atom, feeds_json, feeds_paging
from streams.serving.answers import entity
from streams.serving.feeds_document import Feed
from streams.serving.feeds_entry import entry_of
from streams.serving.keys import ARCHIVE
from streams.serving.page_markup import Place
from streams.serving.parameters import CHOOSING, Parameter, filters_of, read, text

ADDRESSES_KEPT_MAX = 2_000
OLDER = Parameter("archive", "A document of what is older, as a feed names it.", {"type": "string"}, text(100))


Written = Callable[[Feed], bytes]


class Modified:
    """Since when a document says what it says, as far as this process knows; good for If-Modified-Since.

    The time of its newest entry would not do: a revision of an older capture may come later. No time is told in the
    second in which a document changed, or who asks twice in it would be told that nothing has.
    """

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._known: OrderedDict[str, tuple[str, int]] = OrderedDict()

    def since(self, address: str, tag: str) -> int | None:
        """Return since when, in seconds; None where that is this very second."""
        now = int(self._now())
        known = self._known.get(address)
        if known is None or known[0] != tag:
            self._known[address] = known = (tag, now)
        self._known.move_to_end(address)
        if len(self._known) > ADDRESSES_KEPT_MAX:
            self._known.popitem(last=False)
        return known[1] if known[1] < now else None


def install(app: web.Application) -> None:
    """Add the feeds."""
    modified = Modified()
    app.router.add_get("/revisions.atom", _handler("/revisions.atom", feeds_atom.written, feeds_atom.TYPE, modified))
    app.router.add_get("/revisions.json", _handler("/revisions.json", feeds_json.written, feeds_json.TYPE, modified))


def _handler(
    path: str, written: Written, media_type: str, modified: Modified
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        feed = await _feed(request, path)
        response = entity(request, written(feed), media_type)
        return conditional(request, response, modified)

    return handle


async def _feed(request: web.Request, path: str) -> Feed:
    values = read(request, (*CHOOSING, OLDER))
    archive, filters, place = request.app[ARCHIVE], filters_of(values), Place.of(request)
    block = feeds_paging.block_of(values["archive"], archive.epoch) if "archive" in values else None
    if block is None:
        part = await archive.read(feeds_paging.newest, filters)
    else:
        part = await archive.read(feeds_paging.archived, filters, block)
    entries = tuple(entry_of(place, event, part.known.get(event.id)) for event in part.events)
    query = tuple((name, value) for name, value in request.query.items() if name != "archive")
    return Feed(place, path, query, archive.epoch, entries, block, part.older, part.newer)


def conditional(request: web.Request, response: web.Response, modified: Modified) -> web.Response:
    """Add Last-Modified, and obey If-Modified-Since where no ETag was sent."""
    since = modified.since(str(request.rel_url), response.headers["ETag"])
    if since is None:
        return response
    headers = {"ETag": response.headers["ETag"], "Last-Modified": formatdate(since, usegmt=True)}
    response.headers["Last-Modified"] = headers["Last-Modified"]
    if hdrs.IF_NONE_MATCH in request.headers or response.status != 200:
        return response
    try:
        asked = parsedate_to_datetime(request.headers.get(hdrs.IF_MODIFIED_SINCE, "")).timestamp()
    except (ValueError, TypeError, OverflowError):
        return response
    return web.Response(status=304, headers=headers) if since <= asked else response
