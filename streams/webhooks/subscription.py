"""A subscription: who gets what, how gathered, and how far it is."""

from __future__ import annotations

import base64
import dataclasses
import ipaddress
import json
import re
import secrets
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

from streams.archive import Filters
from streams.feeds.links import resolved
from streams.fetching.addresses import is_allowed

SECRET_BYTES = 32
ID_BYTES = 8
URL_CHARACTERS_MAX = 2_000
GATHER_SECONDS_MAX = 7 * 86_400.0
FORMER_SECRET_SECONDS = 86_400.0  # so long a secret that was replaced signs as well
DEFAULT_PORTS = {"http": 80, "https": 443}

State = Literal["active", "paused", "disabled"]
STATES: tuple[State, ...] = ("active", "paused", "disabled")


class BadSubscription(ValueError):
    """What was asked for cannot be; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How events are gathered into messages; 0 is not at all.

    ``debounce_seconds``: revisions of a page are held until it was quiet for so long, and come as one message.
    ``digest_seconds``: what fits is collected for so long from the first event on, and comes as one message.
    """

    debounce_seconds: float = 0.0
    digest_seconds: float = 0.0

    @property
    def gathers(self) -> bool:
        """Whether messages carry lists of events."""
        return bool(self.debounce_seconds or self.digest_seconds)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription as it is stored. Times are milliseconds since 1970.

    Wanted is what was written to Kafka from ``start_ms`` on: a property of each event, so that an archive that is made
    anew chooses the same ones. ``place`` is the sequence number read so far in the archive of ``epoch``; ``sequence``
    the newest number given to a message; ``delivered`` counts events. ``passed_ms``: what was written up to then counts
    as delivered although it is remembered no longer.
    """

    id: str
    url: str = field(repr=False)  # it may hold a key, or be one
    secret: str = field(repr=False)
    start_ms: int
    created_ms: int
    filters: Filters = field(default_factory=Filters)
    policy: Policy = field(default_factory=Policy)
    former_secret: str | None = field(default=None, repr=False)
    former_until_ms: int = 0
    state: State = "active"
    reason: str | None = None
    epoch: str | None = None
    place: int = 0
    sequence: int = 0
    delivered: int = 0
    passed_ms: int = -1
    last_status: int | None = None
    last_fault: str | None = None
    last_at_ms: int | None = None
    succeeded_at_ms: int | None = None

    @property
    def notifies(self) -> bool:
        """Whether people are told, through a service of apprise's, instead of a server."""
        return not is_web(self.url)

    def signing(self, now_ms: int) -> list[str]:
        """Return the secrets that sign now, the newest first."""
        return [self.secret, *([self.former_secret] if self.former_secret and now_ms < self.former_until_ms else [])]


def is_web(url: str) -> bool:
    """Tell whether an address is one that requests are sent to."""
    return url.partition(":")[0].lower() in DEFAULT_PORTS


def new_id() -> str:
    """Return an id that nobody can guess."""
    return secrets.token_hex(ID_BYTES)


def new_secret() -> str:
    """Return a secret as Standard Webhooks writes it."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def checked_url(url: str, allowed_private: frozenset[str]) -> str:
    """Return an address that can be sent to; raises BadSubscription. Names are looked up when something is sent."""
    if len(url) > URL_CHARACTERS_MAX or not url.isprintable() or re.search(r"\s", url):
        raise BadSubscription("the address is too long, or holds characters that none can")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or DEFAULT_PORTS.get(parts.scheme.lower(), 0)
    except ValueError:
        raise BadSubscription("the address cannot be read") from None
    if parts.username is not None or parts.password is not None:
        raise BadSubscription("put no password into the address: messages are signed with the secret")
    whole = resolved(url, url) if host else None
    if whole is None or parts.scheme.lower() not in DEFAULT_PORTS:
        raise BadSubscription("the address must begin with https:// or http:// and name a host")
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return whole
    if not is_allowed(host, port, allowed_private):
        raise BadSubscription(
            "the address leads to this machine, a private network or a port that is no web server's: whoever runs "
            "rowback can allow it with --webhooks-private HOST:PORT"
        )
    return whole


def checked_policy(debounce_seconds: float, digest_seconds: float) -> Policy:
    """Return a policy; raises BadSubscription."""
    for name, value in (("debounce", debounce_seconds), ("digest", digest_seconds)):
        if not 0 <= value <= GATHER_SECONDS_MAX:
            raise BadSubscription(f"{name} is a number of seconds from 0 to {GATHER_SECONDS_MAX:.0f}")
    return Policy(float(debounce_seconds), float(digest_seconds))


def masked(url: str) -> str:
    """Return an address for people and logs, without what may be a key: the query, or all but the scheme."""
    if not is_web(url):
        return f"{url.partition('://')[0]}://***"
    parts = urlsplit(url)
    if not parts.query:
        return url
    names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    return parts._replace(query="&".join(f"{name}=***" for name in names) or "***").geturl()


def written_filters(filters: Filters) -> str:
    """Return filters as they are stored."""
    return json.dumps({name: value for name, value in dataclasses.asdict(filters).items() if value != DEFAULTS[name]})


def read_filters(text: str) -> Filters:
    """Return stored filters."""
    known: dict[str, Any] = json.loads(text)
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in known.items()}
    return Filters(**fields)


DEFAULTS: dict[str, Any] = dataclasses.asdict(Filters())
