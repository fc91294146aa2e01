"""What a page says about its article: headline, byline, dates, language, address.

Observed: JSON-LD and meta tags agree with what is seen on nine pages of ten; where they do not, the tags are often
written for search engines and carry the site's name. Times to the second stand only in machine-readable fields.
Decided: the seen headline wins where it agrees with a tag in its letters; tags win over a seen line that agrees with
none.
Deliberately missed: dates and names that stand only in running text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from streams.html import dates, linked_data
from streams.html.linked_data import Node

META_TAGS_MAX = 500
HEADLINE_CHARACTERS_MAX = 500
TITLE_CHARACTERS_MAX = 1_000
AUTHORS_MAX = 20
BYLINE_CHARACTERS_MAX = 200
NAME_CHARACTERS_MAX = 80
_AROUND_NAMES = " ,.;:|-–—•·/"
_SEPARATOR = re.compile(r"\s+[|–—\-·•»:/]\s+|\s*[|»]\s*")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?![A-Za-z])")
_BY = re.compile(
    r"^(?:written\s+by|posted\s+by|reported\s+by|story\s+by|by|von|par|por|di|door|av)\b\s*:?\s+", re.IGNORECASE
)
_AND = r"(?:and|und|et|y|e|en|&)\s+"
_BETWEEN_AUTHORS = re.compile(rf"\s*(?:;|\||,\s+{_AND}|\s+{_AND}|,\s)\s*(?:and\s+)?", re.IGNORECASE)
_ROLE = re.compile(
    r"(?:.* )?(?:writers?|reporters?|editors?|correspondents?|columnists?|critics?|contributors?|journalists?"
    r"|producers?|photographers?|redakteur(?:in)?|korrespondent(?:in)?|journaliste|correspondant(?:e)?|redactor(?:a)?"
    r"|corresponsal|redatt(?:ore|rice)|corrispondente|redacteur|verslaggever|desk|staff)(?: .*)?",
    re.IGNORECASE,
)
_PUBLISHED_TIMES = 'time[pubdate], [itemprop~="datePublished"], time.published, time.entry-date'
_FIRST_TIME = 'time:not([itemprop~="dateModified"]):not(.updated):not(.modified)'
_CHANGED_TIMES = '[itemprop~="dateModified"], time.updated, time.modified'
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|[<>{}\[\]]|^\W*$|^(?:admin|administrator|unknown|none|null|author|staff)$", re.IGNORECASE
)

_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "citation_publication_date",
    "date",
    "cxenseparse:recs:publishtime",
)
_MODIFIED = (
    "article:modified_time",
    "datemodified",
    "og:updated_time",
    "article:modified",
    "article:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
    "last_updated",
    "revised",
)
_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "citation_author",
    "article:author_name",
    "cxenseparse:author",
)


@dataclass(slots=True)
class Metadata:
    """The page's statements about its article, those not made None or empty. ``base``: what its links begin with."""

    headline: str | None = None
    byline: list[str] = field(default_factory=list)
    published_at: str | None = None
    modified_at: str | None = None
    language: str | None = None
    canonical_url: str | None = None
    body: str | None = None
    words: int | None = None
    free: bool = True
    base: str | None = None


def fold(text: str) -> str:
    """Return the letters and digits of a text without case: what two ways to write a headline have in common."""
    return "".join(filter(str.isalnum, text)).casefold()


def read_metadata(document: LexborHTMLParser, scripts: list[str], url: str, mend: Callable[[str], str]) -> Metadata:
    """Return what the page states, before anything of it is removed. The document is not changed."""
    tags = _meta_tags(document, mend)
    titles = _titles(document, tags, url, mend)
    found = linked_data.nodes([script if script.isascii() else mend(script) for script in scripts])
    headings = [" ".join(mend(h.text(separator="")).split()) for h in document.css("h1")[:20]]
    canonical = _canonical(document, url)
    node = linked_data.article(found, {fold(t) for t in (*titles, *headings) if t}, (url, canonical))
    pages = [other for other in found if "WebPage" in linked_data.types(other)]
    result = Metadata()
    result.headline = _headline(headings, [linked_data.text(node.get("headline")), *titles])
    result.byline = _byline(document, node, found, tags)
    result.published_at = dates.best(_stated(node, pages, "datePublished", tags, _PUBLISHED)) or _seen_date(
        document, url
    )
    result.modified_at = dates.best(
        [*_stated(node, pages, "dateModified", tags, _MODIFIED), *_times(document, _CHANGED_TIMES)]
    )
    result.language = _language(document, node, tags)
    result.canonical_url = canonical
    base = document.css_first("base[href]")
    result.base = base.attributes.get("href") if base is not None else None
    result.body = linked_data.text(node.get("articleBody"))
    words = node.get("wordCount")
    result.words = (
        int(words) if isinstance(words, int) or (isinstance(words, str) and re.fullmatch("[0-9]{1,6}", words)) else None
    )
    result.free = str(node.get("isAccessibleForFree", True)).strip().casefold().rsplit("/", 1)[-1] != "false"
    return result


def _meta_tags(document: LexborHTMLParser, mend: Callable[[str], str]) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for tag in document.css("meta[content]")[:META_TAGS_MAX]:
        attributes = tag.attributes
        content = (attributes.get("content") or "").strip()
        if content:
            content = content if content.isascii() else mend(content)
            for key in ("property", "name", "itemprop", "http-equiv"):
                name = attributes.get(key)
                if name:
                    tags.setdefault(name.strip().lower(), []).append(content)
    return tags


def _first(tags: dict[str, list[str]], *names: str) -> str | None:
    return next((tags[name][0] for name in names if name in tags), None)


def _titles(
    document: LexborHTMLParser, tags: dict[str, list[str]], url: str, mend: Callable[[str], str]
) -> list[str | None]:
    """Return og:title, twitter:title and <title>, each without the name of the site."""
    title = document.css_first("title")
    site = {fold(name) for name in (_first(tags, "og:site_name", "application-name"), urlsplit(url).hostname) if name}
    site |= {part for name in (urlsplit(url).hostname or "").split(".")[-2:-1] if (part := fold(name))}
    stated = [_first(tags, "og:title"), _first(tags, "twitter:title"), mend(title.text()) if title else None]
    return [_without_site(" ".join(text.split())[:TITLE_CHARACTERS_MAX], site) if text else None for text in stated]


def _without_site(title: str, site: set[str]) -> str:
    """Return a title without the site's name at its end or beginning, where a separator sets it off."""
    parts = list(_SEPARATOR.finditer(title))
    if parts:
        last, first = parts[-1], parts[0]
        if fold(title[last.end() :]) in site:
            return _without_site(title[: last.start()], site)
        if fold(title[: first.start()]) in site:
            return title[first.end() :]
    return title


def _headline(headings: list[str], stated: list[str | None]) -> str | None:
    """Choose between what is seen (h1) and what tags state."""
    folded = [fold(text) for text in stated if text]
    for heading in headings:
        letters = fold(heading)
        if letters and letters in folded:
            return heading[:HEADLINE_CHARACTERS_MAX]
    for heading in headings:
        letters = fold(heading)
        if len(letters) >= 12 and any(letters in other or (len(other) >= 12 and other in letters) for other in folded):
            return heading[:HEADLINE_CHARACTERS_MAX]
    words = [set(text.casefold().split()) for text in stated if text]
    for heading in headings:
        own = set(heading.casefold().split())
        if len(own) >= 3 and any(
            len(own & other) >= 0.5 * min(len(own), len(other)) for other in words if len(other) >= 3
        ):
            return heading[:HEADLINE_CHARACTERS_MAX]
    for text in (*stated, *headings):
        if text and fold(text):
            return " ".join(text.split())[:HEADLINE_CHARACTERS_MAX]
    return None


def _byline(document: LexborHTMLParser, node: Node, found: list[Node], tags: dict[str, list[str]]) -> list[str]:
    """Return the authors' names, by the first kind of statement that gives any."""
    authors = names(linked_data.authors(node, found))
    for tag in _AUTHORS:
        authors = authors or names(tags.get(tag, []))
    for selector in (
        '[itemprop~="author"] [itemprop~="name"], [itemprop~="author"]',
        '[rel~="author"]',
        ".byline, .author, .post-author",
    ):
        if authors:
            break
        authors = names([" ".join(element.text().split()) for element in document.css(selector)[:5]])
    return authors


def names(statements: list[str]) -> list[str]:
    """Return the names in bylines ("By Jane Doe and John Roe"), each once, in order."""
    found: list[str] = []
    for statement in statements:
        line = _BY.sub("", " ".join(statement.split()))
        if len(line) > BYLINE_CHARACTERS_MAX:
            continue
        parts = [part.strip(_AROUND_NAMES) for part in _BETWEEN_AUTHORS.split(line)]
        parts = [part for at, part in enumerate(parts) if not at or not _ROLE.fullmatch(part)]
        if not all(" " in part for part in parts):  # a title, a degree, a firm: not several persons
            parts = [line.strip(_AROUND_NAMES)] if len(parts) > 1 else parts
        found += [name for name in parts if 1 < len(name) <= NAME_CHARACTERS_MAX and not _NOT_A_NAME.search(name)]
    return list(dict.fromkeys(found))[:AUTHORS_MAX]


def _stated(node: Node, pages: list[Node], key: str, tags: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    values = [linked_data.text(node.get(key)), *(value for name in names for value in tags.get(name, []))]
    values += [linked_data.text(page.get(key)) for page in pages[:3]]
    return [value for value in values if value]


def _seen_date(document: LexborHTMLParser, url: str) -> str | None:
    """Return the date of a <time> that is marked as the publication's, of the first <time>, or of the address."""
    return dates.best(_times(document, _PUBLISHED_TIMES) or _times(document, _FIRST_TIME)[:1]) or dates.day_in_path(url)


def _times(document: LexborHTMLParser, selector: str) -> list[str]:
    """Return what elements state as their time, for machines or for people."""
    texts = [
        element.attributes.get("datetime") or element.attributes.get("content") or element.text()
        for element in document.css(selector)[:5]
    ]
    return [" ".join(text.split()) for text in texts]


def _language(document: LexborHTMLParser, node: Node, tags: dict[str, list[str]]) -> str | None:
    """Return a BCP 47 tag: language, script and region as far as stated."""
    root = document.root
    attributes = root.attributes if root is not None else {}
    stated = (
        attributes.get("lang"),
        attributes.get("xml:lang"),
        linked_data.text(node.get("inLanguage")),
        _first(tags, "og:locale", "content-language", "language", "dc.language"),
    )
    for value in stated:
        match = _LANGUAGE.match(value.strip()) if value else None
        if match:
            parts = [match[1].lower(), (match[2] or "").title(), (match[3] or "").upper()]
            return "-".join(filter(None, parts))
    return None


def _canonical(document: LexborHTMLParser, url: str) -> str | None:
    for link in document.css('link[rel~="canonical" i]')[:3]:
        href = (link.attributes.get("href") or "").strip()
        try:
            address = urljoin(url, href)
            if href and urlsplit(address).scheme in ("http", "https") and urlsplit(address).hostname:
                return address
        except ValueError:
            continue
    return None
