"""A delivery as it is remembered: the message that is due, what a try brought, and how much is still to be told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pending:
    """The message that a subscription gets next. ``failed_at_ms`` is when it failed first; ``next_ms`` the next try."""

    message: str
    sequence: int
    body: bytes
    made_ms: int
    attempts: int = 0
    failed_at_ms: int | None = None
    next_ms: int = 0


@dataclass(frozen=True, slots=True)
class Behind:
    """How many events a subscription is behind, since when; without ``exact`` it is that many at least."""

    events: int
    since_ms: int | None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Tried:
    """What an attempt brought: a status or none, and in words why it does not count (None: it was taken)."""

    at_ms: int
    status: int | None
    fault: str | None
