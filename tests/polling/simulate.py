"""`python -m tests.polling.simulate`: the schedule against fixed ladders, on a year's edits of one front page.

Every policy looks at every page from the moment it is found. An edit is seen when a look comes before the next edit of
the page; its delay is from the edit to that look. The ladders are those of two public watchers of news:

- newsdiffs, by the time since the last change: below 3 h every 15 min, below 1 d every hour, below 7 d every 3 h,
  below 30 d every 3 d;
- diffengine: again when the time since the last look is a fifth of the page's age.

The schedule learns while it runs, from nothing, from what its own looks find. Its threshold alone is set, so that it
makes no more looks in all than the ladder that it is compared with.
"""

from __future__ import annotations

import argparse
import gzip
import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import orjson

from streams.polling import planning
from streams.polling.planning import DAY, HOUR, Pace
from streams.polling.records import Page, Site

FILE = "data/headline-edit-times.jsonl.gz"
HORIZON_DAYS = 30
PACE = Pace(look_seconds_min=600, look_seconds_max=HORIZON_DAYS * DAY)  # the data itself is no finer than 10 minutes
LOOKS_TOLERANCE = 0.002
TRIALS_MAX = 12

History = tuple[float, list[float]]
"""When a page was found, and when it was edited."""


@dataclass(slots=True)
class Result:
    """What a policy came to; delays in seconds."""

    looks: int = 0
    edits: int = 0
    delays: list[float] = field(default_factory=list)

    @property
    def seen(self) -> int:
        return len(self.delays)

    def delay(self, share: float) -> float:
        return sorted(self.delays)[int(share * (len(self.delays) - 1))] if self.delays else 0.0

    @property
    def mean_wait_hours(self) -> float:
        """Mean time for which an edit is not told; one that is never seen counts until the next edit hides it."""
        return self.unseen_seconds / HOUR / max(self.edits, 1)

    unseen_seconds: float = 0.0


def histories(path: Path, share: int = 1) -> list[History]:
    """Read the pages; ``share`` n takes every n-th."""
    edits: dict[str, list[float]] = {}
    with gzip.open(path) as file:
        for line in file:
            row = orjson.loads(line)
            edits.setdefault(row["page"], []).append(datetime.fromisoformat(row["at"]).timestamp())
    pages = [(times[0], times[1:]) for times in edits.values()]
    return sorted(pages)[::share]


@dataclass(slots=True)
class Ladder:
    """A policy of fixed rules: seconds to the next look, of the page's age and the time since the last change seen."""

    rule: Callable[[float, float], float]
    changed_at: dict[int, float] = field(default_factory=dict)

    def next_look(self, number: int, found: float, now: float, changed: bool, edit_seen: bool) -> float:
        if changed:
            self.changed_at[number] = now
        return now + max(self.rule(now - found, now - self.changed_at.get(number, found)), PACE.look_seconds_min)


def newsdiffs(_age: float, unchanged: float) -> float:
    """Seconds until the next look, by the time since the last change."""
    steps = ((3 * HOUR, HOUR / 4), (DAY, HOUR), (7 * DAY, 3 * HOUR), (30 * DAY, 3 * DAY), (360 * DAY, 30 * DAY))
    return next((interval for limit, interval in steps if unchanged < limit), 360 * DAY)


def diffengine(age: float, _unchanged: float) -> float:
    """Seconds until the next look: the page is a fifth older then."""
    return age * 0.2 / 0.8


@dataclass(slots=True)
class Learned:
    """The product's schedule with one threshold."""

    tau_hours: float
    site: Site = field(default_factory=lambda: Site("site"))
    pages: dict[int, Page] = field(default_factory=dict)

    def next_look(self, number: int, found: float, now: float, changed: bool, edit_seen: bool) -> float:
        page = self.pages.get(number)
        if page is None:
            page = self.pages[number] = Page("", "site", found, born_at=found)
        planning.learn_look(page, self.site, now)
        page.last_look_at = now
        if changed:
            planning.learn_change(page, self.site, now)
        return planning.next_look(page, self.site, now, self.tau_hours, PACE)


def run(pages: list[History], policy: Ladder | Learned, seconds: float = HORIZON_DAYS * DAY) -> Result:
    """Look at all pages in the order of time."""
    result = Result()
    ends_at = max(max([found, *edits]) for found, edits in pages)
    known = [0] * len(pages)  # edits up to which a page was seen
    queue = [(found, number) for number, (found, _) in enumerate(pages)]
    heapq.heapify(queue)
    for found, edits in pages:
        result.edits += sum(1 for edit in edits if edit < min(found + seconds, ends_at))
    while queue:
        now, number = heapq.heappop(queue)
        found, edits = pages[number]
        result.looks += 1
        before = known[number]
        while known[number] < len(edits) and edits[known[number]] <= now:
            known[number] += 1
            hidden = known[number] < len(edits) and edits[known[number]] <= now
            edit = edits[known[number] - 1]
            result.unseen_seconds += (edits[known[number]] if hidden else now) - edit
            if not hidden:
                result.delays.append(now - edit)
        due = policy.next_look(number, found, now, known[number] > before, False)
        if due < min(found + seconds, ends_at):
            heapq.heappush(queue, (due, number))
    return result


def matched(pages: list[History], looks: int) -> tuple[Result, float]:
    """Run the schedule with the smallest threshold found that makes no more looks than that."""
    low, high = -12.0, 6.0
    best: tuple[Result, float] | None = None
    for _ in range(TRIALS_MAX):
        tau = 10 ** ((low + high) / 2)
        result = run(pages, Learned(tau))
        if result.looks > looks:
            low = (low + high) / 2
        else:
            high = (low + high) / 2
            if best is None or result.looks > best[0].looks:
                best = result, tau
            if result.looks > looks * (1 - LOOKS_TOLERANCE):
                break
    assert best is not None, "no threshold makes so few looks"
    return best


def told(name: str, result: Result) -> str:
    median, late = result.delay(0.5) / 60, result.delay(0.9) / 60
    return (
        f"{name:<28}{result.looks:>10,}{result.seen:>9,} ({result.seen / result.edits:5.1%})"
        f"{median:>12,.0f}{late:>12,.0f}{result.mean_wait_hours:>12.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with data/")
    parser.add_argument("--every", type=int, default=1, help="take every n-th page")
    options = parser.parse_args()
    pages = histories(options.shared / FILE, options.every)
    print(f"{len(pages):,} pages, {HORIZON_DAYS} days each")  # noqa: T201 - a command's output
    print(f"{'':<28}{'looks':>10}{'edits seen':>17}{'median min':>12}{'90 % min':>12}{'mean h':>12}")  # noqa: T201
    for name, rule in (("newsdiffs", newsdiffs), ("diffengine", diffengine)):
        ladder = run(pages, Ladder(rule))
        print(told(name, ladder))  # noqa: T201
        learned, tau = matched(pages, ladder.looks)
        print(told("rowback at that budget", learned), f"  tau {tau:.5f} h")  # noqa: T201


if __name__ == "__main__":
    main()
