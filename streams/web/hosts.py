"""The host of a page's address: one spelling, its registered domain, and its twins for phones.

Observed: one newspaper answers under ``www.``, ``m.``, ``mobile.`` and ``amp.`` as well as under its bare domain.

Decided: ``www.`` is dropped wherever a domain that somebody can register is left; the forms for phones only on deep
pages, because their front pages are pages of their own. The registered domain follows the Public Suffix List with its
private section: a blog on ``github.io`` has a publisher of its own. The list is the one bundled with the pinned
dependency, so that no page changes its site by itself. An unknown top-level domain counts as one suffix: the site of
``digital.gov.example`` is ``gov.example``, and tests that need two sites take ``one.example`` and ``two.example``.

Deliberately missed: ``www2.``, ``touch.``, country editions, caches that serve a publisher's page under another domain.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache

import idna
from publicsuffixlist import PublicSuffixList

HOST_CHARACTERS_MAX = 253  # RFC 1035
PHONE_LABELS = frozenset({"m", "mobile", "amp"})

_SUFFIXES = PublicSuffixList()
# Underscores are no host name by the standard, but are in use.
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")


class BadAddress(ValueError):
    """What is no address of a page that can be captured; the message says why, in a sentence for people."""

    @property
    def reason(self) -> str:
        """The sentence."""
        return str(self)


def normalised_host(host: str) -> str:
    """Return the host in lower case, IDNA-encoded (UTS 46), IP addresses in their shortest form; [] around IPv6."""
    if host.startswith("["):
        return _ipv6(host)
    host = _percent_decoded(host) if "%" in host else host
    if len(host) > HOST_CHARACTERS_MAX + 1:
        raise BadAddress(f"the host has {len(host):,} characters, at most {HOST_CHARACTERS_MAX} are possible")
    name = (host if host.isascii() else _idna(host)).lower().removesuffix(".")
    if not name:
        raise BadAddress("the address names no host")
    if len(name) > HOST_CHARACTERS_MAX or not _NAME.fullmatch(name):
        raise BadAddress(f"{name[:80]!r} cannot be the name of a host")
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        return _ipv4(name)
    return name


def _percent_decoded(host: str) -> str:
    try:
        return _ENCODED.sub(lambda match: chr(int(match.group(1), 16)), host).encode("latin-1").decode("utf-8")
    except UnicodeError:
        raise BadAddress("the host holds bytes that are no text") from None


def _idna(host: str) -> str:
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (UnicodeError, IndexError):
        raise BadAddress(f"{host[:80]!r} cannot be the name of a host") from None


def _ipv6(host: str) -> str:
    try:
        address = ipaddress.IPv6Address(host[1:-1] if host.endswith("]") else "")
    except ValueError:
        raise BadAddress(f"{host[:80]!r} is no IPv6 address") from None
    if address.scope_id is not None:
        raise BadAddress(f"{host[:80]!r} names a network of one machine")
    return f"[{_compressed(address)}]"


def _compressed(address: ipaddress.IPv6Address) -> str:
    # Python 3.13 began to write the last four bytes of ::ffff:0:0/96 with dots; ids must not follow it.
    mapped = address.ipv4_mapped
    return f"::ffff:{int(mapped) >> 16:x}:{int(mapped) & 0xFFFF:x}" if mapped else address.compressed


def _ipv4(name: str) -> str:
    # Browsers also read 2130706433 or 0x7f.1 as 127.0.0.1; in a capture that is a mistake or a trick.
    try:
        return str(ipaddress.IPv4Address(name))
    except ValueError:
        raise BadAddress(f"{name[:80]!r} ends like an IP address but is none") from None


def is_name(host: str) -> bool:
    """Tell whether a normalised host is a name of several labels: no IP address, nothing under ``localhost``."""
    last = host.rpartition(".")[2]
    return "." in host and not host.startswith("[") and not last.isdigit() and last != "localhost"


@lru_cache(maxsize=8_192)
def registered_domain(host: str) -> str | None:
    """Return the part of a normalised host that somebody registered; None where the host is itself a public suffix."""
    domain = _SUFFIXES.privatesuffix(host)
    return None if domain is None else str(domain)


@lru_cache(maxsize=8_192)
def without_twin(host: str, deep: bool) -> str:
    """Drop the label that only says through which door a reader came in: ``www`` and, on deep pages, the phones'."""
    while True:
        label, _, rest = host.partition(".")
        if not (label == "www" or (deep and label in PHONE_LABELS)) or registered_domain(rest) is None:
            return host
        host = rest
