"""Streams of captures made of pages as the web serves them: JSON Lines with ``url`` and ``html``, plain or gzip.

A page is looked at again and again as in ``captures.py``. What a look brings is slipped into the page: a token, a list
of other articles and counters at its end; an edit changes a word in one of its longer paragraphs, and stays.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import orjson

from streams.web.address import page_of
from tests.benchmarks import words
from tests.benchmarks.captures import PAGES_LATELY, Capture, Mix, time_of

PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>([^<]{80,2000})</p>")
LINKS = 3


@dataclass
class _Page:
    url: str
    site: str
    html: str
    body: str = ""


@cache
def _recorded(path: Path) -> list[tuple[str, str]]:
    data = path.read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()
    return [(value["url"], value["html"]) for value in map(orjson.loads, lines)]


def generate(path: Path, mix: Mix, count: int, seed: int, *, first: int = 0) -> Iterator[Capture]:
    """Yield ``count`` captures of the pages in a file, each page under an address of its own for each seed."""
    random = Random(seed)  # noqa: S311 - a seed that repeats is the point
    unseen = list(_recorded(path))
    random.shuffle(unseen)
    known: list[_Page] = []
    kinds: list[str] = []
    for number in range(count):
        if not kinds:
            kinds = mix.kinds
            random.shuffle(kinds)
        kind = kinds.pop() if known else "new"
        page = random.choice(known[-PAGES_LATELY:]) if known else None
        if unseen and (page is None or kind in ("new", "copy")):
            page = _opened(*unseen.pop(), seed)
            known.append(page)
        if page is None:
            raise ValueError(f"{path} holds no page")
        if kind == "revised":
            page.html = _edited(page.html, random)
        if kind not in ("same_bytes", "gone"):
            page.body = _shown(page.html, random)
        yield Capture(kind, page.site, _raw(page, kind, time_of(first + number)))


def _opened(url: str, html: str, seed: int) -> _Page:
    address = f"{url}{'&' if '?' in url else '?'}edition={seed}"
    return _Page(address, page_of(address).site, html)


def _edited(html: str, random: Random) -> str:
    found = list(PARAGRAPH.finditer(html))
    if not found:
        return html
    chosen = random.choice(found)
    text = chosen[1].split()
    text[random.randrange(len(text))] = words.number(random)
    return f"{html[: chosen.start(1)]}{' '.join(text)}{html[chosen.end(1) :]}"


def _shown(html: str, look: Random) -> str:
    token = f"<script>window.token='{look.getrandbits(128):032x}'</script>"
    links = "".join(f'<li><a href="/s/{look.getrandbits(40):x}">{words.headline(look)}</a></li>' for _ in range(LINKS))
    slipped_in = f'{token}<aside class="most-read"><h2>Most read</h2><ul>{links}</ul></aside>'
    before, end, after = html.rpartition("</body>")
    return f"{before}{slipped_in}{end}{after}" if end else html + slipped_in


def _raw(page: _Page, kind: str, at: str) -> bytes:
    if kind == "gone":
        return orjson.dumps({"url": page.url, "captured_at": at, "status": 404})
    value = {"url": page.url, "captured_at": at, "status": 200, "content_type": "text/html; charset=utf-8"}
    return orjson.dumps({**value, "body": page.body})
