"""Where the linked words of a paragraph lead.

Observed: newsrooms mend a wrong link and leave the words as they stand; and they hang new campaign tags on old links
at every look.
Decided: a target is kept in its canonical form, without tracking parameters and fragment, so that what differs is
another target. A link is text of the paragraph: where spaces were folded around it, its place is found again by its
words.
Deliberately missed: targets that are no web page, links to the page itself, pictures that are links.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urljoin

from streams.html.runs import Run
from streams.records import Link
from streams.web import address

LINKS_MAX = 200  # of one paragraph
TARGET_CHARACTERS_MAX = 2_000

Target = Callable[[str], str | None]


def targets(url: str, stated_base: str | None) -> Target:
    """Return what tells where a link on the page ``url`` leads, in canonical form, or None if to no other page."""
    base = _joined(url, stated_base) if stated_base else url
    own = _canonical(url)

    def target(href: str) -> str | None:
        if len(href) > TARGET_CHARACTERS_MAX or href.lstrip()[:1] in ("", "#"):
            return None
        joined = _joined(base or url, href)
        found = _canonical(joined) if joined else None
        return found if found != own else None

    return target


def resolve(run: Run, target: Target) -> list[Link]:
    """Return the links of a run with their places in its text, in order."""
    found: list[Link] = []
    at = seen = 0
    for first, last, href in run.anchors[:LINKS_MAX]:
        words = _folded(run.pieces[first:last])
        start = run.text.find(words, at + len(_folded(run.pieces[seen:first]))) if any(map(str.isalnum, words)) else -1
        if start < 0:
            continue
        at, seen = start + len(words), last
        if url := target(href):
            found.append((start, at, url))
    return found


def _folded(pieces: Sequence[str]) -> str:
    return " ".join("".join(pieces).split())


def _joined(base: str, href: str) -> str | None:
    try:
        joined = urljoin(base, href.strip())
    except ValueError:
        return None
    return joined if joined.lower().startswith(("http:", "https:")) else None


def _canonical(url: str) -> str | None:
    try:
        return address.canonical(url)
    except address.BadAddress:
        return None
