"""The path of a page's canonical address.

Observed: ``/story``, ``/story/``, ``/story/index.html``, ``/story/amp`` and ``/story;jsessionid=1`` are one article.

Decided: they are folded, each only where it is sure. A wrong fold mixes the histories of two pages, and every capture
of the one then looks like an edit of the other; a fold that is missed costs one more page, which ``match`` finds to be
a copy. So ``/amp`` is dropped only behind something that looks like a story's own name, and an index page only where no
query chooses what it shows.

Deliberately missed: ``/amp/news/story`` and print versions; these pages name their original by ``rel=canonical``.
"""

from __future__ import annotations

import re

from streams.web.percent import normalised_path

_SESSION = re.compile(r";(?:jsessionid|phpsessid|sessionid)=[^/;]*", re.IGNORECASE)
_INDEX = re.compile(
    r"/(?:index|default)\.(?:html?|xhtml|shtml|php|aspx?|jspx?|cfm)\Z",
    re.IGNORECASE,
)
_AMP = re.compile(r"(?<=[^/])/amp\Z|\.amp(?=\.html\Z|\Z)")
_OWN_NAME = re.compile(r"[0-9-]")
_DIGIT = re.compile(r"[0-9]")
_EXTENSION = re.compile(r"\.(?:html?|xhtml|shtml|php|aspx?|jspx?|cfm|stm|ece)\Z", re.IGNORECASE)


def clean_path(path: str) -> str:
    """Return ``path`` with one percent-encoding, no dot segments, no session number, one slash at its start."""
    path = normalised_path(path)
    if ";" in path:
        path = _SESSION.sub("", path)
    if "/." in path:
        path = _without_dot_segments(path)
    return "/" + path.lstrip("/")


def folded_path(path: str, query: str) -> str:
    """Return the path that stands for all twins of a clean ``path``. The folds repeat until none applies."""
    while True:
        before = path
        path = path.rstrip("/") or "/"
        if not query:
            path = _INDEX.sub("", path) or "/"
        if amp := _AMP.search(path):
            stem = path[: amp.start()].rpartition("/")[2]
            if _OWN_NAME.search(stem):
                path = path[: amp.start()] + path[amp.end() :]
        if path == before:
            return path


def _without_dot_segments(path: str) -> str:
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def names_a_story(path: str, query: str) -> bool:
    """Tell whether an address looks like that of one article, not of a front page or section.

    An article has a query, or a digit, three words or a file's extension in its last segment: ``/?p=12``,
    ``/story.html``, ``/2026/03/ferry-fares-rise``. Sections are short words: ``/``, ``/news``, ``/us-news``.
    """
    last = path.rpartition("/")[2]
    return bool(query) or last.count("-") >= 2 or bool(_DIGIT.search(last) or _EXTENSION.search(last))
