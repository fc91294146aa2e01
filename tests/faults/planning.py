"""Which faults come next, and which of them at once."""

from __future__ import annotations

from collections import Counter
from random import Random

from tests.faults.kinds import sort_of, target_of

STRIKES = {"worker_kill": 4, "broker_kill": 2, "serve_kill": 3, "poller_kill": 3, "replica_kill": 3}  # else 1
AT_ONCE = (1, 2, 3, 3)  # how many faults strike together, as often as each stands here


def planned(left: dict[str, int], length: int, seed: int) -> list[str]:
    """Return the next faults in the order of their happening, kinds of which more are left more often.

    All of them belong into the same sort of leg.
    """
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    sort = sort_of(chance.choices(list(left), list(left.values()))[0])
    still = Counter({kind: count for kind, count in left.items() if sort_of(kind) == sort})
    plan: list[str] = []
    while len(plan) < length and still.total():
        kind = chance.choices(list(still), list(still.values()))[0]
        still[kind] = max(still[kind] - STRIKES.get(kind, 1), 0)
        plan.append(kind)
    return plan


def together(plan: list[str], seed: int) -> list[tuple[str, ...]]:
    """Return the faults of a plan in the order of their happening, often some at once that have other targets."""
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    steps: list[tuple[str, ...]] = []
    left = list(plan)
    while left:
        step: dict[str, str] = {}
        size = chance.choice(AT_ONCE)
        for kind in left:
            if len(step) < size:
                step.setdefault(target_of(kind), kind)
        for kind in step.values():
            left.remove(kind)
        steps.append(tuple(step.values()))
    return steps
