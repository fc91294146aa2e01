"""WebSub (W3C Recommendation, 2018), the subscriber's side: what is asked, what is believed, when it is renewed.

Observed: a hub tells of a new story within seconds, where polling needs minutes. But anybody can write to a callback.

Decided: what a hub sends is a reason to look at the feed at once, never the feed itself: so a forged message costs one
look. It counts only with the right signature, compared in constant time, at an address that only the hub was told. A
hub's question whether a subscription was meant is answered yes only for what was asked for, and only while it waits.
The secret goes to hubs over TLS only, as the standard has it.

Deliberately missed: the other side (being a hub), 0.3 of the protocol.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from streams.feeds.links import resolved

LEASE_SECONDS_WANTED = 7 * 86_400
LEASE_SECONDS_MIN = 300  # a hub that gives less would be asked all day
LEASE_SECONDS_MAX = 30 * 86_400
RENEWED_AT_SHARE = 0.75  # of the lease; a quarter is left for a hub that is down
PENDING_SECONDS = 600.0
CHALLENGE_CHARACTERS_MAX = 2_000
LINK_HEADER_CHARACTERS_MAX = 16_000

State = Literal["pending", "active", "denied"]

_METHODS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}
_LINK = re.compile(r"<([^<>]{1,8000})>([^<]{0,1000})")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]{0,200})\"|([^\s\",;]{1,200}))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subscription:
    """What is agreed with a hub about one feed. ``token`` is the end of its callback's address, ``secret`` signs.

    Times are seconds since 1970. ``until`` is the end of the lease, or of waiting while it is pending.
    """

    topic: str
    hub: str
    token: str
    secret: str
    state: State = "pending"
    until: float = 0.0
    renew_at: float = 0.0


def subscription(topic: str, hub: str, token: str, secret: str, now: float) -> Subscription:
    """Return a subscription that is about to be asked for; ``token`` and ``secret`` are random, and passed in."""
    return Subscription(topic, hub, token, secret, "pending", now + PENDING_SECONDS, now + PENDING_SECONDS)


def links_of_header(header: str | None, url: str) -> tuple[str | None, str | None]:
    """Return the hub and the feed's own address that a Link header names (RFC 8288)."""
    found: dict[str, str] = {}
    for target, parameters in _LINK.findall((header or "")[:LINK_HEADER_CHARACTERS_MAX]):
        relation = _REL.search(parameters)
        address = resolved(target, url)
        if relation is None or address is None:
            continue
        for name in (relation[1] or relation[2] or "").lower().split():
            found.setdefault(name, address)
    return found.get("hub"), found.get("self")


def hub_and_topic(
    link_header: str | None, body_hub: str | None, body_self: str | None, url: str
) -> tuple[str, str] | None:
    """Return the hub and the topic of a feed; the header counts before the body. None where it offers no hub."""
    header_hub, header_self = links_of_header(link_header, url)
    hub = header_hub or body_hub
    return (hub, header_self or body_self or url) if hub else None


def callback_of(callback_url: str, token: str) -> str:
    """Return where the hub reaches us about one feed."""
    return f"{callback_url.rstrip('/')}/{token}"


def request_form(known: Subscription, callback_url: str, mode: Literal["subscribe", "unsubscribe"]) -> dict[str, str]:
    """Return the fields of a request to the hub."""
    form = {
        "hub.callback": callback_of(callback_url, known.token),
        "hub.mode": mode,
        "hub.topic": known.topic,
        "hub.lease_seconds": str(LEASE_SECONDS_WANTED),
    }
    if known.hub.lower().startswith("https://"):
        form["hub.secret"] = known.secret
    return form


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer to a hub's question: ``challenge`` to be sent back (None: 404), and the subscription as it is now."""

    challenge: str | None
    known: Subscription


def verified(query: Mapping[str, str], known: Subscription, now: float) -> Verification:
    """Answer a hub that asks whether a subscription was meant, or says that it refused it."""
    mode, topic, challenge = query.get("hub.mode"), query.get("hub.topic"), query.get("hub.challenge", "")
    if topic != known.topic:
        return Verification(None, known)
    if mode == "denied":
        return Verification(None, replace(known, state="denied"))
    asked = known.state == "pending" or now >= known.renew_at
    if mode != "subscribe" or not asked or not 0 < len(challenge) <= CHALLENGE_CHARACTERS_MAX:
        return Verification(None, known)
    lease = _lease(query.get("hub.lease_seconds"))
    active = replace(known, state="active", until=now + lease, renew_at=now + lease * RENEWED_AT_SHARE)
    return Verification(challenge, active)


def _lease(value: str | None) -> float:
    if value is None or not value.isascii() or not value.isdigit() or len(value) > 12:
        return float(LEASE_SECONDS_WANTED)
    return float(min(max(int(value), LEASE_SECONDS_MIN), LEASE_SECONDS_MAX))


def is_due(known: Subscription, now: float) -> bool:
    """Tell whether a hub has to be asked (again)."""
    return now >= (known.until if known.state == "denied" else known.renew_at)


def is_signed(header: str | None, known: Subscription, body: bytes) -> bool:
    """Tell whether a message is from the hub: the HMAC of its body by ``X-Hub-Signature: METHOD=HEX``.

    Where the hub was told no secret (no TLS), the address alone has to do.
    """
    if not known.hub.lower().startswith("https://"):
        return True
    name, _, digest = (header or "").partition("=")
    method = _METHODS.get(name.strip().lower())
    if method is None or not digest.isascii():
        return False
    expected = hmac.new(known.secret.encode(), body, method).hexdigest()
    return hmac.compare_digest(expected, digest.strip().lower())
