"""Subscriptions as they are shown: by the API and by `rowback webhooks`. No secret is in it."""

from __future__ import annotations

from typing import Any

from streams.archive import Filters
from streams.web.time import written
from streams.webhooks.delivery import Behind, Pending
from streams.webhooks.subscription import DEFAULTS, Subscription, masked

FIELDS = {
    "topic": "topics",
    "site": "sites",
    "kind": "kinds",
    "edit_kind": "edit_kinds",
    "signal": "signals",
    "basis": "basis",
    "significance_min": "significance_min",
    "language": "language",
    "q": "q",
    "removed": "removed",
    "inserted": "inserted",
    "page": "pages",
    "article": "article",
}
"""The API's name of each filter, and the archive's; times are left out, as a subscription is about what comes."""


def described(subscription: Subscription, pending: Pending | None, behind: Behind) -> dict[str, Any]:
    """Return a subscription with its last answer and its next try, as JSON has it; times in RFC 3339."""
    policy = subscription.policy
    return {
        "id": subscription.id,
        "url": masked(subscription.url),
        "filters": shown_filters(subscription.filters),
        "policy": {"debounce_seconds": policy.debounce_seconds, "digest_seconds": policy.digest_seconds},
        "state": subscription.state,
        "reason": subscription.reason,
        "created_at": moment(subscription.created_ms),
        "sequence": subscription.sequence,
        "delivered": subscription.delivered,
        "behind": {"events": behind.events, "exact": behind.exact, "since": moment(behind.since_ms)},
        "last": _last(subscription),
        "succeeded_at": moment(subscription.succeeded_at_ms),
        "pending": None if pending is None else _pending(pending, subscription),
    }


def _last(subscription: Subscription) -> dict[str, Any] | None:
    if subscription.last_at_ms is None:
        return None
    return {
        "at": moment(subscription.last_at_ms),
        "status": subscription.last_status,
        "fault": subscription.last_fault,
    }


def _pending(pending: Pending, subscription: Subscription) -> dict[str, Any]:
    is_tried = subscription.state == "active"
    next_at = moment(pending.next_ms or pending.made_ms) if is_tried else None
    known = {"id": pending.message, "sequence": pending.sequence, "attempts": pending.attempts}
    return {**known, "failed_at": moment(pending.failed_at_ms), "next_at": next_at}


def shown_filters(filters: Filters) -> dict[str, Any]:
    """Return the filters that choose anything, by the API's names."""
    known = {name: getattr(filters, field) for name, field in FIELDS.items()}
    chosen = {name: value for name, value in known.items() if value != DEFAULTS[FIELDS[name]]}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in chosen.items()}


def moment(milliseconds: int | None) -> str | None:
    """Return a time as it is shown."""
    return None if milliseconds is None else written(milliseconds * 1000)
