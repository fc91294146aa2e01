"""What is asked for, what came back, and how anything that stands in the way is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Purpose = Literal["page", "feed", "sitemap", "robots"]
FaultCode = Literal[
    "bad_address",  # cannot be fetched at all
    "address_not_allowed",  # a private network, a port that is no web server's
    "robots",  # robots.txt forbids it, or cannot be read for now
    "no_such_host",
    "connection",  # refused, reset, ended early
    "tls",  # the certificate cannot be trusted
    "timeout",
    "too_large",
    "undecodable",  # packed in a way that cannot be undone
    "protocol",  # no proper HTTP
    "redirect_loop",
    "too_many_redirects",
    "bad_redirect",
    "host_waits",  # the host has asked to be left alone for now
    "host_busy",  # too many looks wait for the same host
]

# Asking again soon cannot help with these.
LASTING: frozenset[FaultCode] = frozenset({"bad_address", "address_not_allowed", "too_large", "bad_redirect"})
# No request for the page itself was sent: nothing to count against a host.
UNSENT: frozenset[FaultCode] = frozenset({"bad_address", "robots", "host_waits", "host_busy"})

MOVED_FOR_GOOD = frozenset({301, 308})
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Look:
    """One look at an address. The validators are those of the last answer; they belong to the address they came from.

    ``validated_url`` is that address where it was not ``url`` itself (a redirect); they are sent to no other.
    ``delay_seconds`` and ``concurrency_max`` are the host's, where a person has set them.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    purpose: Purpose = "page"
    validated_url: str | None = None
    delay_seconds: float | None = None
    concurrency_max: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no answer that counts; ``message`` is a sentence for a person."""

    code: FaultCode
    message: str

    @property
    def lasting(self) -> bool:
        """Tell whether asking again soon is useless."""
        return self.code in LASTING

    @property
    def sent(self) -> bool:
        """Tell whether anything was asked of the page's own address."""
        return self.code not in UNSENT


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``status`` is None where nothing did; ``body`` is unpacked, empty beside a fault.

    ``redirects`` are the answers on the way: each one's status and the address that it led to. ``retry_after_seconds``
    is how long the host wants to be left alone. ``headers`` have names in lower case; no cookies among them.
    ``asked_at`` is the Unix time at which the address that answered was asked; 0.0 where none was.
    """

    url: str
    final_url: str
    status: int | None = None
    redirects: tuple[tuple[int, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = ""
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    retry_after_seconds: float | None = None
    fault: Fault | None = None
    elapsed_ms: float = 0.0
    asked_at: float = 0.0

    @property
    def moved_to(self) -> str | None:
        """Return the address to ask from now on: where the permanent redirects at the beginning led; None if nowhere.

        What stands behind a temporary one is temporary (RFC 9110, 15.4).
        """
        target: str | None = None
        for status, url in self.redirects:
            if status not in MOVED_FOR_GOOD:
                break
            target = url
        return target
