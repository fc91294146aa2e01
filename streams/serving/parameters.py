"""The parameters of the API, said once: how each is read, and how the OpenAPI document describes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from streams import topology, vocabulary
from streams.archive.entry import ARCHIVED
from streams.archive.filters import Filters
from streams.archive.pages import STATES, PageFilters
from streams.archive.words import QUESTION_CHARACTERS_MAX
from streams.serving.problems import Problem
from streams.web import time

LIMIT = 50
LIMIT_MAX = 200
SITE_CHARACTERS_MAX = 255
URL_CHARACTERS_MAX = 4_000
MANY_MAX = 20

Schema = dict[str, Any]
_ID = re.compile(r"[0-9a-f]{32}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query or a path. ``read`` raises ValueError with the reason as words after "it"."""

    name: str
    description: str
    schema: Schema
    read: Callable[[str], Any]
    many: bool = False
    where: str = "query"


def text(characters_max: int) -> Callable[[str], str]:
    """Return a reader of text that is not empty, and not longer than a bound."""

    def read(text: str) -> str:
        if not 1 <= len(text) <= characters_max:
            raise ValueError(f"is empty or longer than {characters_max:,} characters")
        if "\x00" in text:
            raise ValueError("holds a NUL character")
        return text

    return read


def _word(words: Sequence[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"is not one of {', '.join(words)}")
        return text

    return read


def _identity(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError("is not an id: 32 digits from 0-9a-f")
    return text


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 18 and least <= int(text) <= most):
            raise ValueError(f"is not a whole number from {least} to {most}")
        return int(text)

    return read


def _share(text: str) -> float:
    if not re.fullmatch(r"-?[0-9]{1,20}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,3})?", text) or not 0 <= float(text) <= 1:
        raise ValueError("is not a number from 0 to 1")
    return float(text)


def _moment(text: str) -> int:
    try:
        return time.instant(text, day_allowed=True)
    except ValueError as fault:
        raise ValueError(f"is not a time: {fault}") from fault


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise ValueError("is not a language such as en or pt")
    return text.lower()


def _yes(text: str) -> bool:
    return _word(("true", "false"))(text) == "true"


def _words(names: Sequence[str]) -> Schema:
    return {"type": "string", "enum": list(names)}


ID: Schema = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
MOMENT: Schema = {"type": "string", "maxLength": 64, "examples": ["2026-03-01T08:00:00Z", "2026-03-01"]}
QUESTION: Schema = {"type": "string", "minLength": 1, "maxLength": QUESTION_CHARACTERS_MAX}
SITE: Schema = {"type": "string", "minLength": 1, "maxLength": SITE_CHARACTERS_MAX}

SITES = Parameter("site", "Only this site; may be repeated.", SITE, text(SITE_CHARACTERS_MAX), many=True)
LANGUAGE = Parameter(
    "language", "Only pages in this language.", {"type": "string", "pattern": "^[A-Za-z]{2,8}$"}, _language
)
Q = Parameter("q", 'Words that must occur; "a phrase", begin*, -without.', QUESTION, text(QUESTION_CHARACTERS_MAX))
ORDER = Parameter("order", "Newest or oldest first.", _words(("newest", "oldest")), _word(("newest", "oldest")))
SIZE = Parameter(
    "limit",
    f"How many at most; {LIMIT} unless told.",
    {"type": "integer", "minimum": 1, "maximum": LIMIT_MAX},
    _whole(1, LIMIT_MAX),
)
CURSOR = Parameter(
    "cursor",
    "Where to go on: the `next` of an answer to the same question.",
    {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,300}$"},
    text(300),
)
PATH_PAGE = Parameter("page", "A page's id.", ID, _identity, where="path")
PATH_ARTICLE = Parameter("article", "An article's id.", ID, _identity, where="path")
PATH_REVISION = Parameter("revision", "The id of an article.revised event.", ID, _identity, where="path")
PATH_VERSION = Parameter(
    "version",
    "A version's number.",
    {"type": "integer", "minimum": 1, "maximum": 10**9},
    _whole(1, 10**9),
    where="path",
)
PAGES = Parameter("page", "Only this page; may be repeated.", ID, _identity, many=True)
ARTICLE = Parameter("article", "Only the pages that belong to this article now.", ID, _identity)
TOPICS = Parameter(
    "topic", "Which events; article.revised unless told; may be repeated.", _words(ARCHIVED), _word(ARCHIVED), many=True
)
URL = Parameter(
    "url",
    "Only the page with this canonical URL.",
    {"type": "string", "minLength": 1, "maxLength": URL_CHARACTERS_MAX},
    text(URL_CHARACTERS_MAX),
)
STATE = Parameter("state", "Only pages in this state.", _words(STATES), _word(STATES))
FOLLOW = Parameter("follow", "false: end the stream where the archive ends now.", {"type": "boolean"}, _yes)
AFTER = Parameter(
    "after",
    "Begin after this event: an `id:` of the stream, or `oldest` for all that is kept. Last-Event-ID wins.",
    {"type": "string", "pattern": "^(oldest|[0-9a-f]{12}-[0-9]{1,18})$"},
    text(40),
)

CHOOSING = (
    SITES,
    Parameter(
        "kind",
        "Only revisions of this kind; may be repeated.",
        _words(vocabulary.KINDS),
        _word(vocabulary.KINDS),
        many=True,
    ),
    Parameter(
        "edit_kind",
        "Only revisions with an edit of this kind; may be repeated.",
        _words(vocabulary.KINDS),
        _word(vocabulary.KINDS),
        many=True,
    ),
    Parameter(
        "signal",
        "Only revisions with this signal; may be repeated.",
        _words(vocabulary.SIGNALS),
        _word(vocabulary.SIGNALS),
        many=True,
    ),
    Parameter(
        "basis",
        "Only revisions of a page's own history, or only against copies.",
        _words(vocabulary.BASES),
        _word(vocabulary.BASES),
    ),
    Parameter(
        "significance_min",
        "Only revisions at least so significant.",
        {"type": "number", "minimum": 0, "maximum": 1},
        _share,
    ),
    Parameter("since", "Only captures from this time (or day, in UTC) on.", MOMENT, _moment),
    Parameter("until", "Only captures before this time (or day, in UTC).", MOMENT, _moment),
    LANGUAGE,
    Q,
    Parameter("removed", "Words that the edits took out.", QUESTION, text(QUESTION_CHARACTERS_MAX)),
    Parameter("inserted", "Words that the edits put in.", QUESTION, text(QUESTION_CHARACTERS_MAX)),
    PAGES,
    ARTICLE,
)
"""What chooses revisions, in lists and in the live stream."""

PAGE_CHOOSING = (SITES, LANGUAGE, STATE, URL, Q)


def read(request: web.Request, parameters: Iterable[Parameter]) -> dict[str, Any]:
    """Return the values of a request's parameters; raises Problem for one that is unknown, repeated or wrong."""
    known = {each.name: each for each in parameters if each.where == "query"}
    if unknown := sorted(set(request.query) - set(known)):
        raise Problem(400, "bad-parameter", f"there is no parameter {unknown[0][:60]!r} here")
    values: dict[str, Any] = {}
    for name in dict.fromkeys(request.query):
        given = request.query.getall(name)
        if len(given) > (MANY_MAX if known[name].many else 1):
            raise Problem(400, "bad-parameter", f"{name} is given {len(given)} times")
        chosen = [_one(known[name], text) for text in given]
        values[name] = tuple(dict.fromkeys(chosen)) if known[name].many else chosen[0]
    for parameter in parameters:
        if parameter.where == "path":
            values[f"path_{parameter.name}"] = _one(parameter, request.match_info[parameter.name])
    return values


def _one(parameter: Parameter, text: str) -> Any:
    try:
        return parameter.read(text)
    except ValueError as fault:
        raise Problem(400, "bad-parameter", f"{parameter.name}: it {fault}") from fault


def filters_of(values: dict[str, Any]) -> Filters:
    """Return what read values choose."""
    return Filters(
        topics=values.get("topic", (topology.REVISED,)),
        sites=values.get("site", ()),
        kinds=values.get("kind", ()),
        edit_kinds=values.get("edit_kind", ()),
        signals=values.get("signal", ()),
        basis=values.get("basis"),
        significance_min=values.get("significance_min", 0.0),
        since=values.get("since"),
        until=values.get("until"),
        language=values.get("language"),
        q=values.get("q"),
        removed=values.get("removed"),
        inserted=values.get("inserted"),
        pages=values.get("page", ()),
        article=values.get("article"),
    )


def page_filters_of(values: dict[str, Any]) -> PageFilters:
    """Return which pages read values choose."""
    chosen = {name: values.get(name) for name in ("language", "state", "url", "q")}
    return PageFilters(sites=values.get("site", ()), **chosen)
