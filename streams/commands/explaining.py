"""Why an event says what it says: the rules, what they saw, and their thresholds, for people and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from streams.text.difference.reasons import reason_of, reason_of_kind
from streams.text.redline import edit_of

Value = dict[str, Any]

# What a rule of noise looks at; the names of the rules stand in the events.
_NOISE_RULES = {
    "line": "a line that is known word by word ({})",
    "pattern": "the line as a whole matches a pattern ({})",
    "dateline": "a line that holds a date or an age and nothing else ({})",
    "score": "its cues of an appeal or a box come together: strength 3 by itself, 2 beside another of 2",
    "run": "it stands in a row of such sentences, of which one has strength 3 or two have 2",
    "list": "titles under a heading that says that they are other articles",
    "limit": "more than one text may hold ({})",
    "css": "left out by hand: selector {}",
    "text": "left out by hand: pattern {}",
}


def noise_rule(rule: str) -> str:
    """Return what a rule of noise looks at, in words."""
    name, _, detail = rule.partition(":")
    if name in _NOISE_RULES:
        return _NOISE_RULES[name].format(detail)
    if rule.startswith(("stood in", "under a heading", "changed", "changes")):
        return rule
    return f"the element, its class or its place on the page ({rule})"


def reasons(event: Value | None, language: str | None) -> Value | None:
    """Return why a revision and each of its edits are judged so; None without an event."""
    if event is None:
        return None
    edits = [asdict(reason_of(edit_of(edit), language)) for edit in event["edits"]]
    return {"kind": reason_of_kind(event["kind"]), "edits": edits}


__all__ = ["edit_of", "noise_rule", "reasons"]
