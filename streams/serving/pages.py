"""Pages: lists of them, one of them, its versions, its copies, and what happened to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiohttp import web

from streams.archive import copies, pages
from streams.archive.revisions import SEQUENCE_MAX
from streams.serving import cursors
from streams.serving.answers import answer, listing
from streams.serving.operations import Asked, Operation
from streams.serving.parameters import (
    CURSOR,
    LIMIT,
    LIMIT_MAX,
    PAGE_CHOOSING,
    PATH_PAGE,
    PATH_VERSION,
    SIZE,
    page_filters_of,
)
from streams.serving.problems import not_found


async def listed(asked: Asked, name: str, question: Callable[..., list[Any]]) -> web.Response:
    """Answer with what ``question`` finds of pages, a part at a time; a cursor is good for the same question only."""
    filters = page_filters_of(asked.values)
    limit = asked.values.get("limit", LIMIT)
    whole = f"{name} {filters!r}"
    epoch = asked.archive.epoch
    before = cursors.read(asked.values["cursor"], epoch, whole) if "cursor" in asked.values else SEQUENCE_MAX
    found = await asked.archive.read(question, filters, limit, before)
    following = cursors.written(epoch, whole, found[-1]["number"]) if len(found) == limit else None
    return listing(asked.request, epoch, found, following)


async def all_pages(asked: Asked) -> web.Response:
    """List pages, those found last first."""
    return await listed(asked, "pages", pages.pages)


async def wanted(asked: Asked) -> dict[str, Any]:
    """Return the page of the address; raises Problem."""
    found = await asked.archive.read(pages.page, asked.values["path_page"])
    if found is None:
        raise not_found("page")
    return found


async def one(asked: Asked) -> web.Response:
    """Return a page."""
    return answer(asked.request, await wanted(asked))


async def versions(asked: Asked) -> web.Response:
    """Return the versions of a page, oldest first."""
    found = await asked.archive.read(pages.versions, (await wanted(asked))["number"])
    return answer(asked.request, {"epoch": asked.archive.epoch, "items": found})


async def version(asked: Asked) -> web.Response:
    """Return a version with its text."""
    found = await asked.archive.read(pages.version, asked.values["path_page"], asked.values["path_version"])
    if found is None:
        raise not_found("version")
    return answer(asked.request, found.cloudevent())


async def page_copies(asked: Asked) -> web.Response:
    """Return the copies of a page."""
    found = await asked.archive.read(copies.copies, (await wanted(asked))["number"])
    return answer(asked.request, {"epoch": asked.archive.epoch, "items": found})


async def changes(asked: Asked) -> web.Response:
    """Return what happened to a page without a new text."""
    found = await asked.archive.read(pages.changes, (await wanted(asked))["number"], LIMIT_MAX)
    items = [event.cloudevent() for event in found]
    return answer(asked.request, {"epoch": asked.archive.epoch, "items": items})


OPERATIONS = (
    Operation(
        "/pages", "listPages", "Pages, those found last first.", all_pages, "Pages", (*PAGE_CHOOSING, SIZE, CURSOR)
    ),
    Operation("/pages/{page}", "getPage", "One page.", one, "Page", (PATH_PAGE,)),
    Operation(
        "/pages/{page}/versions",
        "listVersions",
        "Versions of a page, oldest first.",
        versions,
        "Versions",
        (PATH_PAGE,),
    ),
    Operation(
        "/pages/{page}/versions/{version}",
        "getVersion",
        "A version with its text: an article.cleaned event.",
        version,
        "Event",
        (PATH_PAGE, PATH_VERSION),
    ),
    Operation(
        "/pages/{page}/copies",
        "listCopies",
        "Copies of a page, with the evidence.",
        page_copies,
        "Copies",
        (PATH_PAGE,),
    ),
    Operation(
        "/pages/{page}/changes",
        "listChanges",
        "Gone, restored, redirected, redated.",
        changes,
        "SomeEvents",
        (PATH_PAGE,),
    ),
)
