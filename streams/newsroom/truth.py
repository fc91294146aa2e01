"""What a ledger says of each page: its edits in their order, and when nobody could see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from typing import Any

import orjson

Interval = tuple[float, float]
REORDERING = ("revert", "rewrite", "follow")  # kinds that put sentences into another order too


@dataclass(frozen=True, slots=True)
class Edited:
    """An edit: Unix time, kind, and the sentences it took away and put in."""

    at: float
    kind: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    moved: tuple[str, ...]
    headline: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Net:
    """What is left of several edits of a page in a row; what they took back from each other is not."""

    removed: frozenset[str]
    added: frozenset[str]
    headline: tuple[str, str] | None
    reordered: bool
    rewritten: bool = False  # sentences that stay after a rewrite have no order that could be told

    def __bool__(self) -> bool:
        return bool(self.removed or self.added or self.headline or self.reordered)


@dataclass(slots=True)
class PageTruth:
    """A page under one address. ``hidden``: when it was gone, broken off or its site down; ``lies``: 304 for all."""

    page: str
    url: str
    since: float
    lies: bool
    site: str
    edits: list[Edited] = field(default_factory=list)
    hidden: list[Interval] = field(default_factory=list)

    def net(self, first: int, last: int) -> Net:
        """Return what is left of the edits ``first`` to ``last - 1``."""
        balance: Counter[str] = Counter()
        headline: tuple[str, str] | None = None
        reordered = rewritten = False
        for edit in self.edits[first:last]:
            balance.update(edit.added)
            balance.subtract(edit.removed)
            reordered = reordered or bool(edit.moved) or edit.kind in REORDERING
            rewritten = rewritten or edit.kind == "rewrite"
            if edit.headline:
                headline = (headline[0] if headline else edit.headline[0], edit.headline[1])
        if headline and headline[0] == headline[1]:
            headline = None
        removed = frozenset(one for one, count in balance.items() if count < 0)
        added = frozenset(one for one, count in balance.items() if count > 0)
        return Net(removed, added, headline, reordered, rewritten)

    def current(self, moment: float) -> int:
        """Return the number of edits made until a moment."""
        return sum(edit.at <= moment for edit in self.edits)

    def seen_whole_from(self, moment: float) -> float:
        """Return from when on a page that was looked at shows all of it: at once, unless it was broken off then."""
        return next((end for start, end in self.hidden if start <= moment < end), moment)

    def longest_sight(self, start: float, end: float) -> float:
        """Return the longest time on end, between two moments, in which the page could be seen."""
        best, at = 0.0, start
        for hidden_from, hidden_to in sorted(self.hidden):
            if hidden_to <= at or hidden_from >= end:
                continue
            best = max(best, hidden_from - at)
            at = max(at, hidden_to)
        return max(best, end - at)


@dataclass(slots=True)
class Truth:
    """A whole ledger. ``copies`` are (copy, origin, time, sort); ``same`` are two addresses of one page."""

    pages: dict[str, PageTruth] = field(default_factory=dict)
    copies: list[tuple[str, str, float, str]] = field(default_factory=list)
    same: list[tuple[str, str]] = field(default_factory=list)
    ended: float = 0.0


def instant(time: str) -> float:
    """Return the Unix time of an RFC 3339 time."""
    return datetime.fromisoformat(time).timestamp()


def read(lines: Iterable[bytes | str | Mapping[str, Any]]) -> Truth:
    """Return what a ledger says; ``lines`` are JSON or what it stands for."""
    truth = Truth()
    lying: set[str] = set()
    for line in lines:
        entry = orjson.loads(line) if isinstance(line, bytes | str) else line
        truth.ended = max(truth.ended, instant(entry["time"]))
        if entry["what"] == "site" and entry["lies"]:
            lying.add(entry["url"].split("/")[2])
        else:
            _take(truth, entry, lying)
    return truth


def _take(truth: Truth, entry: Mapping[str, Any], lying: set[str]) -> None:
    at, what = instant(entry["time"]), entry["what"]
    if what in ("published", "copied", "moved"):
        site = entry["url"].split("/")[2]
        truth.pages[entry["page"]] = PageTruth(entry["page"], entry["url"], at, site in lying, site)
    if what == "copied":
        truth.copies.append((entry["page"], entry["origin"], at, entry["sort"]))
    elif what == "moved":
        truth.same.append((entry["page"], entry["old_page"]))
        truth.pages[entry["old_page"]].hidden.append((at, inf))  # what follows is seen under the new address
    elif what == "edited":
        headline = tuple(entry["headline"]) if entry["headline"] else None
        removed, added, moved = (tuple(entry[side]) for side in ("removed", "added", "moved"))
        edit = Edited(at, entry["kind"], removed, added, moved, headline)
        truth.pages[entry["page"]].edits.append(edit)
    elif what in ("gone", "truncated"):
        truth.pages[entry["page"]].hidden.append((at, instant(entry["until"])))
    elif what == "down":
        for page in truth.pages.values():
            if page.site == entry["site"]:
                page.hidden.append((at, instant(entry["until"])))
