"""A revision: the article with its changes, what they are, and what stands around them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from markupsafe import Markup

from streams import topology
from streams.archive import Filters, Stored, copies, pages, revisions
from streams.serving import page_aside, page_redline, page_words
from streams.serving.keys import ARCHIVE
from streams.serving.page_document import Document, card, shown
from streams.serving.page_layout import Layout, layout
from streams.serving.page_list import headline_of
from streams.serving.page_markup import Place, joined, meter, outward, redline, when
from streams.serving.parameters import PATH_REVISION, Parameter, read
from streams.serving.problems import not_found
from streams.text.redline import pieces, place, shortened, visible

Value = dict[str, Any]

REVISIONS_MAX = 200  # of a page, in its timeline
LISTED_MAX = 40  # edits that are named above the text
NAMED_OPEN_MAX = 8  # more of them would push the text out of sight
NOISE_MAX = 200
NOISE_CHARACTERS_MAX = 400
VIEWS = ("inline", "sides")


def _view(text: str) -> str:
    if text not in VIEWS:
        raise ValueError("is neither inline nor sides")
    return text


VIEW = Parameter("view", "How changes are shown.", {"type": "string", "enum": list(VIEWS)}, _view)


@dataclass(frozen=True, slots=True)
class Found:
    """What a revision's page is made of."""

    event: Stored
    page: Value | None
    old: Stored | None
    new: Stored | None
    versions: list[Value]
    revisions: dict[int, str]
    copies: list[Value]


async def revision_page(request: web.Request) -> web.Response:
    """Answer with a revision."""
    values = read(request, (PATH_REVISION, VIEW))
    found = await request.app[ARCHIVE].read(_found, values["path_revision"])
    if found is None:
        raise not_found("revision")
    place = Place.of(request)
    path = f"/revisions/{found.event.id}"
    value = found.event.value
    known = (found.new.value if found.new else found.page or {}).get("headline")
    title = headline_of(value, known)
    feeds = (
        ("application/json", "This revision (JSON)", place.path(f"/api/v1{path}")),
        ("application/atom+xml", "This page’s revisions", place.path("/revisions.atom", [("page", value["page"])])),
    )
    main = _main(place, found, title, values.get("view", "inline"))
    shared = card(place, title, f"{value['site']}: {_summary(value)}", path, path + ".svg")
    return shown(request, Document(title, main, "revision", feeds, {"list": place.path("/")}, shared))


def _found(connection: sqlite3.Connection, identity: str) -> Found | None:
    event = revisions.by_id(connection, topology.REVISED, identity)
    if event is None:
        return None
    value = event.value
    old, new = (pages.version(connection, value[side]["page"], value[side]["version"]) for side in ("from", "to"))
    page = pages.page(connection, value["page"])
    versions = pages.versions(connection, page["number"]) if page else []
    return Found(
        event, page, old, new, versions, revisions_of(connection, value["page"]), copies.followers(connection, event)
    )


def revisions_of(connection: sqlite3.Connection, page: str) -> dict[int, str]:
    """Return the ids of a page's newest revisions by the version that they led to."""
    filters = Filters(basis="own_history", pages=(page,))
    found = revisions.find(connection, filters, revisions.Bounds(), REVISIONS_MAX)
    return {event.value["to"]["version"]: event.id for event in found}


def _summary(value: Value) -> str:
    said = page_words.signals(value["headline"]) if value["headline"] else []
    for edit in value["edits"][:20]:
        said += page_words.signals(edit)
    changes = page_words.counted(len(value["edits"]) + (value["headline"] is not None), "change")
    return "; ".join(dict.fromkeys([page_words.kind(value["kind"]), changes, *said]))


def _main(place: Place, found: Found, title: str, view: str) -> Markup:
    value = found.event.value
    laid_out = layout(found.old.value, found.new.value, value["edits"]) if found.old and found.new else None
    parts = [
        _head(place, found, title),
        _named(value),
        _switch(place, found.event.id, view),
        _text(value, laid_out, view),
    ]
    parts.append(_disregarded(value))
    aside = [
        page_aside.timeline(place, value["page"], found.versions, found.revisions, found.event.id),
        page_aside.copies(
            place, found.copies, article=found.page["article"] if found.page else None, followed=_changes_words(value)
        ),
        _share(place, found),
    ]
    return Markup('<article class="revision"><div class="body">{}</div><div class="side">{}</div></article>').format(
        joined(parts, "\n"), joined(aside, "\n")
    )


def _head(place: Place, found: Found, title: str) -> Markup:
    value = found.event.value
    change = value["headline"]
    headline = redline(pieces(change["old"], change["new"], change["spans"])) if change else title
    old, new = value["from"], value["to"]
    if value["basis"] == "copy":
        story = Markup("compared with a copy: {}").format(outward(old["url"]))
    else:
        later = page_words.between(old["captured_at"], new["captured_at"])
        story = Markup('<span class="nowrap">version {} → {}</span> · {}{}').format(
            old["version"],
            new["version"],
            when(new["captured_at"]),
            f" · {later} than version {old['version']}" if later else "",
        )
    back = Markup('<p class="note">The text is again as in version {}.</p>').format(value["reverts_to"])
    return _HEAD.format(
        list=place.path("/"),
        css=visible(value["kind"]).replace(" ", "_"),
        kind=page_words.kind(value["kind"]),
        grade=meter(value["significance"]),
        headline=headline,
        site_href=place.path("/", [("site", value["site"])]),
        site=visible(value["site"]),
        story=story,
        original=outward(value["url"]),
        back=back if value["reverts_to"] else "",
    )


def _named(value: Value) -> Markup:
    """Name the changes, each with a way to it."""
    named = []
    for number, edit in enumerate(value["edits"][:LISTED_MAX], 1):
        said = page_words.signals(edit)
        kind = f" · {page_words.kind(edit['kind']).lower()}" if edit["kind"] not in ("edit", value["kind"]) else ""
        named.append(
            Markup('<li><a href="#e{}">{}, {}</a>{}{}</li>').format(
                number,
                page_words.op(edit["op"]),
                place(edit),
                kind,
                Markup(' <span class="signals" dir="auto">{}</span>').format("; ".join(said)) if said else "",
            )
        )
    rest = len(value["edits"]) - len(named)
    more = Markup('<p class="rest">and {}</p>').format(page_words.counted(rest, "more change")) if rest > 0 else ""
    if value["headline"]:
        said = page_words.signals(value["headline"])
        words = Markup(' <span class="signals">{}</span>').format("; ".join(said)) if said else ""
        named.insert(0, Markup('<li value="0">Headline{}</li>').format(words))
    if len(named) < 2:
        return joined(named[:1] and [Markup('<ul class="named one">{}</ul>').format(named[0])])
    count = page_words.counted(len(value["edits"]) + (value["headline"] is not None), "change")
    return Markup('<details class="named"{}><summary>{}</summary><ol>{}</ol>{}</details>').format(
        Markup(" open") if len(named) <= NAMED_OPEN_MAX else "", count, joined(named), more
    )


def _switch(place: Place, identity: str, view: str) -> Markup:
    links = [
        Markup('<a href="{}"{}>{}</a>').format(
            place.path(f"/revisions/{identity}", [("view", name)] if name != "inline" else ()),
            Markup(' aria-current="true"') if name == view else "",
            words,
        )
        for name, words in (("inline", "Inline"), ("sides", "Side by side"))
    ]
    return Markup('<nav class="switch" id="switch" aria-label="How changes are shown">{}</nav>').format(joined(links))


def _text(value: Value, laid_out: Layout | None, view: str) -> Markup:
    edits = value["edits"]
    if laid_out is None:
        note = Markup('<p class="note">The whole versions are not at hand; these are the changes alone.</p>')
        return joined([note if edits else "", page_redline.edit_list(edits, range(len(edits)))])
    parts = [Markup('<h2 class="vh">The article with its changes</h2>')]
    parts.append(page_redline.text(laid_out, edits, side_by_side=view == "sides"))
    if laid_out.left_over:
        parts.append(Markup("<h2>Further changes</h2>"))
        parts.append(page_redline.edit_list(edits, laid_out.left_over))
    return joined(parts, "\n")


def _disregarded(value: Value) -> Markup:
    noise, cut_off = value["disregarded"]["noise"], value["disregarded"]["cut_off"]
    parts: list[Markup] = []
    if cut_off:
        seen = visible("; ".join(words.rstrip(".") for words in cut_off["evidence"]))
        parts.append(
            Markup(
                '<p class="note"><strong>Cut off, not deleted.</strong> The end is missing in this capture: {}.</p>'
            ).format(seen)
        )
    if noise:
        rows = [
            Markup('<li><span class="op">{}</span> <span dir="auto">{}</span></li>').format(
                page_words.noise(each["reason"]), shortened(each["text"], NOISE_CHARACTERS_MAX)
            )
            for each in noise[:NOISE_MAX]
        ]
        parts.append(
            Markup('<details class="noise"><summary>{} disregarded as noise</summary><ul>{}</ul></details>').format(
                page_words.counted(len(noise), "passage"), joined(rows)
            )
        )
    return joined(parts, "\n")


def _changes_words(value: Value) -> bool:
    """Tell whether copies can follow: what only moved stands in every copy as before."""
    return any(edit["old"] != edit["new"] for edit in (value["headline"], *value["edits"]) if edit)


def _share(place: Place, found: Found) -> Markup:
    value, identity = found.event.value, found.event.id
    links = [
        Markup('<a href="{}" rel="bookmark">Permanent link</a>').format(place.url(f"/revisions/{identity}")),
        Markup('<a href="{}">Picture for sharing</a>').format(place.path(f"/revisions/{identity}.svg")),
        Markup('<a href="{}">JSON</a>').format(place.path(f"/api/v1/revisions/{identity}")),
        Markup('<a href="{}">Atom of this page</a>').format(place.path("/revisions.atom", [("page", value["page"])])),
    ]
    rows = joined([Markup("<li>{}</li>").format(link) for link in links])
    return Markup(
        '<section aria-labelledby="share"><h2 id="share">Take it along</h2><ul class="plain">{}</ul></section>'
    ).format(rows)


_HEAD = Markup("""<header class="head">
<p class="back"><a href="{list}" rel="up">All revisions</a></p>
<p class="kicker"><span class="kind k-{css}">{kind}</span>{grade}</p>
<h1 dir="auto">{headline}</h1>
<p class="where"><a href="{site_href}"><bdi>{site}</bdi></a> · {story}</p>
<p class="original">{original}</p>
{back}</header>""")
