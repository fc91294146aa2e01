"""Revisions: lists of them, one of them, and who has followed it."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from streams import topology
from streams.archive import Filters, Stored, copies, pages, revisions
from streams.serving import cursors
from streams.serving.answers import answer, listing
from streams.serving.operations import Asked, Operation
from streams.serving.parameters import (
    CHOOSING,
    CURSOR,
    LIMIT,
    ORDER,
    PATH_ARTICLE,
    PATH_PAGE,
    PATH_REVISION,
    SIZE,
    TOPICS,
    filters_of,
)
from streams.serving.problems import not_found

LISTED = (ORDER, SIZE, CURSOR)
NARROWED = tuple(each for each in CHOOSING if each.name not in ("page", "article"))


async def events(asked: Asked, filters: Filters) -> web.Response:
    """Return a list of events.

    Newest first it ends at the oldest one. Oldest first its `next` is always given: whoever comes back with it later
    gets what is new since, and nothing twice.
    """
    oldest_first = asked.values.get("order") == "oldest"
    limit = asked.values.get("limit", LIMIT)
    question = repr((filters, oldest_first))
    epoch = asked.archive.epoch
    start = cursors.read(asked.values["cursor"], epoch, question) if "cursor" in asked.values else None
    if oldest_first:
        bounds = revisions.Bounds(after=start or 0, newest_first=False)
    else:
        bounds = revisions.Bounds() if start is None else revisions.Bounds(before=start)
    found = await asked.archive.read(revisions.find, filters, bounds, limit)
    last = found[-1].sequence if found else start or 0
    goes_on = oldest_first or revisions.is_full(found, limit)
    following = cursors.written(epoch, question, last) if goes_on else None
    return listing(asked.request, epoch, [event.cloudevent() for event in found], following)


async def all_revisions(asked: Asked) -> web.Response:
    """List revisions."""
    return await events(asked, filters_of(asked.values))


async def of_page(asked: Asked) -> web.Response:
    """List the revisions of a page."""
    page = asked.values["path_page"]
    if await asked.archive.read(pages.page, page) is None:
        raise not_found("page")
    return await events(asked, replace(filters_of(asked.values), pages=(page,)))


async def of_article(asked: Asked) -> web.Response:
    """List the revisions of all pages of an article."""
    article = asked.values["path_article"]
    if not await asked.archive.read(pages.article, article):
        raise not_found("article")
    return await events(asked, replace(filters_of(asked.values), article=article))


async def rejected(asked: Asked) -> web.Response:
    """List what no stage could use."""
    return await events(asked, Filters(topics=(topology.REJECTED,)))


async def archived(asked: Asked) -> web.Response:
    """List events of any archived topic."""
    return await events(asked, filters_of(asked.values))


async def _wanted(asked: Asked) -> Stored:
    found = await asked.archive.read(revisions.by_id, topology.REVISED, asked.values["path_revision"])
    if found is None:
        raise not_found("revision")
    return found


async def one(asked: Asked) -> web.Response:
    """Return a revision."""
    return answer(asked.request, (await _wanted(asked)).cloudevent())


async def followers(asked: Asked) -> web.Response:
    """Return the copies of the revision's page, and which of them have followed."""
    found = await asked.archive.read(copies.followers, await _wanted(asked))
    return answer(asked.request, {"epoch": asked.archive.epoch, "items": found})


OPERATIONS = (
    Operation("/revisions", "listRevisions", "Revisions.", all_revisions, "Events", (*CHOOSING, *LISTED)),
    Operation("/revisions/{revision}", "getRevision", "One revision.", one, "Event", (PATH_REVISION,)),
    Operation(
        "/revisions/{revision}/followers",
        "listFollowers",
        "The copies of the revision's page, and whether they have followed it.",
        followers,
        "Followers",
        (PATH_REVISION,),
    ),
    Operation(
        "/pages/{page}/revisions",
        "listPageRevisions",
        "Revisions of a page.",
        of_page,
        "Events",
        (PATH_PAGE, *NARROWED, *LISTED),
    ),
    Operation(
        "/articles/{article}/revisions",
        "listArticleRevisions",
        "Revisions of all pages of an article.",
        of_article,
        "Events",
        (PATH_ARTICLE, *NARROWED, *LISTED),
    ),
    Operation("/archived", "listArchived", "Events of any topic.", archived, "Events", (TOPICS, *CHOOSING, *LISTED)),
    Operation("/rejected", "listRejected", "What no stage could use.", rejected, "Events", LISTED),
)
