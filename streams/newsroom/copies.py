"""Copies in a run: which were said to be copies, against the ledger's word on who copied whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from streams.newsroom.truth import Truth


@dataclass(slots=True)
class Copies:
    """``copies`` is stated + missed + unseen; ``false`` counts pairs of pages that are not one story."""

    copies: int = 0
    stated: int = 0
    missed: int = 0
    unseen: int = 0
    false: int = 0
    missed_pairs: list[tuple[str, str, str]] = field(default_factory=list)  # copy, origin, sort
    false_pairs: list[tuple[str, str]] = field(default_factory=list)


class _Groups:
    """Which pages hang together."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def of(self, page: str) -> str:
        while (above := self._above.get(page, page)) != page:
            page = above
        return page

    def unite(self, one: str, other: str) -> None:
        first, second = sorted((self.of(one), self.of(other)))
        self._above[second] = first


def copies(
    truth: Truth, events: Iterable[Mapping[str, Any]], first_looks: Mapping[str, float], poll_interval: float
) -> Copies:
    """Count the copies of a run. A copy counts as stated where statements lead from it to its origin.

    One whose page or origin nobody looked at, or that is younger than the poll interval at the end, is ``unseen``.
    """
    standing = _standing(events)
    stories, stated = _Groups(), _Groups()
    for copy, origin, *_ in truth.copies:
        stories.unite(copy, origin)
    for one, other in truth.same:
        stories.unite(one, other)
        stated.unite(one, other)
    result = Copies(copies=len(truth.copies))
    for one, other in standing:
        stated.unite(one, other)
        if stories.of(one) != stories.of(other):
            result.false += 1
            result.false_pairs.append((one, other))
    for copy, origin, at, sort in truth.copies:
        looked = not first_looks or {copy, origin} <= first_looks.keys()
        if stated.of(copy) == stated.of(origin):
            result.stated += 1
        elif not looked or at > truth.ended - poll_interval:
            result.unseen += 1
        else:
            result.missed += 1
            result.missed_pairs.append((copy, origin, sort))
    return result


def _standing(events: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return the pairs that were stated and not withdrawn after that."""
    said: dict[tuple[str, str], str] = {}
    for event in events:
        if event["topic"] == "article.duplicated":
            value = event["value"]
            said[value["page"], value["other"]["page"]] = value["statement"]
    return [pair for pair, statement in said.items() if statement == "stated"]
