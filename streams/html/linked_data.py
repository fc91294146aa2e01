"""The article that a page describes in JSON-LD.

Observed: a page carries several descriptions (site, breadcrumbs, article, other articles), as object, list or
``@graph``; one in some hundred is broken in a way that a reader of JavaScript would forgive.
Decided: the first description of an article type is the page's, unless another names the page's own title or, where
none does, its address.
Deliberately missed: references by ``@id`` across descriptions, apart from authors.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

SCRIPT_CHARACTERS_MAX = 1_000_000
NODES_MAX = 5_000
_DEPTH_MAX = 8
_WRAPPING_BEFORE = re.compile(r"\s*+(?:<!--|/\*\s*+<!\[CDATA\[\s*+\*/|//\s*+<!\[CDATA\[|<!\[CDATA\[)")
_WRAPPING_AFTER = re.compile(r"(?:-->|/\*\s*+\]\]>\s*+\*/|//\s*+\]\]>|\]\]>)\Z")
_WRAPPING_CHARACTERS_MAX = 40
_TRAILING_COMMA = re.compile(r",(\s*+[}\]])")

Node = dict[str, Any]


def nodes(scripts: list[str]) -> list[Node]:
    """Return all objects with a type in the scripts, outer before inner, in order."""
    found: list[Node] = []
    for script in scripts:
        if len(script) <= SCRIPT_CHARACTERS_MAX:
            for node in _typed(_parse(script), 0):
                found.append(node)
                if len(found) >= NODES_MAX:
                    return found
    return found


def article(found: list[Node], titles: set[str], urls: Iterable[str | None]) -> Node:
    """Return the description of the page's article, or an empty one.

    ``titles`` are folded headlines to agree with, ``urls`` the addresses that the page goes by.
    """
    articles = [node for node in found if is_article(node)]
    for node in articles:
        if "".join(filter(str.isalnum, text(node.get("headline")) or "")).casefold() in titles:
            return node
    places = {_place(url) for url in urls if url}
    for node in articles:
        if not places.isdisjoint(_places(node)):
            return node
    return articles[0] if articles else {}


def _places(node: Node) -> list[str]:
    """Return the addresses that a description says it is of."""
    stated: list[object] = []
    for value in (node.get("url"), node.get("@id"), node.get("mainEntityOfPage")):
        stated += [value.get("@id"), value.get("url")] if isinstance(value, dict) else [value]
    return [_place(url) for url in stated if isinstance(url, str)]


def _place(url: str) -> str:
    bare = url.partition("#")[0].partition("?")[0].rstrip("/")
    return bare.partition("://")[2].removeprefix("www.") or bare


def is_article(node: Node) -> bool:
    """Say whether a description is of an article."""
    return any(
        (kind.endswith(("Article", "Posting")) and kind != "JobPosting") or kind == "Report" for kind in types(node)
    )


def types(node: Node) -> list[str]:
    """Return the types of a description, without their vocabulary."""
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rsplit("/", 1)[-1] for kind in kinds if isinstance(kind, str)]


def text(value: object) -> str | None:
    """Return a value that should be a text: itself, the first of a list, or what ``@value`` or ``name`` holds."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return html.unescape(value).strip() or None if isinstance(value, str) else None


def authors(node: Node, found: list[Node]) -> list[str]:
    """Return the names of an article's authors."""
    by_id = {str(other.get("@id")): other for other in found if other.get("@id") and other.get("name")}
    listed = node.get("author") or node.get("creator")
    names: list[str] = []
    for author in listed if isinstance(listed, list) else [listed]:
        if isinstance(author, dict) and not author.get("name"):
            author = by_id.get(str(author.get("@id")))  # noqa: PLW2901 - the reference stands for what it refers to
        several = author.get("name") if isinstance(author, dict) else author
        names.extend(filter(None, map(text, several if isinstance(several, list) else [several])))
    return names


def _parse(script: str) -> object:
    try:
        return orjson.loads(script)
    except (orjson.JSONDecodeError, UnicodeError):
        pass
    try:
        value = json.loads(_TRAILING_COMMA.sub(r"\1", _unwrapped(script)), strict=False)
        # Halves of characters, which JSON can hold escaped, would spoil every output.
        return orjson.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def _unwrapped(script: str) -> str:
    """Return a script without the comment or CDATA marks around it."""
    script = script.rstrip(" \t\r\n;")
    if before := _WRAPPING_BEFORE.match(script):
        script = script[before.end() :]
    if after := _WRAPPING_AFTER.search(script, max(0, len(script) - _WRAPPING_CHARACTERS_MAX)):
        script = script[: after.start()]
    return script.strip(" \t\r\n;")


def _typed(value: object, depth: int) -> Iterator[Node]:
    if depth > _DEPTH_MAX:
        return
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            if isinstance(inner, (dict, list)):
                yield from _typed(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, (dict, list)):
                yield from _typed(inner, depth + 1)
