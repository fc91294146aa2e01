"""The document around what a page shows: head, masthead, footer, and the help on keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from aiohttp import web
from markupsafe import Markup

from streams.serving.answers import entity
from streams.serving.page_markup import MARKS, POLICY, Place, attributes, joined
from streams.text.redline import shortened, visible

TITLE_CHARACTERS_MAX = 120

_KEYS = (
    ("j", "next change or entry"),
    ("k", "the one before"),
    ("Enter", "open"),
    ("v", "inline, or side by side"),
    ("u", "back to the list"),
    ("/", "search"),
    ("?", "this help"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """What a page shows. ``feeds`` are (media type, title, path); ``data`` is for the script."""

    title: str
    main: Markup
    name: str
    feeds: tuple[tuple[str, str, str], ...] = ()
    data: dict[str, str] = field(default_factory=dict)
    card: Markup = field(default_factory=Markup)


def document(place: Place, shown: Document) -> bytes:
    """Return the whole document."""
    alternates = joined(
        [
            Markup('<link rel="alternate" type="{}" title="{}" href="{}">\n').format(kind, title, href)
            for kind, title, href in shown.feeds
        ]
    )
    text = _FRAME.format(
        title=shortened(shown.title, TITLE_CHARACTERS_MAX),
        style=place.path("/static/page.css", [("v", MARKS["page.css"])]),
        script=place.path("/static/page.js", [("v", MARKS["page.js"])]),
        icon=place.path("/static/icon.svg", [("v", MARKS["icon.svg"])]),
        alternates=alternates,
        card=shown.card,
        name=shown.name,
        data=attributes({f"data-{name}": value for name, value in shown.data.items()}),
        home=place.path("/"),
        api=place.path("/api/v1/openapi.json"),
        main=shown.main,
        keys=joined([Markup("<dt><kbd>{}</kbd></dt><dd>{}</dd>").format(key, words) for key, words in _KEYS]),
    )
    return text.encode("utf-8", "replace")


def shown(request: web.Request, found: Document, status: int = 200) -> web.Response:
    """Answer with a document; 304 where the asker has it."""
    body = document(Place.of(request), found)
    if status == 200:
        response = entity(request, body, "text/html")
    else:
        response = web.Response(body=body, status=status, content_type="text/html")
    if response.status != 304:
        response.charset = "utf-8"
    response.headers["Content-Security-Policy"] = POLICY
    return response


def card(place: Place, title: str, description: str, path: str, picture: str) -> Markup:
    """Return what other sites show where somebody shares the address."""
    found = {
        "og:type": "article",
        "og:site_name": "rowback",
        "og:title": shortened(title, TITLE_CHARACTERS_MAX),
        "og:description": shortened(description, 300),
        "og:url": place.url(path),
        "og:image": place.url(picture),
        "og:image:type": "image/svg+xml",
        "og:image:alt": "The change as a redline: what was taken out struck through, what came in underlined",
    }
    tags = [Markup('<meta property="{}" content="{}">\n').format(name, visible(value)) for name, value in found.items()]
    return joined([*tags, Markup('<meta name="twitter:card" content="summary_large_image">\n')])


_FRAME = Markup("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{title} · rowback</title>
<link rel="icon" type="image/svg+xml" href="{icon}">
<link rel="stylesheet" href="{style}">
<script type="module" blocking="render" src="{script}"></script>
{alternates}{card}</head>
<body data-page="{name}"{data}>
<a class="skip" href="#main">Skip to the content</a>
<header class="mast">
<a class="brand" href="{home}">row<span>back</span></a>
<p class="motto">What the news changed</p>
<p class="tools"><button type="button" id="theme" hidden>Dark</button><button type="button" id="help" hidden
aria-label="Keys">?</button></p>
</header>
<main id="main" tabindex="-1">
{main}
</main>
<footer class="foot">
<p><del>Struck through</del> was taken out, <ins>underlined</ins> came in.
Times are UTC unless your browser tells them in your zone. <a href="{api}">API</a></p>
</footer>
<dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">Keys</h2><dl>{keys}</dl>
<form method="dialog"><button>Close</button></form></dialog>
<p id="said" role="status" class="vh"></p>
</body>
</html>
""")
