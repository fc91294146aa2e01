"""How often a page changes: what its site does at that age, times how much livelier the page itself has been.

A look only tells that a page changed, not how often. Counting changes by looks therefore underestimates, most where
looks are rare. The site's rate at an age uses the bias-corrected estimator of Cho and Garcia-Molina (2003),
``-ln((n - X + 0.5) / (n + 0.5)) / d`` for X changes at n looks d hours apart, drawn towards a prior while little was
seen. A page is compared with the looks at which a page of its site would have shown a change, ``1 - exp(-rate * d)``
each: its liveliness is (c + changes) / (c + expected changes), the mean of a gamma prior with c changes' weight. What
was seen longer ago counts less.

Ages and intervals are in hours.
"""

from __future__ import annotations

from bisect import bisect_right
from math import expm1, log

AGES_HOURS = (1.0, 3.0, 6.0, 12.0, 24.0, 48.0, 168.0, 720.0)  # ends of all classes but the last
PRIOR_RATES = (0.08, 0.08, 0.05, 0.025, 0.01, 0.002, 0.0005, 0.0001, 0.00002)  # edits an hour: 27 % of articles change
PRIOR_HOURS = 40.0  # of looking at pages of an age: what a site's own numbers are weighed against
SITE_HOURS_MAX = 20_000.0  # beyond it what was seen before counts half: newsrooms change
LIVELY_WEIGHT = 0.2
LIVELY_FADING = 0.5  # what a page did at a quarter of its age counts half
LIVELINESS_MAX = 20.0

Seen = list[list[float]]
"""For each class of age: looks, looks that found a change, hours between them and the looks before."""


def nothing_seen() -> Seen:
    """Return the record of a site that was never looked at."""
    return [[0.0, 0.0, 0.0] for _ in PRIOR_RATES]


def age_class(age_hours: float) -> int:
    """Return the class of an age."""
    return bisect_right(AGES_HOURS, age_hours)


def note_look(seen: Seen, age_hours: float, interval_hours: float) -> None:
    """Count a look at a page of that age, so long after the look before."""
    row = seen[age_class(age_hours - interval_hours / 2)]
    row[0] += 1
    row[2] += interval_hours
    if row[2] > SITE_HOURS_MAX:
        row[:] = [value / 2 for value in row]


def note_change(seen: Seen, age_hours: float, interval_hours: float) -> None:
    """Count that the look at that age, counted already, found a change."""
    row = seen[age_class(age_hours - interval_hours / 2)]
    row[1] = min(row[1] + 1, row[0])


def site_rates(seen: Seen) -> list[float]:
    """Return edits an hour for each class of age."""
    rates = []
    for (looks, changes, hours), prior in zip(seen, PRIOR_RATES, strict=True):
        if looks and hours:
            seen_rate = -log((looks - changes + 0.5) / (looks + 0.5)) * looks / hours
            rates.append((seen_rate * hours + prior * PRIOR_HOURS) / (hours + PRIOR_HOURS))
        else:
            rates.append(prior)
    return rates


def expected_change(rates: list[float], age_hours: float, interval_hours: float) -> float:
    """Return the probability that a page of the site, now of that age, shows a change after the interval."""
    return -expm1(-rates[age_class(age_hours - interval_hours / 2)] * interval_hours)


def faded(value: float, age_hours: float, interval_hours: float) -> float:
    """Return what is left of a page's count after an interval."""
    before = max(age_hours - interval_hours, 0.5)
    share: float = before / max(age_hours, before)
    return float(value * share**LIVELY_FADING)


def liveliness(changes: float, expected: float) -> float:
    """Return by how much a page changes more often than others of its site and age."""
    return min((LIVELY_WEIGHT + changes) / (LIVELY_WEIGHT + expected), LIVELINESS_MAX)
