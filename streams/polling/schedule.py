"""When a look is worth it: refresh when ``U(t) >= tau`` (Olston and Pandey 2008), tau tuned alone (Azar et al. 2018).

For a page with r edits an hour, last looked at t hours ago, ``U(t) = 1/r - (t + 1/r) exp(-r t)``: the hours for which
subscribers are expected to have been told too little, less what waiting on would cost anyway. With x = r t that is
``g(x) / r`` for ``g(x) = 1 - (1 + x) exp(-x)``, so the interval for a threshold is the inverse of g, tabulated once.
One threshold for all pages gives each the interval at which its next look is worth as much as any other's.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

import numpy as np
import numpy.typing as npt

WORTH_MAX: Final = 0.9  # of what g can reach: a page that changes all the time is still looked at
RATE_MIN: Final = 1e-9  # edits an hour
_X: Final = np.concatenate(([0.0], np.geomspace(1e-5, 5.0, 2_000)))
_G: Final = -np.expm1(-_X) - _X * np.exp(-_X)
_X_LIST: Final[list[float]] = _X.tolist()
_G_LIST: Final[list[float]] = _G.tolist()
_BISECTIONS: Final = 40
TAU_HOURS_MIN: Final = 1e-9
TAU_HOURS_MAX: Final = 1e6

Rates = npt.NDArray[np.float64]


def intervals(rates: Rates, tau_hours: float, hours_min: float, hours_max: float) -> Rates:
    """Return for each rate (edits an hour) the hours until the next look."""
    rates = np.maximum(rates, RATE_MIN)
    worth = np.minimum(tau_hours * rates, WORTH_MAX)
    return np.asarray(np.clip(np.interp(worth, _G, _X) / rates, hours_min, hours_max))


def interval(rate: float, tau_hours: float, hours_min: float, hours_max: float) -> float:
    """Return the hours until the next look at one page."""
    rate = max(rate, RATE_MIN)
    worth = min(tau_hours * rate, WORTH_MAX)
    at = bisect_right(_G_LIST, worth)
    low, high = _G_LIST[at - 1], _G_LIST[at]
    x = _X_LIST[at - 1] + (worth - low) / (high - low) * (_X_LIST[at] - _X_LIST[at - 1])
    return min(max(x / rate, hours_min), hours_max)


def threshold(rates: Rates, looks_per_hour: float, hours_min: float, hours_max: float) -> float:
    """Return the smallest threshold, in hours, at which all pages together are looked at no more often than that.

    Where even the longest intervals are too many looks, it is the largest threshold: the budget decides then.
    """
    if not len(rates):
        return TAU_HOURS_MIN
    low, high = np.log(TAU_HOURS_MIN), np.log(TAU_HOURS_MAX)
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        if float(np.sum(1.0 / intervals(rates, float(np.exp(middle)), hours_min, hours_max))) > looks_per_hour:
            low = middle
        else:
            high = middle
    return float(np.exp(high))
