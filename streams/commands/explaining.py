"""Why an event says what it says: the rules, what they saw, and their thresholds, for people and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from streams.text.difference.reasons import reason_of, reason_of_kind
from streams.text.redline import edit_of

Value = dict[str, Any]

__all__ = ["edit_of", "reasons"]


def reasons(event: Value | None, language: str | None) -> Value | None:
    """Return why a revision and each of its edits are judged so; None without an event."""
    if event is None:
        return None
    edits = [asdict(reason_of(edit_of(edit), language)) for edit in event["edits"]]
    return {"kind": reason_of_kind(event["kind"]), "edits": edits}
