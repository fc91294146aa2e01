"""Streams of captures, the same from the same seed: what a poller of news sites would bring.

Of each hundred captures so many are of each kind, in changing order. A page that is looked at again is one of those
seen lately.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

import orjson

from tests.benchmarks import articles, pages
from tests.benchmarks.articles import Article

SITES = 24
PAGES_LATELY = 400
SECONDS_BETWEEN = 7
BEGINNING = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Mix:
    """How many of a hundred captures are of which kind, how many of ten sites show HTML, and how many are usual."""

    same_bytes: int
    noise_only: int
    revised: int
    new: int
    copies: int
    html_of_ten: int
    captures: int
    redated: int = 0
    gone: int = 0

    @property
    def kinds(self) -> list[str]:
        """The kinds of a hundred captures."""
        counted = {
            "same_bytes": self.same_bytes,
            "noise_only": self.noise_only,
            "revised": self.revised,
            "new": self.new,
            "copy": self.copies,
            "redated": self.redated,
            "gone": self.gone,
        }
        return [kind for kind, count in counted.items() for _ in range(count)]


MIXES = {
    # Little else than looks that find nothing: the least that a capture can cost.
    "unchanged": Mix(98, 0, 0, 2, 0, html_of_ten=0, captures=8_000),
    "plain": Mix(40, 20, 15, 20, 5, html_of_ten=0, captures=4_000),
    "html": Mix(40, 20, 15, 20, 5, html_of_ten=10, captures=1_000),
    # Of pages looked at again within a week 4.6 % are the same to the byte, 17.9 % have another body, 1.5 % are gone.
    "realistic": Mix(5, 68, 17, 4, 2, html_of_ten=9, captures=1_000, redated=2, gone=2),
}


@dataclass(frozen=True)
class Capture:
    """A message for ``article.raw``."""

    kind: str
    site: str
    raw: bytes


@dataclass
class _Page:
    url: str
    site: str
    is_html: bool
    published_at: str
    article: Article
    body: str = ""
    versions: int = 1


def generate(
    mix: Mix, count: int, seed: int, *, first: int = 0, opened: int = 1, versions_max: int | None = None
) -> Iterator[Capture]:
    """Yield ``count`` captures. Streams of different seeds share neither pages nor sites; ``first`` sets the time.

    The first ``opened`` captures are of new pages. A page that has ``versions_max`` versions gets no more of them.
    """
    random = Random(seed)  # noqa: S311 - a seed that repeats is the point
    known: list[_Page] = []
    kinds: list[str] = []
    for number in range(count):
        if not kinds:
            kinds = mix.kinds
            random.shuffle(kinds)
        kind = kinds.pop() if number >= opened else "new"
        at = time_of(first + number)
        page = random.choice(known[-PAGES_LATELY:]) if known else None
        if kind == "revised" and page is not None and page.versions == versions_max:
            kind = "noise_only"
        if page is None or kind in ("new", "copy"):
            page = _opened(mix, seed, number, at, page if kind == "copy" else None, random)
            known.append(page)
        elif kind == "revised":
            page.article = articles.revised(page.article, random)
            page.versions += 1
        elif kind == "redated":
            page.published_at = at
        if kind not in ("same_bytes", "gone"):
            page.body = _shown(page, random)
        yield Capture(kind, page.site, _gone(page, at) if kind == "gone" else _raw(page, at))


def time_of(number: int) -> str:
    """Return the time of a stream's n-th capture."""
    return (BEGINNING + timedelta(seconds=number * SECONDS_BETWEEN)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _opened(mix: Mix, seed: int, number: int, at: str, origin: _Page | None, random: Random) -> _Page:
    """Return a new page; one that copies another stands on another site."""
    index = random.randrange(SITES)
    site = _site(seed, index)
    if origin and site == origin.site:
        index = (index + 1) % SITES
        site = _site(seed, index)
    article = articles.copied(origin.article, random) if origin else articles.invented(random)
    return _Page(f"https://www.{site}/news/{number}/story", site, index % 10 < mix.html_of_ten, at, article)


def _site(seed: int, index: int) -> str:
    return f"courier-{seed}-{index}.example"


def _shown(page: _Page, look: Random) -> str:
    if page.is_html:
        return pages.html(page.article, page.site, page.url, page.published_at, look)
    return pages.plain(page.article, look)


def _gone(page: _Page, at: str) -> bytes:
    return orjson.dumps({"url": page.url, "captured_at": at, "status": 404})


def _raw(page: _Page, at: str) -> bytes:
    value = {
        "url": page.url,
        "captured_at": at,
        "status": 200,
        "content_type": "text/html; charset=utf-8" if page.is_html else "text/plain; charset=utf-8",
        "body": page.body,
    }
    return orjson.dumps(value if page.is_html else {**value, "title": page.article.headline})
