"""Addresses as feeds write them, made whole.

Observed: links are relative, protocol-relative, with spaces, line breaks, letters of all scripts, escaped twice, in
CDATA with white space around, and sometimes ``javascript:``, ``mailto:`` or ``#``.

Decided: what a browser would open is taken (RFC 3986 against the base), everything else is no link. Characters that
an address cannot hold are percent-encoded, once; what is encoded already stays. ``&amp;`` that is still there after
decoding is undone: no address of a page holds it on purpose.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

from streams.feeds.doors import behind
from streams.web import address

_BREAK = re.compile(r"[\t\r\n]")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_SAFE = "%:/?#[]@!$&'()*+,;=-._~|"
_CREDENTIALS = re.compile(r"(https?://)[^/?#]*@", re.IGNORECASE)
_AMPERSAND = re.compile(r"&(?:amp;|#38;|#x26;)", re.IGNORECASE)


def resolved(link: str | None, base: str) -> str | None:
    """Return the absolute http or https address that a link means beside ``base``; None where it means no page."""
    if not link or len(link) > address.ADDRESS_CHARACTERS_MAX:
        return None
    link = _AMPERSAND.sub("&", "".join(part.strip() for part in _BREAK.split(link)))
    if not link or link.startswith("#"):
        return None
    try:
        whole = _CREDENTIALS.sub(r"\1", urljoin(base, link))
        if not _WEB.match(whole):
            return None
        whole = whole.partition("#")[0] if "#!" not in whole else whole
        whole = _encoded(behind(whole))
        address.canonical(whole)
    except (ValueError, address.BadAddress):
        return None
    return whole


def _encoded(url: str) -> str:
    """Percent-encode what an address cannot hold; the host of another script becomes its IDNA form when it is asked."""
    scheme, _, rest = url.partition("://")
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    tail = quote(rest[len(authority) :].strip(), safe=_SAFE)
    host = urlsplit(address.canonical(f"https://{authority}/")).netloc if not authority.isascii() else authority
    return f"{scheme.lower()}://{host}{tail}"
