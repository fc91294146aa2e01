"""What was measured, in figures: for each the median of the rounds, the least and the most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import orjson

from tests.benchmarks.carrying import Passage

MICROSECONDS = 1_000_000


@dataclass(frozen=True)
class Round:
    """One load through core and river. ``core_cpu`` is in seconds, ``size`` in bytes."""

    captures: int
    size: int
    core_cpu: float
    river: Passage

    def each(self, cpu_seconds: float) -> float:
        """Return microseconds a capture."""
        return cpu_seconds * MICROSECONDS / self.captures


@dataclass(frozen=True)
class Report:
    """All rounds, and the outcomes of their captures and the warm-up's."""

    rounds: list[Round]
    outcomes: Counter[str]


Figure = Callable[[Round], float]
FIGURES: dict[str, tuple[str, Figure]] = {
    "captures_per_second": ("captures/s, river", lambda r: r.captures / r.river.seconds),
    "core_cpu_us": ("CPU µs a capture, core", lambda r: r.each(r.core_cpu)),
    "river_cpu_us": ("CPU µs a capture, river (worker)", lambda r: r.each(r.river.worker_cpu)),
    "plumbing_cpu_us": ("CPU µs a capture, plumbing", lambda r: r.each(r.river.worker_cpu - r.core_cpu)),
    "plumbing_share": ("plumbing / river", lambda r: 1 - r.core_cpu / r.river.worker_cpu),
    "plumbing_per_core": ("plumbing / core", lambda r: r.river.worker_cpu / r.core_cpu - 1),
    "producer_cpu_us": ("CPU µs a capture, producer", lambda r: r.each(r.river.producer_cpu)),
    "broker_cpu_us": ("CPU µs a capture, broker", lambda r: r.each(r.river.broker_cpu)),
}


def figures(report: Report) -> dict[str, dict[str, float]]:
    """Return name -> median, min and max of the rounds."""
    found = {}
    for name, (_, figure) in FIGURES.items():
        values = [figure(each) for each in report.rounds]
        found[name] = {"median": median(values), "min": min(values), "max": max(values)}
    return found


def as_json(report: Report, mix: str) -> str:
    """Return the figures for machines."""
    rounded = {
        name: {kind: round(value, 3) for kind, value in figure.items()} for name, figure in figures(report).items()
    }
    value = {
        "mix": mix,
        "rounds": len(report.rounds),
        "captures": report.rounds[0].captures,
        "bytes_per_capture": round(_bytes_each(report)),
        "outcomes": dict(sorted(report.outcomes.items())),
        **rounded,
    }
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n"


def as_text(report: Report, mix: str) -> str:
    """Return the figures as a table."""
    first = report.rounds[0]
    lines = [
        f"{mix}: {len(report.rounds)} rounds of {first.captures:,} captures, {_bytes_each(report):,.0f} bytes each",
        "outcomes: " + ", ".join(f"{count:,} {outcome}" for outcome, count in report.outcomes.most_common()),
        "",
        f"{'':34}{'median':>10}{'min':>10}{'max':>10}",
    ]
    for name, figure in figures(report).items():
        digits = 2 if name in ("plumbing_share", "plumbing_per_core") else 0
        numbers = "".join(f"{figure[kind]:>10,.{digits}f}" for kind in ("median", "min", "max"))
        lines.append(f"{FIGURES[name][0]:34}{numbers}")
    return "\n".join(lines) + "\n"


def _bytes_each(report: Report) -> float:
    return sum(r.size for r in report.rounds) / sum(r.captures for r in report.rounds)
