"""HTML by hand: what comes from events goes through markupsafe, which escapes it, and through ``visible``.

The documents hold no script and no style of their own, so the policy lets in nothing but our two files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from urllib.parse import quote, urlencode, urlsplit

import xxhash
from aiohttp import web
from markupsafe import Markup, escape

from streams.serving import page_words
from streams.serving.keys import SETTINGS
from streams.text.redline import Piece, visible

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
STATIC = {"page.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}
Query = Iterable[tuple[str, str]]


def asset(name: str) -> bytes:
    """Return a static file of this package."""
    return resources.files("streams.serving").joinpath("static", name).read_bytes()


MARKS = {name: xxhash.xxh3_64_hexdigest(asset(name))[:8] for name in STATIC}
"""A mark of each static file's content, part of its address: a new release is never shown with an old style."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where this server is reached: ``origin`` as in ``https://desk.example``, ``base`` the path before ours."""

    origin: str
    base: str = ""

    @classmethod
    def of(cls, request: web.Request) -> Place:
        """Return what the settings say, else what the request came to."""
        public = request.app[SETTINGS].public_url
        if public is None:
            return cls(f"{request.scheme}://{request.host}")
        parts = urlsplit(public)
        return cls(f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/"))

    def path(self, path: str, query: Query = ()) -> str:
        """Return the address of something here, without the origin."""
        asked = urlencode(list(query), quote_via=quote)
        return f"{self.base}{path}{'?' + asked if asked else ''}"

    def url(self, path: str, query: Query = ()) -> str:
        """Return the whole address of something here."""
        return self.origin + self.path(path, query)


def lines(text: str) -> str:
    """Return foreign text with its line breaks, and nothing else that acts or hides."""
    return "\n".join(visible(line) for line in text.split("\n"))


def piece(found: Piece) -> Markup:
    """Return a piece of a redline, with words for those who do not see it."""
    text = lines(found.text)
    if found.op == "same":
        return escape(text)
    if found.op == "out":
        return Markup('<del><span class="vh">[removed: </span>{}<span class="vh">]</span></del>').format(text)
    return Markup('<ins><span class="vh">[added: </span>{}<span class="vh">]</span></ins>').format(text)


def redline(found: Iterable[Piece]) -> Markup:
    """Return pieces as a run of text."""
    parts: list[Markup] = []
    before = None
    for each in found:
        if before is not None and before.op == "out" and each.op == "in":
            parts.append(Markup("<wbr>"))  # words that were exchanged touch each other
        parts.append(piece(each))
        before = each
    return Markup("").join(parts)


def when(text: str | None) -> Markup:
    """Return a time; the script tells it in the reader's own zone."""
    if not text:
        return Markup("")
    return Markup('<time datetime="{}">{} UTC</time>').format(visible(text), page_words.moment(text))


def outward(url: str) -> Markup:
    """Return a link to a page of the outside, as text where it is no web address."""
    shown = visible(url)
    if not url.lower().startswith(("https://", "http://")):
        return Markup("<bdi>{}</bdi>").format(shown)
    return Markup('<a href="{}" rel="noreferrer noopener nofollow external"><bdi>{}</bdi></a>').format(shown, shown)


def meter(significance: float) -> Markup:
    """Return how much a revision matters: a word, the number, and four strokes for the eye."""
    word = page_words.grade(significance)
    full = [name for _, name in reversed(page_words.GRADES)].index(word) + 1
    strokes = Markup("").join(Markup("<i{}></i>").format(Markup(' class="on"') if n < full else "") for n in range(4))
    return Markup(
        '<span class="grade g{}"><span class="strokes" aria-hidden="true">{}</span>'
        '{} <span class="num">{:.2f}</span></span>'
    ).format(full, strokes, word, significance)


def items(found: Iterable[Markup | str], css: str = "") -> Markup:
    """Return an unordered list."""
    inner = Markup("").join(Markup("<li>{}</li>").format(each) for each in found)
    return Markup('<ul class="{}">{}</ul>').format(css, inner)


def attributes(found: Mapping[str, str]) -> Markup:
    """Return attributes of an element."""
    return Markup("").join(Markup(' {}="{}"').format(escape(name), value) for name, value in found.items())


def joined(parts: Sequence[Markup | str], between: str = "") -> Markup:
    """Return parts with something between them, without those that are empty."""
    return escape(between).join(escape(part) for part in parts if part)
