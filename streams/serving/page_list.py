"""The list of revisions: newest first, by cursor, and the part of it that is newer than what somebody sees."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from aiohttp import web
from markupsafe import Markup

from streams.archive import Filters, Stored, pages, revisions
from streams.serving import cursors, page_words
from streams.serving.keys import ARCHIVE
from streams.serving.page_document import Document, shown
from streams.serving.page_filters import Query, choosing, form, query_of, with_basis
from streams.serving.page_markup import Place, joined, meter, redline, when
from streams.serving.parameters import CHOOSING, CURSOR, Parameter, filters_of, read
from streams.serving.problems import Problem
from streams.text.redline import abridged, pieces, shortened, visible, weightiest

Value = dict[str, Any]

LISTED = 30
NEWER_MAX = 50
SITES_MAX = 300
CHANGES_SHOWN = 2
AROUND_CHARACTERS = 70
CHANGED_CHARACTERS_MAX = 220
EDITS_WEIGHED_MAX = 200
NEWER = Parameter(
    "newer", "Only what was archived after this.", {"type": "string"}, lambda text: int(text) if text.isdigit() else -1
)


async def list_page(request: web.Request) -> web.Response:
    """Answer with the list, or with the entries that are newer than those somebody sees."""
    query, has_empty = query_of(request)
    place = Place.of(request)
    if has_empty:
        raise web.HTTPSeeOther(place.path("/", query))
    values = read(request, (*CHOOSING, CURSOR, NEWER))
    filters = filters_of({"basis": "own_history", **values})
    archive = request.app[ARCHIVE]
    question = repr((filters, False))
    if "newer" in values:
        bounds = revisions.Bounds(after=max(0, values["newer"]))
        found, known, latest, _ = await archive.read(_listed, filters, bounds, NEWER_MAX)
        return _part(place, found, known, latest)
    start = cursors.read(values["cursor"], archive.epoch, question) if "cursor" in values else None
    bounds = revisions.Bounds() if start is None else revisions.Bounds(before=start)
    found, known, latest, sites = await archive.read(_listed, filters, bounds, LISTED)
    following = cursors.written(archive.epoch, question, found[-1].sequence) if len(found) == LISTED else None
    main = _main(place, query, found, known, sites, following)
    chosen = with_basis(query)
    data = {}
    if start is None:
        data = {
            "events": place.path("/api/v1/events", [*chosen, ("after", f"{archive.epoch}-{latest}")]),
            "list": place.path("/", choosing(query)),
            "latest": str(latest),
        }
    feeds = tuple(
        (kind, title, place.path(path, chosen))
        for kind, title, path in (
            ("application/atom+xml", "Revisions (Atom)", "/revisions.atom"),
            ("application/feed+json", "Revisions (JSON Feed)", "/revisions.json"),
        )
    )
    title = "Search" if choosing(query) else "Revisions"
    return shown(request, Document(title, main, "list", feeds, data))


Headlines = Mapping[str, str | None]
Listed = tuple[list[Stored], Headlines, int, list[str]]


def _listed(connection: sqlite3.Connection, filters: Filters, bounds: revisions.Bounds, limit: int) -> Listed:
    found = revisions.find(connection, filters, bounds, limit)
    sites = [] if bounds.after else [each["site"] for each in pages.sites(connection, SITES_MAX)]
    return found, headlines(connection, found), revisions.latest(connection), sites


def headlines(connection: sqlite3.Connection, events: Iterable[Stored]) -> Headlines:
    """Return by their ids what the articles of revisions were called then, or are now where that is not kept."""
    found: dict[str, str | None] = {}
    for event in events:
        value = event.value
        to = value["to"]
        version = None if value["headline"] else pages.version(connection, to["page"], to["version"])
        page = None if value["headline"] or version else pages.page(connection, value["page"])
        found[event.id] = (version.value if version else page or {}).get("headline")
    return found


def _part(place: Place, found: list[Stored], known: Headlines, latest: int) -> web.Response:
    more = Markup(" data-more") if len(found) == NEWER_MAX else ""
    text = Markup('<ol data-latest="{}"{}>{}</ol>').format(latest, more, _entries(place, found, known))
    return web.Response(text=text, content_type="text/html", charset="utf-8")


def _main(
    place: Place, query: Query, found: list[Stored], known: Headlines, sites: list[str], following: str | None
) -> Markup:
    chosen = choosing(query)
    parts = [
        Markup('<h1 class="vh">Revisions of news articles</h1>'),
        form(place, query, sites),
        Markup(
            '<p class="live"><span id="live" hidden>Live</span>{}</p><button type="button" id="fresh" hidden></button>'
        ).format(_subscribe(place, with_basis(query))),
        Markup('<ol id="entries" class="entries">{}</ol>').format(_entries(place, found, known)),
    ]
    if not found:
        parts.append(_empty(place, filtered=bool(chosen), at_end="cursor" in dict(query)))
    steps = []
    if "cursor" in dict(query):
        steps.append(Markup('<a href="{}">Newest</a>').format(place.path("/", chosen)))
    if following:
        steps.append(
            Markup('<a rel="next" href="{}">Older</a>').format(place.path("/", [*chosen, ("cursor", following)]))
        )
    if steps:
        parts.append(Markup('<nav class="steps" aria-label="More revisions">{}</nav>').format(joined(steps, " ")))
    return joined(parts, "\n")


def _subscribe(place: Place, chosen: Query) -> Markup:
    return Markup('<span class="feeds">Follow as <a href="{}">Atom</a>, <a href="{}">JSON Feed</a></span>').format(
        place.path("/revisions.atom", chosen), place.path("/revisions.json", chosen)
    )


def _empty(place: Place, *, filtered: bool, at_end: bool) -> Markup:
    if at_end:
        return Markup('<p class="empty">This is the end: there is nothing older.</p>')
    if filtered:
        return Markup(
            '<div class="empty"><p>No revision fits all of this.</p><p>Take a filter away above, or '
            '<a href="{}">see everything</a>. What fits from now on appears here by itself.</p></div>'
        ).format(place.path("/"))
    return Markup(
        '<div class="empty"><p>No article has been changed yet.</p><p>Revisions appear here by themselves, as soon as '
        "a page that rowback watches says something else than before. To watch some: <code>rowback run FEED</code>. To "
        "see how it looks: <code>rowback demo</code>.</p></div>"
    )


def _entries(place: Place, found: list[Stored], known: Headlines) -> Markup:
    return joined([entry(place, event, known.get(event.id)) for event in found], "\n")


def _told(place: Place, event: Stored) -> Value:
    """What every entry says of a revision."""
    value = event.value
    return {
        "id": event.id,
        "kind": page_words.kind(value["kind"]),
        "css": visible(value["kind"]).replace(" ", "_"),
        "grade": meter(value["significance"]),
        "href": place.path(f"/revisions/{event.id}"),
        "when": when(value["captured_at"]),
        "changes": _changes(value),
    }


def entry_of_page(place: Place, event: Stored) -> Markup:
    """Return a revision as an entry of its own page's list, which has said headline and site already."""
    value = event.value
    return _ENTRY_OF_PAGE.format(
        **_told(place, event),
        old=value["from"]["version"],
        new=value["to"]["version"],
    )


def entry(place: Place, event: Stored, headline: str | None) -> Markup:
    """Return a revision as an entry of a list."""
    value = event.value
    return _ENTRY.format(
        **_told(place, event),
        headline=headline_of(value, headline),
        site=visible(value["site"]),
        site_href=place.path("/", [("site", value["site"])]),
        from_copy=Markup(" · against a copy") if value["basis"] == "copy" else "",
    )


def headline_of(value: Value, known: str | None) -> str:
    """Return what a revision's article is called: by a headline that it changed, a known one, or its address."""
    own = value["headline"]["new"] if value["headline"] else None
    return shortened(own or known or value["url"], 300)


def _changes(value: Value) -> Markup:
    """Return the headline's change and the weightiest edits, shortened."""
    edits = value["edits"][:EDITS_WEIGHED_MAX]
    room = CHANGES_SHOWN - (value["headline"] is not None)
    chosen: list[Value] = [value["headline"]] if value["headline"] else []
    chosen += [edits[index] for index in weightiest(edits, room)]
    parts = [_change(each) for each in chosen]
    rest = len(value["edits"]) - room
    if rest > 0:
        parts.append(Markup('<p class="rest">and {}</p>').format(page_words.counted(rest, "more change")))
    if value["disregarded"]["cut_off"]:
        parts.append(
            Markup('<p class="rest">The end is missing in this capture; that was not taken for a deletion.</p>')
        )
    return joined(parts)


def _change(change: Value) -> Markup:
    found = abridged(pieces(change["old"], change["new"], change["spans"]), AROUND_CHARACTERS, CHANGED_CHARACTERS_MAX)
    op = page_words.op(change["op"]) if "op" in change else "Headline"
    said = page_words.signals(change)
    signals = Markup(' <span class="signals">{}</span>').format("; ".join(said[:3])) if said else ""
    return Markup('<p class="change" dir="auto"><span class="op">{}</span> {}{}</p>').format(
        op, redline(found), signals
    )


def fault_page(request: web.Request, problem: Problem) -> web.Response:
    """Say what is wrong with a request, to a person."""
    place = Place.of(request)
    main = Markup('<div class="empty"><h1>{}</h1><p>{}.</p><p><a href="{}">All revisions</a></p></div>').format(
        "Not here" if problem.status == 404 else "This cannot be shown", problem.detail, place.path("/")
    )
    return shown(request, Document("Not found" if problem.status == 404 else "Fault", main, "fault"), problem.status)


_ENTRY_OF_PAGE = Markup("""<li class="entry" id="r-{id}"><article>
<h3 class="kicker"><a href="{href}">Version {old} → {new}<span class="vh">: what changed</span></a>
<span class="kind k-{css}">{kind}</span>{grade}<span class="when">{when}</span></h3>
{changes}
</article></li>""")
_ENTRY = Markup("""<li class="entry" id="r-{id}"><article>
<p class="kicker"><span class="kind k-{css}">{kind}</span>{grade}</p>
<h2><a href="{href}" dir="auto">{headline}</a></h2>
<p class="where"><a href="{site_href}"><bdi>{site}</bdi></a> · {when}{from_copy}</p>
{changes}
</article></li>""")
