"""The highest rate that is held: up a ladder until one is not, then halving the gap."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

from tests.load.measuring import SETTLED, Bench, Load

LATENCY_SECONDS_MAX = 2.0  # of 99 in 100 captures, from the intended time to the outcome at a subscriber
LADDER = (0.25, 0.5, 0.7, 0.85, 1.0)  # shares of what a burst was handled at
GROWTH, RATES_MAX = 1.15, 20  # from there on: brokers that are new to their work get faster
HALVINGS = 2
TENTH = 0.1
WARM_UP_CAPTURES = 400  # each of a new page: what comes after them are looks at pages that are known
BURST_CAPTURES = 500


@dataclass
class Plan:
    """How long each rate is put on, and which ones; without any the ladder decides."""

    seconds: float = 20.0
    latency_seconds: float = 60.0
    rates: tuple[float, ...] = ()


@dataclass
class Found:
    """All loads, in order, the burst before them, and the one at a tenth of the held rate."""

    burst: Load
    loads: list[Load] = field(default_factory=list)
    tenth: Load | None = None

    @property
    def held(self) -> Load | None:
        """The highest rate that was held; None where none was."""
        return max((load for load in self.loads if is_held(load)), key=lambda load: load.rate, default=None)


def is_held(load: Load) -> bool:
    """Whether latency stayed in bounds, nothing was left at the end, and all that was said is right."""
    in_time = load.quantile(SETTLED, 0.99) < LATENCY_SECONDS_MAX and load.behind_seconds < LATENCY_SECONDS_MAX
    return in_time and not load.problems


async def search(bench: Bench, plan: Plan, say: Callable[[str], None]) -> Found:
    """Warm up, take a burst, then look for the highest rate; the tenth of it comes last."""
    await bench.burst(WARM_UP_CAPTURES)
    found = Found(await bench.burst(BURST_CAPTURES))
    say(f"a burst of {BURST_CAPTURES:,} captures was handled at {found.burst.rate:,.0f} a second")

    async def put(rate: float) -> bool:
        load = await bench.put(rate, plan.seconds)
        found.loads.append(load)
        say(
            f"{rate:7,.1f} a second for {plan.seconds:.0f} s: p99 {load.quantile(SETTLED, 0.99):.2f} s, "
            f"{load.behind_seconds:.2f} s behind at the end{'' if is_held(load) else ': not held'}"
        )
        return is_held(load)

    if plan.rates:
        for rate in plan.rates:
            await put(rate)
    else:
        for rate in _rising(found.burst.rate):
            if not await put(rate):
                break
        await _halve(found, put)
    if found.held is not None:
        found.tenth = await bench.put(TENTH * found.held.rate, plan.latency_seconds)
        say(f"a tenth of the held rate for {plan.latency_seconds:.0f} s: done")
    return found


def _rising(burst: float) -> Iterator[float]:
    yield from (share * burst for share in LADDER)
    yield from (burst * GROWTH**power for power in range(1, RATES_MAX - len(LADDER) + 1))


async def _halve(found: Found, put: Callable[[float], Awaitable[bool]]) -> None:
    for _ in range(HALVINGS):
        low = found.held.rate if found.held else 0.0
        high = min((load.rate for load in found.loads if load.rate > low and not is_held(load)), default=None)
        if high is None:
            return
        await put((low + high) / 2)
