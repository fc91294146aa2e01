"""The words in which pages, feeds and pictures tell people what the closed lists of the events mean."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from streams.text.redline import shortened, visible
from streams.web import time

Value = dict[str, Any]

VALUE_CHARACTERS_MAX = 60

KINDS = {
    "correction": "Correction",
    "clarification": "Clarification",
    "update_note": "Update note",
    "headline": "New headline",
    "append": "Added at the end",
    "live_update": "Live update",
    "rewrite": "Rewritten",
    "copyedit": "Copy edit",
    "typography": "Typography",
    "revert": "Changed back",
    "edit": "Edit",
}
OPS = {
    "added": "Added",
    "deleted": "Taken out",
    "edited": "Edited",
    "moved": "Moved",
    "merged": "Joined",
    "split": "Split",
}
SIGNALS = {
    "correction_notice": "correction notice",
    "live_blog": "live blog",
    "appended": "added at the end",
    "item": "list item",
}
WHOLE = frozenset(
    {"headline", "correction_notice", "appended", "live_blog", "byline", "standfirst", "caption", "table", "item"}
)
"""Signals whose values are the edit's own text: naming them is enough."""
GRADES = ((0.7, "major"), (0.4, "notable"), (0.15, "minor"), (0.0, "slight"))
"""The least significance that a word stands for; the words are ours, for reading only."""
FOLLOWED = {
    "followed": "has the new text",
    "partly": "has part of the new text",
    "old_text": "still carries the old text",
    "neither": "does not carry this passage",
}
RELATIONS = {
    "identical": "same text",
    "near": "nearly the same text",
    "excerpt": "excerpt of it",
    "extended": "all of it, and more",
    None: "same article, through other copies",
}
NOISE = {
    "date_of_capture": "date of the capture",
    "learned": "stands on many pages of the site",
    "changing": "changes at every look",
    "by_hand": "left out by a rule of yours",
    "related": "related links",
    "comments": "comments",
}
CHANGES = {
    "gone": "Page gone",
    "restored": "Page is back",
    "redirected": "Leads elsewhere now",
    "redated": "Given a new date",
    "rekeyed": "Address changed",
}


def kind(word: str) -> str:
    """Say a kind; a word that is not known yet is said as it is."""
    return KINDS.get(word) or visible(word).replace("_", " ").capitalize()


def op(word: str) -> str:
    """Say what an edit does."""
    return OPS.get(word) or visible(word).capitalize()


def signal_name(word: str) -> str:
    """Say what sort of thing changed."""
    return SIGNALS.get(word) or visible(word).replace("_", " ")


def noise(reason: str) -> str:
    """Say why a text is no part of the article."""
    return NOISE.get(reason) or visible(reason).replace("_", " ")


def grade(significance: float) -> str:
    """Say how much a revision matters, in one word."""
    return next(word for least, word in GRADES if significance >= least)


def signal(value: Value) -> str:
    """Say what a rule saw in an edit: ``number 12 → 19, up``."""
    name, old, new = signal_name(str(value["type"])), value.get("old"), value.get("new")
    if value["type"] in WHOLE or (old is None and new is None):
        return name
    if max(len(old or ""), len(new or "")) > VALUE_CHARACTERS_MAX:
        return f"{name} {'put in' if old is None else 'taken out' if new is None else 'altered'}"
    if old is not None and new is not None:
        said = f"{name} {_short(old)} → {_short(new)}"
    else:
        said = f"{name} {_short(old or new or '')} {'taken out' if new is None else 'put in'}"
    return f"{said}, {value['direction']}" if value.get("direction") else said


def signals(change: Value) -> list[str]:
    """Say the signals of an edit or a headline, each once, in the order seen; "headline" goes without saying.

    Of text that came or went as a whole the facts in it go without saying, too: they stand there to be read.
    """
    whole = change["old"] is None or change["new"] is None
    found = [each for each in change["signals"] if not whole or each["type"] in WHOLE]
    return [words for words in dict.fromkeys(map(signal, found)) if words != "headline"]


def _short(text: str) -> str:
    return shortened(text, VALUE_CHARACTERS_MAX)


def moment(text: str | None) -> str:
    """Return a time as people read it, in UTC: ``1 March 2026, 08:00``; a day without an hour stays a day."""
    if not text:
        return "an unknown time"
    try:
        at = datetime.fromtimestamp(time.instant(text, day_allowed=True) // 1_000_000, UTC)
    except (ValueError, OverflowError, OSError):
        return visible(text)
    day = f"{at.day} {at:%B} {at.year}"
    return f"{day}, {at:%H:%M}" if len(text) > 10 else day


def between(old: str, new: str) -> str:
    """Say how much later the second time is: ``2 h 10 min later``; empty where that cannot be said."""
    try:
        seconds = (time.instant(new) - time.instant(old)) // 1_000_000
    except ValueError:
        return ""
    if seconds < 0:
        return ""
    days, hours, minutes = seconds // 86_400, seconds // 3_600 % 24, seconds // 60 % 60
    if days:
        return f"{_count(days, 'day')}{f' {hours} h' if hours and days < 7 else ''} later"
    if hours:
        return f"{hours} h{f' {minutes} min' if minutes else ''} later"
    return f"{minutes} min later" if minutes else f"{seconds} s later"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


_count = counted
