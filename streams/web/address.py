"""Which page an address means, which site it belongs to, and which partition is the site's home.

Observed: one article is linked under many addresses (http and https, www and not, with campaign tags, for phones).

Decided: two addresses are one page where their canonical forms are equal. The folds stand in ``hosts``, ``paths`` and
``parameters``, each with its reason. The canonical form is an identity, not something to fetch: it is what ids are
hashed from, so it depends on nothing outside this folder but the IDNA tables and the Public Suffix List. (w3lib would
do most of it, but its rules changed between releases: an upgrade would rename every page.)
A page's own ``rel=canonical`` counts within its site only: across sites it marks a copy, never an identity.

Deliberately missed: Unicode normal forms in paths, the case of paths, redirects that were not followed.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from streams.web.hosts import BadAddress, is_name, normalised_host, registered_domain, without_twin
from streams.web.parameters import normalised_query
from streams.web.paths import clean_path, folded_path, names_a_story
from streams.web.percent import normalised_path

__all__ = ["ADDRESS_CHARACTERS_MAX", "BadAddress", "Page", "canonical", "page_id", "page_of", "partition", "site"]

ADDRESS_CHARACTERS_MAX = 8_000
SITE_CHARACTERS_MAX = 1_000  # as in the schemas; only the path of a file comes near
CACHED_CHARACTERS_MAX = 512  # bounds the cache to some 50 MB, whatever is sent
CACHED_PAGES_MAX = 16_384

# Own parsing: urllib's has changed what it strips and refuses between Python versions, and ids must not.
_PARTS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):([^?#]*)(?:\?([^#]*))?(?:#(.*))?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_PORT = re.compile(r"[0-9]{1,5}")
_ORIGIN = re.compile(r"(https?:)//[^/?#]*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its canonical URL, its site and its id (32 hex digits)."""

    url: str
    site: str
    id: str


def canonical(url: str) -> str:
    """Return the canonical form of an http, https or file URL; the same for what is canonical already.

    Raises BadAddress for everything else: no such scheme, no host, control characters, over 8,000 characters.
    """
    return _page(url).url


def site(url: str) -> str:
    """Return the publisher of a page: registered domain; host:port of an IP address or localhost; a file its own."""
    return _page(url).site


def page_id(canonical_url: str) -> str:
    """Return the id of the page with this canonical URL: the first 32 hex digits of its SHA-256."""
    return hashlib.sha256(canonical_url.encode("utf-8")).hexdigest()[:32]


def page_of(url: str, final_url: str | None = None, canonical_link: str | None = None) -> Page:
    """Return the page that was captured: that of the final URL, or the one that it names as its canonical form.

    The link counts only within the site, and not where an article names a front page or section (templates do that).
    One that cannot be read, or is relative to a folder, says nothing. Raises BadAddress for ``url`` and ``final_url``.
    """
    page = _page(final_url if final_url is not None else url)
    if canonical_link is None:
        return page
    try:
        named = _page(_absolute(canonical_link, page.url))
    except BadAddress:
        return page
    return named if named.site == page.site and _may_name(page.url, named.url) else page


@lru_cache(maxsize=8_192)
def partition(site: str, partitions: int) -> int:
    """Return the partition of a site's key, as every Kafka producer's default does: murmur2 of its UTF-8 bytes."""
    return (_murmur2(site.encode("utf-8")) & 0x7FFFFFFF) % partitions


def _page(url: str) -> Page:
    return _cached_page(url) if len(url) <= CACHED_CHARACTERS_MAX else _read(url)


def _read(url: str) -> Page:
    if len(url) > ADDRESS_CHARACTERS_MAX:
        raise BadAddress(f"the address has {len(url):,} characters, at most {ADDRESS_CHARACTERS_MAX:,} are taken")
    url = url.strip(" \t\r\n")
    if _CONTROL.search(url):
        raise BadAddress("the address holds control characters")
    if _SURROGATE.search(url):
        raise BadAddress("the address holds halves of characters (lone surrogates)")
    if not url:
        raise BadAddress("the address is empty")
    parts = _PARTS.fullmatch(url)
    if parts is None:
        raise BadAddress(f"{_short(url)} is no absolute address: it names no scheme such as https")
    scheme, rest, query, fragment = parts[1].lower(), parts[2], parts[3] or "", parts[4] or ""
    if scheme == "file":
        page = _file(rest.replace("\\", "/"), query)
    elif scheme in ("http", "https"):
        page = _web(scheme, rest.replace("\\", "/"), query, fragment)
    else:
        raise BadAddress(f"{_short(url)} is no web page: only http, https and file addresses are taken")
    if len(page.url) > ADDRESS_CHARACTERS_MAX:
        raise BadAddress(f"the address has over {ADDRESS_CHARACTERS_MAX:,} characters once it is percent-encoded")
    return page


_cached_page = lru_cache(maxsize=CACHED_PAGES_MAX)(_read)


def _web(scheme: str, rest: str, query: str, fragment: str) -> Page:
    if not rest.startswith("//"):
        raise BadAddress("the address names no host")
    authority, slash, path = rest[2:].partition("/")
    host, port = _host_and_port(authority)
    query = normalised_query(query)
    path = folded_path(clean_path(slash + path), query)
    hashbang = "#" + normalised_path(fragment) if len(fragment) > 1 and fragment[0] == "!" else ""
    named = is_name(host)
    # On a port of its own, or without a public name, there is no twin; and the scheme is part of what to connect to.
    if named and (port in (None, 443) or (scheme, port) == ("http", 80)):
        scheme, port = "https", None
        host = without_twin(host, path != "/" or bool(query or hashbang))
    default_port = 80 if scheme == "http" else 443
    owner = (registered_domain(host) or host) if named else f"{host}:{port or default_port}"
    place = host if port in (None, default_port) else f"{host}:{port}"
    url = f"{scheme}://{place}{path}{'?' + query if query else ''}{hashbang}"
    return Page(url, owner, page_id(url))


def _host_and_port(authority: str) -> tuple[str, int | None]:
    """Split an authority; what stands before an @ is a name and a password, and never published."""
    place = authority.rpartition("@")[2]
    host, colon, digits = place.rpartition(":") if not place.endswith("]") else (place, "", "")
    if not colon:
        host, digits = place, ""
    if not host:
        raise BadAddress("the address names no host")
    if digits and not (_PORT.fullmatch(digits) and 0 < int(digits) < 65_536):
        raise BadAddress(f"{digits[:20]!r} is no port")
    return normalised_host(host), int(digits) if digits else None


def _file(rest: str, query: str) -> Page:
    host = ""
    if rest.startswith("//"):
        host, slash, path = rest[2:].partition("/")
        rest = slash + path
        host = "" if host.lower() in ("", "localhost") else normalised_host(host)
    path = clean_path(rest)
    if path == "/":
        raise BadAddress("the address names no file")
    url = f"file://{host}{path}{'?' + normalised_path(query) if query else ''}"
    owner = "file:" + url.removeprefix("file:").removeprefix("///")
    if len(owner) > SITE_CHARACTERS_MAX:
        owner = "file:" + page_id(url)
    return Page(url, owner, page_id(url))


def _absolute(link: str, base: str) -> str:
    link = link.strip(" \t\r\n")
    origin = _ORIGIN.match(base)
    if _SCHEME.match(link) or origin is None:
        return link
    if link.startswith("//"):
        return origin[1] + link
    if link.startswith("/"):
        return origin[0] + link
    raise BadAddress("the link is relative to a folder")


def _may_name(page: str, named: str) -> bool:
    """Tell whether ``named``, on the same site, may be what ``page`` calls itself."""
    (path, query), (named_path, named_query) = _path_and_query(page), _path_and_query(named)
    if named_path == "/" and not named_query:
        return path == "/" and not query
    if names_a_story(named_path, named_query):
        return True
    return not names_a_story(path, query) and not path.startswith(named_path + "/")


def _path_and_query(url: str) -> tuple[str, str]:
    rest = url.partition("#")[0].partition("://")[2]
    path, _, query = rest.partition("?")
    return "/" + path.partition("/")[2], query


def _short(url: str) -> str:
    return repr(url if len(url) <= 80 else url[:77] + "...")


def _murmur2(data: bytes) -> int:
    """MurmurHash2 by Austin Appleby, 32 bits, with the seed of org.apache.kafka.common.utils.Utils.murmur2."""
    mixed = (0x9747B28C ^ len(data)) & 0xFFFFFFFF
    whole = len(data) & ~3
    for start in range(0, whole, 4):
        word = int.from_bytes(data[start : start + 4], "little") * 0x5BD1E995 & 0xFFFFFFFF
        word = (word ^ word >> 24) * 0x5BD1E995 & 0xFFFFFFFF
        mixed = mixed * 0x5BD1E995 & 0xFFFFFFFF ^ word
    if tail := data[whole:]:
        mixed = (mixed ^ int.from_bytes(tail, "little")) * 0x5BD1E995 & 0xFFFFFFFF
    mixed = (mixed ^ mixed >> 13) * 0x5BD1E995 & 0xFFFFFFFF
    return mixed ^ mixed >> 15
