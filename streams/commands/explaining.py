"""Why an event says what it says: the rules, what they saw, and their thresholds, for people and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from streams.records import Edit, Signal, Span
from streams.text.difference.reasons import reason_of, reason_of_kind

Value = dict[str, Any]


def edit_of(value: Value) -> Edit:
    """Return an edit of an event of article.revised as the judgement knows it."""
    places = [
        (place["paragraph"], place["sentence"]) if place else None
        for place in (value["old_position"], value["new_position"])
    ]
    return Edit(
        value["op"],
        value["old"],
        value["new"],
        places[0],
        places[1],
        [Span(span["op"], tuple(span["old"]), tuple(span["new"])) for span in value["spans"]],
        [Signal(each["type"], each.get("old"), each.get("new"), each.get("direction")) for each in value["signals"]],
        value["kind"],
    )


def reasons(event: Value | None, language: str | None) -> Value | None:
    """Return why a revision and each of its edits are judged so; None without an event."""
    if event is None:
        return None
    edits = [asdict(reason_of(edit_of(edit), language)) for edit in event["edits"]]
    return {"kind": reason_of_kind(event["kind"]), "edits": edits}
