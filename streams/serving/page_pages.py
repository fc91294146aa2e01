"""Pages and articles: what one says now, every version of it, its copies, and what was changed on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from aiohttp import web
from markupsafe import Markup

from streams.archive import Filters, Stored, copies, pages, revisions
from streams.serving import page_aside, page_words
from streams.serving.keys import ARCHIVE
from streams.serving.page_document import Document, shown
from streams.serving.page_list import Headlines, entry, entry_of_page, headlines
from streams.serving.page_markup import Place, joined, outward, when
from streams.serving.page_redline import PARAGRAPH, TAGS
from streams.serving.page_revision import revisions_of
from streams.serving.parameters import PATH_ARTICLE, PATH_PAGE, PATH_VERSION, read
from streams.serving.problems import not_found
from streams.text.redline import shortened, visible

Value = dict[str, Any]

REVISIONS_SHOWN_MAX = 50
CHANGES_MAX = 50
PARAGRAPHS_SHOWN_MAX = 2_000
STATES = {"live": "", "gone": "This page is gone.", "redirected": "This page leads elsewhere now."}


async def page_page(request: web.Request) -> web.Response:
    """Answer with a page: its newest text, its versions, copies and revisions."""
    identity = read(request, (PATH_PAGE,))["path_page"]
    found = await request.app[ARCHIVE].read(_page, identity)
    if found is None:
        raise not_found("page")
    page, text, versions, numbers, others, events, changes = found
    place = Place.of(request)
    body = [
        _head(place, page, page["headline"] or page["url"]),
        _revised(place, events, "Revisions", of_page=True),
        Markup('<section aria-labelledby="now"><h2 id="now">The text now</h2>{}</section>').format(_text(text))
        if text
        else "",
    ]
    aside = [
        page_aside.timeline(place, identity, versions, numbers, is_elsewhere=False),
        _changes(changes),
        page_aside.copies(place, others, article=page["article"], followed=False),
    ]
    main = _two(body, aside)
    return shown(request, Document(page["headline"] or page["url"], main, "page", _feeds(place, "page", identity)))


Revised = tuple[list[Stored], Headlines]
Page = tuple[Value, Value | None, list[Value], dict[int, str], list[Value], Revised, list[Stored]]


def _page(connection: sqlite3.Connection, identity: str) -> Page | None:
    page = pages.page(connection, identity)
    if page is None:
        return None
    return (
        page,
        pages.newest_text(connection, page["number"]),
        pages.versions(connection, page["number"]),
        revisions_of(connection, identity),
        copies.copies(connection, page["number"]),
        _revisions(connection, Filters(basis="own_history", pages=(identity,))),
        pages.changes(connection, page["number"], CHANGES_MAX),
    )


async def version_page(request: web.Request) -> web.Response:
    """Answer with the text of one version."""
    values = read(request, (PATH_PAGE, PATH_VERSION))
    identity, number = values["path_page"], values["path_version"]
    found = await request.app[ARCHIVE].read(_version, identity, number)
    if found is None:
        raise not_found("version")
    page, event, versions, numbers = found
    place = Place.of(request)
    value = event.value
    title = value["headline"] or value["url"]
    note = Markup('<p class="note">Version {} as captured {}.</p>').format(number, when(value["captured_at"]))
    heading = Markup('<h2 class="vh">The text</h2>')
    body = [_head(place, page, title), note, heading, _text(value)]
    main = _two(body, [page_aside.timeline(place, identity, versions, numbers)])
    return shown(request, Document(title, main, "version", _feeds(place, "page", identity)))


def _version(
    connection: sqlite3.Connection, identity: str, number: int
) -> tuple[Value, Stored, list[Value], dict[int, str]] | None:
    page = pages.page(connection, identity)
    event = pages.version(connection, identity, number)
    if page is None or event is None:
        return None
    return page, event, pages.versions(connection, page["number"]), revisions_of(connection, identity)


async def article_page(request: web.Request) -> web.Response:
    """Answer with an article: its pages, and what was changed on any of them."""
    identity = read(request, (PATH_ARTICLE,))["path_article"]
    members, events = await request.app[ARCHIVE].read(_article, identity)
    if not members:
        raise not_found("article")
    place = Place.of(request)
    first = members[0]
    title = first["headline"] or first["url"]
    rows = [
        Markup('<li><a href="{}" dir="auto">{}</a><span class="when"><bdi>{}</bdi> · {}{}</span></li>').format(
            place.path(f"/pages/{page['page']}"),
            shortened(page["headline"] or page["url"], 160),
            shortened(page["site"], 60),
            page_words.counted(page["version"] or 0, "version"),
            f" · {STATES.get(page['state'], '')}" if page["state"] != "live" else "",
        )
        for page in members
    ]
    listed = Markup(
        '<section aria-labelledby="members"><h2 id="members">{} with this article</h2>'
        '<ul class="copies">{}</ul></section>'
    ).format(page_words.counted(len(members), "page"), joined(rows))
    head = Markup(
        '<header class="head"><p class="back"><a href="{}" rel="up">All revisions</a></p>'
        '<h1 dir="auto">{}</h1></header>'
    ).format(place.path("/"), visible(title))
    body = [head, _revised(place, events, "Revisions on any of its pages")]
    return shown(request, Document(title, _two(body, [listed]), "article", _feeds(place, "article", identity)))


def _article(connection: sqlite3.Connection, identity: str) -> tuple[list[Value], Revised]:
    filters = Filters(basis="own_history", article=identity)
    return pages.article(connection, identity), _revisions(connection, filters)


def _revisions(connection: sqlite3.Connection, filters: Filters) -> Revised:
    found = revisions.find(connection, filters, revisions.Bounds(), REVISIONS_SHOWN_MAX)
    return found, headlines(connection, found)


def _feeds(place: Place, name: str, identity: str) -> tuple[tuple[str, str, str], ...]:
    return (
        ("application/atom+xml", "Revisions (Atom)", place.path("/revisions.atom", [(name, identity)])),
        ("application/feed+json", "Revisions (JSON Feed)", place.path("/revisions.json", [(name, identity)])),
    )


def _two(body: Sequence[Markup | str], aside: Sequence[Markup | str]) -> Markup:
    return Markup('<div class="revision"><div class="body">{}</div><div class="side">{}</div></div>').format(
        joined(body, "\n"), joined(aside, "\n")
    )


def _head(place: Place, page: Value, title: str) -> Markup:
    state = STATES.get(page["state"], "")
    facts = [
        Markup('<a href="{}"><bdi>{}</bdi></a>').format(
            place.path("/", [("site", page["site"])]), visible(page["site"])
        ),
        Markup("published {}").format(when(page["published_at"])) if page["published_at"] else "",
        Markup("looked at {}, last {}").format(page_words.counted(page["looks"], "time"), when(page["looked_at"]))
        if page["looked_at"]
        else "",
        Markup('<a href="{}">its article</a>').format(place.path(f"/articles/{page['article']}")),
        Markup('<a href="{}">Atom</a>').format(place.path("/revisions.atom", [("page", page["page"])])),
    ]
    return Markup(
        '<header class="head"><p class="back"><a href="{}" rel="up">All revisions</a></p><h1 dir="auto">{}</h1>'
        '<p class="where">{}</p><p class="original">{}</p>{}</header>'
    ).format(
        place.path("/"),
        visible(title),
        joined(facts, " · "),
        outward(page["url"]),
        Markup('<p class="note">{} Known since {}.</p>').format(state, when(page["state_at"])) if state else "",
    )


def _revised(place: Place, revised: Revised, title: str, *, of_page: bool = False) -> Markup:
    events, known = revised
    if not events:
        return Markup('<p class="empty">Nothing was changed since it was first seen.</p>')
    rows = joined(
        [entry_of_page(place, event) if of_page else entry(place, event, known.get(event.id)) for event in events], "\n"
    )
    return Markup(
        '<section aria-labelledby="revisions"><h2 id="revisions">{}</h2><ol class="entries">{}</ol></section>'
    ).format(title, rows)


def _changes(events: Sequence[Stored]) -> Markup:
    if not events:
        return Markup("")
    rows = [
        Markup('<li>{}<span class="when">{}</span></li>').format(
            page_words.CHANGES.get(event.value["change"], visible(event.value["change"])), when(event.time)
        )
        for event in reversed(events)
    ]
    return Markup(
        '<section aria-labelledby="happened"><h2 id="happened">What else happened</h2>'
        '<ul class="copies">{}</ul></section>'
    ).format(joined(rows))


def _text(value: Value) -> Markup:
    rows = [
        Markup('<{0} class="passage p-{1}" dir="auto">{2}</{0}>').format(
            TAGS.get(each["kind"], PARAGRAPH), visible(each["kind"]), visible(each["text"])
        )
        for each in value["paragraphs"][:PARAGRAPHS_SHOWN_MAX]
    ]
    return Markup('<div class="text inline">{}</div>').format(joined(rows, "\n"))
